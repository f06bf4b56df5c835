"""Tellings made into observations: the same word of the same origin, however often carried, is one observation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from etl.reconcile.cluster import cells
from etl.reconcile.codes import Codes, codes_of, firsts, keys_of, mapped, ranks_of, run_starts, sizes, texts_like
from etl.reconcile.identity import STATED
from etl.reconcile.name import Names
from etl.reconcile.order import places_by
from etl.reconcile.rule import rule
from etl.reconcile.telling import NO_TIER, NUMBERS, PLACE
from etl.reconcile.when import has_flag

EVIDENCE = (
    *("source_kind", "source", "document_id", "char_start", "char_end", "as_written", "sentence", "locator"),
    *("publisher", "source_title", "source_url", "source_tier", "published_on", "shown_from"),
)
CARRIER_ORDER = ("observation_id", "evidence_no")
"""In what order evidence is published: the best carrier of a figure first."""

PROPOSED = "model_proposed"
PERIOD = ("period", "period_start", "period_end", "period_basis")
LED = ("origin", "fact", *(f"key_{name}" for name in STATED))
LAST = "9999-99-99"
DAYS = ("known_from", "shown_from")
COUNTED = ("n_evidence", "n_publishers")
CARRIERS = (
    *("observation", "proposed", "echo", "source_tier", "is_table", "published_order", "source", "source_url"),
    "publisher",
    *("status", "flags", "period_wording", "note", "key_days", *(f"key_{name}" for name in STATED[2:]), "locator"),
)
"""By what the tellings of one observation are ordered."""

TOLD = tuple(
    dict.fromkeys(
        (
            *(name for name in CARRIERS if name not in ("proposed", "echo", "is_table", "published_order")),
            "reading",
            "source_kind",
            "published_on",
        )
    )
)
FILLED = ("counterparty", "definition", "unit_basis", "contract_type", "denominator", "period_wording", "given_on")
"""What the best carrier may have left unsaid and another of the same words says."""

CARRIED = (
    *("metric", "entity", "product", "unit", *NUMBERS, "qualifier", "status", "reading"),
    *("publisher", "source_title", "source_url", "source_tier", "published_on", "source_kind", "source", "locator"),
    *("note", "rule", "reasons", "as_written"),
)
"""What an observation has from its best carrier alone."""

SPOKEN = {"led_by": LED, "carried_by": CARRIED, "dated_by": PERIOD, **{f"{name}_by": (name,) for name in FILLED}}
"""What an observation has from which of its tellings."""


def collapse(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Return observations with the places of the tellings that speak for each, and the tellings that are evidence.

    `observation` names the telling that words the one that each telling is part of.

    The evidence has the `place` of each telling, that of the one that leads its observation, and its number, the best
    carrier's first. The figure is worded by the telling that is told most exactly, which leads; the page named for it
    is the best that carries it.
    """
    order = _ordered(frame)
    group = keys_of([frame["observation"].iloc[order]])
    leaders = frame.index.get_indexer(pd.Index(frame["observation"].iloc[order[firsts(group)]]))
    places = _places(frame, leaders, order, group)
    told = {**places, **_measures(frame, order, group), "flags": _flags(frame["flags"].iloc[order], group)}
    first = pd.DataFrame({**spoken(frame, places), **told}, index=frame.index[leaders])
    return first, _evidence(frame, leaders, order, group)


def spoken(tellings: pd.DataFrame, places: Mapping[str, Any] | pd.DataFrame) -> dict[str, Any]:
    """Return what the tellings say that speak for observations, a column each; what tellings lack is left out."""
    return {
        name: tellings[name].array.take(np.asarray(places[by]))
        for by, names in SPOKEN.items()
        for name in names
        if name in tellings
    }


def _ordered(frame: pd.DataFrame) -> Codes:
    """Return the places of the tellings, best carrier of each observation first; no order of rows in a file decides."""
    count = sizes(keys_of([frame["observation"]]))
    several = np.flatnonzero(count > 1)
    told = frame[list(TOLD)].iloc[several]
    leader = frame["reading"].loc[told["observation"]]
    led: dict[str, Any] = {
        "echo": (told["reading"].array != leader.array).astype(np.int64),
        "is_table": (told["source_kind"] != "article").to_numpy(np.int64),
        # What a model linked leads no telling that was read by rule.
        "proposed": has_flag(told["flags"], PROPOSED).to_numpy(np.int64),
        # A page without a date stands after those that have one.
        "published_order": ranks_of(mapped(told["published_on"], _or_last)),
    }
    by = [led[name] if name in led else ranks_of(told[name]) for name in CARRIERS]
    order: Codes = np.concatenate([np.flatnonzero(count == 1), several[places_by(*by)]])
    # Observations stand in the order of the tellings that word them, so that what came in parts stays in parts.
    return order[places_by(frame["observation"].to_numpy()[order])]


def graded(frame: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Return the tellings with a tier for each carrier: the one its source gives, else that of its class."""
    tiers = mapped(frame["publisher"], lambda name: _tier(name, names), "Int64")
    return frame.assign(source_tier=frame["source_tier"].fillna(tiers))


def _tier(publisher: str, names: Names) -> int:
    term = names.term(publisher) if publisher else None
    return rule().tiers.get(term.cls, rule().tiers.get(term.kind, NO_TIER)) if term else NO_TIER


def _measures(frame: pd.DataFrame, order: Codes, group: Codes) -> dict[str, Any]:
    carriers = firsts(keys_of([group, mapped(frame["publisher"], str.lower).iloc[order]]))
    return {
        "n_evidence": np.bincount(group),
        "n_publishers": np.bincount(group[carriers]),
        **{name: earliest(frame[name].iloc[order], group) for name in DAYS},
    }


def earliest(day: pd.Series[str], group: Codes) -> Any:
    """Return the first day of each group, empty where it has none."""
    day = mapped(day, _or_last)
    found = np.full(len(firsts(group)), np.iinfo(np.int64).max)
    np.minimum.at(found, group, ranks_of(day))
    days = ["" if one == LAST else one for one in sorted(cells(codes_of(day)[1]))]
    return texts_like(day, days, found).array


def _or_last(day: str) -> str:
    return day or LAST


def _places(frame: pd.DataFrame, leaders: Codes, order: Codes, group: Codes) -> dict[str, Codes]:
    """Return the telling that speaks for each group: what the best leaves unsaid is said by the best that says it."""
    filled = {f"{name}_by": _first_where(frame[name] != "", order, group) for name in FILLED}
    dated = _first_where(frame["period"] != "", order, group)
    return {"led_by": leaders, "carried_by": order[firsts(group)], "dated_by": dated, **filled}


def _first_where(said: pd.Series[bool], order: Codes, group: Codes) -> Codes:
    """Return the place of the first telling of each group for which something is said, else that of its first."""
    found = order[firsts(group)]
    at = np.flatnonzero(said.to_numpy()[order])[::-1]
    found[group[at]] = order[at]
    return found


def _flags(flags: pd.Series[str], group: Codes) -> Any:
    """Return the flags of each group; those of a telling alone stand as they are."""
    codes, words = codes_of(flags)
    texts = [str(word) for word in words]
    found = codes[firsts(group)]
    told: dict[int, list[int]] = {}
    many = np.bincount(group)[group] > 1
    for one, code in zip(group[many].tolist(), codes[many].tolist(), strict=True):
        told.setdefault(one, []).append(code)
    places: dict[tuple[int, ...], int] = {}
    for one, several in told.items():
        key = several[0], *sorted(set(several[1:]))
        if key not in places:
            places[key] = len(texts)
            texts.append(_gathered([texts[code] for code in key]))
        found[one] = places[key]
    return texts_like(flags, texts, found).array


def _gathered(told: list[str]) -> str:
    """Return the best carrier's flags and the others' that speak of the fact; none that only some take it back by."""
    best, *others = (set(flags.split(";")) for flags in told)
    every = best.intersection(*others)
    found = best.union(*(flags - rule().carrier_flags for flags in others)) - (rule().shared_flags - every)
    return ";".join(sorted(found - {""}))


def _evidence(frame: pd.DataFrame, leaders: Codes, order: Codes, group: Codes) -> pd.DataFrame:
    count = sizes(group)
    many, is_kept = np.flatnonzero(count > 1), count == 1
    told = frame[list(PLACE)].iloc[order[many]]
    is_kept[many[firsts(keys_of([group[many], *(told[name] for name in PLACE)]))]] = True
    kept = np.flatnonzero(is_kept)
    number = np.arange(len(kept)) - run_starts(group[kept])[group[kept]] + 1
    return pd.DataFrame({"place": order[kept], "led_by": leaders[group[kept]], "evidence_no": number})
