"""Figures of now and of earlier times, and how they stood at times: what those of earlier days are derived of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from etl.reconcile import times
from etl.reconcile.cluster import Member, records
from etl.reconcile.codes import Codes, Mask, among, appended, kept, plain
from etl.reconcile.conversion import conversions
from etl.reconcile.derived.derivation import READ, Given
from etl.reconcile.identity import numbers_of
from etl.reconcile.times import ID, SINCE, UPTO

OWN = "wording_id"
LATER = (SINCE, UPTO)
Changes = Mapping[str, Sequence[Member]]
"""What figures were from a day to a day, by their ids."""


@dataclass(frozen=True, slots=True)
class Stood:
    """Figures that stand, those of earlier times, how both stood then, and the rates of money."""

    observations: pd.DataFrame
    wordings: pd.DataFrame
    standings: pd.DataFrame
    rates: pd.DataFrame

    def money(self, figures: pd.DataFrame) -> Changes:
        """Return what figures were in dollars at times, by the ids of their own."""
        return _by_id(conversions(figures.assign(**{ID: figures[OWN]}), self.rates)) if len(figures) else {}

    def changes(self, ids: pd.Series[str] | pd.Index[Any]) -> Changes:
        """Return how some figures stood at times."""
        return _by_id(kept(self.standings, among(self.standings[ID], ids)))

    def marks(self, ids: pd.Series[str]) -> Codes:
        """Return for each id a number made of how its figure stood at times, 0 where it always did as now."""
        return times.Changes(self.standings).marks(ids)


@dataclass(frozen=True, slots=True)
class Moving:
    """Figures of now and of earlier times that may go into others, and how they stood at times."""

    figures: pd.DataFrame
    is_changed: Mask
    """Which of them were told or stood otherwise at times."""

    changed: pd.Series[int]
    """The ids of these, and of all others that were, as numbers."""

    @classmethod
    def of(cls, stood: Stood, given: Given) -> Moving:
        """Return the figures that are given now, with those that were once."""
        then, now, told = stood.wordings, stood.observations, given.observations.index.to_numpy()
        changed = pd.Series(np.concatenate([numbers_of(frame[ID]) for frame in (stood.standings, then)]))
        is_changed = pd.Series(numbers_of(now[ID])).isin(changed).to_numpy()
        left = is_changed.copy()
        left[told] = False
        none = dict.fromkeys((OWN, *LATER), "")
        more = plain(kept(now[list(READ)], left)).assign(**none)
        then = pd.concat([more, plain(then[[*more]])], ignore_index=True)
        figures = appended(given.observations[list(READ)].assign(**none), then)
        return cls(figures, np.r_[is_changed[told], np.ones(len(then), dtype=bool)], changed)

    def changed_of(self, ids: Iterable[str]) -> set[str]:
        """Return which of some figures were told or stood otherwise at times."""
        told = pd.Series(list(ids), dtype="str")
        return set(told[pd.Series(numbers_of(told)).isin(self.changed)])


def _by_id(frame: pd.DataFrame) -> Changes:
    found: dict[str, list[Member]] = {}
    for row in records(frame):
        found.setdefault(row[ID], []).append(row)
    return found
