"""Days and periods as people write them, in either language."""

from __future__ import annotations

import re
from datetime import date

from dashboard.iso import iso_day
from dashboard.row import Row
from dashboard.state import State
from dashboard.text import t

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_PERIOD = re.compile(r"(?P<fy>FY)?(?P<year>\d{4})(?P<part>[QH][1-4])?")


def day(iso: str, state: State) -> str:
    """Return an ISO day, month or year as people write it: 23 Nov 2026, 2026年11月23日."""
    parts = [int(part) for part in iso[:10].split("-") if part.isdigit()]
    if state.lang == "zh":
        return "".join(f"{part}{word}" for part, word in zip(parts, "年月日", strict=False))
    if not parts:
        return ""
    year, *rest = parts
    month = [_MONTHS[rest[0] - 1]] if rest else []
    return " ".join([str(number) for number in rest[1:]] + month + [str(year)])


def month(when: date, state: State, *, year: bool = True) -> str:
    """Return a month as a tick writes it."""
    return (
        day(when.isoformat()[:7], state)
        if year
        else t(state.lang, "charts.common.month", n=when.month, name=_MONTHS[when.month - 1])
    )


def period(label: str, state: State) -> str:
    """
    Return a period label as people write it: FY 2026 Q1, 2026财年Q1, 1 Jan 2022, 2025–2028, until 2029.

    >>> period("2025/2028", State()), period("/2029-12-31", State()), period("2026Q1;2026", State(lang="zh"))
    ('2025–2028', 'until 31 Dec 2029', '2026年Q1；2026年')
    """
    if ";" in label:
        return t(state.lang, "charts.common.period_joiner").join(period(one, state) for one in label.split(";") if one)
    if "/" in label:
        return _span(label, state)
    found = _PERIOD.fullmatch(label)
    if not found:
        return day(label, state) if _DAY.fullmatch(label) else label
    part = found["part"] or ""
    if state.lang == "zh":
        part = {"H1": "上半年", "H2": "下半年"}.get(part, part)
        return f"{found['year']}{'财年' if found['fy'] else '年'}{part}"
    return " ".join(word for word in (found["fy"], found["year"], part) if word)


def told_on(row: Row, state: State) -> str:
    """Return the day on which a figure was given; where no page of that day tells it, the first that does, too."""
    known, first = iso_day(row.get("known_from")), iso_day(row.get("shown_from"))
    if not first or first == known:
        return day(known, state)
    return t(state.lang, "figure.given_and_shown", given=day(known, state), shown=day(first, state))


def _span(label: str, state: State) -> str:
    start, _, end = label.partition("/")
    if not start or not end:
        name = "period_from" if start else "period_until"
        return t(state.lang, f"charts.common.{name}", day=period(start or end, state))
    first, last = period(start, state), period(end, state)
    return first if first == last else f"{first}{'–' if start.isdigit() and end.isdigit() else ' – '}{last}"
