"""An amount that may be known only within bounds, and what happens to the bounds when amounts are put together."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of no less than zero: `low` and `high` bound it, `value` is the reading; None where it is not known."""

    value: float | None
    low: float | None
    high: float | None

    @classmethod
    def of(cls, row: Mapping[Any, Any], ending: str = "") -> Amount:
        """Read the columns value, value_low and value_high; a value without bounds bounds itself."""
        value, low, high = (_number(row[name]) for name in (f"value{ending}", *(_bound(ending, end) for end in ENDS)))
        if low is None and high is None:
            return cls(value, value, value)
        return cls(value, low, high)

    @classmethod
    def exactly(cls, value: float) -> Amount:
        """Return an amount without doubt."""
        return cls(value, value, value)

    def part(self, name: str) -> Amount:
        """Return one of its three numbers as an amount of its own, or all of it where `name` is empty."""
        if not name:
            return self
        number = getattr(self, name)
        return Amount(number, number, number)

    def times(self, other: Amount) -> Amount:
        """
        Return the product.

        >>> Amount(2, 1, 3).times(Amount(10, 10, 20))
        Amount(value=20, low=10, high=60)
        """
        return Amount(_both(_product, self.value, other.value), *_ends(_product, self, other))

    def over(self, other: Amount) -> Amount:
        """
        Return the quotient: the least is the least over the most.

        >>> Amount.exactly(12).over(Amount(3, 2, 4))
        Amount(value=4.0, low=3.0, high=6.0)
        """
        turned = Amount(other.value, other.high, other.low)
        return Amount(_both(_quotient, self.value, other.value), *_ends(_quotient, self, turned))

    def plus(self, other: Amount) -> Amount:
        """Return the sum."""
        return Amount(_both(_sum, self.value, other.value), *_ends(_sum, self, other))

    def beside(self, other: Amount) -> Amount:
        """
        Return its share of both; each bound is taken with the other's opposite one, since what is in the sum is itself.

        >>> Amount(1, 1, 3).beside(Amount.exactly(1))
        Amount(value=0.5, low=0.5, high=0.75)
        """
        turned = Amount(other.value, other.high, other.low)
        return Amount(_both(_share, self.value, other.value), *_ends(_share, self, turned))

    def scaled(self, factor: float) -> Amount:
        """Return it so many times."""
        return self.times(Amount.exactly(factor))

    @property
    def is_known(self) -> bool:
        """Return whether it says anything."""
        return any(number is not None for number in (self.value, self.low, self.high))

    @property
    def is_exact(self) -> bool:
        """Return whether it is one number."""
        return self.value is not None and self.low == self.value == self.high


ENDS = ("_low", "_high")


def total(amounts: list[Amount]) -> Amount:
    """Return the sum of some amounts."""
    found = Amount.exactly(0.0)
    for one in amounts:
        found = found.plus(one)
    return found


def _bound(ending: str, end: str) -> str:
    return f"value{ending}{end}"


def _number(cell: Any) -> float | None:
    return None if cell is None or (isinstance(cell, float) and math.isnan(cell)) else float(cell)


def _ends(how: Callable[[float, float], float | None], one: Amount, other: Amount) -> tuple[float | None, float | None]:
    return _both(how, one.low, other.low), _both(how, one.high, other.high)


def _both(how: Callable[[float, float], float | None], one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else how(one, other)


def _product(one: float, other: float) -> float:
    return one * other


def _quotient(one: float, other: float) -> float | None:
    return one / other if other else None


def _share(one: float, other: float) -> float | None:
    return one / (one + other) if one + other else None


def _sum(one: float, other: float) -> float:
    return one + other
