"""A daily exchange-rate series as FRED gives it: a day and the currency's units for one dollar."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from etl.model import Table
from etl.readers.raw import _form, _rates
from etl.sidecar import Sidecar

DAYS = ("observation_date", "DATE")
"""The column of days was renamed once; either name is taken."""


def read(path: Path, told: Sidecar, data: bytes) -> Table:
    """Return one row per month; a day that is a dot has no rate."""
    series = _form.field(path, told, told.about, "series")
    days = _form.csv_of(path, told, data, (series,))
    named = next((name for name in DAYS if days and name in days[0]), "")
    if not named:
        raise _form.refused(path, told, f"it has no column {' or '.join(DAYS)}")
    source = f"Federal Reserve, H.10 (FRED {series})"
    try:
        dated = [(date.fromisoformat(day[named]).isoformat(), day[series]) for day in days]
        found = _rates.rows(_rates.averaged(dated, told.about.get("currency", ""), source, told.url))
    except ValueError as fault:
        raise _form.refused(path, told, f"a day or rate in it cannot be read ({fault})") from None
    return _form.table(path, told, "rates", found)
