"""Where readings disagree: rival origins, unlike definitions or units, and one statement told for different periods."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from etl.reconcile.cluster import Member, clusters
from etl.reconcile.codes import Mask, keys_of, mapped_rows, run_starts
from etl.reconcile.history import is_event
from etl.reconcile.identity import ids_of
from etl.reconcile.name import UNATTRIBUTED
from etl.reconcile.precedence import DEPRECATED, PREFERRED
from etl.reconcile.rule import rule
from etl.reconcile.telling import NUMBERS

COLUMNS = (
    *("kind", "metric", "entity", "product", "period", "unit", "n_origins", "value_low", "value_high", "spread"),
    *("origins", "observation_ids", "reason"),
)
ACTUAL = "actual"
REASONS = {
    "definition": "definitions differ; the figures do not compare",
    "unit_basis": "units count different things; the figures do not compare",
    "horizon": "one statement is told for different periods",
    "tie": "the origins are level; none is preferred",
}
PAIRED = ("metric", "entity", "product", "unit", "key_days")
READ = (
    *(
        "observation_id",
        "metric",
        "entity",
        "product",
        "period",
        "period_end",
        "unit",
        "origin",
        "status",
        "known_from",
    ),
    *("rank", "rank_reason", "key_days", "key_definition", "key_unit_basis", "floor", "ceiling", *NUMBERS),
)


def conflicts(observations: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each disagreement among the readings that stand."""
    bounded = observations.assign(**_bounds(observations))
    standing = bounded[bounded["rank"] != DEPRECATED]
    live = standing[(standing["known_to"] == "") & ~is_event(standing)]
    # What its origin has replaced since was told all the same, and of a period.
    told = bounded[(bounded["rank"] != DEPRECATED) | (bounded["rank_reason"] == rule().deprecated["superseded"])]
    found = [*_rivals(live), *_unlike(live, "definition"), *_unlike(live, "unit_basis"), *_horizons(told)]
    frame = pd.DataFrame(found, columns=list(COLUMNS))
    return frame.assign(conflict_id=ids_of(frame, ("kind", "observation_ids")))


def _bounds(frame: pd.DataFrame) -> dict[str, pd.Series[float]]:
    """Return what each reading allows: its bounds, widened by its qualifier's tolerance; open ends are infinite."""
    low = frame["value_low"].fillna(frame["value"]).fillna(float("-inf"))
    high = frame["value_high"].fillna(frame["value"]).fillna(float("inf"))
    approx = (frame["qualifier"] == "approx").astype("float64")
    wide = rule().tolerance["exact"] + approx * (rule().tolerance["approx"] - rule().tolerance["exact"])
    return {"floor": low - low.abs() * wide, "ceiling": high + high.abs() * wide}


def _rivals(live: pd.DataFrame) -> Iterable[dict[str, object]]:
    fact = keys_of([live["fact"]])
    actual = (live["status"] == ACTUAL).to_numpy()
    # A forecast that the outcome has overtaken is no rival of it.
    happened = np.bincount(fact, weights=actual)[fact] > 0 if len(fact) else actual
    overtaken = happened & ~actual & _is_early(live).to_numpy()
    for rivals in _disputes(live[~overtaken], ["fact"], "origin"):
        best = next((one for one in rivals if one["rank"] == PREFERRED), None)
        reason = f"{best['origin']}: {best['rank_reason']}" if best else REASONS["tie"]
        yield _row("rival_origins", rivals, reason)


def _is_early(frame: pd.DataFrame) -> pd.Series[bool]:
    return (frame["known_from"] < frame["period_end"]) | frame["origin"].isin(rule().forecasters)


def _unlike(live: pd.DataFrame, column: str) -> Iterable[dict[str, object]]:
    """Yield where one entity's figure for one period is told by several definitions (or units) and differs."""
    keys = [*PAIRED, "contract_type", "denominator"]
    for readings in _disputes(live[live["key_days"] != ""], keys, f"key_{column}"):
        yield _row(column, readings, REASONS[column])


def _disputes(frame: pd.DataFrame, keys: list[str], column: str) -> list[list[Member]]:
    """Return the readings of each key that differ in the column and whose bounds have no point in common."""
    group = keys_of([frame[key] for key in keys])
    order = np.argsort(group, kind="stable")
    start = run_starts(group[order])
    if not len(start):
        return []
    told = keys_of([frame[column]])[order]
    floor, ceiling = (frame[name].to_numpy(float)[order] for name in ("floor", "ceiling"))
    several = np.minimum.reduceat(told, start) < np.maximum.reduceat(told, start)
    apart = np.maximum.reduceat(floor, start) > np.minimum.reduceat(ceiling, start)
    return clusters(frame[(several & apart)[group]], keys, READ)


def _horizons(told: pd.DataFrame) -> Iterable[dict[str, object]]:
    metrics, shortest = rule().horizon["metrics"], rule().horizon["shortest_days"]
    forward = told[told["metric"].isin(metrics) & (told["key_days"] != "")]
    length = mapped_rows([forward["period_start"], forward["period_end"]], _length, "float64")
    # Money is told with and without a name for what it buys; units of two products are two statements.
    what = forward["product"].where(forward["unit"] == "units", "")
    forward = forward.assign(what=what, voice=_voices(forward))[(length >= shortest) | length.isna()]
    keys = ["metric", "entity", "unit", "what"]
    for readings in clusters(forward[_shares_a_number(forward, keys)], keys, [*READ, "voice"]):
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


def _same_statement(readings: list[Member]) -> Iterable[dict[str, object]]:
    """Yield the groups that tell one value of one origin at about one time, and for more than one period."""
    taken: set[str] = set()
    for first in readings:
        near = [one for one in readings if _is_same_statement(first, one)]
        ids = {one["observation_id"] for one in near}
        if _several(near, "key_days") and not ids <= taken:
            taken |= ids
            yield _row("horizon", near, REASONS["horizon"])


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


def _row(kind: str, readings: list[Member], reason: str) -> dict[str, object]:
    readings = sorted(readings, key=lambda one: (one["rank"] != PREFERRED, one["known_from"], one["observation_id"]))
    numbers = sorted(number for one in readings for number in _numbers(one))
    low, high = (numbers[0], numbers[-1]) if numbers else (math.nan, math.nan)
    origins = list(dict.fromkeys(one["origin"] for one in readings))
    return {
        "kind": kind,
        **{name: readings[0][name] for name in ("metric", "entity", "product", "unit")},
        "period": ";".join(dict.fromkeys(one["period"] for one in readings)),
        "n_origins": len(origins),
        "value_low": low,
        "value_high": high,
        "spread": high / low - 1 if low else math.nan,
        "origins": ";".join(origins),
        "observation_ids": ";".join(one["observation_id"] for one in readings),
        "reason": reason,
    }
