"""Which quarter one named by its number is, by the calendar of the firm it is told of."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from etl.extract.periods import PeriodMention
from etl.extract.scene import Scene
from etl.extract.stretches import EARLY
from etl.period import FiscalYear, Period, known_by

_QUARTER = re.compile(
    r"(?:第?(?<![上下这這])([一二三四1-4])个?[财財]?季)|\b(first|second|third|fourth)[\s-](?:fiscal\s)?quarter|\bq([1-4])(?!\d{3})|"
    r"\b([1-4])q(?![a-z])"
)
LAST = re.compile("上一?个?财季|(?:the )?(?:last|latest|most recent) fiscal quarter")
_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_YEAR = re.compile(r"\d{4}")
_SHORT_YEAR = re.compile(r"q[1-4]?[ ']{0,2}\d\d(?!\d)")
_MONTHS_OF = re.compile(r"\b(?P<count>six months|nine months|two quarters|three quarters) of (?:the )?$")
CALENDAR = "12-31"
# A month of publication, at least: by the year alone no quarter is the last.
DAY_KNOWN = 7
# What is told of a quarter is told within these days of its end; what is promised of one, within these of its start.
FRESH, SOON = timedelta(110), timedelta(31)


class Told(NamedTuple):
    """How a quarter is told of: its words and calendar label, the day of publication, and whether it is to come."""

    wording: str
    label: str
    day: date
    ahead: bool


def number(wording: str) -> int:
    """Return the number of the quarter that some words name, or 0."""
    found = _QUARTER.search(wording)
    told = next((one for one in found.groups() if one), "") if found else ""
    return _NUMBERS.get(told) or int(told or 0)


def last_or_next(wording: str, year_end: str, day: date, *, ahead: bool) -> str:
    """Return the fiscal quarter of a number that had ended last on a day, or is to end next."""
    years = [day.year - 1, day.year, day.year + 1, day.year + 2]
    for period in _quarters(wording, year_end, years if ahead else years[::-1]):
        if period.end and (period.end > day) is ahead:
            return period.label
    return ""


def in_time(label: str, wording: str, year_end: str, day: date, *, ahead: bool) -> str:
    """
    Return the fiscal quarter of a number that fits a day, where the one it was taken for is far from beginning.

    >>> in_time("FY2026Q4", "fourth quarter", "10-31", date(2025, 12, 11), ahead=False)
    'FY2025Q4'
    """
    begins = Period.parse(label, fiscal=FiscalYear(int(year_end[:2]), int(year_end[3:]))).start
    if begins is None or begins <= day + SOON:
        return label
    runs = last_or_next(wording, year_end, day, ahead=True)
    run = Period.parse(runs, fiscal=FiscalYear(int(year_end[:2]), int(year_end[3:]))) if runs else None
    if ahead or (run and run.start and run.start <= day):
        return runs
    return last_or_next(wording, year_end, day, ahead=False) or label


@lru_cache(maxsize=256)
def around(year_end: str, day: date) -> tuple[tuple[str, str], ...]:
    """
    Return the quarters and years that a firm closed last and closes next, each with what it is.

    >>> around("12-31", date(2025, 11, 5))[:2]
    (('last quarter', '2025Q3'), ('next quarter', '2025Q4'))
    """
    ends = FiscalYear(int(year_end[:2]), int(year_end[3:]))
    written = "" if year_end == CALENDAR else "FY"
    years = range(day.year - 1, day.year + 3)
    quarters = [(Period.parse(f"FY{y}Q{q}", fiscal=ends).end, f"{written}{y}Q{q}") for y in years for q in range(1, 5)]
    whole = [(Period.parse(f"FY{y}", fiscal=ends).end, f"{written}{y}") for y in years]
    found = []
    for name, periods in (("quarter", quarters), ("year", whole)):
        over = [label for end, label in periods if end and end < day]
        found += [(f"last {name}", over[-1])] if over else []
        found += [(f"next {name}", periods[len(over)][1])] if len(over) < len(periods) else []
        found += [(f"{name} before the last", over[-2])] if len(over) > 1 else []
    return tuple(found)


LAST_FOUR = re.compile(
    r"(?:过去|最近|近|前|连续|这)的?[四4] ?个?财?季|[四4]个?季度(?:共|合计|累计)|过去(?:一年|十二个月|12个月)|"
    r"\b(?:past|last|trailing|previous|latest|over|these) (?:the )?(?:past |last )?(?:four|4) quarters\b|"
    r"\b(?:past|last|trailing|previous) (?:twelve|12)[ -]months?\b"
)


def last_four(year_end: str, day: date) -> str:
    """
    Return the last four quarters that a firm had closed on a day, or nothing.

    >>> last_four("03-31", date(2025, 11, 26)), last_four("12-31", date(2025, 11, 26))
    ('FY2025Q3/FY2026Q2', '2024Q4/2025Q3')
    """
    closed = next((label for _, label in around(year_end, day)), "")
    quarter = re.fullmatch(r"(FY)?(\d{4})Q([1-4])", closed)
    if not quarter:
        return ""
    year, nth = (int(quarter[2]) - 1, int(quarter[3]) + 1) if quarter[3] != "4" else (int(quarter[2]), 1)
    return f"{quarter[1] or ''}{year}Q{nth}/{closed}"


_FISCAL_QUARTER = re.compile(r"FY(\d{4})Q([1-4])")
_QUARTER_LABEL = re.compile(r"(\d{4})Q([1-4])")


@lru_cache(maxsize=1024)
def other_label(label: str, year_end: str) -> str:
    """
    Return a quarter by the other calendar of a firm: a fiscal one by the months, or the other way round; or nothing.

    >>> other_label("FY2026Q2", "06-30"), other_label("2025Q4", "06-30"), other_label("FY2026Q2", "01-31")
    ('2025Q4', 'FY2026Q2', '2025Q2')
    """
    ends = int(year_end[:2])
    if found := _FISCAL_QUARTER.fullmatch(label):
        middle = int(found[1]) * 12 + ends - 12 + int(found[2]) * 3 - 2
        return f"{middle // 12}Q{middle % 12 // 3 + 1}"
    if found := _QUARTER_LABEL.fullmatch(label):
        year = int(found[1])
        near = (f"FY{one}Q{number}" for one in (year, year + 1) for number in range(1, 5))
        return next((one for one in near if other_label(one, year_end) == label), "")
    return ""


_MONTHS = re.compile(r"(\d{4})-(\d\d)/(\d{4})-(\d\d)")


def quarter_to(end: date, year_end: str) -> str:
    """
    Return the quarter that a firm closes on a day, or nothing where it closes none.

    >>> quarter_to(date(2026, 1, 25), "01-31"), quarter_to(date(2025, 11, 2), "10-31")
    ('FY2026Q4', 'FY2025Q4')
    >>> quarter_to(date(2025, 12, 31), "")
    '2025Q4'
    """
    closed = end - timedelta(end.day) if end.day < EARLY else end
    last = int(year_end[:2]) if year_end and year_end != CALENDAR else 0
    after = (closed.month - last) % 12
    if after % 3:
        return ""
    return f"{'FY' if last else ''}{closed.year + (closed.month > last > 0)}Q{after // 3 or 4}"


def of_months(label: str, year_end: str) -> str:
    """
    Return three months as the quarter that they are, by the calendar or else by that of a firm.

    >>> of_months("2025-07/2025-09", "06-30"), of_months("2025-08/2025-10", "01-31"), of_months("2025-01/2025-09", "")
    ('2025Q3', 'FY2026Q3', '2025-01/2025-09')
    """
    found = _MONTHS.fullmatch(label)
    if not found or (int(found[4]) - int(found[2])) % 12 != 2 or int(found[3]) - int(found[1]) > 1:  # noqa: PLR2004 - of three months the third is two on
        return label
    if int(found[4]) % 3 == 0:
        return f"{found[3]}Q{int(found[4]) // 3}"
    return (quarter_to(date(int(found[3]), int(found[4]), 28), year_end) if year_end else "") or label


# How a day follows the quarter that it closes, and how it leads to it.
_CLOSING = re.compile(
    r",? (?:that |which )?(?:ended|ending|ends|to|through)(?: on| in)? (?:early |late )?"
    r"|\s?[(（]\s?(?:(?:to|ended|ending|through)(?: early| late)? |截[至止]|至|到|即)?|[，,]?截[至止]"
)
_CLOSED = re.compile(
    r"[日底末]?止?的?(?:年度|会计年?度?|财年|公司|该公司)?的?|, (?:its|the|the company's|the firm's) (?:fiscal )?"
)
_SHORT = frozenset({"month", "day"})
_ORDINAL = re.compile(f"{_QUARTER.pattern}|[首末]季")
_FISCAL = re.compile("fiscal|财|会计|年度")
_SINGLE = re.compile("[的那这]一季")  # 截至9月底的一季 counts no quarters


def closed(plain: str, scene: Scene, mention: PeriodMention, year_end: str) -> str:
    """Return the quarter of a firm that a day or three months beside it explain: 第三季(截至9月27日); else nothing."""
    for other in scene.periods:
        first, second = sorted((mention, other), key=lambda one: one.span)
        gap = first.span.end, second.span.start
        if other is mention or not 0 <= gap[1] - gap[0] < REACH:
            continue
        told, day = (first, second) if _CLOSING.fullmatch(plain, *gap) else (second, first)
        if told is second and not _CLOSED.fullmatch(plain, *gap):
            continue
        if not _ORDINAL.search(told.span.of(plain)) or _SINGLE.search(plain, max(gap[1] - 1, 0), told.span.end):
            continue
        if day.period.end and (day.kind in _SHORT or _is_short(day.period.label)):
            if year_end in {"", CALENDAR} and _FISCAL_QUARTER.fullmatch(told.period.label):
                return told.period.label
            by_months = told is second and not _FISCAL.search(plain, gap[0], told.span.end)
            return (quarter_to(day.period.end, "") if by_months else "") or quarter_to(day.period.end, year_end)
    return ""


REACH = 24


def _is_short(label: str) -> bool:
    return of_months(label, "") != label


def is_ahead(plain: str, scene: Scene, mention: PeriodMention) -> bool:
    """Say whether the clause of a period speaks of what is to come before it names the period, or right behind it."""
    cues = [*scene.feature_cues("forward"), *scene.feature_cues("guidance")]
    here, start, end = scene.clause(mention.span.start), mention.span.start, mention.span.end
    near = (
        cue for cue in cues if cue.end <= start + 2 or (cue.start >= end and _LEADS.fullmatch(plain, end, cue.start))
    )
    return any(scene.clause(cue.start) == here for cue in near)


# What may stand between a quarter and the word that promises what it brings: 第二财季营收财测, "Q2 revenue outlook".
_LEADS = re.compile(r"\s?的?(?:(?:ai|总)?(?:营收|收入)|资本[支开][出支]|revenue|sales|capex)?的?\s?")


def of_firm(plain: str, published: str, scene: Scene, mention: PeriodMention, year_end: str) -> str:
    """Return the fiscal label of a quarter that fits the publication only by the calendar of a firm, else nothing."""
    wording = mention.span.of(plain)
    if mention.kind not in {"quarter", "relative"} or "/" in mention.period.label or len(published) < DAY_KNOWN:
        return ""
    day = known_by(published)
    if not day or "calendar" in wording:
        return ""
    return _own(Told(wording, mention.period.label, day, is_ahead(plain, scene, mention)), year_end)


def months_of(plain: str, mention: PeriodMention) -> str:
    """Return the part of a fiscal year that its first six or nine months are, or nothing."""
    label = mention.period.label
    if not _FISCAL_YEAR.fullmatch(label):
        return ""
    found = _MONTHS_OF.search(plain, max(mention.span.start - 24, 0), mention.span.start)
    if not found:
        return ""
    return f"{label}H1" if found["count"] in {"six months", "two quarters"} else f"{label}Q1/{label}Q3"


_FISCAL_YEAR = re.compile(r"FY\d{4}")


def _own(told: Told, year_end: str) -> str:
    """Return the fiscal quarter that is meant where the firm's own calendar fits the day better, else nothing."""
    if year_end in {"", CALENDAR} or not number(told.wording):
        return ""
    if _YEAR.search(told.wording) or _SHORT_YEAR.search(told.wording):
        return _dated(told, year_end)
    years = [told.day.year + 1, told.day.year, told.day.year - 1]
    own = next((one for one in _quarters(told.wording, year_end, years) if _is_fresh(one, told)), None)
    other = Period.parse(told.label) if told.label else None
    if own is None or not own.end:
        return ""
    later = other is not None and other.end and own.end < other.end <= told.day and not told.ahead
    return "" if later else own.label


def _dated(told: Told, year_end: str) -> str:
    """Return a quarter with its year as a fiscal one where only so it is over, or is nearer in a short writing."""
    calendar = Period.parse(told.label)
    own = next(iter(_quarters(told.wording, year_end, [int(told.label[:4])])), None)
    if own is None or not own.end or not calendar.end:
        return ""
    over = own.end <= told.day < calendar.end and not told.ahead
    nearer = abs(own.end - told.day) < abs(calendar.end - told.day)
    return own.label if nearer and (over or _SHORT_YEAR.search(told.wording)) else ""


def _quarters(wording: str, year_end: str, years: list[int]) -> list[Period]:
    fiscal, of = FiscalYear(int(year_end[:2]), int(year_end[3:])), number(wording)
    return [Period.parse(f"FY{year}Q{of}", fiscal=fiscal) for year in years] if of else []


def _is_fresh(period: Period, told: Told) -> bool:
    """Say whether a quarter had just ended, runs, or is just to begin."""
    if not period.start or not period.end:
        return False
    if told.ahead:
        return period.start - SOON <= told.day <= period.end
    return period.end <= told.day <= period.end + FRESH
