"""Readings of one key that cannot all be true, and the row that tells of each such key, column by column."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from etl.reconcile.cluster import Member
from etl.reconcile.codes import Codes, Mask, firsts, joined_runs, keys_of, plain, ranks_of, run_starts, sizes
from etl.reconcile.identity import numbers_of
from etl.reconcile.precedence import PREFERRED
from etl.reconcile.telling import NUMBERS

GROUP, TIME, JOINT = "group", "time", ";"
STANDING = {
    "origin_classes": "origin_class",
    "source_tiers": "source_tier",
    "statuses": "status",
    "ranks": "rank",
    "rank_reasons": "rank_reason",
}
"""What tells how each reading of a conflict stands, in their order, and the column of the reading that tells it."""

FIRST = ("metric", "entity", "product", "unit", TIME)
TOLD = (*FIRST, "period", "origin", "known_from", "observation_id", *NUMBERS, *STANDING.values())
Reason = Callable[[pd.DataFrame], tuple[Any, Any]]
"""Tells in both languages why each key's readings disagree, from the first reading of each: a text or one for each."""

Bounds = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Readings:
    """Readings, what they are compared by as numbers, and the least and the most that each allows."""

    frame: pd.DataFrame
    codes: Mapping[str, Codes]
    best: Codes
    """Their places, the best reading first."""

    floor: Bounds
    ceiling: Bounds


class Split(NamedTuple):
    """Readings that disagree, of what kind that is, and what tells why."""

    kind: str
    told: pd.DataFrame
    reason: Reason


def best_first(frame: pd.DataFrame) -> Codes:
    """Return the places of readings: the preferred before the others, then the earliest told."""
    by = [frame["rank"] != PREFERRED, ranks_of(frame["known_from"]), numbers_of(frame["observation_id"])]
    return np.lexsort(by[::-1])


def disagreeing(readings: Readings, among: Mask, keys: Sequence[str], column: str) -> pd.DataFrame:
    """Return what is told of the readings of each key that differ in the column and do not meet, the best first."""
    place = readings.best[among[readings.best]]
    group = keys_of([readings.codes[key][place] for key in keys])
    shared = sizes(group) > 1
    place, group = place[shared], group[shared]
    order = np.argsort(group, kind="stable")
    place, group = place[order], group[order]
    here = _is_split(readings, place, run_starts(group), column)
    return readings.frame[list(TOLD)].iloc[place[here]].assign(**{GROUP: group[here]})


def _is_split(readings: Readings, place: Codes, start: Codes, column: str) -> Mask:
    """Return of each reading whether those of its run differ in the column and have no number in common."""
    if not len(start):
        return np.zeros(0, dtype=bool)
    told, floor, ceiling = (one[place] for one in (readings.codes[column], readings.floor, readings.ceiling))
    several = np.minimum.reduceat(told, start) < np.maximum.reduceat(told, start)
    apart = np.maximum.reduceat(floor, start) > np.minimum.reduceat(ceiling, start)
    return np.repeat(several & apart, _lengths(start, len(place)))


def rows_of(kind: str, told: pd.DataFrame, reason: Reason) -> pd.DataFrame:
    """Return one row for each key of readings that disagree; all of a key have one unit."""
    start = run_starts(told[GROUP].to_numpy())
    first = told.iloc[start].reset_index(drop=True)
    origins, n_origins = _several(told["origin"], start)
    low, high = _ends(told, start)
    why = reason(first)
    found = pd.DataFrame(
        {
            "kind": kind,
            **{name: first[name] for name in FIRST},
            "period": _several(told["period"], start)[0],
            "n_origins": n_origins,
            "value_low": low,
            "value_high": high,
            "spread": np.divide(high, low, out=np.full(len(low), np.nan), where=low != 0) - 1,
            "origins": origins,
            "observation_ids": joined_runs(told["observation_id"], start, JOINT),
            **{name: joined_runs(told[of].astype("str").array, start, JOINT) for name, of in STANDING.items()},
            "reason": why[0],
            "reason_zh": why[1],
        }
    )
    return plain(found)


def _ends(told: pd.DataFrame, start: Codes) -> tuple[Bounds, Bounds]:
    if not len(start):
        return np.empty(0), np.empty(0)
    values = told[list(NUMBERS)].to_numpy(float)
    least, most = np.fmin.reduce(values, axis=1), np.fmax.reduce(values, axis=1)
    return np.fmin.reduceat(least, start), np.fmax.reduceat(most, start)


def _several(column: pd.Series[str], start: Codes) -> tuple[Any, Codes]:
    """Return the different words of each run in order, joined, and how many they are."""
    run = np.repeat(np.arange(len(start)), _lengths(start, len(column)))
    kept = np.sort(firsts(keys_of([run, column])))
    return joined_runs(column.array.take(kept), run_starts(run[kept]), JOINT), np.bincount(run[kept])


def _lengths(start: Codes, upto: int) -> Codes:
    found: Codes = np.diff(np.r_[start, upto])
    return found


def numbers(reading: Member) -> set[float]:
    """Return the numbers that a reading tells."""
    return {reading[name] for name in NUMBERS if not math.isnan(reading[name])}


def row_of(kind: str, readings: list[Member], reason: tuple[str, str]) -> Member:
    """Return the conflict of some readings, the preferred one first; amounts of unlike units span no range."""
    units = list(dict.fromkeys(one["unit"] for one in readings))
    readings = sorted(readings, key=lambda one: (one["rank"] != PREFERRED, one["known_from"], one["observation_id"]))
    told = sorted(number for one in readings for number in numbers(one) if len(units) == 1)
    low, high = (told[0], told[-1]) if told else (math.nan, math.nan)
    origins = list(dict.fromkeys(one["origin"] for one in readings))
    return {
        "kind": kind,
        TIME: readings[0].get(TIME, 0),
        **{name: readings[0][name] for name in ("metric", "entity", "product")},
        "unit": JOINT.join(units),
        "period": JOINT.join(dict.fromkeys(one["period"] for one in readings)),
        "n_origins": len(origins),
        "value_low": low,
        "value_high": high,
        "spread": high / low - 1 if low else math.nan,
        "origins": JOINT.join(origins),
        "observation_ids": JOINT.join(one["observation_id"] for one in readings),
        **{name: JOINT.join(str(one[of]) for one in readings) for name, of in STANDING.items()},
        "reason": reason[0],
        "reason_zh": reason[1],
    }
