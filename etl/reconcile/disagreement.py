"""Readings of one key that cannot all be true, and the row that tells of each such key, column by column."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from etl.reconcile.cluster import cells
from etl.reconcile.codes import Codes, keys_of, ranks_of, run_starts
from etl.reconcile.identity import numbers_of
from etl.reconcile.precedence import PREFERRED
from etl.reconcile.telling import NUMBERS

GROUP = "group"
FIRST = ("metric", "entity", "product", "unit")
TOLD = (*FIRST, "period", "origin", "known_from", "rank", "rank_reason", "observation_id", *NUMBERS)
Reason = Callable[[pd.DataFrame], "list[tuple[str, str]]"]
"""Tells in both languages why each key's readings disagree, from the first reading of each."""


def disagreeing(frame: pd.DataFrame, keys: Sequence[str], column: str) -> pd.DataFrame:
    """Return what is told of the readings of each key that differ in the column and do not meet, the best first."""
    group = keys_of([frame[key] for key in keys])
    order = np.argsort(group, kind="stable")
    start = run_starts(group[order])
    if not len(start):
        return frame[list(TOLD)].assign(**{GROUP: group})
    told = keys_of([frame[column]])[order]
    floor, ceiling = (frame[name].to_numpy(float)[order] for name in ("floor", "ceiling"))
    several = np.minimum.reduceat(told, start) < np.maximum.reduceat(told, start)
    apart = np.maximum.reduceat(floor, start) > np.minimum.reduceat(ceiling, start)
    here = np.flatnonzero((several & apart)[group])
    found = frame[list(TOLD)].iloc[here].assign(**{GROUP: group[here]})
    by = [found[GROUP], found["rank"] != PREFERRED, ranks_of(found["known_from"]), numbers_of(found["observation_id"])]
    return found.iloc[np.lexsort(by[::-1])]


def rows_of(kind: str, told: pd.DataFrame, reason: Reason) -> pd.DataFrame:
    """Return one row for each key of readings that disagree; all of a key have one unit."""
    start = run_starts(told[GROUP].to_numpy())
    first = told.iloc[start].reset_index(drop=True)
    origins = _several(told["origin"], start)
    low, high = _ends(told, start)
    why = reason(first)
    return pd.DataFrame(
        {
            "kind": kind,
            **{name: first[name] for name in FIRST},
            "period": [";".join(one) for one in _several(told["period"], start)],
            "n_origins": [len(one) for one in origins],
            "value_low": low,
            "value_high": high,
            "spread": np.divide(high, low, out=np.full(len(low), np.nan), where=low != 0) - 1,
            "origins": [";".join(one) for one in origins],
            "observation_ids": [";".join(one) for one in _runs(cells(told["observation_id"]), start)],
            "reason": [en for en, _ in why],
            "reason_zh": [zh for _, zh in why],
        }
    )


def _ends(told: pd.DataFrame, start: Codes) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], ...]:
    if not len(start):
        return np.empty(0), np.empty(0)
    values = told[list(NUMBERS)].to_numpy(float)
    least, most = np.fmin.reduce(values, axis=1), np.fmax.reduce(values, axis=1)
    return np.fmin.reduceat(least, start), np.fmax.reduceat(most, start)


def _several(column: pd.Series[str], start: Codes) -> list[list[str]]:
    """Return the different words of each run, in order."""
    return [list(dict.fromkeys(run)) for run in _runs(cells(column), start)]


def _runs(values: list[str], start: Codes) -> list[list[str]]:
    ends = [*start[1:].tolist(), len(values)][: len(start)]
    return [values[begin:end] for begin, end in zip(start.tolist(), ends, strict=True)]
