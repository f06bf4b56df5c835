"""What derivations assume as it was on earlier days: cited figures in earlier words, peaks by other pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from etl.reconcile.codes import Mask
from etl.reconcile.derived.derivation import Derivation, Given, Input
from etl.reconcile.derived.peak import COUNTED, FORMATS, PEAK, Peak, best, is_within, specified
from etl.reconcile.times import FOR_EVER, NO_DAY, Span, number_of, text_of

H100 = "h100"
EARLIEST = 1
"""Stands for every day: what has no day is of none, though it is of now."""

Cited = Mapping[str, Sequence[tuple[Span, Input]]]
"""Assumptions that are cited from a figure which was another once, with the days from which and to which it was so."""


@dataclass(frozen=True, slots=True)
class World:
    """What is given now, and what of it was otherwise: what only came is told by the days of its inputs."""

    given: Given
    cited: Cited
    peaks: Sequence[Peak]
    """What chips' specifications cite of those of which several do, best source first."""

    moved: Mapping[str, frozenset[int]]
    """The days from which on something is another than before, by its name."""

    @classmethod
    def of(cls, given: Given, quoted: Cited) -> World:
        """Return the world of what is given and of what is cited."""
        moved = {name: frozenset(_bounds(told)) for name, told in quoted.items()}
        counted = given.chips[given.chips["units_estimate"].notna()]
        days = {f"{PEAK}{product}": several for product, several in _days_of_peaks(given).items() if len(several) > 1}
        days |= {f"{COUNTED}{chip}": {day} for chip, day in zip(counted["chip"], counted["known_from"], strict=True)}
        others = {name: frozenset(number_of(day) or EARLIEST for day in told) for name, told in days.items()}
        several = [one for one in specified(given.chips) if f"{PEAK}{one[0]}" in days]
        return cls(given, quoted, several, {**moved, **others})

    def days(self, derivation: Derivation, products: Collection[str]) -> list[int]:
        """Return the days from which on a derivation assumes something else of some products, or of all there is."""
        names = [name for name in self._names(derivation) if self._is_of(name, products)]
        return sorted({day for name in names for day in self.moved[name]})

    def bears_on(self, derivation: Derivation, figures: pd.DataFrame) -> pd.Series[bool] | Mask:
        """Return which figures a derivation makes something else of at times, since it assumes something else."""
        names = set(self._names(derivation))
        of_chips = {one.removeprefix(PEAK) for one in names if one.startswith(PEAK)}
        of_all = not derivation.is_of_each or H100 in of_chips or any(not one.startswith(PEAK) for one in names)
        return figures["product"].isin(of_chips) | (of_all and bool(names))

    def on(self, day: int) -> Given:
        """Return what was given on a day but for the figures; what came later is told by its own day."""
        given, chips = self.given, self.given.chips
        days = chips["known_from"].astype("str")  # without a chip it is no text
        known = chips[(days != "") & (days <= text_of(day))]
        several = {name.removeprefix(PEAK) for name in self.moved if name.startswith(PEAK)}
        peaks = {name: told for name, told in given.peaks.items() if name not in several}
        late = {name for product in several for name in _assumed(product, given) if not _is_told(name, given, day)}
        then = {name: _at(told, day) for name, told in self.cited.items()}
        assumed = {name: one for name, one in given.assumptions.items() if name not in late and name not in then}
        assumed |= {name: one for name, one in then.items() if one is not None}
        peaks |= best(one for one in self.peaks if "" < one[2].known_from <= text_of(day))
        return replace(given, chips=known, peaks=peaks, assumptions=assumed)

    def _is_of(self, name: str, products: Collection[str]) -> bool:
        """Return whether what is assumed is of some products, a kind of one of them, or of no product."""
        begins = next((one for one in (PEAK, COUNTED) if name.startswith(one)), name)
        chip = name.removeprefix(begins)
        return chip in ("", H100) or any(is_within(chip, product, self.given.vocabulary) for product in products)

    def _names(self, derivation: Derivation) -> Iterable[str]:
        return (name for name in self.moved if name.startswith(derivation.assumes or ("\n",)))


def _days_of_peaks(given: Given) -> dict[str, set[str]]:
    """Return the days on which pages came that tell of a chip's peaks, an empty one where one has none."""
    chips = given.chips[given.chips["peak_compute_tera_ops"].notna() & (given.chips["source_url"] != "")]
    found: dict[str, set[str]] = {}
    for chip, day in zip(chips["chip"], chips["known_from"], strict=True):
        found.setdefault(chip, set()).add(day)
    for product in {name[len(PEAK) :].rpartition("-")[0] for name in given.assumptions if name.startswith(PEAK)}:
        days = {given.assumptions[name].known_from for name in _assumed(product, given)}
        found.setdefault(product, set()).update(days)
    return found


def _assumed(product: str, given: Given) -> list[str]:
    names = (f"{PEAK}{product}-{form.lower()}" for form in FORMATS)
    return [name for name in names if name in given.assumptions]


def _is_told(name: str, given: Given, day: int) -> bool:
    return NO_DAY < number_of(given.assumptions[name].known_from) <= day


def _bounds(told: Sequence[tuple[Span, Input]]) -> Iterator[int]:
    """Yield each day from which on something else is told, or nothing."""
    for (since, upto), _ in told:
        yield since
        if upto < FOR_EVER:
            yield upto + 1


def _at(told: Sequence[tuple[Span, Input]], day: int) -> Input | None:
    """Return what was told on a day."""
    return next((one for (since, upto), one in told if since <= day <= upto), None)
