"""The same amount in another currency beside the first: a check on both, never a second figure."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from statistics import median

from etl.languages.script import fold
from etl.model import Qualifier, Quantity

WIDEST = 16
# How far a restatement may be off the article's own rate.
TOLERANCE = Decimal("0.2")
# With fewer pairs of two currencies their median says nothing about any one of them.
FEWEST = 3
OPENED = re.compile(r"[\s*_]*[（(\[]\s*[^()（）\[\]\d]{0,14}\Z")
SAID = re.compile(
    r"\s*(?:[,，]\s*)?(?:约合|折合|合人民币|相当于|or (?:about|roughly|around|approximately|some|nearly)|or|"
    r"equivalent to|equal to|i\.e\.,?)[^\d,，。;；]{0,8}\Z",
    re.IGNORECASE,
)
# 全年营收5960亿元，年增12.3%；若以美元计则为191亿美元: shares may stand between.
_COUNTED = re.compile(
    r"(?:若|如|如果)?(?:以|按|用|换算成?|折算成?|折成)(?:美元|美金|人民币|新台币|台币|港元|欧元|日元|韩元)"
    r"(?:来|口径)?(?:计算|计价|换算|折算|计|算)?[,，]?(?:则|约|即|合)*(?:为|是|达)?约?\s?\Z"
)
COUNTED_GAP, LONGEST = 32, 20
SHARES = frozenset({"share", "pp"})
Pair = tuple[int, int]
# Units of one currency for one dollar: the widest bounds of living memory, to catch a slip by ten where no sibling can.
BOUNDS = {
    "CNY": (4, 12),
    "TWD": (20, 45),
    "HKD": (7, 9),
    "JPY": (70, 200),
    "KRW": (700, 2000),
    "INR": (40, 130),
}


def restatements(quantities: list[Quantity], text: str) -> list[tuple[int, int]]:
    """Return (restatement, primary) as indexes, for each amount that repeats its left neighbour in another currency."""
    pairs: list[tuple[int, int]] = []
    for at in range(1, len(quantities)):
        one, other = quantities[at - 1], quantities[at]
        if one.unit[:3] != other.unit[:3] and other.span.start - one.span.end <= WIDEST and _are_sums(one, other):
            between = fold(text[one.span.end : other.span.start])
            if OPENED.match(between) or SAID.match(between):
                pairs.append((at, at - 1))
                continue
        first = _counted_otherwise(quantities, text, at) if _currency(other) else -1
        if first >= 0:
            pairs.append((at, first))
    return pairs


def _counted_otherwise(quantities: list[Quantity], text: str, at: int) -> int:
    """Return the place of the sum before that is told once more as counted in another currency, or -1."""
    start, first = quantities[at].span.start, at - 1
    while first > 0 and quantities[first].unit in SHARES:
        first -= 1
    one = quantities[first]
    if not _are_sums(one, quantities[at]) or one.unit[:3] == quantities[at].unit[:3]:
        return -1
    between = fold(text[max(one.span.end, start - LONGEST) : start])
    return first if start - one.span.end <= COUNTED_GAP and _COUNTED.search(between) else -1


def implied_rates(quantities: list[Quantity], pairs: list[tuple[int, int]]) -> dict[tuple[int, int], Decimal]:
    """Return for each pair how much of the restatement's currency one unit of the primary's is said to be worth."""
    rates = {}
    for restated, primary in pairs:
        one, other = _size(quantities[primary]), _size(quantities[restated])
        if one and other:
            rates[restated, primary] = other / one
    return rates


def checked(quantities: list[Quantity], text: str) -> list[Quantity]:
    """
    Return the quantities with each misprint that a restatement settles.

    A malformed amount whose reading agrees with the article's own rate is `repaired`; an amount that does not agree is
    flagged `absurd_conversion` and keeps its printed value.
    """
    pairs = restatements(quantities, text)
    if not pairs:
        return quantities
    result = list(quantities)
    for kinds, rates in _by_kinds(quantities, implied_rates(quantities, pairs)).items():
        middle = median(rates.values()) if len(rates) >= FEWEST else None
        for (at, _), rate in rates.items():
            agrees = _agrees(rate, middle, kinds)
            restated = quantities[at]
            if agrees and "malformed" in restated.flags:
                result[at] = replace(restated, flags=(*restated.flags, "repaired"))
            elif not agrees:
                result[at] = replace(restated, flags=(*restated.flags, "absurd_conversion"))
    return result


def _by_kinds(quantities: list[Quantity], rates: dict[Pair, Decimal]) -> dict[tuple[str, str], dict[Pair, Decimal]]:
    grouped: dict[tuple[str, str], dict[Pair, Decimal]] = {}
    for (restated, primary), rate in rates.items():
        kinds = _currency(quantities[primary]), _currency(quantities[restated])
        grouped.setdefault(kinds, {})[restated, primary] = rate
    return grouped


def _agrees(rate: Decimal, middle: Decimal | None, kinds: tuple[str, str]) -> bool:
    if middle is not None:
        return abs(rate - middle) <= TOLERANCE * middle
    primary, restated = kinds
    if primary == "USD" and restated in BOUNDS:
        low, high = BOUNDS[restated]
        return low <= rate <= high
    if restated == "USD" and primary in BOUNDS and rate:
        low, high = BOUNDS[primary]
        return low <= 1 / rate <= high
    return True


def _are_sums(one: Quantity, other: Quantity) -> bool:
    return bool(_currency(one) and _currency(other))


def _currency(quantity: Quantity) -> str:
    unit = quantity.unit.partition("_")[0]
    return unit if len(unit) == 3 and unit.isalpha() and unit.isupper() else ""  # noqa: PLR2004 - an ISO code


def _size(quantity: Quantity) -> Decimal | None:
    if quantity.qualifier is Qualifier.VAGUE:
        return None
    return quantity.value
