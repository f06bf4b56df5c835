"""Which derived figures stood from which day to which: those of now, and rows of those that were others then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pandas as pd

from etl.reconcile.codes import Codes, Mask, keys_of, ranks_of
from etl.reconcile.derived import derivations
from etl.reconcile.derived.candidate import ANEW, FIRST, LAST, OF, ORDER, Candidates, of_now, of_then
from etl.reconcile.derived.earlier import moved
from etl.reconcile.derived.published import INPUT, INPUTS, Made, Published
from etl.reconcile.derived.stood import Moving, Stood
from etl.reconcile.derived.world import World
from etl.reconcile.framing import framed
from etl.reconcile.identity import numbers_of
from etl.reconcile.keeping import Keep, anew
from etl.reconcile.order import places_by
from etl.reconcile.times import FOR_EVER, ID, NO_DAY, SINCE, UPTO, standing, texts
from etl.reconcile.versions import NOW, SHOWN

PAST = (ID, SINCE, UPTO, *INPUTS[1:])
"""Columns of the inputs of figures of earlier times."""

NOTHING = -1
"""In place of what stands of an id where nothing does."""


@dataclass(frozen=True, slots=True)
class OverTime:
    """Derived figures of now with the days from which they are shown, those of earlier times and their inputs."""

    now: Published
    past: pd.DataFrame
    used: pd.DataFrame

    def inputs(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Yield the inputs of then and now and what was refused by the names under which they are published."""
        yield "derivations", self.now.derivations
        yield "past_derivations", self.used
        yield "refusals", self.now.refusals


@dataclass(frozen=True, slots=True)
class Segments:
    """
    What stood of an id on some days on end, by the place of its figure, in the order of ids and days.

    `since` is the first of all days on end on which anything of the id did; days are numbers.
    """

    row: Codes
    group: Codes
    first: Codes
    last: Codes
    since: Codes

    def some(self, here: Codes | Mask) -> Segments:
        """Return some of them."""
        return Segments(*(getattr(self, one.name)[here] for one in fields(self)))

    def days(self) -> Mapping[str, Any]:
        """Return their first and last days as columns."""
        return {SINCE: texts(self.first), UPTO: texts(self.last)}


def over_time(parts: Sequence[Made], now: Published, were: tuple[Stood, Moving, World], keep: Keep = anew) -> OverTime:
    """Return what was derived at each time, of what stood and was assumed then."""
    stood, moving, world = were
    told = moved(derivations(), moving, stood, world)
    then = of_then(told, world, keep) if told.asked else None
    if then is None:
        none = now.observations.iloc[:0]
        return OverTime(now, none.assign(**{SINCE: "", UPTO: ""}), framed((), _types()))
    return _told(Candidates.together([then, of_now(parts, stood, told, then.figures[ID])]), now)


def _told(told: Candidates, now: Published) -> OverTime:
    """Return the figures of now and of then, by what of them stood on which days."""
    figures, said = told.figures, told.contents()
    group = ranks_of(figures[ID])
    found = _segments(figures, group, said)
    place = pd.Index(numbers_of(now.observations[ID])).get_indexer(pd.Index(numbers_of(figures[ID])))
    stands = np.full(group.max(initial=-1) + 1, NOTHING)
    at = np.flatnonzero(figures[NOW])  # where nothing stands now, what once did has no place to look up
    at = at[now.observations[OF].array.take(place[at]) == figures[OF].array.take(at)]
    stands[group[at]] = said[at]
    lasts = found.last == NO_DAY
    shown = np.full(len(stands), NO_DAY)
    shown[found.group[lasts]] = found.since[lasts]
    own = now.observations[SHOWN].to_numpy(dtype=object, copy=True)
    own[place[place >= 0]] = texts(shown[group[place >= 0]])
    whole = replace(now, observations=now.observations.assign(**{SHOWN: pd.array(own, dtype="str")}))
    past = found.some(~lasts | (said[found.row] != stands[found.group]))
    return OverTime(whole, _figures(past, figures, whole.observations), _inputs(past, told))


def _segments(figures: pd.DataFrame, group: Codes, said: Codes) -> Segments:
    """Return what stood of each id, day after day: of several the last in order, and on end what says the same once."""
    first, last = (figures[name].to_numpy() for name in (FIRST, LAST))
    here = np.flatnonzero(~figures[ANEW].to_numpy(bool) & (first <= last))
    times = standing(np.unique(group[here], return_inverse=True)[1], (first[here], last[here]), last[here] == FOR_EVER)
    order = places_by(times.time, ranks_of(figures[ORDER])[here[times.row]], -times.row)
    best = order[np.diff(times.time[order], append=-1) != 0]
    row, time = here[times.row[best]], times.time[best]
    begins = (np.diff(time, prepend=-2) != 1) | (np.diff(group[row], prepend=-1) != 0)
    since = times.days[time[begins]][np.cumsum(begins) - 1]
    at, begin, end = times.spans(keys_of([group[row], said[row]]), time)
    found = Segments(row[at], group[row[at]], times.days[begin], times.before(end), since[at])
    return found.some(np.argsort(begin))


def _figures(past: Segments, figures: pd.DataFrame, like: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of earlier times as rows."""
    types = {str(name): str(kind) for name, kind in like.dtypes.items()} | {SINCE: "str", UPTO: "str"}
    told = figures.iloc[past.row].reset_index(drop=True).assign(**past.days(), **{SHOWN: texts(past.since)})
    return told[[*types]].astype(types)


def _inputs(past: Segments, told: Candidates) -> pd.DataFrame:
    of, inputs = told.inputs_of(past.row)
    days = {name: day.take(of) for name, day in past.days().items()}
    return inputs.reset_index(drop=True).assign(**days)[[*PAST]].astype(_types())


def _types() -> Mapping[str, str]:
    return {name: INPUT.get(name, "str") for name in PAST}
