"""What is known of a firm besides a text: which figures it has, in what money, and how large."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from etl.extract.asked import Asked
from etl.extract.currency import HOMES
from etl.extract.hints import Ids
from etl.extract.sides import party
from etl.extract.weights import Signs
from etl.vocabulary import vocabulary

# Money that most texts tell of; the rest is taken together.
COMMON = frozenset({"CNY", "USD"})
CODE, COUNTER = 3, 8


class Size(NamedTuple):
    """What a figure is for whom it would suit: its metric and kind, its currency, its money or unit, its digits."""

    metric: str
    kind: str
    code: str
    unit: str
    digits: int


def size_of(figure: Asked) -> Size:
    """Return what a figure is, the same for each candidate."""
    quantity = figure.quantity
    value = quantity.value if quantity.value is not None else quantity.low
    code = quantity.unit[:CODE]
    unit = code if code in COMMON else quantity.unit[:COUNTER]
    return Size(figure.metric.id, figure.kind, code, unit, len(str(int(abs(value)))) if value else 0)


@lru_cache(maxsize=16_384)
def habits(ids: Ids, near: str, size: Size) -> Signs:
    """Return how a figure, by its metric, its money and its size, suits a candidate, or nobody."""
    return *_suits(ids, size), *_known(ids, near, size), *_sized(ids, near, size)


def _suits(ids: Ids, size: Size) -> Signs:
    """Return whether money is that of a candidate's land."""
    if size.code not in HOMES:
        return ()
    terms, home = vocabulary().terms, HOMES[size.code]
    lands = {terms[one].region for one in ids if one in terms} - {""}
    whose = "nobody" if not ids else "no land" if not lands else "its land" if home in lands else "another land"
    money = size.unit if size.unit in COMMON else "rest"
    return f"money of {whose}, {money}", f"money of {whose}, {size.kind}, {money}"


def _known(ids: Ids, near: str, size: Size) -> Signs:
    named = len(ids) == 1 and ids[0] in vocabulary().terms
    return (f"{ids[0]} of {size.metric}", f"{ids[0]}, {size.kind}, {near}") if named else ()


def _sized(ids: Ids, near: str, size: Size) -> Signs:
    if not size.digits:
        return ()
    kind, digits = party(ids) if ids else near, f"{size.unit} of {size.digits} digits"
    named = (f"{ids[0]} of {size.metric}, {digits}",) if len(ids) == 1 else ()
    return f"{kind}, {digits}", f"{kind} of {size.metric}, {digits}", *named
