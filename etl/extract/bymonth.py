"""Sums by the month, what a server or a cluster rents for: no metric counts them, and none is made one by the year."""

from __future__ import annotations

import re
from decimal import Decimal

from etl.extract.context import Context
from etl.extract.triggers import needs
from etl.extract.unitclass import MONEY, unit_class
from etl.model import Quantity

RENT, SUM = "a monthly rent, which no metric counts", "a sum by the month, which no metric counts"
MONTHLY = "money_per_month"
_RENTED = re.compile(r"租|包月|\brent|\bleas|\bgpu|\bserver|\bnode|\bh\d00\b|\bon-demand|\breserved|\bhir(?:e|ing)\b")
_MONTH_TOLD = needs("month|月|/mo")
BEHIND = 32
# From $18,000 to $14,000 a month: what stands before is by the month too.
_ON_TO = re.compile(r"[^,，;；。.]{0,14}(?:\bto|\band|\bor|[-–—~至到降跌涨升]|和|或)[^,，;；。.]{0,8}")
_EACH = re.compile(
    r"\s?(?:per|a|an|each|/|every)\s?(?:h\d00 |gpu |8-gpu |eight-gpu )?"
    r"(?:node|server|box|gpu|card|chip|unit|rack|system|machine|instance|host)s?"
    r"\s?(?:per|a|each|every|/)\s?(?:month|mo)\b|[/每一]?[台卡张节点机]{1,2}[/每一]?个?月"
)
_MONTHLY_RENT = re.compile(
    r"\bmonthly (?:rent|rental|lease|fee|rate|price|cost|payment)s?\b"
    r"|\b(?:rent|lease|hire)\w* by the month\b|月租|包月|每月租"
)
_OTHER_RATE = re.compile(r"hour|year|annual|小时|卡时|时租|每年|年租|年付|总|total|售价|单价|buy|purchase|采购")
# Rents of the same thing lie within so many times of each other.
FARTHEST = 6
# What a month of one card costs at the least, in any currency: less is its price by the hour.
LEAST = Decimal(100)


def by_the_month(context: Context, quantity: Quantity) -> str:
    """Say that a sum is one by the month, by its own words or by those of the one that it is told with, or nothing."""
    kind = unit_class(quantity.unit)
    if kind == MONTHLY:
        return RENT if _is_rent(context) else SUM
    if kind != MONEY:
        return ""
    size = quantity.value or quantity.low or quantity.high
    if size and size >= LEAST and _is_monthly(context, quantity):
        return RENT
    last = context.memory.refusal
    if last and last.refused in {RENT, SUM} and last.scene.start == context.scene.start:
        return last.refused if _alike(last.quantity, quantity) else ""
    later = next((q for q in context.scene.quantities if q.span.start >= quantity.span.end), None)
    if later is None or unit_class(later.unit) != MONTHLY or not _alike(later, quantity):
        return ""
    joined = _ON_TO.fullmatch(context.reading.plain, quantity.span.end, later.span.start)
    return (RENT if _is_rent(context) else SUM) if joined else ""


def _is_monthly(context: Context, quantity: Quantity) -> bool:
    """Say whether the words of its clause call a sum a monthly rent, or the words behind it."""
    plain, scene = context.reading.plain, context.scene
    if not _MONTH_TOLD(plain, scene):
        return False
    if _EACH.match(plain, quantity.span.end, min(quantity.span.end + BEHIND, scene.end)):
        return True
    found = _MONTHLY_RENT.search(plain, scene.piece(quantity.span.start)[0], quantity.span.start)
    return bool(found) and not _OTHER_RATE.search(plain, found.end() if found else 0, quantity.span.start)


def _is_rent(context: Context) -> bool:
    plain, block = context.reading.plain, context.scene.block
    title = context.reading.document.title.lower()
    return bool(_RENTED.search(plain, block.start, block.end) or _RENTED.search(title))


def _alike(one: Quantity, other: Quantity) -> bool:
    """Say whether two sums are of one currency and of about one size."""
    first, second = one.value or one.low or one.high, other.value or other.low or other.high
    if not first or not second or one.unit[:3] != other.unit[:3]:
        return False
    return Decimal(1) / FARTHEST <= first / second <= FARTHEST
