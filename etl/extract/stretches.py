"""Stretches of time: decades, the first months of a year, spans with a short second end, windows around today."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from etl.extract.numerals import chinese
from etl.extract.points import CENTURY, HALF, QUARTER, YEAR, Point, Today, number
from etl.languages.language import Language

LATEST_DECADE = 20
CENTURIES = {"上": 1900, "本": 2000, "十九": 1800, "二十": 1900}
CENTURIES |= {"eighteen": 1800, "nineteen": 1900, "twenty": 2000, "two thousand": 2000, "two thousand and": 2000}
_NTH = (
    "十五 十六 十七 十八 十九 二十 二十一",
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first",
)
HUNDREDS = {word: first for words in _NTH for word, first in zip(words.split(), range(1400, 2100, 100), strict=True)}
DECADES = {"noughties": 0, "two thousands": 0, "tens": 10, "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50}
DECADES |= {"sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}
LENGTH = re.compile("[a-z0-9]+|十二|[三六九]|季度|一?(?:年度?|财年|会计年度)")
FIRST_THREE = frozenset({"三", "3", "three"})
MONTHS_IN_WORDS = "two three four five six seven eight nine ten eleven"
LENGTHS = {str(months): months for months in range(1, 13)} | {
    **{sign: months for months, sign in enumerate("一二三四五六七八九十", 1)},
    "两": 2,
    "十一": 11,
    "十二": 12,
    "季度": 3,
    "quarter": 3,
    "twelve": 12,
    **{word: months for months, word in enumerate(MONTHS_IN_WORDS.split(), 2)},
}
# Months and days of one unit of a window, by a sign of its name.
UNITS = {
    **dict.fromkeys(("年", "year"), (12, 0)),
    "decade": (120, 0),
    **dict.fromkeys(("季", "quarter"), (3, 0)),
    **dict.fromkeys(("月", "month"), (1, 0)),
    **dict.fromkeys(("周", "星期", "week"), (0, 7)),
    **dict.fromkeys(("天", "day"), (0, 1)),
}
# How many are meant by words that name no number.
SOME = {"few": 3, "couple of": 2}
AHEAD = frozenset(("未来", "今后", "接下来", "下", "后", "next", "coming", "following"))
LAST = frozenset(("last", "final", "最后一"))
LAST_DECEMBER_WEEK = 28  # the 28th of December lies in the last week of its year, by ISO 8601


def span_of(words: Language, fields: Mapping[str, str], first: Point) -> str:
    """Return the label of what is a stretch by its nature: decades, the first n months, a quarter by its last month."""
    if not fields.keys().isdisjoint(("decade4", "decade", "decadew")):
        return _decade(fields)
    if first.year and fields.get("r", "").endswith("decade"):
        return f"{first.year}/{first.year + 9}"
    return (_months_of(fields, first) or _dashed(words, fields, first)) if first.year else ""


def _months_of(fields: Mapping[str, str], first: Point) -> str:
    if "first" in fields:
        return f"{first.year}Q1/{first.year}Q{3 if fields['first'] in FIRST_THREE else 2}"
    if "firstm" in fields:
        months = LENGTHS[fields["firstm"]]
        return first_months(first._replace(month=months), months)
    if "lastm" in fields:
        return first_months(first._replace(month=YEAR), LENGTHS[fields["lastm"]])
    if length := LENGTH.match(fields.get("length", "")):
        return first_months(_closed_before(first), LENGTHS.get(length[0], YEAR))
    return first_months(first, QUARTER) if "mq" in fields else ""


# Accounts that close within so many days of a month close the one before it: the quarter ended May 2.
EARLY = 8


def _closed_before(last: Point) -> Point:
    """Return the end of some months, in the month before where accounts close in its first days."""
    if not 0 < last.day < EARLY or not last.month:
        return last
    year = last.year - 1 if last.year and last.month == 1 else last.year
    return last._replace(month=(last.month - 2) % YEAR + 1, year=year)


def _dashed(words: Language, fields: Mapping[str, str], first: Point) -> str:
    """Return the label of 2024-25, March 3-5 or 1-4月, whose second end is two digits; 7-9月 is a quarter."""
    if "yy2" in fields:
        start = f"FY{first.year}" if first.fiscal else str(first.year)
        return f"{start}/{start[:-2]}{fields['yy2']}" if int(fields["yy2"]) > first.year % CENTURY else start
    if "q2" in fields:
        return f"{first.label}/{first.label[:-1]}{number(words, fields['q2'])}"
    for name, part in (("d2", first.day), ("m2", first.month)):
        if name in fields and part:
            months = int(fields[name]) - part + 1 if name == "m2" else 0
            if months in {QUARTER, HALF} and part % months == 1:
                return first_months(first._replace(month=int(fields[name])), months)
            return f"{first.label}/{first.label[:-2]}{int(fields[name]):02}"
    return ""


def _decade(fields: Mapping[str, str]) -> str:
    if four := fields.get("decade4"):
        return f"{four}/{int(four) + 9}"
    if spoken := fields.get("decadew"):
        head = fields.get("century", "")
        start = CENTURIES.get(head) or (1900 if DECADES[spoken] > LATEST_DECADE else 2000)
        return f"{start + DECADES[spoken]}/{start + DECADES[spoken] + 9}"
    text = fields["decade"]
    tens = int(text) if text.isdigit() else "零一二三四五六七八九".index(text[0]) * 10
    century = fields.get("century", "")
    start = CENTURIES.get(century) or (
        (int(century) - 1) * CENTURY if century.isdigit() else 1900 if tens > LATEST_DECADE else 2000
    )
    return f"{start + tens}/{start + tens + 9}"


def first_months(first: Point, months: int) -> str:
    """Return the label of a stretch of months that ends with the point's month: a quarter where it is one."""
    year, month = first.year, first.month
    if not year or not month:
        return ""
    if months == QUARTER and month % QUARTER == 0:
        return f"{year}Q{month // QUARTER}"
    if months == HALF and month % HALF == 0:
        return f"{year}H{month // HALF}"
    if months == YEAR and month == YEAR:
        return str(year)
    before, place = divmod(year * YEAR + month - months, YEAR)
    return f"{before}-{place + 1:02}/{year}-{month:02}"


def window(words: Language, fields: Mapping[str, str], today: Today) -> tuple[date | None, date | None]:
    """Return first and last day of "the past three years" or 未来六个月, where the day of publication is known."""
    if "century" in fields:
        return _century(fields["century"])
    count = _count(words, fields.get("n", ""))
    if not count or today.day is None:
        return None, None
    unit = next((size for sign, size in UNITS.items() if sign in fields["unit"]), None)
    if unit is None:
        return None, None
    ahead = fields["way"] in AHEAD
    end = _days_on(today.day, *(count * part if ahead else -count * part for part in unit))
    if end is None:
        return None, None
    return (today.day + timedelta(1), end) if ahead else (end, today.day - timedelta(1))


def _century(text: str) -> tuple[date, date]:
    """Return first and last day of a century, by its first two digits: the 21st is all of 20xx."""
    first = (int(text) - 1) * CENTURY if text.isdigit() else HUNDREDS[text]
    return date(first, 1, 1), date(first + CENTURY - 1, YEAR, 31)


def _count(words: Language, text: str) -> int:
    if text.isdigit() or text in SOME:
        return SOME.get(text) or int(text)
    if text in words.numerals:
        return words.numerals[text]
    reading = chinese(text, words.numerals, words.magnitudes) if text and not words.spaced else None
    return int(reading.value) if reading and reading.value else 0


def _days_on(day: date, months: int, days: int) -> date | None:
    """Return the day so many months and days on, the last of its month where that is shorter."""
    years, place = divmod(day.month - 1 + months, YEAR)
    year = day.year + years
    if not date.min.year < year < date.max.year:
        return None
    return date(year, place + 1, min(day.day, monthrange(year, place + 1)[1])) + timedelta(days)


def nth_week(words: Language, text: str, first: Point) -> date | None:
    """
    Return the Monday of the n-th whole week of a month, or of the n-th week of a year by ISO 8601.

    >>> from etl.languages import language
    >>> nth_week(language("en"), "first", Point(2015))
    datetime.date(2014, 12, 29)
    """
    last, nth = text in LAST, number(words, text.removeprefix("第"))
    if not first.year or not (nth or last):
        return None
    if not first.month:
        monday = _monday(date(first.year, YEAR, LAST_DECEMBER_WEEK) if last else date(first.year, 1, 4))
    elif last:
        monday = _monday(date(first.year, first.month, monthrange(first.year, first.month)[1]) - timedelta(6))
    else:
        monday = _monday(date(first.year, first.month, 7))
    return monday + timedelta(0 if last else 7 * (nth - 1))


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())
