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
_REACH = 34
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


def _is_somebody(context: Context, start: int) -> bool:
    """Say whether a firm, or a segment of one, is named before a place in its clause."""
    scene, here = context.scene, context.scene.clause(start)
    named = any(n.role in TOLD and n.end <= start and scene.clause(n.start) == here for n in scene.names)
    return named or bool(segment(context.reading.plain, scene.piece(start)[0], start, last=True))
