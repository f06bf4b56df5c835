"""
Quarters out of facts that count from the beginning of the fiscal year.

A quarter is the difference of two neighbouring year-to-date values of one tag and one vintage: those that were first
reported, those repeated a year later beside the next year's, and so on. Only where no vintage holds both are two taken
together, and that is said. Where both are not there is a gap; half a year is never shown as a quarter. A quarter that
is reported as such stands before one that is derived.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

QUARTER_DAYS, WITHIN_DAYS, YEAR_DAYS = 91.3, 12, 365
QUARTERS_A_YEAR = 4
LATE_DAYS = 90
"""A report may come so long after its like of another year would, and still be of the same vintage."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value for a span of days, as one filing reports it under one tag."""

    start: date
    end: date
    value: int
    filed: date
    accession: str
    form: str
    tag: str

    @property
    def quarters(self) -> int:
        """Return how many quarters it spans; 0 where it spans no whole number of up to four."""
        days = (self.end - self.start).days + 1
        number = round(days / QUARTER_DAYS)
        return number if 1 <= number <= QUARTERS_A_YEAR and abs(days - number * QUARTER_DAYS) <= WITHIN_DAYS else 0

    @property
    def vintage(self) -> int:
        """Return how many years later it was filed than a first report would have been."""
        return max(0, (self.filed - self.end).days + LATE_DAYS) // YEAR_DAYS


@dataclass(frozen=True, slots=True)
class Reading:
    """A value for a quarter or a year, from when it was known, and the fact or the two that it stands on."""

    start: date
    end: date
    value: int
    filed: date
    facts: tuple[Fact, ...]

    @property
    def derived(self) -> bool:
        """Return whether it was computed from two facts."""
        return len(self.facts) > 1

    @property
    def mixed(self) -> bool:
        """Return whether its two facts are of different vintages."""
        return len({fact.vintage for fact in self.facts}) > 1

    @property
    def is_year(self) -> bool:
        """Return whether it is of a whole year."""
        return self.facts[0].quarters == QUARTERS_A_YEAR and not self.derived


def readings(facts: Iterable[Fact], tags: tuple[str, ...]) -> list[Reading]:
    """Return every quarter and year with each of its values in the order in which they became known."""
    told = sorted(facts, key=lambda fact: (fact.filed, fact.accession))
    found: dict[tuple[date, date], list[Reading]] = defaultdict(list)
    for one in [*_direct(told), *_derived(told, lambda fact: fact.vintage)]:
        found[one.start, one.end].append(one)
    for one in _derived(told, lambda _: 0):
        if one.mixed and (one.start, one.end) not in found:
            found[one.start, one.end].append(one)
    return [kept for key in sorted(found) for kept in _successive(found[key], tags)]


def gaps(found: Iterable[Reading]) -> list[tuple[date, date]]:
    """Return the spans of days between the first and the last quarter that no quarter covers."""
    spans = sorted({(one.start, one.end) for one in found if not one.is_year})
    day = timedelta(1)
    following = pairwise(spans)
    return [(before + day, after - day) for (_, before), (after, _) in following if (after - before).days > WITHIN_DAYS]


def _direct(facts: Iterable[Fact]) -> Iterator[Reading]:
    for fact in facts:
        if fact.quarters in {1, QUARTERS_A_YEAR}:
            yield Reading(fact.start, fact.end, fact.value, fact.filed, (fact,))


def _derived(facts: Iterable[Fact], vintage: Callable[[Fact], int]) -> Iterator[Reading]:
    held: dict[tuple[str, date, int], dict[int, Fact]] = defaultdict(dict)
    for fact in facts:
        if fact.quarters:
            held[fact.tag, fact.start, vintage(fact)][fact.quarters] = fact
    for year in held.values():
        for number in range(2, QUARTERS_A_YEAR + 1):
            if number in year and number - 1 in year:
                yield from _difference(year[number], year[number - 1])


def _difference(longer: Fact, shorter: Fact) -> Iterator[Reading]:
    start = shorter.end + timedelta(1)
    if abs((longer.end - start).days + 1 - QUARTER_DAYS) <= WITHIN_DAYS:
        filed = max(longer.filed, shorter.filed)
        yield Reading(start, longer.end, longer.value - shorter.value, filed, (longer, shorter))


def _successive(found: list[Reading], tags: tuple[str, ...]) -> Iterator[Reading]:
    """Yield each value when it first became known; of one day's, the direct one, under the tag that is named first."""
    last: int | None = None
    day: date | None = None
    for one in sorted(found, key=lambda one: (one.filed, one.derived, tags.index(one.facts[0].tag))):
        if one.filed != day and one.value != last and not (one.derived and _stands(one, found)):
            last, day = one.value, one.filed
            yield one


def _stands(derived: Reading, found: list[Reading]) -> bool:
    """Return whether the quarter is reported as such by that day, so that the derived one is not needed."""
    return any(not one.derived and one.filed <= derived.filed for one in found)
