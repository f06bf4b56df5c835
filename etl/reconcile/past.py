"""Conflicts of now and of each earlier time, as what was told by then gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

import numpy as np
import pandas as pd

from etl.reconcile.codes import Codes, Mask, appended, kept, keys_of, mapped, mapped_rows
from etl.reconcile.conflict import COLUMNS, apart, conflicts
from etl.reconcile.conflict import READ as COMPARED
from etl.reconcile.disagreement import STANDING, TIME, Stood
from etl.reconcile.earlier import TIMES, TOLD
from etl.reconcile.identity import ids_of
from etl.reconcile.precedence import origin_classes
from etl.reconcile.statement import horizons, statements
from etl.reconcile.times import ID, SINCE, UPTO, Changes, Times, over, texts, times_of
from etl.vocabulary import Vocabulary

READ = (*(name for name in COMPARED if name != "origin_class"), "counterparty", *TIMES)
"""All that is read of a reading."""

KEY = ("kind", "observation_ids")
SAID = (*KEY, "period", *STANDING)
"""What makes a conflict another than it was: its reason and its bounds follow from these."""


class OverTime(NamedTuple):
    """Rows that stand, with the day from which on they do as they are, and those of earlier times."""

    now: pd.DataFrame
    past: pd.DataFrame

    def tables(self, name: str) -> Iterator[tuple[str, pd.DataFrame]]:
        """Yield both by the names under which they are published."""
        yield name, self.now
        yield f"past_{name}", self.past


@dataclass(frozen=True, slots=True)
class World:
    """Readings that stood from a day to a day, which of them stand now, and what they ranked and ended as at times."""

    readings: pd.DataFrame
    now: Mask
    standings: pd.DataFrame

    def at(self, places: Codes, group: Codes) -> tuple[Stood, Times]:
        """Return the readings of some places as they stood together at each time of their groups."""
        asked = self.readings[[ID, SINCE, UPTO]].iloc[places]
        times = times_of(group, asked, self.now[places], Changes(self.standings)).shared()
        row, then = places[times.row], ~times.is_now[times.time]
        place, is_other = over(asked.iloc[times.row[then]], times.days[times.time[then]], Changes(self.standings))
        told, of = appended(self.readings[list(TOLD)], self.standings[list(TOLD)]), row.copy()
        of[then] = np.where(is_other, len(self.readings) + place, row[then])
        return Stood(row, times.time, told.iloc[of].reset_index(drop=True)), times

    def read(self, stood: Stood) -> pd.DataFrame:
        """Return the readings as they stood, each at its time."""
        found = self.readings.iloc[stood.row].reset_index(drop=True)
        return found.assign(**{name: stood.told[name] for name in TOLD}, **{TIME: stood.time})


def conflicts_over_time(
    readings: pd.DataFrame, count: int, standings: pd.DataFrame, vocabulary: Vocabulary
) -> OverTime:
    """Return the conflicts of readings as they stood from a day to a day, the first so many of which stand now."""
    group, may_differ = apart(readings)
    world = World(with_standing(readings[list(READ)], vocabulary), np.arange(len(readings)) < count, standings)
    places = np.flatnonzero(may_differ)
    stood, times = world.at(places, keys_of([group[places]]))
    found = [parted(conflicts(world.readings, stood), times)]
    places, group = statements(readings)
    if len(places):
        stood, times = world.at(places, group)
        told = list(horizons(world.read(stood)))
        found.append(parted(pd.DataFrame(told, columns=[*COLUMNS, TIME]), times))
    return together(found)


def with_standing(read: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the readings with the class of their origin, and their carrier's tier as a word."""
    class_of = origin_classes(vocabulary)
    sides = [read[name] for name in ("entity", "counterparty", "origin")]
    tier = mapped(read["source_tier"], lambda tier: "" if pd.isna(tier) else str(int(tier)))
    return read.assign(origin_class=mapped_rows(sides, lambda *row: class_of(*row).id), source_tier=tier)


def parted(found: pd.DataFrame, times: Times) -> OverTime:
    """Return the conflicts of now and those of earlier times."""
    return OverTime(*(one.assign(conflict_id=ids_of(one, KEY)) for one in over_time(found, times, SAID)))


def over_time(found: pd.DataFrame, times: Times, said: Sequence[str]) -> OverTime:
    """Return rows of now and of earlier times; what is said the same by some columns at times on end is told once."""
    found = found.copy(deep=False)
    time = found.pop(TIME).to_numpy(np.int64)
    row, first, last = times.spans(keys_of([found[name] for name in said]), time)
    is_now = times.is_now[last]
    told = found.iloc[row].assign(**{SINCE: texts(times.days[first])}).reset_index(drop=True)
    past = told.assign(**{UPTO: texts(times.before(last))})
    return OverTime(*(kept(one, here).reset_index(drop=True) for one, here in ((told, is_now), (past, ~is_now))))


def together(parts: Iterable[OverTime]) -> OverTime:
    """Return the rows of all parts."""
    now, past = (reduce(appended, _some(one)) for one in zip(*parts, strict=True))
    return OverTime(now, past)


def _some(parts: Iterable[pd.DataFrame]) -> list[pd.DataFrame]:
    """Return the parts that have rows, or the first: an empty one tells no types."""
    first, *others = parts
    return [one for one in (first, *others) if len(one)] or [first]
