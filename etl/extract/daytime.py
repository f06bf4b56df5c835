"""Which periods a figure could be of by the day on which its text was published, and by its owner's calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from etl.extract import calendars, fiscal
from etl.extract.carrying import is_rate
from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.triggers import needs

Found = Iterator[tuple[str, Sequence[str]]]
# How near is near, in characters.
NEAR = 40
MONTH = len("2025-05")


def by_day(context: Context, draft: Draft) -> Found:
    """Yield the year and month of publication, and the years beside it."""
    published = context.reading.document.published_on
    if not published:
        return
    seen = context.memory.overview
    yield from _beside(published, is_rate(context, draft), published[:MONTH] in seen.months, seen.recurs)
    yield from _just_past(context, draft, published)


@lru_cache(maxsize=256)
def _beside(published: str, is_rate: bool, is_named: bool, recurs: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the year and month of publication by how the text names the month, and the years beside it."""
    year, whole, month = int(published[:4]), "the year of publication", "the month of publication"
    told = ["named" if is_named else "not named", *(["in a text of every week"] if recurs else [])]
    rate = [f"{whole}, for a run rate"] if is_rate else []
    years = (
        (f"{year}", (whole, *rate, *(f"{whole}, {one}" for one in told))),
        (f"{year - 1}", ("the year before publication",)),
        (f"{year + 1}", ("the year after publication",)),
    )
    if len(published) < MONTH:
        return years
    return *years, (published[:MONTH], (month, *(f"{month}, {one}" for one in told)))


def _just_past(context: Context, draft: Draft, published: str) -> Found:
    """Yield the year before where a bare year end or whole year is told of in the first months of the next."""
    plain, scene, start = context.reading.plain, context.scene, draft.quantity.span.start
    for mention in scene.periods if _EARLY.match(published) else ():
        if mention.relative and mention.period.label[:4] == published[:4] and _BARE_END.match(mention.span.of(plain)):
            here = "clause" if scene.clause(mention.span.start) == scene.clause(start) else "sentence"
            ahead = "promised" if calendars.is_ahead(plain, scene, mention) else "not promised"
            yield f"{int(published[:4]) - 1}", [f"a year end just past, {here}", f"a year end just past, {ahead}"]


_EARLY = re.compile(r"\d{4}-0[1-4]")
_BARE_END = re.compile(
    r"(?:全年|年底|年末|岁末|年终|(?:the )?(?:full|whole|entire) year|(?:the )?year[- ]?end|"
    r"(?:the )?end of (?:the )?year)"
)


def by_calendar(context: Context, draft: Draft) -> Found:
    """Yield the quarter and year that the owner of a figure closed last, and those that it closes next."""
    day, ends = fiscal.known(context), fiscal.year_end(draft) or calendars.CALENDAR
    if day is None or len(context.reading.document.published_on) < MONTH:
        return
    plain, span, scene = context.reading.plain, draft.quantity.span, context.scene
    start, end = scene.piece(span.start)[0], min(span.end + NEAR, scene.end)
    told = (
        "a quarter"
        if _QUARTER_TOLD.near(plain, scene, start, end) and _QUARTERLY.search(plain, start, end)
        else "a year"
        if _YEAR_TOLD.near(plain, scene, start, end) and _YEARLY.search(plain, start, end)
        else "neither"
    )
    reports = "of results" if _reports(context.reading.plain) else "of no results"
    yield from _closed(ends, day, f"told of {told}", f"in a text {reports}")


@lru_cache(maxsize=256)
def _closed(ends: str, day: date, told: str, reports: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what speaks for each quarter and year of a calendar by how the sentence and the text tell of it."""
    named = ((label, f"the {name} of its owner") for name, label in calendars.around(ends, day))
    return tuple(
        (label, (name, f"{name}, {told}", f"{name}, {reports}", f"{name}, {told}, {reports}")) for label, name in named
    )


_QUARTERLY = re.compile(r"季|\bquarter|\bthree months|\bq[1234]\b")
_YEARLY = re.compile(r"全年|年度|今年|\byear")
_QUARTER_TOLD, _YEAR_TOLD = needs("季|quarter|three months|q1|q2|q3|q4"), needs("全年|年度|今年|year")
_RESULTS = re.compile(
    r"\b(?:results|earnings|quarter|fiscal|beat|guidance|conference call|after the bell|extended trading)\b|"
    r"财报|业绩|季报|年报|法说|营收|单季|财季"
)
OPENING = 500


@lru_cache(maxsize=4)
def _reports(plain: str) -> bool:
    """Say whether a text opens with words of results."""
    return bool(_RESULTS.search(plain, 0, OPENING))
