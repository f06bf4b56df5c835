"""A point of time as its parts, some of them still to be counted from the day of publication."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from etl.extract.numerals import chinese
from etl.languages.language import Language

CENTURY, DECADE, PIVOT = 100, 10, 70
QUARTER, HALF, YEAR = 3, 6, 12
QUARTERS = 4
# A month or quarter without a year is the nearest one: this far ahead of the day of publication it is last year's.
AHEAD = 4
REPUBLIC = 1911  # 民国114年 is 2025


@dataclass(frozen=True, slots=True)
class Today:
    """The day of publication as far as it is known."""

    year: int = 0
    month: int = 0
    day: date | None = None

    @classmethod
    @lru_cache(maxsize=64)
    def parse(cls, text: str) -> Today:
        """Read an ISO date, year-month or year; what cannot be read is unknown."""
        parts = text[:10].split("-")
        try:
            numbers = [int(part) for part in parts if part]
            day = date(*numbers) if len(numbers) == 3 else None  # noqa: PLR2004 - year, month, day
        except (ValueError, TypeError):
            return cls()
        known = [*numbers, 0, 0][:2]
        if not 1 <= known[0] <= 9998 or not 0 <= known[1] <= YEAR:  # noqa: PLR2004 - what a date can hold
            return cls()
        return cls(known[0], known[1], day)


class Point(NamedTuple):
    """Year, half, quarter, month, day; zero where not named. `week` counts from the week of publication."""

    year: int = 0
    half: int = 0
    quarter: int = 0
    month: int = 0
    day: int = 0
    fiscal: bool = False
    relative: bool = False
    week: int | None = None
    lost: bool = False

    @property
    def label(self) -> str:
        """Return the label, empty where the year is not known."""
        if not self.year or self.lost:
            return ""
        start = f"FY{self.year:04}" if self.fiscal else f"{self.year:04}"
        if self.quarter:
            return f"{start}Q{self.quarter}"
        if self.half:
            return f"{start}H{self.half}"
        if self.month and not self.fiscal:
            return f"{start}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")
        return start

    def filled_from(self, other: Point) -> Point:
        """Return the point with what the other end of its range says for both: March to May 2025."""
        year = self.year or other.year
        fiscal = self.fiscal or (other.fiscal and not self.month)
        month = self.month or (other.month if self.day else 0)
        return self._replace(
            year=year, fiscal=fiscal, month=month, relative=self.relative or (not self.year and other.relative)
        )

    def in_year_of(self, other: Point) -> Point:
        """Return the point in the fiscal year another one named."""
        return self._replace(year=other.year, fiscal=True)

    @property
    def next(self) -> Point:
        """Return the year, or the quarter, that follows."""
        return self.moved(1)._replace(relative=self.relative) if self.quarter else self._replace(year=self.year + 1)

    def moved(self, quarters: int) -> Point:
        """Return the point so many quarters on."""
        year, place = divmod(self.year * QUARTERS + self.quarter - 1 + quarters, QUARTERS)
        return self._replace(year=year, quarter=place + 1, relative=True)

    def dated(self, today: Today) -> Point:
        """Return the point with the year that a bare month, quarter or day must mean."""
        if self.year or self.lost or self.week is not None:
            return self
        named = self.quarter or self.half or self.month or self.day
        if not named or not today.year or self.fiscal:
            return self._replace(relative=True)
        month = self.month or (today.month if self.day else 0)
        first = month or (self.quarter * QUARTER - 2 if self.quarter else self.half * HALF - 5)
        ahead = today.month and first - today.month > (AHEAD if self.month or self.day else HALF + 1)
        return self._replace(
            year=today.year - (1 if ahead else 0), month=month, relative=True, lost=bool(self.day and not month)
        )


def span(first: Point, second: Point) -> tuple[Point, Point]:
    """Return both ends of a span with what each says for the other; November to February crosses the new year."""
    one, other = first.filled_from(second), second.filled_from(first)
    if one.year and one.year == other.year and one.month > other.month > 0:
        return (one, other._replace(year=one.year + 1)) if first.year else (one._replace(year=one.year - 1), other)
    return one, other


def point(words: Language, fields: Mapping[str, str], today: Today) -> Point:
    """Return the point that the fields of an expression name."""
    found = Point(
        year=_year(words, fields),
        half=number(words, fields.get("h", "")),
        quarter=number(words, fields.get("q", "")),
        month=number(words, fields.get("m", "") or fields.get("mq", "") or fields.get("season", "")),
        day=_day(words, fields.get("d", "")),
        fiscal="fy" in fields,
    )
    if "r" in fields and not found.year:
        found = _counted(words, fields["r"], found, today)
    if "rm" in fields:
        found = _month_named(found, fields["rm"], today)
    if "season" in fields:
        found = found._replace(month=0)
    if not found.year and not found.relative and ("first" in fields or "firstm" in fields):
        found = _shifted_years(found, -_is_to_end(words, fields, today), today)
    if "over" in fields and not found.year and today.month and found.month > today.month:
        found = _shifted_years(found, -1, today)
    if "part" in fields and not any((found.year, found.relative, found.quarter, found.month, found.half)):
        found = _shifted_years(found, 0, today)
    return found


def _is_to_end(words: Language, fields: Mapping[str, str], today: Today) -> bool:
    """Say whether the first months or quarters of this year end so late that last year's must be meant."""
    months = number(words, fields.get("firstm", "")) or QUARTER * number(words, fields.get("first", ""))
    return bool(today.month) and months - today.month > (0 if "firstm" in fields else QUARTER)


def _year(words: Language, fields: Mapping[str, str]) -> int:
    if year := fields.get("y"):
        return int(year)
    for name, read in YEARS.items():
        if text := fields.get(name):
            return read(words, text)
    return 0


def _short_year(_: Language, text: str) -> int:
    return int(text) + (1900 if int(text) >= PIVOT else 2000)


def _digit_by_digit(words: Language, text: str) -> int:
    digits = int("".join(str(words.values[sign]) for sign in text))
    return digits if digits >= CENTURY else _short_year(words, f"{digits:02}")


def _counted_out(words: Language, text: str) -> int:
    """Return the number that is written as a number, not digit by digit: 两千零五, 一百一十四."""
    reading = chinese(text, words.numerals, words.magnitudes)
    return int(reading.value) if reading and reading.value else 0


def spoken_year(words: Language, text: str) -> int:
    """
    Return the year that is said in two halves or counted out: nineteen ninety-nine, two thousand and eighteen.

    >>> from etl.languages import language
    >>> spoken_year(language("en"), "twenty twenty-six")
    2026
    """
    head, *rest = [word for word in re.split("[ -]+", text) if word not in ("and", "hundred")]
    tail = sum(0 if word in ("oh", "thousand") else words.numerals[word] for word in rest)
    return words.numerals[head] * (1000 if "thousand" in rest else CENTURY) + tail


# How a year is written, by the field that holds it.
YEARS: Mapping[str, Callable[[Language, str], int]] = {
    "yy": _short_year,
    "yh": _digit_by_digit,
    "yyh": _digit_by_digit,
    "yc": _counted_out,
    "yw": spoken_year,
    "roc": lambda _, text: int(text) + REPUBLIC,
    "rochan": lambda words, text: _counted_out(words, text) + REPUBLIC,
}


def number(words: Language, text: str) -> int:
    """Return the number of a quarter, half or month in words or digits; zero for none."""
    if not text:
        return 0
    if text.isdigit():
        return int(text)
    return words.values.get(text) or words.values.get(text[:3], 0)


def _day(words: Language, text: str) -> int:
    if not text or text.isdigit():
        return int(text or 0)
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return words.values.get(text, 0)
    return (words.values.get(tens, 1) if tens else 1) * 10 + (words.values.get(ones, 0) if ones else 0)


def _counted(words: Language, word: str, found: Point, today: Today) -> Point:
    key = word.rstrip("度") if not words.spaced else word
    step, offset = words.relatives.get(key) or words.relatives.get(key.removeprefix("the ")) or ("-", 0)
    fiscal = found.fiscal or "fiscal" in word or "财" in word
    found = found._replace(relative=True, fiscal=fiscal)
    if step == "y" and not fiscal:
        return _shifted_years(found, offset, today)
    if step in "qmh" and today.month:
        return _shifted_months(found, step, offset, today)
    if step == "t" and not offset and "past" not in word:
        return _shifted_years(found, -(today.year % DECADE), today)
    if step == "d" and today.day is not None:
        day = today.day + timedelta(offset)
        return found._replace(year=day.year, month=day.month, day=day.day)
    return found._replace(week=offset) if step == "w" else found._replace(lost=True)


def _shifted_years(found: Point, offset: int, today: Today) -> Point:
    return found._replace(year=today.year + offset if today.year else 0, relative=True, lost=not today.year)


def _shifted_months(found: Point, step: str, offset: int, today: Today) -> Point:
    size = {"q": QUARTER, "m": 1, "h": HALF}[step]
    index = today.year * (YEAR // size) + (today.month - 1) // size + offset
    year, place = divmod(index, YEAR // size)
    name = {"q": "quarter", "m": "month", "h": "half"}[step]
    return found._replace(year=year, **{name: place + 1})  # type: ignore[arg-type]


def _month_named(found: Point, word: str, today: Today) -> Point:
    """Return this March, or the nearest March before or after the month of publication."""
    if not today.year:
        return found._replace(relative=True, lost=True)
    year = today.year
    if word == "next" and today.month and found.month <= today.month:
        year += 1
    if word in ("last", "past") and today.month and found.month >= today.month:
        year -= 1
    return found._replace(year=year, relative=True)
