"""Dates as ISO text, which compares as dates do; empty where there is none."""

from __future__ import annotations

import pandas as pd


def iso(dates: pd.Series) -> pd.Series:
    """Return a column of dates as text."""
    if isinstance(dates.dtype, pd.StringDtype):
        return dates.fillna("").str[:10]
    return dates.map(iso_day).astype("str")


def iso_day(date: object) -> str:
    """Return one date as text."""
    return "" if pd.isna(date) else str(date)[:10]  # type: ignore[call-overload]  # any cell may be asked
