"""Where readings disagree: by origin, definition, unit, count or period, or one origin from its own earlier word."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np
import pandas as pd

from etl.reconcile.cluster import Member, cells, clusters
from etl.reconcile.codes import Mask, any_codes, kept, keys_of, mapped_rows, run_starts, together
from etl.reconcile.disagreement import Bounds, Readings, Reason, Split, best_first, disagreeing, rows_of
from etl.reconcile.history import is_event
from etl.reconcile.identity import ids_of
from etl.reconcile.name import UNATTRIBUTED
from etl.reconcile.precedence import DEPRECATED, PREFERRED
from etl.reconcile.rule import rule
from etl.reconcile.telling import NUMBERS

COLUMNS = (
    *("kind", "metric", "entity", "product", "period", "unit", "n_origins", "value_low", "value_high", "spread"),
    *("origins", "observation_ids", "reason", "reason_zh"),
)
ORDER = ["kind", "metric", "entity", "product", "unit", "period", "conflict_id"]
ACTUAL = "actual"
REASONS = {
    "definition": ("definitions differ; the figures do not compare", "口径不同，不可比较"),
    "unit_basis": ("units count different things; the figures do not compare", "计量对象不同，不可比较"),
    "metric": (
        "one counts what was bought, another what was shipped or deployed; the figures do not compare",
        "购入、出货与部署各计其数，不可比较",
    ),
    "restated": ("one origin tells it differently; its newest word stands", "同一来源方前后说法不同，以最新为准"),
    "horizon": ("one statement is told for different periods", "同一表态被说成不同期间"),
    "tie": ("the origins are level; none is preferred", "来源方不分先后，均不取"),
}
PREFERS = "{origin}: {reason}", "{origin} 为首选：{reason}"
SIDES = ("contract_type", "denominator")
PAIRED = ("metric", "entity", "product", "unit", "key_days")
COUNTED = ("entity", "product", "unit", "key_days", "key_unit_basis")
COUNTS = ("units_purchased", "units_deployed", "units_shipped")
PAST = (ACTUAL, "estimate")
STATEMENT = ("observation_id", "metric", "entity", "product", "period", "unit", "origin", "known_from", "rank")
"""What is read of the readings of one statement, besides their numbers and days."""

READ = (
    *(*STATEMENT, "status", "rank_reason", "known_to", "qualifier", "period_start", "period_end", *NUMBERS),
    *("fact", "key_days", "key_definition", "key_unit_basis", *SIDES),
)
"""All that is read of an observation; the rest of its columns is not copied about."""

KEYS = tuple(dict.fromkeys(("fact", "origin", "observation_id", "key_definition", *PAIRED, *COUNTED, *SIDES)))
"""What readings are compared by."""


def conflicts(observations: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each disagreement of readings that stand; none crosses entities, units or matters."""
    read = observations[list(READ)]
    codes = {name: any_codes(read[name]) for name in KEYS}
    held = Readings(read, codes, best_first(read), *_bounds(read, rule().tolerance["exact"]))
    stands, alone = (read["rank"] != DEPRECATED).to_numpy(), ~is_event(read).to_numpy()
    live = stands & alone & (read["known_to"] == "").to_numpy()
    # What its origin has replaced since was told all the same, and of a period.
    told = stands | (read["rank_reason"] == rule().deprecated["superseded"]).to_numpy()
    unlike = [_unlike(held, live, "definition"), _unlike(held, live, "unit_basis"), _counts(held, live)]
    split = [_rivals(held, live), _restated(held, told & alone), *unlike]
    parts = [rows_of(*one) for one in split if len(one.told)]
    if horizons := list(_horizons(kept(read, told))):
        parts.append(pd.DataFrame(horizons, columns=list(COLUMNS)))
    return _identified(pd.concat(parts or [rows_of(*split[0])], ignore_index=True))


def with_declared(found: pd.DataFrame, declared: Iterable[Member]) -> pd.DataFrame:
    """Return both, without those whose readings a declared one has too: a person's reason says more than the rule's."""
    told = list(declared)
    if told:
        more = _identified(pd.DataFrame(told, columns=list(COLUMNS)))
        found = pd.concat([found[~_is_less(found, told)], more], ignore_index=True)
    return found.sort_values(ORDER).reset_index(drop=True)


def _is_less(found: pd.DataFrame, declared: Iterable[Member]) -> Mask:
    whole = [set(str(one["observation_ids"]).split(";")) for one in declared]
    named = set().union(*whole)
    ids = [set(one.split(";")) for one in cells(found["observation_ids"])]
    return np.array([one <= named and any(one <= held for held in whole) for one in ids], dtype=bool)


def _identified(found: pd.DataFrame) -> pd.DataFrame:
    return found.assign(conflict_id=ids_of(found, ("kind", "observation_ids")))


def _bounds(frame: pd.DataFrame, exact: float) -> tuple[Bounds, Bounds]:
    """Return what each reading allows: its bounds, widened by its qualifier's tolerance; open ends are infinite."""
    low = frame["value_low"].fillna(frame["value"]).fillna(float("-inf"))
    high = frame["value_high"].fillna(frame["value"]).fillna(float("inf"))
    approx = (frame["qualifier"] == "approx").astype("float64")
    wide = exact + approx * (rule().tolerance["approx"] - exact)
    return (low - low.abs() * wide).to_numpy(), (high + high.abs() * wide).to_numpy()


def _rivals(held: Readings, live: Mask) -> Split:
    fact, actual = held.codes["fact"], live & (held.frame["status"] == ACTUAL).to_numpy()
    # A forecast that the outcome has overtaken is no rival of it.
    happened = np.bincount(fact, weights=actual)[fact] > 0
    overtaken = happened & ~actual & _is_early(held.frame)
    return Split("rival_origins", disagreeing(held, live & ~overtaken, ["fact"], "origin"), _preferred)


def _preferred(best: pd.DataFrame) -> tuple[pd.Series[str], pd.Series[str]]:
    """Return which of some rivals is preferred and why, from the best of them."""
    told = [best[name] for name in ("rank", "origin", "rank_reason")]
    return mapped_rows(told, partial(_said, 0)), mapped_rows(told, partial(_said, 1))


def _said(language: int, rank: str, origin: str, reason: str) -> str:
    if rank != PREFERRED:
        return REASONS["tie"][language]
    return PREFERS[language].format(origin=origin, reason=reason)


def _always(kind: str) -> Reason:
    return lambda _: REASONS[kind]


def _is_early(frame: pd.DataFrame) -> Mask:
    since, end = together(frame["known_from"], frame["period_end"])
    early: Mask = (since < end) | frame["origin"].isin(rule().forecasters).to_numpy()
    return early


def _unlike(held: Readings, live: Mask, column: str) -> Split:
    """Return where one entity's figure for one period is told by several definitions (or units) and differs."""
    of_days = live & (held.frame["key_days"] != "").to_numpy()
    told = disagreeing(held, of_days, [*PAIRED, *SIDES], f"key_{column}")
    return Split(column, told, _always(column))


def _counts(held: Readings, live: Mask) -> Split:
    """Return where the chips of one entity and period are counted as bought, as shipped and as deployed, and differ."""
    frame = held.frame
    counted = frame["metric"].isin(COUNTS) & (frame["product"] != "") & (frame["key_days"] != "")
    return Split("metric", disagreeing(held, live & counted.to_numpy(), COUNTED, "metric"), _always("metric"))


def _restated(held: Readings, told: Mask) -> Split:
    """Return where one origin tells one fact of the past by several numbers: restated, or read differently off it."""
    frame = held.frame
    start, end, since = together(frame["period_start"], frame["period_end"], frame["known_from"])
    has_end = (frame["period_end"] != "").to_numpy()
    past = (
        frame["status"].isin(PAST)
        & (has_end | (frame["period_start"] != ""))
        & (np.where(has_end, end, start) <= since)
    )
    past &= (frame["origin"] != UNATTRIBUTED) & frame["metric"].isin(rule().restated["metrics"])
    # A rounding of the same origin is its echo already, so that what is left differs by more than its digits.
    floor, ceiling = _bounds(frame, rule().restated["within"])
    near = replace(held, floor=floor, ceiling=ceiling)
    differing = disagreeing(near, told & past.to_numpy(), ["fact", "origin"], "observation_id")
    return Split("restated", differing, _always("restated"))


def _horizons(told: pd.DataFrame) -> Iterable[Member]:
    metrics, shortest = rule().horizon["metrics"], rule().horizon["shortest_days"]
    forward = told[told["metric"].isin(metrics) & (told["key_days"] != "")]
    length = mapped_rows([forward["period_start"], forward["period_end"]], _length, "float64")
    # Money is told with and without a name for what it buys; units of two products are two statements.
    what = mapped_rows([forward["product"], forward["unit"]], lambda product, unit: product if unit == "units" else "")
    forward = forward.assign(what=what, voice=_voices(forward))[(length >= shortest) | length.isna()]
    keys = ["metric", "entity", "unit", "what"]
    shared = forward[_shares_a_number(forward, keys)]
    for readings in clusters(shared, keys, [*STATEMENT, *NUMBERS, "key_days", "voice"]):
        yield from _same_statement(readings)


def _length(start: str, end: str) -> float:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days if start and end else math.nan


def _voices(frame: pd.DataFrame) -> pd.Series[str]:
    """Return who speaks: what is told of a company without a name is taken for its own word."""

    def voice(entity: str, origin: str) -> str:
        return UNATTRIBUTED if origin in entity.split("+") else origin

    return mapped_rows([frame["entity"], frame["origin"]], voice)


def _shares_a_number(frame: pd.DataFrame, keys: list[str]) -> Mask:
    """Return which readings have a number in common with another of the same key and voice and of another period."""
    group, days = keys_of([frame[name] for name in (*keys, "voice")]), keys_of([frame["key_days"]])
    found = np.zeros(len(frame), dtype=bool)
    at = np.tile(np.arange(len(frame)), len(NUMBERS))
    number = pd.Series(np.concatenate([frame[name].to_numpy(float) for name in NUMBERS]))
    at, number = at[number.notna()], number[number.notna()]
    entry = keys_of([group[at], number])
    order = np.argsort(entry, kind="stable")
    start = run_starts(entry[order])
    if len(start):
        told = days[at[order]]
        found[at[(np.minimum.reduceat(told, start) < np.maximum.reduceat(told, start))[entry]]] = True
    return found


def _same_statement(readings: list[Member]) -> Iterable[Member]:
    """Yield the groups that tell one value of one origin at about one time, and for more than one period."""
    taken: set[str] = set()
    for first in readings:
        near = [one for one in readings if _is_same_statement(first, one)]
        ids = {one["observation_id"] for one in near}
        if _several(near, "key_days") and not ids <= taken:
            taken |= ids
            yield row_of("horizon", near, REASONS["horizon"])


def _is_same_statement(one: Member, other: Member) -> bool:
    if one["voice"] != other["voice"] or not _is_same_number(one, other):
        return False
    days = [date.fromisoformat(reading["known_from"]) for reading in (one, other) if reading["known_from"]]
    return len(days) < len((one, other)) or abs((days[0] - days[1]).days) <= rule().horizon["within_days"]


def _is_same_number(one: Member, other: Member) -> bool:
    """Return whether two readings are one number: equal, or the one is a bound of the other."""
    small, large = sorted((_numbers(one), _numbers(other)), key=len)
    return small == large or (len(small) == 1 and small <= large)


def _numbers(reading: Member) -> set[float]:
    return {reading[name] for name in NUMBERS if not math.isnan(reading[name])}


def _several(readings: list[Member], column: str) -> bool:
    return len({one[column] for one in readings}) > 1


def row_of(kind: str, readings: list[Member], reason: tuple[str, str]) -> Member:
    """Return the conflict of some readings, the preferred one first; amounts of unlike units span no range."""
    units = list(dict.fromkeys(one["unit"] for one in readings))
    readings = sorted(readings, key=lambda one: (one["rank"] != PREFERRED, one["known_from"], one["observation_id"]))
    numbers = sorted(number for one in readings for number in _numbers(one) if len(units) == 1)
    low, high = (numbers[0], numbers[-1]) if numbers else (math.nan, math.nan)
    origins = list(dict.fromkeys(one["origin"] for one in readings))
    return {
        "kind": kind,
        **{name: readings[0][name] for name in ("metric", "entity", "product")},
        "unit": ";".join(units),
        "period": ";".join(dict.fromkeys(one["period"] for one in readings)),
        "n_origins": len(origins),
        "value_low": low,
        "value_high": high,
        "spread": high / low - 1 if low else math.nan,
        "origins": ";".join(origins),
        "observation_ids": ";".join(one["observation_id"] for one in readings),
        "reason": reason[0],
        "reason_zh": reason[1],
    }
