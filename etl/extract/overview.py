"""What a text shows at first sight: the periods it names, the amounts it tells twice, whether it is one of a row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from etl.extract.reading import Reading
from etl.extract.spotting import Words

Amount = tuple[str, Decimal]
MONTH = len("2025-05")
# How far into a text it says what it is.
OPENING = 300
# How many places of an amount are kept.
FEW = 4
_FISCAL = re.compile(r"\bfiscal|\bfy ?\d|\bf?[1-4]q?fy|财[年季]|財[年季]")
_RECURS = re.compile(
    r"\bweek(?:ly)?\b|\bdaily\b|\bmonthly\b|\bfixing\b|\b(?:price|spot) (?:board|check|list|index)\b|"
    r"周报|日报|月报|本周|每周|价格指数|[0-9]{1,2}月第[一二三四五1-5]周"
)
_FISCAL_TOLD = Words("fiscal|fy|财年|财季|財年|財季")
_RECURRING = ("week", "daily", "monthly", "fixing", "price", "spot", *"报周月指")


class Overview(NamedTuple):
    """The labels named in a text and the months they lie in, its amounts by place, and what kind of text it is."""

    labels: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    amounts: Mapping[Amount, tuple[int, ...]] = MappingProxyType({})
    is_fiscal: bool = False
    recurs: bool = False


NOTHING_SEEN = Overview()


def overview(reading: Reading) -> Overview:
    """Return what a text shows at first sight."""
    labels = frozenset(mention.period.label for mention in reading.periods)
    amounts: dict[Amount, tuple[int, ...]] = {}
    for quantity in reading.quantities:
        if quantity.value is not None:
            key = quantity.unit, quantity.value
            held = amounts.get(key, ())
            amounts[key] = (*held, quantity.span.start) if len(held) < FEW else held
    return Overview(
        labels,
        frozenset(label[:MONTH] for label in labels if label[4:5] == "-"),
        {key: places for key, places in amounts.items() if len(places) > 1},
        _FISCAL_TOLD.anywhere(reading.plain) and bool(_FISCAL.search(reading.plain)),
        _recurs(reading.document.title.lower()) or _recurs(reading.plain[:OPENING]),
    )


def _recurs(told: str) -> bool:
    """Say whether a title, or the beginning of a text, tells of prices of every day, week or month."""
    return any(word in told for word in _RECURRING) and bool(_RECURS.search(told))
