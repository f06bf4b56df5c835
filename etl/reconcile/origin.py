"""Tellings made into observations: the same word of the same origin, however often carried, is one observation."""

from __future__ import annotations

from typing import Any

import pandas as pd

from etl.reconcile.echo import grouped
from etl.reconcile.identity import STATED
from etl.reconcile.name import Names
from etl.reconcile.rule import rule
from etl.reconcile.telling import NO_TIER, PLACE
from etl.reconcile.when import has_flag

EVIDENCE = (
    *("source_kind", "source", "document_id", "char_start", "char_end", "as_written", "sentence", "locator"),
    *("publisher", "source_title", "source_url", "source_tier", "published_on"),
)
PROPOSED = "model_proposed"
CARRIERS = (
    *("observation", "proposed", "echo", "source_tier", "is_table", "published_order", "source", "source_url"),
    "publisher",
    *("status", "flags", "period_wording", "note", "key_days", *(f"key_{name}" for name in STATED[2:]), "locator"),
)
"""By what the tellings of one observation are ordered."""

FILLED = ("counterparty", "definition", "unit_basis", "contract_type", "denominator", "period_wording", "given_on")
"""What the best carrier may have left unsaid and another of the same words says."""


def collapse(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Return observations, and the evidence of each by `observation` (the index of the observation), best carrier first.

    The figure is worded by the telling that is told most exactly; the page named for it is the best that carries it.
    """
    frame = frame.assign(observation=grouped(frame))
    frame["echo"] = frame["reading"] != frame["observation"].map(frame["reading"])
    frame["is_table"] = frame["source_kind"] != "article"
    # What a model linked leads no telling that was read by rule.
    frame["proposed"] = has_flag(frame["flags"], PROPOSED)
    frame = _ordered(frame)
    first = frame.drop_duplicates("observation").set_index("observation")
    first = first.assign(**_measures(frame, first))
    return _joined(frame, first), _evidence(frame)


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the tellings of each observation together, best carrier first; no order of rows in a file decides."""
    several = frame.duplicated("observation", keep=False)
    # A page without a date stands after those that have one.
    dates = frame["published_on"].where(frame["published_on"] != "", "9999")
    ranked = frame.assign(published_order=dates)[several].sort_values(list(CARRIERS), kind="stable")
    return pd.concat([frame[~several], ranked.drop(columns="published_order")])


def graded(frame: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Return the tellings with a tier for each carrier: the one its source gives, else that of its class."""
    tiers = {name: _tier(name, names) for name in frame["publisher"].unique()}
    return frame.assign(source_tier=frame["source_tier"].fillna(frame["publisher"].map(tiers).astype("Int64")))


def _tier(publisher: str, names: Names) -> int:
    term = names.term(publisher) if publisher else None
    return rule().tiers.get(term.cls, rule().tiers.get(term.kind, NO_TIER)) if term else NO_TIER


def _measures(frame: pd.DataFrame, first: pd.DataFrame) -> dict[str, Any]:
    groups = frame.groupby("observation", sort=False)
    known = frame["known_from"].where(frame["known_from"] != "")
    carriers = frame.assign(publisher=frame["publisher"].str.lower()).drop_duplicates(["observation", "publisher"])
    return {
        "n_evidence": groups.size().reindex(first.index),
        "n_publishers": carriers.groupby("observation", sort=False).size().reindex(first.index),
        "known_from": known.groupby(frame["observation"]).min().reindex(first.index).fillna(""),
    }


def _joined(frame: pd.DataFrame, first: pd.DataFrame) -> pd.DataFrame:
    """Fill from the other tellings what the best leaves unsaid, and gather their warnings."""
    several = frame[frame["observation"].isin(first.index[first["n_evidence"] > 1])]
    changes: dict[int, dict[str, str]] = {}
    for number, rows in several.groupby("observation", sort=False):
        said = {column: next((text for text in rows[column] if text), "") for column in FILLED}
        changes[int(str(number))] = {
            **said,
            **_period(rows),
            **_unattributed(rows),
            "flags": _flags(rows["flags"].to_list()),
        }
    if not changes:
        return first
    filled = pd.DataFrame.from_dict(changes, orient="index", dtype="str")
    for column in filled:
        first[column] = filled[column].reindex(first.index).fillna(first[column])
    return first


def _period(rows: pd.DataFrame) -> dict[str, str]:
    dated = rows[rows["period"] != ""].head(1)
    columns = ["period", "period_start", "period_end", "period_basis", "key_days"]
    return {column: dated[column].iloc[0] for column in columns} if len(dated) else {}


def _unattributed(rows: pd.DataFrame) -> dict[str, str]:
    """Take origin and key from the telling that leads the group: it is the one that names them."""
    lead = rows.loc[[rows["observation"].iloc[0]]] if rows["observation"].iloc[0] in rows.index else rows
    columns = ("origin", "fact", *(name for name in rows.columns if name.startswith("key_")))
    return {column: str(lead[column].iloc[0]) for column in columns}


def _flags(told: list[str]) -> str:
    """Return the best carrier's flags, and of the others' those that speak of the fact itself."""
    best = told[0].split(";")
    others = (flag for flags in told[1:] for flag in flags.split(";") if flag not in rule().carrier_flags)
    return ";".join(sorted({flag for flag in (*best, *others) if flag}))


def _evidence(frame: pd.DataFrame) -> pd.DataFrame:
    places = frame.drop_duplicates(["observation", *PLACE])
    return places[["observation", *EVIDENCE]].assign(evidence_no=places.groupby("observation").cumcount() + 1)
