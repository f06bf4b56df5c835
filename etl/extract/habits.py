"""What is known of a firm besides a text: which figures it has, in what money, how large, and beside whom."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from etl.extract.asked import Asked
from etl.extract.currency import HOMES
from etl.extract.hints import Ids
from etl.extract.sides import party
from etl.model import Quantity
from etl.vocabulary import vocabulary

# Money that most texts tell of; the rest is taken together.
COMMON = frozenset({"CNY", "USD"})
CODE, COUNTER = 3, 8


def habits(figure: Asked, ids: Ids) -> Iterator[str]:
    """Yield how a figure, by its metric, its money and its size, suits a candidate, or nobody."""
    scene, kind, metric = figure.context.scene, figure.kind, figure.metric.id
    unit, digits = _size(figure.quantity)
    yield from _suits(ids, f"{kind}, {unit}" if unit in COMMON else f"{kind}, rest", figure.quantity.unit[:CODE])
    near = "nobody" if not ids else "elsewhere" if scene.parties.isdisjoint(ids) else "here"
    yield from _known(ids, metric, f"{kind}, {near}")
    if digits:
        yield from _sized(ids, near, metric, f"{unit} of {digits} digits")
    if len(ids) == 1 and ids[0] in vocabulary().terms:
        yield from _beside(ids[0], scene.firms, kind)


def _size(quantity: Quantity) -> tuple[str, int]:
    """Return the money or unit of a figure and how many digits it has."""
    value = quantity.value if quantity.value is not None else quantity.low
    code = quantity.unit[:CODE]
    return code if code in COMMON else quantity.unit[:COUNTER], len(str(int(abs(value)))) if value else 0


@lru_cache(maxsize=4_096)
def _suits(ids: Ids, told: str, code: str) -> tuple[str, ...]:
    """Return whether money is that of a candidate's land."""
    if code not in HOMES:
        return ()
    terms = vocabulary().terms
    lands = {terms[one].region for one in ids if one in terms} - {""}
    whose = "nobody" if not ids else "no land" if not lands else "its land" if HOMES[code] in lands else "another land"
    return f"money of {whose}, {told.partition(', ')[2]}", f"money of {whose}, {told}"


@lru_cache(maxsize=16_384)
def _known(ids: Ids, metric: str, kind: str) -> tuple[str, ...]:
    named = len(ids) == 1 and ids[0] in vocabulary().terms
    return (f"{ids[0]} of {metric}", f"{ids[0]}, {kind}") if named else ()


@lru_cache(maxsize=16_384)
def _sized(ids: Ids, near: str, metric: str, size: str) -> tuple[str, ...]:
    kind = party(ids) if ids else near
    named = (f"{ids[0]} of {metric}, {size}",) if len(ids) == 1 else ()
    return (f"{kind}, {size}", f"{kind} of {metric}, {size}", *named)


@lru_cache(maxsize=16_384)
def _beside(one: str, firms: frozenset[str], kind: str) -> tuple[str, ...]:
    terms = vocabulary().terms
    return tuple(f"{one} beside {other}, {kind}" for other in firms if other != one and other in terms)
