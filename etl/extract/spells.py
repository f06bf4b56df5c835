"""What a clause names without a date: the quarter, the year to date, nine months of a year, revenue of a month."""

from __future__ import annotations

import re
from bisect import bisect_left

from etl.extract import calendars, fiscal
from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.scene import Scene
from etl.period import Period

_QUARTER = re.compile(
    r"\b(?:in|during|over|for) (?:the|that) (?:quarter|period)(?! (?:of|to|end))|\bquarterly\b|季内|期内|当季|"
    r"本季度?(?!末)|单季"
)
_TO_DATE = re.compile(
    r"since the (?:start|beginning) of the (?:fiscal |financial )?year|year[- ]to[- ]date|so far this (?:fiscal )?year|"
    r"今年以来|年初至今|[财財]年至今|本年累[计計]"
)
_MONTHLY = re.compile(
    r"(?:单月|当月|该月|(?<![\d一二两三四五六七八九十个])月度?)(?:合并)?营(?:业)?收入?|monthly (?:revenue|sales)"
)


def spell(context: Context, draft: Draft) -> Period | None:
    """Return the period of the report, or the year up to it, where the clause tells of "the quarter" or "to date"."""
    told, day = fiscal.reported(context, draft), fiscal.known(context)
    if day and draft.family in {"spending", "revenue"} and _near(context, draft, calendars.LAST_FOUR):
        is_fiscal = told is not None and told.label.startswith("FY")
        found = calendars.last_four((is_fiscal and fiscal.year_end(draft)) or calendars.CALENDAR, day)
        return Period.parse(found) if found else None
    if _near(context, draft, _TO_DATE):
        return _to_date(context, told)
    return told if told and _near(context, draft, _QUARTER) else None


def _near(context: Context, draft: Draft, words: re.Pattern[str]) -> bool:
    """Say whether the clause of a figure has such words close to it, or its sentence opens with them."""
    scene, span = context.scene, draft.quantity.span
    found = words.finditer(context.reading.plain, max(scene.start, span.start - 70), min(scene.end, span.end + 40))
    here = scene.clause(span.start)
    return any(scene.clause(one.start()) == here or _opens(scene, one, span.start) for one in found)


def _opens(scene: Scene, words: re.Match[str], start: int) -> bool:
    """Say whether words open the sentence of a figure, with no other figure and no date between."""
    between = range(words.end(), start)
    spans = [*(one.span for one in scene.quantities), *(one.span for one in scene.periods)]
    return words.start() - scene.start <= OPENING and not any(span.start in between for span in spans)


# How many characters may stand before words that open a sentence: "over the ", 在.
OPENING = 10


def _to_date(context: Context, told: Period | None) -> Period | None:
    quarter = re.fullmatch(r"((?:FY)?\d{4})Q([234])", told.label) if told else None
    if quarter:
        return Period.parse(f"{quarter[1]}Q1/{quarter[1]}Q{quarter[2]}")
    return fiscal.published_year(context)


def monthly(context: Context, draft: Draft) -> Period | None:
    """Return the month that the text told of last, for revenue that is called a month's."""
    plain, start = context.reading.plain, draft.quantity.span.start
    if draft.family != "revenue" or not _MONTHLY.search(plain, max(start - 16, context.scene.start), start):
        return None
    last = bisect_left(context.reading.places.periods, start)
    before = (context.reading.periods[place] for place in range(last - 1, -1, -1))
    months = (m for m in before if m.kind == "month" and m.period.label and m.span.end <= start)
    return next((Period.parse(month.period.label) for month in months), None)
