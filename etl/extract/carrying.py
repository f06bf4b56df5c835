"""The period that a figure takes over: from its line, its paragraph, its heading, its report, or the day itself."""

from __future__ import annotations

import re
from bisect import bisect_left

from etl.extract import fiscal, when
from etl.extract.backlogs import BACKLOG, behind
from etl.extract.blocks import Kind
from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.metrics import Metric
from etl.extract.triggers import needs
from etl.model import Span
from etl.period import Period

_YEARLY = re.compile(r"年营收|年收入|每年|年均|annual|a year|yearly")
# What a month or quarter would come to in a year: a fact of the moment.
RUN_RATE = re.compile(r"年化|run[- ]rate|annuali[sz]ed")
_THIS_WEEK = re.compile(
    r"本周|上周|这周|本月|这个月|近日|\b(?:last|this) (?:week|month)\b|\bin recent (?:days|weeks)\b"
)
_WEEKLY = re.compile(r"\bthis week\b|\bweekly\b|本周|周报|日报|\bas of \d|\bread on\b")
# How far into a text it may say that its prices are those of the week.
OPENING = 300
_LATELY = re.compile(r"过去几个月|近几个月|最近几|近期|in recent months|past few months|over the past months")
_NOW = re.compile(
    r"目前|现在|如今|眼下|当前|截至目前|现已|今天|\b(?:now|currently|already|today|at present|these days|so far)\b|"
    r"\b(?:has|have) (?:over|about|some|around|nearly|more than|roughly|an?|\d)|"
    r"\b(?:runs|operates|employs|houses|hosts|is past)\b"
)
_NOW_TOLD = needs(
    "目前|现在|如今|眼下|当前|现已|今天|now|currently|already|today|at present|these days|so far|has |have |"
    "runs|operates|employs|houses|hosts|is past|周|月|近日|week|month|in recent days"
)
TO_COME = frozenset({"forward", "guidance"})
TERMS = frozenset({"contract", "rent"})
REPORTED = frozenset({"revenue", "spending"})


def carried(context: Context, draft: Draft, metric: Metric) -> Period | None:
    """Return the period that the line, the paragraph, the heading or the report gives."""
    if metric.family in TERMS:
        return _backlog(context, draft) if metric.id == "contract_value" else None
    if metric.id == "unit_price":
        return _of_deal(context, draft)
    if metric.point:
        told = _of_line(context, draft, metric) or _of_entry(context)
        if metric.family == "people" and not moved_on(context, draft):
            told = told or _of_paragraph(context, draft, metric)
        return told or _of_heading(context, draft, metric) or at_publication(context, draft)
    if metric.family == "power":
        return None
    return _of_rate(context, draft) if is_rate(context, draft) else _held(context, draft, metric)


def is_rate(context: Context, draft: Draft) -> bool:
    """Say whether revenue is told as what it comes to in a year."""
    if draft.family != "revenue":
        return False
    plain, start = context.reading.plain, draft.quantity.span.start
    yearly = _YEARLY.search(plain, max(start - 14, 0), start) or RUN_RATE.search(
        plain, context.scene.piece(start)[0], start + 40
    )
    return bool(yearly)


def _of_rate(context: Context, draft: Draft) -> Period | None:
    """Return the year of publication for a run rate of the moment, nothing for what comes in every year."""
    start = draft.quantity.span.start
    current = RUN_RATE.search(context.reading.plain, context.scene.piece(start)[0], start + 40)
    return at_publication(context, draft) if current else None


def _held(context: Context, draft: Draft, metric: Metric) -> Period | None:
    """Return the period of the line, the paragraph, the heading or the report."""
    return (
        _of_line(context, draft, metric)
        or (_of_heading(context, draft, metric) if _is_headed(context) else None)
        or _of_paragraph(context, draft, metric)
        or _of_heading(context, draft, metric)
        or (fiscal.reported(context, draft) if metric.family in REPORTED else None)
    )


def _of_deal(context: Context, draft: Draft) -> Period | None:
    """Return the period of the order that a price is told with, else the year of publication."""
    last = context.memory.figure
    with_order = last is not None and last.scene.start == context.scene.start and last.family == "units"
    return last.period if with_order and last else at_publication(context, draft)


def _of_line(context: Context, draft: Draft, metric: Metric) -> Period | None:
    """Return the period of the figure before in the same line, where it is of the same kind."""
    last = context.memory.figure
    if last is None or last.period is None or last.scene.block.start != context.scene.block.start:
        return None
    alike = last.family == metric.family
    draft.period_near = alike
    if metric.point and moved_on(context, draft):
        return None
    return last.period if (alike or _same_year(context, draft)) and _can_carry(context, draft, last.period) else None


# The marks of a list or of emphasis before the date of an entry, and what ends the date.
_MARKS, _ENDS = 6, re.compile(r"\s?[.:：,，|\]】*—–-]")


def _of_entry(context: Context) -> Period | None:
    """Return the month of the date that a line of a diary or ticker begins with."""
    reading, line = context.reading, context.scene.block
    place = bisect_left(reading.places.periods, line.start)
    first = reading.periods[place] if place < len(reading.periods) else None
    if first is None or first.kind not in {"day", "month"} or not first.period.label:
        return None
    headed = first.span.start - line.start <= _MARKS and _ENDS.match(reading.plain, first.span.end)
    return Period.parse(first.period.label[:7]) if headed and first.span.end <= line.end else None


def moved_on(context: Context, draft: Draft) -> bool:
    """Say whether the clause tells of the present, whatever was told of before."""
    span = draft.quantity.span
    return context.scene.held(("moved on", span.start), _is_now, context, span)


def _is_now(context: Context, span: Span) -> bool:
    plain, scene = context.reading.plain, context.scene
    if not _NOW_TOLD(plain, scene):
        return False
    start, end = scene.piece(span.start)[0], min(span.end + 20, scene.end)
    return bool(_NOW.search(plain, start, end) or _THIS_WEEK.search(plain, start, end))


_SAME = re.compile(r"同年|同期|the same (?:year|quarter|period)")


def _same_year(context: Context, draft: Draft) -> bool:
    start = max(context.scene.start, draft.quantity.span.start - 30)
    return bool(_SAME.search(context.reading.plain, start, draft.quantity.span.start))


def _of_paragraph(context: Context, draft: Draft, metric: Metric) -> Period | None:
    """Return the period of the report, else of the last figure of the kind in the paragraph."""
    memory, last = context.memory, context.memory.figure
    here = context.scene.block.paragraph
    reported = fiscal.reported(context, draft) if metric.family in REPORTED else None
    if reported and not context.scene.clause_features(draft.quantity.span.start) & TO_COME:
        return reported
    alike = last is not None and memory.paragraph == here and last.family == metric.family
    return last.period if alike and last and last.period and _can_carry(context, draft, last.period) else None


def _can_carry(context: Context, draft: Draft, told: Period) -> bool:
    """Say whether a period told before can be that of a figure: what has happened is not of a time to come."""
    known = fiscal.known(context)
    ahead = told.start is not None and known is not None and told.start > known
    return not (ahead and draft.metric in {"capex", "units_purchased", "units_deployed"})


def _backlog(context: Context, draft: Draft) -> Period | None:
    """Return the quarter of the report for a backlog, which is that of its last day."""
    if not is_backlog(context, draft):
        return None
    memory = context.memory
    mention = memory.mention if memory.mentioned_in == context.scene.block.paragraph else None
    named = mention is not None and mention.kind in {"quarter", "fiscal", "half"}
    return (
        (fiscal.read(context, draft, mention) if mention and named else None)
        or fiscal.reported(context, draft)
        or fiscal.published_year(context)
    )


def is_backlog(context: Context, draft: Draft) -> bool:
    """Say whether a figure is called a backlog."""
    start = draft.quantity.span.start
    before = BACKLOG.search(context.reading.plain, max(start - 120, context.scene.start), start)
    return bool(before or behind(context, draft.quantity))


def at_publication(context: Context, draft: Draft) -> Period | None:
    """Return the year of publication for a fact of the moment, or the month where the text says so."""
    published = context.reading.document.published_on
    if not published:
        return None
    start = max(context.scene.start, draft.quantity.span.start - 60)
    plain = context.reading.plain
    weekly = draft.metric == "rental_price_per_gpu_hour" and (
        _THIS_WEEK.search(plain, start, context.scene.end) or _WEEKLY.search(plain, 0, OPENING)
    )
    recent = draft.family == "people" and _LATELY.search(plain, context.scene.start, context.scene.end)
    lately = weekly or recent
    month = 7 if lately else 4
    return Period.parse(published[:month] if len(published) >= month else published[:4])


def _is_headed(context: Context) -> bool:
    """Say whether a line is an item, or stands under a heading of its own, which says more than the whole report."""
    item = context.scene.block.kind is not Kind.TEXT
    return item or any(one.periods for one in context.memory.headings)


def _of_heading(context: Context, draft: Draft, metric: Metric) -> Period | None:
    plain = context.reading.plain
    for head in context.scene.heading:
        for mention in head.periods:
            told = not (context.fiscal and mention.relative)
            if told and when.usable(plain, mention) and when.fits(plain, mention, metric.family):
                return fiscal.read(context, draft, mention)
    return None
