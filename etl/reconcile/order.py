"""Rows in the order of columns of numbers: what fits into one number is sorted at once, in a third of the time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

Places = np.ndarray[Any, np.dtype[np.int64]]
LARGEST = 2**62
SPARSE = 4
"""Numbers that reach so many times as far as there are rows are counted first, so that more columns fit into one."""


def places_by(*by: Any) -> Places:
    """
    Return the places of rows sorted by some columns of numbers, the first before the others; equal rows as they came.

    >>> places_by(np.array([2, 1, 2, 1]), np.array([0.5, 0.5, 0.1, 0.5])).tolist()
    [1, 3, 2, 0]
    """
    # With its place among them no row equals another, so that any way to sort gives the same.
    found = packed([*map(_dense, by), np.arange(len(by[0]))])
    return np.argsort(found[0]) if len(found) == 1 else np.lexsort(found[::-1])


def packed(by: Iterable[Any]) -> list[Any]:
    """Return fewer columns of numbers that sort rows the same: small ones side by side become one."""
    found: list[Any] = []
    size = LARGEST
    for one in by:
        count = int(one.max(initial=0)) + 1
        if one.dtype == np.int64 and size * count < LARGEST:
            found[-1], size = found[-1] * count + one, size * count
        else:
            found.append(one)
            size = count if one.dtype == np.int64 else LARGEST
    return found


def _dense(numbers: Any) -> Places:
    """Return whole numbers from 0 on that sort as the numbers do."""
    if numbers.dtype == np.int64 and numbers.min(initial=0) == 0 and numbers.max(initial=0) < SPARSE * len(numbers):
        found: Places = numbers
        return found
    order = np.argsort(numbers)
    told = numbers[order]
    found = np.empty(len(numbers), dtype=np.int64)
    found[order] = np.cumsum(np.r_[False, told[1:] != told[:-1]][: len(told)])
    return found
