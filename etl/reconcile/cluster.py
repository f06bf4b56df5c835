"""Rows that share a key, as plain lists: a frame for each of many small groups costs a hundred times as much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

Member = dict[str, Any]


def clusters(frame: pd.DataFrame, keys: Sequence[str], columns: Sequence[str]) -> list[list[Member]]:
    """Return the rows of each key, in order of their first row, with these columns and the row's index as `at`."""
    found: dict[tuple[Any, ...], list[Member]] = {}
    names = ("at", *columns)
    values = zip(frame.index, *(frame[column].to_list() for column in columns), strict=True)
    told = zip(*(frame[key].to_list() for key in keys), strict=True)
    for key, row in zip(told, values, strict=True):
        found.setdefault(key, []).append(dict(zip(names, row, strict=True)))
    return list(found.values())
