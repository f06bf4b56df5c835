"""Rows as plain dicts, by key if asked for: a frame for each of many small groups costs a hundred times as much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

Member = dict[str, Any]


def clusters(frame: pd.DataFrame, keys: Sequence[str], columns: Sequence[str]) -> list[list[Member]]:
    """Return the rows of each key, in order of their first row, with these columns and the row's index as `at`."""
    if frame.empty:
        return []
    found: dict[tuple[Any, ...], list[Member]] = {}
    names = ("at", *columns)
    values = zip(frame.index, *(cells(frame[column]) for column in columns), strict=True)
    told = zip(*(cells(frame[key]) for key in keys), strict=True)
    for key, row in zip(told, values, strict=True):
        found.setdefault(key, []).append(dict(zip(names, row, strict=True)))
    return list(found.values())


def families(frame: pd.DataFrame, keys: Sequence[str]) -> list[list[Member]]:
    """Return the rows of each key with all their columns, in the order of the keys."""
    found: dict[tuple[Any, ...], list[Member]] = {}
    for row in records(frame):
        found.setdefault(tuple(row[key] for key in keys), []).append(row)
    return [found[key] for key in sorted(found)]


def records(frame: pd.DataFrame) -> list[Member]:
    """Return the rows as dicts by column."""
    if frame.empty:  # most tables of a small refresh are, and to take their columns one by one costs all the same
        return []
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*(cells(frame[name]) for name in names), strict=True)]


def single(rows: Iterable[Member], *columns: str) -> list[Member]:
    """Return the first row of each value of some columns."""
    found: dict[tuple[Any, ...], Member] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in columns), row)
    return list(found.values())


def cells(column: Any) -> list[Any]:
    """Return the cells of a column; to go through a column of text one by one takes ten times as long."""
    if isinstance(column.dtype, pd.Int64Dtype):
        whole: list[Any] = column.to_numpy(dtype=object, na_value=None).tolist()
        return whole
    return list(column.to_numpy(dtype=object).tolist() if column.dtype == "str" else column.to_numpy().tolist())
