"""The period of a figure, stated or carried on."""

from __future__ import annotations

import re

from etl.extract import when
from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.metrics import Metric
from etl.extract.products import BACKLOG
from etl.period import Period

# How far before its figure a period may stand and belong to it alone: "this year's 85 billion".
TOUCHING = 2
_YEAR_AGO = re.compile(r"(?:去年同期|上年同期|一年前|同期)(?:的|为|约|仅)?$")
_YEARLY = re.compile(r"年营收|年收入|每年|平均|annual|run[- ]rate|a year|yearly")
_LATELY = re.compile(
    r"过去几个月|近几个月|最近几|近期|in recent months|past few months|over the past months|目前|currently|now "
)


def period(context: Context, draft: Draft, metric: Metric) -> tuple[Period | None, bool]:
    """Return the period of a figure and whether its own sentence states it."""
    plain, scene = context.reading.plain, context.scene
    start = draft.quantity.span.start
    ago = bool(_YEAR_AGO.search(plain, max(start - 12, scene.start), start))
    touching = [m for m in scene.periods if m.period.label and not ago and 0 <= start - m.span.end <= TOUCHING]
    mentions = [m for m in scene.periods if when.usable(plain, m) or m in touching]
    mentions = [m for m in mentions if when.fits(plain, m, metric.family)]
    if metric.family == "contract":
        mentions = [m for m in mentions if not when.taken(scene, draft.quantity, m)]
    if start in context.series.turns:
        turn = context.series.turns[start]
        if start in context.series.years_on:
            return _year_after(context), True
        if turn < len(mentions):
            return when.fiscal(plain, mentions[turn], context.fiscal), True
    whole = when.whole_year(plain, scene, draft.quantity, context.fiscal or context.reading.document.published_on)
    if whole:
        return whole, True
    found = when.nearest(scene, draft.quantity, mentions)
    if found:
        told = when.fiscal(plain, found, context.fiscal)
        return (when.year_before(told) if ago else told), True
    return _carried(context, draft, metric), False


def _year_after(context: Context) -> Period | None:
    """Return the year after that of the figure before, in a list of years to come."""
    last = context.memory.figure
    found = re.fullmatch(r"(FY)?(\d{4})", last.period.label) if last and last.period else None
    return Period.parse(f"{found[1] or ''}{int(found[2]) + 1}") if found else None


def _carried(context: Context, draft: Draft, metric: Metric) -> Period | None:  # noqa: PLR0911 - one return for each rule, in the order in which they count
    """Return the period that the line, the heading, the report or the paragraph gives."""
    plain, last, memory = context.reading.plain, context.memory.figure, context.memory
    if metric.family in {"contract", "node", "date", "programme", "power", "rent"}:
        return _backlog(context, draft) if metric.id == "contract_value" else None
    headed = _of_heading(context, metric)
    if metric.family == "price":
        return headed or _at_publication(context, metric) if metric.id != "unit_price" else None
    if metric.family == "revenue" and _YEARLY.search(
        plain, max(draft.quantity.span.start - 14, 0), draft.quantity.span.start
    ):
        return None
    same_line = last is not None and last.scene.block.start == context.scene.block.start
    draft.period_near = bool(last and last.period and same_line and last.family == metric.family)
    if last and last.period and same_line and (last.family == metric.family or _same_year(context, draft)):
        return last.period
    if headed:
        return headed
    if metric.family == "revenue" and not context.fiscal and _quarterly(context):
        return last.period if last else None
    if metric.family == "revenue" and context.fiscal:
        return Period.parse(context.fiscal)
    if last and last.period and last.family == metric.family and memory.paragraph == context.scene.block.paragraph:
        return last.period
    return _mentioned(context, metric) or _at_publication(context, metric)


def _quarterly(context: Context) -> bool:
    """Say whether the paragraph reports on a quarter: the figure before it is one quarter's."""
    last = context.memory.figure
    here = last is not None and context.memory.paragraph == context.scene.block.paragraph
    return bool(here and last and last.period and "Q" in last.period.label and "/" not in last.period.label)


_SAME = re.compile(r"同年|同期|the same (?:year|quarter|period)")


def _same_year(context: Context, draft: Draft) -> bool:
    start = max(context.scene.start, draft.quantity.span.start - 30)
    return bool(_SAME.search(context.reading.plain, start, draft.quantity.span.start))


def _backlog(context: Context, draft: Draft) -> Period | None:
    """Return the quarter of the report for a backlog, which is that of its last day."""
    around = context.reading.plain[max(draft.quantity.span.start - 24, 0) : draft.quantity.span.start]
    held = BACKLOG.search(around)
    return Period.parse(context.fiscal) if held and context.fiscal else None


def _mentioned(context: Context, metric: Metric) -> Period | None:
    memory, plain = context.memory, context.reading.plain
    same = memory.mentioned_in == context.scene.block.paragraph
    if metric.family in {"revenue", "share"} or metric.id == "investment_commitment":
        return None
    if memory.mention is None or not same or not when.fits(plain, memory.mention, metric.family):
        return None
    return when.fiscal(plain, memory.mention, context.fiscal)


def _at_publication(context: Context, metric: Metric) -> Period | None:
    """Return the year of publication for a fact of the moment, or the month where the text says so."""
    published = context.reading.document.published_on
    if not metric.point or not published:
        return None
    lately = _LATELY.search(context.reading.plain, context.scene.start, context.scene.end)
    month = 7 if metric.family == "people" and lately else 4
    return Period.parse(published[:month] if len(published) >= month else published[:4])


def _of_heading(context: Context, metric: Metric) -> Period | None:
    plain = context.reading.plain
    for head in context.scene.heading:
        for mention in head.periods:
            told = not (context.fiscal and mention.relative)
            if told and when.usable(plain, mention) and when.fits(plain, mention, metric.family):
                return when.fiscal(plain, mention, context.fiscal)
    return None
