"""Readings of one key that cannot all be true, and the row that tells of each such key, column by column."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from etl.reconcile.cluster import Member
from etl.reconcile.codes import (
    Codes,
    Mask,
    categories,
    firsts,
    held,
    joined_runs,
    keys_of,
    mapped_rows,
    ranks_of,
    run_starts,
    sizes,
)
from etl.reconcile.identity import numbers_of
from etl.reconcile.order import places_by
from etl.reconcile.precedence import PREFERRED
from etl.reconcile.telling import NUMBERS

TIME, JOINT = "time", ";"
OWN = ("conflict_id", "observation_ids")
"""Texts of which nearly every conflict has its own."""

STANDING = {
    "origin_classes": "origin_class",
    "source_tiers": "source_tier",
    "statuses": "status",
    "ranks": "rank",
    "rank_reasons": "rank_reason",
}
"""What tells how each reading of a conflict stands, in their order, and the column of the reading that tells it."""

FIRST = ("metric", "entity", "product", "unit")
TOLD = (*FIRST, "period", "origin", "observation_id", *NUMBERS, *STANDING.values())
SAID = ("rank", "origin", "rank_reason")
Reason = Callable[..., str]
"""Tells why readings disagree: from the language, the kind, and what SAID names of the first of them."""

Bounds = np.ndarray[Any, np.dtype[np.float64]]


class Stood(NamedTuple):
    """Readings by their places as they stood at times, with the rank, its reason and the end that each had then."""

    row: Codes
    time: Codes
    told: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Readings:
    """Readings as they stood at times, what they are compared by as numbers, and the least and most each allows."""

    frame: pd.DataFrame
    stood: Stood
    codes: Mapping[str, Codes]
    best: Codes
    """Their places among those that stood, the best reading first."""

    floor: Bounds
    ceiling: Bounds

    def of(self, each: pd.Series[Any] | np.ndarray[Any, Any]) -> Any:
        """Return of what stood what is so of each reading."""
        return np.asarray(each)[self.stood.row]

    def told(self, place: Codes) -> pd.DataFrame:
        """Return what is told of those at some places, as they stood."""
        own = self.frame[[name for name in TOLD if name not in self.stood.told]].iloc[self.stood.row[place]]
        then = self.stood.told.iloc[place]
        return own.assign(**{str(name): then[name].array for name in then}).reset_index(drop=True)


class Split(NamedTuple):
    """Readings that disagree, of what kind that is, and where those of each key begin, the best of them first."""

    kind: str
    place: Codes
    start: Codes


def best_first(frame: pd.DataFrame, stood: Stood) -> Codes:
    """Return the places of what stood: the preferred before the others, then the earliest told."""
    by = ranks_of(frame["known_from"]), numbers_of(frame["observation_id"])
    order = np.empty(len(frame), dtype=np.int64)
    order[places_by(*by)] = np.arange(len(frame))
    behind = (stood.told["rank"] != PREFERRED).to_numpy()
    return places_by(behind.astype(np.int64), order[stood.row])


def disagreeing(kind: str, readings: Readings, among: Mask, keys: Sequence[str], column: str) -> Split:
    """Return the readings of each key that differ in the column and do not meet, the best first."""
    place = readings.best[among[readings.best]]
    group = keys_of([readings.codes[key][place] for key in keys])
    shared = sizes(group) > 1
    place, group = place[shared], group[shared]
    order = places_by(group)
    place, group = place[order], group[order]
    here = _is_split(readings, place, run_starts(group), column)
    return Split(kind, place[here], run_starts(group[here]))


def _is_split(readings: Readings, place: Codes, start: Codes, column: str) -> Mask:
    """Return of each reading whether those of its run differ in the column and have no number in common."""
    if not len(start):
        return np.zeros(0, dtype=bool)
    told, floor, ceiling = (one[place] for one in (readings.codes[column], readings.floor, readings.ceiling))
    several = np.minimum.reduceat(told, start) < np.maximum.reduceat(told, start)
    apart = np.maximum.reduceat(floor, start) > np.minimum.reduceat(ceiling, start)
    return np.repeat(several & apart, _lengths(start, len(place)))


def rows_of(readings: Readings, splits: Sequence[Split], reason: Reason) -> pd.DataFrame:
    """Return one row for each key of readings that disagree; all of a key have one unit."""
    kind, place, start = _whole(splits)
    told = readings.told(place)
    first = told.iloc[start].reset_index(drop=True)
    origins, n_origins = _several(told["origin"], start)
    low, high = _ends(told, start)
    said = [kind, *(first[name] for name in SAID)]
    found = pd.DataFrame(
        {
            "kind": kind,
            **{name: first[name] for name in FIRST},
            TIME: readings.stood.time[place[start]],
            "period": _several(told["period"], start)[0],
            "n_origins": n_origins,
            "value_low": low,
            "value_high": high,
            "spread": np.divide(high, low, out=np.full(len(low), np.nan), where=low != 0) - 1,
            "origins": origins,
            "observation_ids": joined_runs(told["observation_id"], start, JOINT),
            **{name: joined_runs(told[of], start, JOINT) for name, of in STANDING.items()},
            "reason": mapped_rows(said, partial(reason, 0)),
            "reason_zh": mapped_rows(said, partial(reason, 1)),
        }
    )
    return held(found, OWN)


def _whole(splits: Sequence[Split]) -> tuple[pd.Series[str], Codes, Codes]:
    """Return the kind of each key of all of them, their places, and where among these each key begins."""
    before = np.cumsum([0, *(len(one.place) for one in splits)])[:-1]
    start = np.concatenate([one.start + at for one, at in zip(splits, before, strict=True)])
    of = np.repeat(np.arange(len(splits)), [len(one.start) for one in splits])
    return categories([one.kind for one in splits], of), np.concatenate([one.place for one in splits]), start


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
