"""What the same teller had forecast of a figure at an earlier time: it is of the same period, and replaced."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.extract.claims import CONSENSUS
from etl.extract.drafts import Draft
from etl.extract.triggers import needs
from etl.model import Status

SPENT, GUIDED = "capex", "capex_guidance"
FORECAST = frozenset({SPENT, GUIDED, "revenue"})
# How far from a figure the words stand that say so, in characters.
BEFORE, BEHIND = 56, 64
_MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter"
)
_GUESS = (
    r"(?:forecasts?|forecasted|guidance|guided(?: to| for)?|estimat\w+|outlook|project(?:ed|ions?)|targets?|targeted|"
    r"expect\w+|predict\w+|view|planned|pencill?ed in)"
)
_SINCE = (
    r"(?:上一?个?季度?|上一?财季|上次|上回|上个?月|[一二两三四五六七八九十\d]+个?月(?:前|份|时|底|初)?|"
    r"去年底|年初|年中|财报会)"
)
_WHEN = (
    r"(?:(?:a|one|two|three|six) (?:quarters?|months?) (?:ago|earlier|before)|"
    r"last (?:quarter|month|time|spring|summer|autumn|fall|winter)|"
    rf"(?:back )?in (?:early |mid-|late )?(?:{_MONTH})|at the (?:start|beginning) of the year)"
)
_LEADS = re.compile(
    rf"{_SINCE}(?:财报|业绩会|会)?(?:时|所|曾|给出|公布|发布|作出|做出|上|中|的)*"
    r"(?:预期|预测|预计|预估|预告|指引|展望|估计|估算)(?:值|数|中值)?(?:的|为|是|约|仅|则|只有|区间)*$"
    rf"|\b(?:last (?:quarter|month|time)|(?:{_MONTH})|(?:previous|prior) (?:quarter|month))(?:'s|’s)? {_GUESS}"
    r"(?: (?:of|was|were|for|at|stood at|had been|called for|about|around|roughly|nearly|between|some|up to))* ?\(?$"
)
_TRAILS = re.compile(
    rf"\s?(?:that |which )?(?:it|they|he|she|management|executives|the (?:company|group|firm|bank|broker(?:age)?))"
    rf" (?:had |has )?(?:first |itself )?{_GUESS} (?:for the year )?(?:only |just )?{_WHEN}"
    rf"|\s?(?:that (?:was |had been )|it )?(?:first )?(?:guided(?: to| for)?|forecast|projected|targeted|estimated|"
    rf"planned|expected|predicted) (?:for the year )?(?:only |just )?{_WHEN}"
)
# Against a newer forecast: compared with $85 billion in July and $75 billion in February.
_COMPARED = re.compile(
    rf"(?:compared (?:with|to)|versus|vs\.?|against|(?:up |down )?from|above|below|\bin (?:{_MONTH})(?:,? and)?)"
    r"(?: an?| the| about| around| some)?\s?$"
)
_IN_MONTH = re.compile(rf"\s(?:back )?in (?:early |late |mid-)?(?:{_MONTH})\b(?! (?:\d|quarter))")
_TOLD = needs(
    "预期|预测|预计|预估|预告|指引|展望|估计|估算|forecast|guidance|guided|estimat|outlook|project|target|expect|"
    "predict|view|planned|penciled|pencilled"
)


def settle(plain: str, drafts: Sequence[Draft]) -> None:
    """Give what was forecast earlier the time and the teller of the newer figure that stands before it."""
    told: list[Draft] = []
    for draft in drafts:
        if draft.refused or draft.metric not in FORECAST:
            continue
        if draft.metric == SPENT and draft.status is Status.GUIDANCE and "superseded" in draft.flags:
            draft.metric = GUIDED
        if newer := _replaced_by(plain, draft, told):
            _set(draft, newer)
        else:
            told.append(draft)


def _replaced_by(plain: str, draft: Draft, told: Sequence[Draft]) -> Draft | None:
    """Return the figure that takes the place of one, where the words beside it say that it is an earlier forecast."""
    if _is_foretold(plain, draft):
        return _newer(told, draft)
    newer = _newer(told, draft) if _is_of_a_month(plain, draft) else None
    return newer if newer and newer.metric == GUIDED else None


def _is_of_a_month(plain: str, draft: Draft) -> bool:
    """Say whether a sum that another is compared with was of a month: $85 billion in July."""
    start, end = draft.quantity.span.start, draft.quantity.span.end
    return bool(_IN_MONTH.match(plain, end) and _COMPARED.search(plain, max(start - BEFORE, draft.scene.start), start))


def _set(draft: Draft, newer: Draft) -> None:
    over = newer.status is Status.ACTUAL
    draft.metric = GUIDED if over and newer.metric == SPENT else newer.metric
    draft.status = Status.GUIDANCE if over else newer.status
    draft.attributed_to = newer.attributed_to or (newer.entity[0] if over and newer.entity else "")
    draft.period = newer.period
    if not over:
        draft.flag("superseded")
    draft.rule = [*draft.rule, "forecast earlier of the figure before"]


def _newer(told: Sequence[Draft], draft: Draft) -> Draft | None:
    """Return the last figure of the same owner and kind in the paragraph."""
    own = (one for one in reversed(told) if _what(one) == _what(draft) and one.attributed_to != CONSENSUS)
    return next(own, None)


def _what(draft: Draft) -> tuple[int, str, tuple[str, ...], str]:
    """Return what a figure has in common with one that replaces it."""
    return draft.scene.block.paragraph, draft.family, draft.entity, draft.quantity.unit


def _is_foretold(plain: str, draft: Draft) -> bool:
    """Say whether the words right beside a figure tell it as an earlier forecast."""
    scene, span = draft.scene, draft.quantity.span
    if not _TOLD(plain, scene):
        return False
    spans = [one.span for one in scene.quantities if one.unit == draft.quantity.unit]
    start = max([span.start - BEFORE, scene.start, *(one.end for one in spans if one.end <= span.start)])
    end = min([span.end + BEHIND, scene.end, *(one.start for one in spans if one.start >= span.end)])
    return bool(_LEADS.search(plain[start : span.start]) or _TRAILS.match(plain, span.end, end))
