"""
Periods as the labels people write: 2025, 2025Q3, 2025H1, 2025-07, FY2026, FY2026Q3, 2027/2031, 2027/.

A label is as precise as its source; the dates are what the label spans, both ends included.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

_POINT = re.compile(r"(?P<fy>FY)?(?P<y>\d{4})(?:Q(?P<q>[1-4])|H(?P<h>[12])|-(?P<m>\d{2})(?:-(?P<d>\d{2}))?)?")
MONTHS_A_QUARTER, MONTHS_A_HALF, MONTHS_A_YEAR = 3, 6, 12


class Basis(StrEnum):
    """How a period is meant."""

    CALENDAR = "calendar"
    FISCAL = "fiscal"
    POINT = "point"
    CUMULATIVE = "cumulative"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """
    A company's fiscal year by the month and day on which it ends.

    `named_for_end` is true where FY2026 ends in 2026, as with every company we know.
    """

    end_month: int
    end_day: int = 31

    def dates(self, year: int) -> tuple[date, date]:
        """Return the first and last day of fiscal `year`."""
        return _month_end(year - 1, self.end_month, self.end_day) + timedelta(1), _month_end(
            year, self.end_month, self.end_day
        )


CALENDAR_YEAR = FiscalYear(12)


@dataclass(frozen=True, slots=True)
class Period:
    """A period: its label, the days it spans (None where open or unknown), its basis and the words it was told in."""

    label: str
    start: date | None
    end: date | None
    basis: Basis = Basis.CALENDAR
    wording: str = ""

    @staticmethod
    def parse(label: str, *, fiscal: FiscalYear | None = None, basis: Basis | None = None, wording: str = "") -> Period:
        """
        Read a label; fiscal labels get dates only when `fiscal` is given.

        Raises ValueError on anything that is not a label of the forms above.

        >>> Period.parse("2025Q3").start
        datetime.date(2025, 7, 1)
        >>> Period.parse("FY2026", fiscal=FiscalYear(6, 30)).start
        datetime.date(2025, 7, 1)
        >>> Period.parse("2027/").end is None
        True
        """
        return _parsed(label, fiscal, basis, wording)


@lru_cache(maxsize=2_048)
def _parsed(label: str, fiscal: FiscalYear | None, basis: Basis | None, wording: str) -> Period:
    """Read a label: a text names few periods, and each often."""
    first, slash, last = label.partition("/")
    start = _dates(first, fiscal)[0] if first else None
    end = (_dates(last, fiscal)[1] if last else None) if slash else _dates(first, fiscal)[1]
    found = Basis.FISCAL if "FY" in label else Basis.CALENDAR
    return Period(label, start, end, basis or found, wording)


@lru_cache(maxsize=2_048)
def known_by(partial: str) -> date | None:
    """
    Return the last day that a partial date (YYYY, YYYY-MM, YYYY-MM-DD or empty) can mean.

    What was published "in 2025-05" is certainly known at the end of May, not at its start.

    >>> known_by("2025-02")
    datetime.date(2025, 2, 28)
    """
    return _dates(partial, None)[1] if partial else None


@lru_cache(maxsize=2_048)
def _dates(text: str, fiscal: FiscalYear | None) -> tuple[date | None, date | None]:
    found = _POINT.fullmatch(text)
    if not found:
        raise ValueError(f"not a period label: {text!r}")
    year = int(found["y"])
    if found["fy"]:
        return _fiscal_dates(year, int(found["q"] or 0), int(found["h"] or 0), fiscal)
    if found["d"]:
        day = date(year, int(found["m"]), int(found["d"]))
        return day, day
    first, months = _calendar_months(int(found["q"] or 0), int(found["h"] or 0), int(found["m"] or 0))
    return date(year, first, 1), _month_end(year, first + months - 1)


def _calendar_months(quarter: int, half: int, month: int) -> tuple[int, int]:
    if quarter:
        return quarter * 3 - 2, MONTHS_A_QUARTER
    if half:
        return half * 6 - 5, MONTHS_A_HALF
    return (month, 1) if month else (1, MONTHS_A_YEAR)


def _fiscal_dates(year: int, quarter: int, half: int, fiscal: FiscalYear | None) -> tuple[date | None, date | None]:
    if fiscal is None:
        return None, None
    first, last = fiscal.dates(year)
    if not quarter and not half:
        return first, last
    length, number = (MONTHS_A_QUARTER, quarter) if quarter else (MONTHS_A_HALF, half)
    # Counted back from the month in which the year ends, so that odd last days do not drift.
    end_month = fiscal.end_month - MONTHS_A_YEAR + length * number
    before = end_month - length
    return _shifted_end(year, before, fiscal.end_day) + timedelta(1), _shifted_end(year, end_month, fiscal.end_day)


def _shifted_end(year: int, month: int, day: int) -> date:
    years, month = divmod(month - 1, MONTHS_A_YEAR)
    return _month_end(year + years, month + 1, day)


def _month_end(year: int, month: int, day: int = 31) -> date:
    """Return the last day of the month, or `day` where it is earlier and not itself a month's end."""
    last = monthrange(year, month)[1]
    return date(year, month, last if day >= 28 else min(day, last))  # noqa: PLR2004 - 28 is February's end
