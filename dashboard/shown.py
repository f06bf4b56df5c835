"""Which rows are shown on a day: those that a page tells which is held, and which had come by then."""

from __future__ import annotations

import pandas as pd

from dashboard.iso import iso

_DAYS = ("shown_from", "known_from")
"""The column of the day from which on rows are shown; what stands on one page alone has one day only."""


def since(rows: pd.DataFrame) -> pd.Series:
    """Return the day from which on each row is shown, empty where none is known."""
    return iso(rows[next(name for name in _DAYS if name in rows)])


def has_days(rows: pd.DataFrame) -> bool:
    """Return whether a table tells from when on its rows are shown."""
    return any(name in rows for name in _DAYS)


def by(rows: pd.DataFrame, day: str) -> pd.DataFrame:
    """Return the rows that are shown on a day; all of them where none is asked for."""
    if not day:
        return rows
    first = since(rows)
    return rows[(first != "") & (first <= day)]
