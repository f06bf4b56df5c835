"""Which days of a period its early, its late and its remaining part are; its label stays that of the whole."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from etl.period import Period

_PART = re.compile(r"\b(?P<part>early|earlier|later|late|rest|remainder)\b", re.IGNORECASE)
_HALF_OF_MONTH, _HALF_OF_YEAR = 15, 6


def days(period: Period, today: date | None) -> tuple[date | None, date | None]:
    """
    Return the first and the last day meant by a period's wording, where that names a part of it.

    >>> days(Period.parse("2026", wording="early 2026"), None)[1]
    datetime.date(2026, 6, 30)
    """
    start, end = period.start, period.end
    told = _PART.search(period.wording)
    if told is None or start is None or end is None:
        return start, end
    part, middle = told["part"].lower(), _middle(start, end)
    if part == "early" and middle:
        return start, middle
    if part in {"late", "later"} and middle:
        second = middle + timedelta(1)
        return max(second, today) if part == "later" and today and today <= end else second, end
    if today is None or not start <= today <= end:
        return start, end
    return (today, end) if part in {"rest", "remainder"} else (start, today)


def _middle(start: date, end: date) -> date | None:
    """Return the last day of the first half of a month or a year; nothing else is cut in two."""
    if start.day != 1:
        return None
    if (start.year, start.month) == (end.year, end.month):
        return start.replace(day=_HALF_OF_MONTH)
    if (start.month, end.month, end.year) == (1, 12, start.year):
        return date(start.year, _HALF_OF_YEAR, monthrange(start.year, _HALF_OF_YEAR)[1])
    return None
