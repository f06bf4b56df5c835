"""Figures of which one leads to the next, 从2024年的66亿元增至81亿元: each is of its own time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from etl.extract.drafts import Draft
from etl.extract.periods import PeriodMention
from etl.extract.triggers import needs
from etl.model import Status
from etl.period import Period, known_by

# How far before a figure the words stand that it leads from.
BEFORE = 24
LEFT = frozenset({"spending", "revenue", "units", "power", "price", "people", "share", "wafers"})
# What is there: a state that is told of today.
STATES = frozenset({"power", "units", "people", "price"})
_TOLD = needs("从|由|自")
_HEDGE = r"(?:约|近|逾|超过|大约|每卡时|每小时|每张|\s)*"
_NOW = re.compile(rf"[从由自](?:目前|现有|当前|现在|如今|眼下|当下|今天|现时)(?:大约|约)?的?{_HEDGE}$")
_FROM = re.compile(rf"[从由自]{_HEDGE}$")
_OF = re.compile(rf"(?:全年|年度)?的?{_HEDGE}")
_LEADS = re.compile(
    r"[^，。；;、,\d]{0,8}?(?:增|升|降|提|扩|跃|减|涨|调|拉|砍|缩|翻|攀|飙|跌|上|下)[^，。；;、,\d]{0,8}?[至到为成][^，。；;、,\d]{0,8}"
)
_YEAR = re.compile(r"\d{4}")
# A year is reported on until spring has come.
REPORTED = 4


def settle(plain: str, drafts: Sequence[Draft], published_on: str) -> None:
    """Give what another figure has risen or fallen from, and that other, each its own time."""
    day = known_by(published_on)
    for one, other in pairwise([draft for draft in drafts if not draft.refused]):
        if day is None or not _leads(plain, one, other):
            continue
        between = _between(one, other)
        start = one.quantity.span.start
        before = plain[max(one.scene.start, start - BEFORE) : start]
        if _NOW.search(before) or (_FROM.search(before) and between):
            _is_now(one, day, named=bool(_NOW.search(before)))
        if (left := _left(plain, one)) and not between and other.period and other.period.label == left.period.label:
            _is_after(other, left, day)
            _go_on(other, left, drafts)


def _go_on(other: Draft, left: PeriodMention, drafts: Sequence[Draft]) -> None:
    """Give what is told further of the same kind the time of the last: …降至2.5美元，H200约3.5美元."""
    named = [mention.span.start for mention in other.scene.periods]
    for draft in drafts:
        here = draft.scene.start == other.scene.start and draft.family == other.family and not draft.refused
        first, last = other.quantity.span.end, draft.quantity.span.start
        behind = here and first <= last and not any(first <= place < last for place in named)
        if behind and draft.period and draft.period.label == left.period.label:
            draft.period = other.period


def _leads(plain: str, one: Draft, other: Draft) -> bool:
    """Say whether a figure of a sentence has risen or fallen to the next of its kind."""
    if one.scene.start != other.scene.start or one.family != other.family or one.family not in LEFT:
        return False
    if not _TOLD(plain, one.scene):
        return False
    between = plain[one.quantity.span.end : other.quantity.span.start]
    for mention in _between(one, other):
        first, last = (place - one.quantity.span.end for place in (mention.span.start, mention.span.end))
        between = between[:first] + " " * (last - first) + between[last:]
    return bool(_LEADS.fullmatch(between))


def _between(one: Draft, other: Draft) -> list[PeriodMention]:
    """Return the periods that stand between two figures."""
    start, end = one.quantity.span.end, other.quantity.span.start
    return [mention for mention in one.scene.periods if start <= mention.span.start and mention.span.end <= end]


def _left(plain: str, one: Draft) -> PeriodMention | None:
    """Return the year that stands right before a figure behind 从."""
    start = one.quantity.span.start
    mention = next((mention for mention in reversed(one.scene.periods) if mention.span.end <= start), None)
    if mention is None or not _YEAR.fullmatch(mention.period.label):
        return None
    stands = plain[mention.span.start - 1 : mention.span.start] in {"从", "由", "自"}
    return mention if stands and _OF.fullmatch(plain, mention.span.end, start) else None


def _is_now(draft: Draft, day: date, *, named: bool) -> None:
    """Take what a figure is to rise from for what there is today."""
    if draft.family not in STATES:
        return
    ahead = draft.period is None or (draft.period.start is not None and draft.period.start > day)
    if named or ahead or draft.status is Status.PLAN:
        draft.period = Period.parse(str(day.year))
        draft.status = Status.ACTUAL if draft.status in {Status.PLAN, Status.GUIDANCE} else draft.status
        draft.metric = "units_deployed" if draft.metric == "units_planned" else draft.metric
        draft.rule = [*draft.rule, "what another is to rise from"]


def _is_after(draft: Draft, left: PeriodMention, day: date) -> None:
    """Give what has come of the figure of a year the year after, or that of publication."""
    year = int(left.period.label)
    before = [mention.period for mention in draft.scene.periods if mention.span.end < left.span.start]
    named = [period for period in before if _YEAR.fullmatch(period.label) and int(period.label) > year]
    if named:
        draft.period = named[-1]
    if named or year >= day.year:
        return
    reported = day.year - (day.month <= REPORTED)
    after = year + 1 if year + 1 >= reported else day.year
    draft.period = Period.parse(str(after))
    draft.rule = [*draft.rule, "what another has risen to"]
