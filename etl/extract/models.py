"""Numbers that chips are called by alone: 590 and 690 of Cambricon, the 5090."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from etl.extract.context import Context
from etl.model import Quantity
from etl.vocabulary import vocabulary

# The number that the name of a chip ends in: Siyuan 590, RTX 5090.
_NUMBER = re.compile(r"(?<![\d.])\d{3,4}\Z")
# As long a number that counts nothing by itself stands alone, or in a row of such: 590、690.
_BARE = re.compile(r"\d{3,4}\Z")

# Multiples of this are counted as often as chips are called by them: 100, 350.
ROUND = 50


def is_model(context: Context, quantity: Quantity) -> bool:
    """Say whether a bare number is a chip of a firm that its sentence names, or that was named last."""
    if not _BARE.match(quantity.surface) or (quantity.unit and "inherited_unit" not in quantity.flags):
        return False
    makers = numbered().get(quantity.surface, frozenset())
    named = context.memory.named[-1:]
    return bool(makers) and not (makers.isdisjoint(context.scene.parties) and makers.isdisjoint(named))


@cache
def numbered() -> Mapping[str, frozenset[str]]:
    """Return, by the numbers that names of chips end in, whose chips they are."""
    found: dict[str, set[str]] = {}
    for term in vocabulary().terms.values():
        for name in term.names if term.kind == "product" and term.owner else ():
            for number in filter(_is_odd, _NUMBER.findall(name)):
                found.setdefault(number, set()).add(term.owner)
    return {number: frozenset(owners) for number, owners in found.items()}


def _is_odd(number: str) -> bool:
    """Say whether nobody would count so many: 590, and not 600."""
    return bool(int(number) % ROUND)
