"""What kind of period a label names, and how it lies to a day: words that signs are made of."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from etl.period import Period


@lru_cache(maxsize=1024)
def kind(label: str) -> str:
    """
    Return what a label names: year, quarter, half, month, range, from, until (each fiscal or not), or none.

    >>> kind("FY2026Q3"), kind("2027/")
    ('fiscal quarter', 'from')
    """
    if not label:
        return "none"
    fiscal = "fiscal " if "FY" in label else ""
    if "/" in label:
        return fiscal + ("until" if label.startswith("/") else "from" if label.endswith("/") else "range")
    signs = (("Q", "quarter"), ("H", "half"), ("-", "month"))
    return fiscal + next((name for sign, name in signs if sign in label), "year")


@lru_cache(maxsize=1024)
def since(label: str, day: date | None) -> str:
    """
    Return how a period lies to a day: ahead, running or over; a fiscal one by its year; undated where unknown.

    >>> since("2027", date(2026, 5, 1)), since("FY2026", date(2026, 5, 1))
    ('ahead', 'of this fiscal year')
    """
    if not label or not day:
        return "undated"
    if "FY" in label:
        years = int(label.lstrip("/")[2:6]) - day.year
        return (
            "of this fiscal year" if not years else "of a later fiscal year" if years > 0 else "of a past fiscal year"
        )
    told = Period.parse(label)
    if told.start and told.start > day:
        return "ahead"
    return "over" if told.end and told.end <= day else "running"
