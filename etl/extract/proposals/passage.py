"""The quantities to ask about, each with its sentence and the two before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from etl.extract.metrics import Metric, registry
from etl.extract.reading import Reading, scenes
from etl.extract.scene import Scene
from etl.extract.unitclass import MONEY, unit_class
from etl.extract.whole import UNSURE
from etl.model import Extraction, Quantity, Span, Unexplained

# Only what the rules left open is asked; what they refused for what it is (profit, growth) stays refused.
# Who has which of several in a list is refused too: no quote could prove the pairing.
OPEN = frozenset({"nothing in reach says what it counts", "nothing says that chips are counted", UNSURE})
SPOILT = frozenset({"cut_off", "malformed", "absurd_conversion"})
# Facts that the rules alone tell, for they are more than these links: a share is nothing without its denominator.
RULES_ONLY = frozenset({"attribute", "milestone", "restatement", "date", "share"})
BEFORE = 2


@dataclass(frozen=True, slots=True)
class Passage:
    """A quantity to ask about, by its number: the sentence it stands in last of `near`, which spans `window`."""

    number: int
    asked: Unexplained
    near: tuple[Scene, ...]

    @property
    def quantity(self) -> Quantity:
        """Return the quantity."""
        return self.asked.quantity

    @property
    def scene(self) -> Scene:
        """Return the sentence that the quantity stands in."""
        return self.near[-1]

    @property
    def window(self) -> Span:
        """Return the range from which quotes may come."""
        return Span(self.near[0].start, self.near[-1].end)


def passages(extraction: Extraction, reading: Reading) -> list[Passage]:
    """Return a passage for each quantity that the rules left open and some metric could count, numbered from 1."""
    read = list(scenes(reading))
    open_ones = [one for one in extraction.unexplained if _is_open(one)]
    found = ((one, _near(one.quantity.span, read)) for one in open_ones)
    told = ((one, near) for one, near in found if near)
    return [Passage(number, one, near) for number, (one, near) in enumerate(told, 1)]


def askable(quantity: Quantity) -> list[Metric]:
    """Return the metrics that count a quantity's unit as it is written; none is turned into a rate, or out of one."""
    kind = unit_class(quantity.unit)
    return [metric for metric in registry().values() if metric.family not in RULES_ONLY and kind in _counted(metric)]


def _is_open(one: Unexplained) -> bool:
    sized = one.quantity.value is not None or one.quantity.low is not None or one.quantity.high is not None
    return one.reason in OPEN and sized and SPOILT.isdisjoint(one.quantity.flags) and bool(askable(one.quantity))


def _counted(metric: Metric) -> frozenset[str]:
    rates = frozenset(kind for kind in metric.classes if kind.startswith(f"{MONEY}_per"))
    return rates or metric.classes


def _near(span: Span, read: list[Scene]) -> tuple[Scene, ...]:
    for place, scene in enumerate(read):
        if scene.start <= span.start and span.end <= scene.end:
            return tuple(read[max(place - BEFORE, 0) : place + 1])
    return ()


def batches(asked: Iterable[Passage], most: int) -> Iterator[list[Passage]]:
    """Yield the passages in groups of at most this many."""
    held = list(asked)
    for first in range(0, len(held), most):
        yield held[first : first + most]
