"""Which year and quarter a period is by the calendar of the firm it is told of."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from functools import lru_cache

from etl.extract import calendars, stages, when
from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.periods import PeriodMention
from etl.extract.starts import starting
from etl.extract.steps import next_quarter
from etl.extract.triggers import needs
from etl.extract.wordings import worded
from etl.period import Period, known_by
from etl.vocabulary import vocabulary

_DAYS = re.compile(r"(\d{4}-\d\d)-\d\d")
_WHOLE_YEAR = re.compile(
    r"全年|整年|全财年|full[- ]year|for the year\b|the whole year|for the full year|年度(?=指引|目标|预算)"
)
_SINGLE = re.compile(r"(?:止)?的?(?:单|一|当|本|这|该|会计)?个?财?季")
_NEW_YEAR = re.compile(r"(?:新|本)?财年的?$")
_FOR_THE_YEAR = re.compile(
    r"\s?(?:\w+\s){0,4}?(?:for|over|in|this)\s(?:the\s)?(?:full[- ]year|whole year|full fiscal year)\b"
)
_WHOLE_TOLD = needs("全年|整年|全财年|年度|full|for the year|whole year")
_TODAY = frozenset({"today", "now", "今天", "今日"})
MONTHS = 12


def known(context: Context) -> date | None:
    """Return the day by which a text was published."""
    return known_by(context.reading.document.published_on)


def published_year(context: Context) -> Period | None:
    """Return the year of publication."""
    published = context.reading.document.published_on
    return Period.parse(published[:4]) if published else None


def label(context: Context, draft: Draft, mention: PeriodMention) -> str:
    """Return the label of a period for the owner of a figure, or nothing: a bare quarter is one of its fiscal year."""
    ends, reports = year_end(draft), _reports_fiscally(context, draft)
    return context.scene.held(
        ("label", mention.span.start, ends, reports, context.fiscal), _quarterly, context, mention, ends, reports
    )


def _quarterly(context: Context, mention: PeriodMention, ends: str, reports: bool) -> str:
    """Return the label of a period: the quarter that a day beside it closes, or that three months are."""
    closed = calendars.closed(context.reading.plain, context.scene, mention, ends)
    return closed or calendars.of_months(_label(context, mention, ends, reports), ends)


def _label(context: Context, mention: PeriodMention, ends: str, reports: bool) -> str:  # noqa: PLR0911 - one return for each calendar, in the order in which they count
    wording = mention.span.of(context.reading.plain)
    if wording in _TODAY:
        return context.reading.document.published_on[:4]
    ended = _year_to(context, mention, ends) or _ended(context, mention, ends)
    ended = ended or calendars.months_of(context.reading.plain, mention) or stages.of_year(context, mention, ends)
    ended = ended or _next_month(context, mention)
    if ended:
        return ended
    told_as = worded(wording)
    if told_as.number and _NEW_YEAR.search(context.reading.plain, max(mention.span.start - 5, 0), mention.span.start):
        return _of_fiscal_year(context, mention, told_as.number) or mention.period.label
    if mention.kind == "fiscal" and not mention.period.label:
        return (
            _fiscal_quarter(context, mention, wording, ends)
            or when.fiscal(context.reading.plain, mention, context.fiscal).label
        )
    if told_as.is_year_end and reports:
        return context.memory.report.label[:6]
    if told_as.is_bare and ends == calendars.CALENDAR and mention.period.label.startswith("FY"):
        return _calendar_quarter(context, wording) or mention.period.label
    if ends == calendars.CALENDAR:
        return mention.period.label
    plain, published = context.reading.plain, context.reading.document.published_on
    own = (
        "" if told_as.is_bare and context.fiscal else calendars.of_firm(plain, published, context.scene, mention, ends)
    )
    told = own or when.fiscal(plain, mention, context.fiscal).label
    if told_as.is_dated:
        return told
    return _to_come(context, mention, told) or _in_time(context, mention, told, ends)


_BY = re.compile(r"(?:\bby|\bbefore|\buntil|\btill|\bdue|到|至) (?:the end of |end-|early |late |mid-?)?$")


def _next_month(context: Context, mention: PeriodMention) -> str:
    """Return the next month of a name by which something is due, where the text gives it no year."""
    day, end = known(context), mention.period.end
    if mention.kind != "month" or not mention.relative or not day or not end or end >= day:
        return ""
    due = _BY.search(context.reading.plain[max(mention.span.start - 16, 0) : mention.span.start])
    ahead = due and (calendars.is_ahead(context.reading.plain, context.scene, mention) or _may_be(context, mention))
    return f"{end.year + 1}-{end.month:02}" if ahead else ""


def _may_be(context: Context, mention: PeriodMention) -> bool:
    return "conditional" in context.scene.clause_features(mention.span.start)


def _to_come(context: Context, mention: PeriodMention, told: str) -> str:
    """Return a bare quarter of the next fiscal year where it is promised and no later than the one reported on."""
    passed = _FISCAL_QUARTER.fullmatch(told) and told <= context.fiscal and "Q" in context.fiscal
    if not passed or not _is_promised(context, mention):
        return ""
    if _THIS.match(context.reading.plain, mention.span.start):
        after = next_quarter(Period.parse(told))
        return after.label if after else ""
    return f"FY{int(told[2:6]) + 1}{told[6:]}"


def _is_promised(context: Context, mention: PeriodMention) -> bool:
    """Say whether a period is told of as to come, in its clause or, where it opens a sentence, in the next."""
    plain, scene = context.reading.plain, context.scene
    if calendars.is_ahead(plain, scene, mention):
        return True
    if mention.span.start < scene.start or not _OPENS.fullmatch(plain[scene.start : mention.span.start]):
        return False
    after = scene.clause_features(mention.span.end + 2)
    return bool(after & {"forward", "guidance"})


_OPENS = re.compile(r"\W*(?:(?:looking (?:ahead )?to|for|in|对于|对|展望) ?(?:the |its )?)?")
# What is promised for this quarter, where the last is reported on, is the next: 本季指引191亿.
_THIS = re.compile(r"[本当这][个一]?财?季|(?:this|current|present) (?:fiscal )?quarter")


def _in_time(context: Context, mention: PeriodMention, told: str, ends: str) -> str:
    """Return a bare quarter in the fiscal year that it can be told of on its day, where its sentence names none."""
    day, start = known(context), mention.span.start
    if not ends or not day or not _FISCAL_QUARTER.fullmatch(told):
        return told
    if any(m.period.label.startswith(told[:6]) and m.span.start < start for m in context.scene.periods):
        return told
    return calendars.in_time(
        told,
        mention.span.of(context.reading.plain),
        ends,
        day,
        ahead=calendars.is_ahead(context.reading.plain, context.scene, mention),
    )


_FISCAL_QUARTER = re.compile(r"FY\d{4}Q[1-4]")


def _reports_fiscally(context: Context, draft: Draft) -> bool:
    report = context.memory.report
    return report.label.startswith("FY") and report.covers(draft.entity)


def read(context: Context, draft: Draft, mention: PeriodMention) -> Period:
    """Return the period that a mention names for the owner of a figure."""
    return Period.parse(label(context, draft, mention), wording=mention.period.wording)


def year_end(draft: Draft) -> str:
    """Return the day on which the fiscal year of a figure's owner ends, where all its owners share one."""
    return _year_end(draft.entity)


@lru_cache(maxsize=4_096)
def _year_end(entity: tuple[str, ...]) -> str:
    terms = [vocabulary().terms.get(one) for one in entity]
    ends = {term.fiscal_year_end for term in terms if term is not None and term.kind == "company"}
    return ends.pop() if len(ends) == 1 else ""


def _calendar_quarter(context: Context, wording: str) -> str:
    """Return the last calendar quarter of a number that had begun when the text was published."""
    day, number = known(context), calendars.number(wording)
    if not day or not number:
        return ""
    begun = date(day.year, number * 3 - 2, 1) <= day
    return f"{day.year if begun else day.year - 1}Q{number}"


def _fiscal_quarter(context: Context, mention: PeriodMention, wording: str, ends: str) -> str:
    """Return the fiscal quarter of a number, or the last one, that had ended when the text was published or is to."""
    day = known(context)
    if context.fiscal or not day or not ends:
        return ""
    if calendars.LAST.fullmatch(wording):
        return dict(calendars.around(ends, day)).get("last quarter", "")
    return calendars.last_or_next(
        wording, ends, day, ahead=calendars.is_ahead(context.reading.plain, context.scene, mention)
    )


def _ended(context: Context, mention: PeriodMention, ends: str) -> str:
    """Return the quarter that ended on a day or in a month: 截至6月28日的一季, 截至12月底的单季."""
    plain, scene = context.reading.plain, context.scene
    before = [
        m for m in scene.periods if 0 <= mention.span.start - m.span.end <= len("的") and m.kind in {"day", "month"}
    ]
    day = mention if mention.kind in {"day", "month"} and _SINGLE.match(plain, mention.span.end) else None
    day = day or (before[-1] if before and _SINGLE.match(plain, before[-1].span.end) else None)
    end = day.period.end if day else None
    if not end:
        return ""
    return calendars.quarter_to(end, "") or calendars.quarter_to(end, ends) or f"{end.year}Q{(end.month + 2) // 3}"


_YEAR_TO = starting(
    "fy1t",
    r"(?P<fiscal>fiscal |financial )?(?:year|12 months|twelve months)(?: that)? (?:to|ends?|ended|ending|"
    r"through)(?: in| on)? $",
)


def _year_to(context: Context, mention: PeriodMention, ends: str) -> str:
    """Return the year that ended in a month: the year to March 2026, the fiscal year that ends in June 2025."""
    end = mention.period.end
    if not end or mention.kind not in {"month", "day"}:
        return ""
    found = _YEAR_TO.search(context.reading.plain[max(mention.span.start - 40, 0) : mention.span.start])
    if not found:
        return ""
    own = context.memory.report.label.startswith("FY") and ends[:2] == f"{end.month:02}"
    if found["fiscal"] or own:
        return f"FY{end.year}"
    return f"{end.year}" if end.month == MONTHS else f"{end.year - 1}-{end.month + 1:02}/{end.year}-{end.month:02}"


def _of_fiscal_year(context: Context, mention: PeriodMention, number: int) -> str:
    """Return a quarter of the fiscal year that the text named last before it."""
    named = [m.period.label for m in context.scene.periods if m.span.end <= mention.span.start]
    starts = context.reading.places.periods
    first = bisect_left(starts, mention.span.start - 60)
    named += [m.period.label for m in context.reading.periods[first : bisect_left(starts, mention.span.start)]]
    years = [label for label in named if re.fullmatch(r"FY\d{4}", label)]
    return f"{years[-1]}Q{number}" if years else ""


def reported(context: Context, draft: Draft) -> Period | None:
    """Return the period that the text reports on, for the firm that reports."""
    report = context.memory.report
    if report.covers(draft.entity):
        return Period.parse(report.label)
    return Period.parse(context.fiscal) if context.fiscal and year_end(draft) != calendars.CALENDAR else None


def whole_year(context: Context, draft: Draft, found: PeriodMention | None) -> Period | None:
    """Return the year where the clause says "the full year" and names no other: that of the last period told of."""
    scene, start = context.scene, draft.quantity.span.start
    plain, here = context.reading.plain, scene.clause(start)
    if not _WHOLE_TOLD(plain, scene):
        return None
    said = _WHOLE_YEAR.search(plain, max(scene.start, start - 60), start)
    said = said or _FOR_THE_YEAR.match(plain, draft.quantity.span.end)
    if not said or (scene.clause(said.start()) != here and not _leads(context, said.end(), start)):
        return None
    named = found is not None and scene.clause(found.span.start) == here
    if named and found is not None and not calendars.number(found.span.of(plain)):
        return None
    told = label(context, draft, found) if found else context.fiscal or context.memory.report.label
    year = re.match(r"(?:FY)?\d{4}", told or context.reading.document.published_on)
    return Period.parse(year.group()) if year else None


def _leads(context: Context, said: int, start: int) -> bool:
    """Say whether words before a colon hold for a figure of the list after it: no period stands between."""
    listed = ":" in context.reading.plain[said:start].replace("：", ":")
    return listed and not any(said <= m.span.start < start for m in context.scene.periods)


def to_months(told: str) -> str:
    """Return a label of days as one of months: nothing that is counted here is told of a day."""
    return _DAYS.sub(r"\1", told) if "-" in told else told
