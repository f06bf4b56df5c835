"""Sums that a report gives a firm or segment with no word but their growth: Google Cloud hit $13.6 billion, up 32%."""

from __future__ import annotations

import re

from etl.extract.context import Context
from etl.extract.names import OWNERS, Role
from etl.extract.segments import segment
from etl.model import Quantity

# What stands between a sum and the rate at which it grew or shrank.
_GREW = re.compile(
    r"\s?(?:元)?(?:in the (?:quarter|period))?\s?[，,；;（(]?\s?(?:较上年同期|较去年同期|比上年|比去年)?"
    r"(?:同比|环比|年增|年减|季增|季减|按年|按季|较上季|up|down|\+|[-–−]|rising|growing|jumping|climbing|falling|"
    r"which was up|an? (?:increase|rise|jump|gain|decline|drop) of)"
    r"(?:大增|大涨|增长|增|上升|上涨|成长|长|涨|下降|下滑|减少|降|跌|减|(?: year[- ]on[- ]year| sharply)? by)?"
    r"\s?(?:约|近|超过|超|逾|达|about|around|nearly|some|more than|over|roughly)?\s?"
)
# The same told the other way round: grew 34% to $39.8 billion, 增长三成至398亿.
_GROWN_TO = re.compile(
    r"(?:\b(?:grew|grow|rose|rise|climbed|jumped|surged|soared|gained|advanced|increased|expanded|fell|dropped|declined|"
    r"slipped|shrank|up|down)(?: by)?(?: (?:about|around|nearly|almost|some|more than|over|roughly|another))?"
    r" (?:[\d.]+ ?(?:%|per ?cent|percent)|(?:by )?(?:a|an|one|two) (?:third|quarter|fifth|tenth|half|sixth)s?|half)"
    r"(?: (?:year[- ]on[- ]year|year[- ]over[- ]year|from a year (?:ago|earlier)|on the year|yoy|sequentially))?,? to "
    r"|(?:增长|增加|上升|成长|大增|年增|增|下降|减少|下滑|降)了?[约近逾超]?(?:[\d.]+%|[一二三四五六七八九]成[多余]?)[，,]?[至到为达]了?)"
    r"(?:a record |about |around |nearly |almost |some |roughly |more than |just over |over )?[约近逾超]?$"
)
_REACH, _BACK = 34, 72
SIGNS = frozenset("+-−")
# A blank and a comma.
APART = 2
TOLD = OWNERS | {Role.SEGMENT, Role.BRAND}


def grown(context: Context, quantity: Quantity) -> bool:
    """Say whether a sum of a named firm or segment is told with its growth, as reports tell revenue."""
    plain, start, end = context.reading.plain, quantity.span.start, quantity.span.end
    rate = next((one for one in context.scene.quantities if one.span.start >= end), None)
    if rate is None or rate.unit != "share" or rate.span.start - end > _REACH:
        return False
    signed = rate.surface.lstrip("(（")[:1] in SIGNS and rate.span.start - end <= APART
    return bool(signed or _GREW.fullmatch(plain, end, rate.span.start)) and _is_somebody(context, start)


def grown_to(context: Context, quantity: Quantity) -> bool:
    """Say whether a sum is what a named firm or segment has grown to, with no word of what grew."""
    plain, start = context.reading.plain, quantity.span.start
    somebody = any(name.role in TOLD and name.end <= start for name in context.scene.names)
    return somebody and bool(_GROWN_TO.search(plain, max(start - _BACK, context.scene.start), start))


def _is_somebody(context: Context, start: int) -> bool:
    """Say whether a firm, or a segment of one, is named before a place in its clause."""
    scene, here = context.scene, context.scene.clause(start)
    named = any(n.role in TOLD and n.end <= start and scene.clause(n.start) == here for n in scene.names)
    return named or bool(segment(context.reading.plain, scene.piece(start)[0], start, last=True))
