"""The period a year or a quarter before another, and the quarter after it."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.period import Period

_POINT = re.compile(r"(FY)?(\d{4})(?:Q([1-4])|(H[12])|-(\d\d))?")
_RANGE = re.compile("[^/]+/[^/]+")
QUARTERS = 4


def next_quarter(period: Period) -> Period | None:
    """Return the quarter after a quarter, or None."""
    return _next_quarter(period.label)


@lru_cache(maxsize=1_024)
def _next_quarter(told: str) -> Period | None:
    found = _POINT.fullmatch(told)
    if not found or not found[3]:
        return None
    year, number = (int(found[2]), int(found[3]) + 1) if int(found[3]) < QUARTERS else (int(found[2]) + 1, 1)
    return Period.parse(f"{found[1] or ''}{year}Q{number}")


def earlier(period: Period, back: str) -> Period:
    """Return the same period a year before, or the quarter before."""
    return _earlier(period.label, back) or period


@lru_cache(maxsize=1_024)
def _earlier(told: str, back: str) -> Period | None:
    if _RANGE.fullmatch(told):
        return Period.parse("/".join(earlier(Period.parse(end), back).label for end in told.split("/")))
    found = _POINT.fullmatch(told)
    if not found:
        return None
    year, fiscal, number = int(found[2]), found[1] or "", int(found[3] or 0)
    if back == "quarter" and number:
        year, number = (year, number - 1) if number > 1 else (year - 1, QUARTERS)
        return Period.parse(f"{fiscal}{year}Q{number}")
    return Period.parse(f"{fiscal}{year - 1}{told[len(fiscal) + 4 :]}")
