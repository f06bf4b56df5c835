"""Every period of a text as a label (2025, 2025Q3, FY2026Q3, 2027/), counted from its publication if need be."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from etl.extract.expressions import Expression, expressions
from etl.extract.points import Point, Today, point, span
from etl.extract.stretches import nth_week, span_of, window
from etl.languages import language as language_of
from etl.languages.language import Language
from etl.model import Span
from etl.period import Basis, Period

FISCAL = re.compile("[财財]|fiscal", re.IGNORECASE)
WEEKS = frozenset(("weekof", "weekn"))
# Fields that name a time of their own.
NAMING = frozenset({"y", "yy", "yyh", "yw", "q", "h", "m", "mq", "d", "rm", "season"})
# 2026年第一季…，同年第四季…: years told by the last one named, and how far on they are.
FROM_NAMED = {"同年": 0, "当年": 0, "次年": 1, "翌年": 1}
SIGNS = {"Q": "quarter", "H": "half"}
KINDS = {7: "month", 10: "day"}  # by the length of 2025-05 and 2025-05-23


class PeriodMention(NamedTuple):
    """
    A period where the text names it.

    `kind` is year, quarter, half, month, day, range, open, fiscal, relative (no label can be given) or vague.
    `relative` is true where the label was counted from the day of publication; if that is unknown the label is empty.
    """

    span: Span
    period: Period
    kind: str
    relative: bool


class _Before(NamedTuple):
    """What was named before: the last fiscal quarter of the text, and a dated one that the sentence goes on from."""

    fiscal: Point | None
    named: Point | None
    year: int = 0
    spoken: int = 0  # the last year named in the paragraph, whatever stands between: 同年 and 次年 are told by it


def periods(text: str, language: str, published_on: str = "") -> list[PeriodMention]:
    """
    Return the periods of a text in order, none overlapping another; never raises on any text.

    `published_on` is an ISO date, year-month or year, or empty.

    >>> [found.period.label for found in periods("2025年第三季度，明年", "zh", "2025-11-20")]
    ['2025Q3', '2026']
    """
    words, today = language_of(language), Today.parse(published_on)
    mentions: list[PeriodMention] = []
    fiscal: Point | None = None
    named, end, year, spoken = Point(), 0, 0, 0
    until = -1  # where the paragraph of the last fiscal quarter ends: looked for once, as a line may be long
    for one in expressions(text, language):
        near = one.start < until or bool(FISCAL.search(text, one.start, one.end))
        before = named if named.quarter and not _APART.search(text, end, one.start) else None
        year = 0 if _APART.search(text, end, one.start) else year
        spoken = 0 if spoken and text.find("\n", end, one.start) >= 0 else spoken
        made, first = _mention(text, words, today, one, _Before(fiscal, before, year, spoken), near=near)
        if first and _tells_year(one, first):
            year = spoken = first.year
        mentions.append(made)
        dated = first is not None and not first.relative and not first.fiscal
        compared = _APART.search(text, max(one.start - REACH, 0), one.start)
        named, end = first if first is not None and dated and not compared else Point(), one.end
        if first is not None and first.fiscal and first.quarter and first.year and "r" not in one.fields:
            fiscal, until = first, until if one.end <= until else _paragraph_end(text, one.end)
    return mentions


def _tells_year(one: Expression, first: Point) -> bool:
    """Say whether an expression names its year: 2024年, 去年12月, and not a bare quarter or year-end."""
    word = one.fields.get("r", "")
    return bool(first.year) and not first.fiscal and (not first.relative or "年" in word or "year" in word)


# How far before a quarter a comparison with it may begin, in characters.
REACH = 24
# What parts a quarter from the one named before it: another sentence, or a comparison.
_APART = re.compile(
    r"[。！？!?\n]|\.\s|\b(?:from|than|versus|vs|compared|against|when)\b|从|较|比|自|高于|低于|超过|而今",
    re.IGNORECASE,
)


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _mention(
    text: str, words: Language, today: Today, one: Expression, before: _Before, *, near: bool
) -> tuple[PeriodMention, Point | None]:
    place = Span(one.start, one.end)
    wording = place.of(text)
    if "vague" in one.fields:
        start, end = window(words, one.fields, today)
        return PeriodMention(place, Period("", start, end, Basis.VAGUE, wording), "vague", relative=True), None
    first, named = point(words, one.fields, today), before.named
    if named is not None and not first.year and not one.fields.get("r") and first.quarter > named.quarter:
        first = first._replace(year=named.year)  # of 2026 is the fourth quarter too: 2026年一季度…，四季度…
    elif before.spoken and one.fields.get("r") in FROM_NAMED and not first.fiscal:
        first = first._replace(year=before.spoken + FROM_NAMED[one.fields["r"]], lost=False, relative=False)
    elif before.year and one.fields.get("part") and not one.fields.get("r") and not one.fields.keys() & NAMING:
        first = first._replace(year=before.year, relative=False)  # 2024年…，年底…: of the year named
    elif before.fiscal is not None:
        first = _in_fiscal_year(words, one, first, before.fiscal, near=near)
    second = point(words, one.second, today) if one.second is not None else None
    if second is not None:
        first, second = span(first, second)
    first = first.dated(today)
    if not one.fields.keys().isdisjoint(WEEKS):
        return PeriodMention(place, _week_of(words, one, first, wording), "relative", relative=first.relative), first
    label = _label(words, one, first, second.dated(today) if second else None)
    kind = _kind(first, label)
    try:
        period = Period(label, *_dated(label), wording) if label else _unlabelled(one, first, today, wording)
    except ValueError:
        period = Period("", None, None, Basis.VAGUE, wording)
    counted = first.relative and not one.fields.keys() & {"decade", "decade4", "decadew"}
    return PeriodMention(place, period, kind, relative=counted), first


@lru_cache(maxsize=4096)
def _dated(label: str) -> tuple[date | None, date | None, Basis]:
    """Return start, end and basis of a label: a text names few periods, and each often."""
    period = Period.parse(label)
    return period.start, period.end, period.basis


def _in_fiscal_year(words: Language, one: Expression, first: Point, fiscal: Point, *, near: bool) -> Point:
    """
    Read "the fourth quarter" and "next quarter" in the fiscal calendar the text has last named a quarter of.

    In another paragraph only the same quarter and the next are its: the second after FY2025Q4 is another company's.
    """
    word = one.fields.get("r", "")
    step, offset = words.relatives.get(word.rstrip("度").replace("财", ""), ("", 0))
    if step == "q":
        return fiscal.moved(offset)
    bare = first.quarter and not first.year and not word
    return first.in_year_of(fiscal) if bare and (near or first.quarter - fiscal.quarter in (0, 1)) else first


def _label(words: Language, one: Expression, first: Point, second: Point | None) -> str:
    if span := span_of(words, one.fields, first):
        return span
    label = first.label
    if second is not None and label and second.label:
        return f"{label}/{second.label}" if label < second.label or first.fiscal else label
    if not label or not one.opening:
        return label
    if one.opening == "through":
        return f"/{label}"
    return f"{first.next.label if one.opening == 'after' else label}/"


def _kind(first: Point, label: str) -> str:
    if not label:
        return "fiscal" if first.fiscal else "relative"
    if "/" in label:
        return "range" if label.strip("/") == label else "open"
    if first.fiscal:
        return "fiscal"
    return next((kind for sign, kind in SIGNS.items() if sign in label), KINDS.get(len(label), "year"))


def _week_of(words: Language, one: Expression, first: Point, wording: str) -> Period:
    """Return the week of a day, or the n-th of a month or year, which has no label but its days."""
    try:
        if "weekn" not in one.fields:
            return _week(date(first.year, first.month, first.day), wording)
        monday = nth_week(words, one.fields["weekn"], first)
    except ValueError:
        monday = None
    return _week(monday, wording) if monday else Period("", None, None, Basis.VAGUE, wording)


def _week(day: date, wording: str) -> Period:
    monday = day - timedelta(day.weekday())
    return Period("", monday, monday + timedelta(6), Basis.CALENDAR, wording)


def _unlabelled(one: Expression, first: Point, today: Today, wording: str) -> Period:
    """Return a period without label: a week has its days, what cannot be counted has none."""
    if first.week is not None and today.day is not None:
        week = _week(today.day + timedelta(7 * first.week), wording)
        return replace(week, start=week.end - timedelta(1)) if "weekend" in one.fields and week.end else week
    nothing: date | None = None
    return Period("", nothing, nothing, Basis.FISCAL if first.fiscal else Basis.VAGUE, wording)
