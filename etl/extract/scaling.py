"""What the heads of a table, or the line over it, set for its numbers: a unit, a power of ten, or both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.extract.declaring import POWERS, Declared
from etl.extract.unitclass import MONEY, unit_class
from etl.model import Quantity, Span

CAPTION = 120
"""How much of a line is read for what it sets."""

SCALED = re.compile(
    r"(?:us\$|\$|usd)\s?(?:bn|billions?|millions?|mn)\b|(?:billions?|millions?) of (?:us )?dollars|"
    r"(?:[(（][^)）]*?|单位\s?[:：]?\s?)[亿百万]+(?:元|美元)|thousand units"
)
UNIT = re.compile(
    r"(?P<count>[万千百])[张颗块台片枚](?![\u4e00-\u9fff])|(?P<thousand>thousand|million) (?:units|chips|cards|gpus)|"
    r"[(（](?P<one>[张颗块台片枚])[)）]|"
    r"(?:(?P<dollar>us\$|\$|usd|us dollars?|dollars?|美元)|(?P<yuan>元|人民币))\s?(?:per|/|an?|每)\s?"
    r"(?:gpu|card|卡|张|卡时)?[- /]?(?:h(?:ou)?r|小时|时)|"
    r"(?P<usd>us\$|\$|usd|(?<![\d亿万千百十])美元)(?!\s?\d)[\s,，]{0,2}(?:in )?"
    r"(?P<en>bn|billions?|trillions?|thousands?|millions?|mn|m)?\b|"
    r"(?<![\d亿万千百十])(?P<zh>亿|百万|千万|十亿|万|千)?(?P<word>美元|元)"
)
SIZE = re.compile(r"\bin (?P<en>thousands|millions|billions)\b(?: of (?P<usd>(?:us )?dollars|usd|us\$))?")
_HOURLY = re.compile(r"(?:card|gpu|chip)[- ]?h(?:ou)?r|(?:per|an|a) hour|hourly|on-demand|卡时|每小时|时租|小时租")
_CURRENCY = re.compile(r"(?:in|prices?|all)\s(?:us )?(?P<usd>dollars?)|(?P<usd2>美元|usd|\$)|(?P<yuan>人民币|元)")
_PLAIN = re.compile(r"\D*\d[\d,.]*")
COUNTERS = frozenset("家个名项座所国省")
"""What counts firms, people and sites and no table sets the scale of."""


def scale_of(plain: str, heads: Sequence[Span], over: Sequence[Span]) -> Declared | None:
    """Return what is set for the numbers under some heads, by those, by the two lines over them, or by the hour."""
    places = [*heads, *over[:2]]
    if heads and _OF_CHIPS.fullmatch(plain, heads[0].start, heads[0].end):
        size = _by_size(plain, places)
        return Declared("units", size.power if size else 0)
    return _by_unit(plain, places) or _by_size(plain, places) or _by_hour(plain, [*heads, *over])


# A head that is nothing but what is counted below it, whatever the line over the table tells of money.
_OF_CHIPS = re.compile(
    r"[\s*]*(?:(?:number|no\.|#) ?(?:of )?)?(?:ai )?(?:gpus?|chips?|accelerators?|tpus?)(?: count| number)?s?[\s*]*"
    r"|[\s*]*(?:gpu|芯片|加速卡|ai芯片)?(?:卡数|卡量|芯片数量?|gpu数量?)[\s*]*"
)


def scaled(quantity: Quantity, scale: Declared | None) -> Quantity:
    """Return a number with the unit that is set for it; money whose sign it bears grows by what is set."""
    if scale is None or quantity.surface[-1:] in COUNTERS:
        return quantity
    if quantity.unit and not (_is_bare_money(quantity) and scale.unit in {"", quantity.unit}):
        return quantity
    if not (unit := quantity.unit or scale.unit):
        return quantity
    sizes = (quantity.value, quantity.low, quantity.high)
    value, low, high = (None if size is None else size * 10**scale.power for size in sizes)
    return replace(quantity, unit=unit, value=value, low=low, high=high, flags=(*quantity.flags, "inherited_unit"))


def _is_bare_money(quantity: Quantity) -> bool:
    """Say whether a quantity is a sign of money and digits, with no word of its size."""
    return unit_class(quantity.unit) == MONEY and _PLAIN.fullmatch(quantity.surface) is not None


def _by_unit(plain: str, places: Sequence[Span]) -> Declared | None:
    """Return the unit, and the power of ten, that a head or the line over a table names."""
    for place in places:
        found = UNIT.search(plain, place.start, min(place.end, place.start + CAPTION))
        if found is None:
            continue
        if counted := found["count"] or found["thousand"] or found["one"]:
            return Declared("units", POWERS.get(counted, 0))
        if found["dollar"] or found["yuan"]:
            return Declared("USD_per_gpu_hour" if found["dollar"] else "CNY_per_gpu_hour", 0)
        if place.end - place.start < CAPTION:
            unit = "CNY" if found["word"] == "元" else "USD"
            return Declared(unit, POWERS.get(found["en"] or found["zh"] or "", 0))
    return None


def _by_size(plain: str, places: Sequence[Span]) -> Declared | None:
    """Return the power of ten that a head or the line over a table names, as in millions, with its currency if any."""
    found = next((told for place in places if (told := SIZE.search(plain, place.start, place.end))), None)
    return Declared("USD" if found["usd"] else "", POWERS[found["en"]]) if found else None


def _by_hour(plain: str, places: Sequence[Span]) -> Declared | None:
    """Return the unit of a table that gives prices by the hour in one place and their currency in another."""
    texts = [plain[place.start : min(place.end, place.start + 2 * CAPTION)] for place in places]
    found = next((match for match in map(_CURRENCY.search, texts) if match), None)
    if found is None or not any(_HOURLY.search(text) for text in texts):
        return None
    return Declared(("CNY" if found["yuan"] else "USD") + "_per_gpu_hour", 0)
