"""Derived figures as they were on earlier days, made anew only where what they are made of was another than now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType

import numpy as np
import pandas as pd

from etl.reconcile.cluster import Member, records
from etl.reconcile.codes import Codes, Mask, among, appended, kept, keys_of, mapped, plain, sizes
from etl.reconcile.conversion import conversions
from etl.reconcile.currency import DOLLAR
from etl.reconcile.derived.derivation import READ, TIME, Derivation, Given, Result
from etl.reconcile.derived.world import World
from etl.reconcile.framing import framed
from etl.reconcile.precedence import DEPRECATED, PREFERRED
from etl.reconcile.telling import NUMBERS
from etl.reconcile.times import FOR_EVER, ID, NO_DAY, SINCE, UPTO, Span, Times, number_of, times_of, without
from etl.reconcile.versions import FIGURE_ORDER, NOW, SHOWN, over_days, span_of, within

OWN = "wording_id"
MONEY = ("value_usd", "value_usd_low", "value_usd_high")
STANDING = ("rank", "rank_reason", "known_to")
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


@dataclass(frozen=True, slots=True)
class Found:
    """A figure derived of what stood together, and the days from which and to which it did."""

    result: Result
    span: Span


@dataclass(frozen=True, slots=True)
class Moving:
    """Figures of now and of earlier times that may go into others, and how they stood at times."""

    figures: pd.DataFrame
    changes: Changes
    changed: frozenset[str]
    """The ids of figures that were told or stood otherwise at times."""

    @classmethod
    def of(cls, stood: Stood, given: Given) -> Moving:
        """Return the figures that are given now, with those that were once."""
        changes, then = _by_id(stood.standings), stood.wordings
        changed = frozenset((*changes, *then[ID]))
        more = kept(stood.observations[list(READ)], among(stood.observations[ID], pd.Index(list(changed))))
        more = plain(kept(more, ~among(more[ID], given.observations[ID]))).assign(**dict.fromkeys((OWN, *LATER), ""))
        now = given.observations[list(READ)].assign(**dict.fromkeys((OWN, *LATER), ""))
        return cls(appended(appended(now, more), plain(then[[*READ, OWN, *LATER]])), changes, changed)


def moved(module: ModuleType, moving: Moving, stood: Stood, world: World) -> pd.DataFrame:
    """Return the figures of which a derivation may have made something else at times, each as it stood at its times."""
    derivation: Derivation = module.DERIVATION
    asked = moving.figures["metric"].isin(derivation.of)
    if not asked.any():
        return moving.figures.iloc[:0]
    told = kept(moving.figures, asked)
    changed = told[ID].isin(moving.changed).to_numpy(bool) | _is_foreign(derivation, told)
    bears = np.asarray(world.bears_on(derivation, told), dtype=bool)
    if derivation.is_of_each:
        here = changed | bears
        told, changed, bears = kept(told, here), changed[here], bears[here]
    here = np.asarray(module.bearing(told, world.given), dtype=bool) if len(told) else changed
    if here.any():
        here = here & (_may_differ(derivation, told, changed, here) | bears)
    if not here.any():
        return told.iloc[:0]
    told = plain(kept(told, here))
    is_now = told[OWN] == ""
    told = over_days(kept(told, is_now), kept(told, ~is_now))
    told = told.assign(**{OWN: told[OWN].mask(told[OWN] == "", told[ID])})
    money = stood.money(kept(told, _is_foreign(derivation, told)))
    return _apart(told, (moving.changes, money), world.days(derivation))


def results(module: ModuleType, told: pd.DataFrame, world: World) -> Iterator[Found]:
    """Yield what is derived of figures as they stood at their times, at each time of what stands together."""
    derivation: Derivation = module.DERIVATION
    told = told.sort_values(list(FIGURE_ORDER), kind="stable", ignore_index=True)
    times = times_of(keys_of([told[name] for name in derivation.together]), told, told[NOW].to_numpy(bool))
    read = told.iloc[times.row].assign(**{TIME: times.time}).reset_index(drop=True)
    day = times.days[times.time]
    says = (read["rank"] != DEPRECATED) & read[list(NUMBERS)].notna().any(axis=1) & (day > NO_DAY)
    read, day = kept(read, says).reset_index(drop=True), day[says]
    since = np.array([NO_DAY, *world.days(derivation)])
    place = np.searchsorted(since, day, "right") - 1
    for at in np.unique(place):
        given = world.on(int(since[at]))
        for one in module.results(_with(given, kept(read, place == at))):
            if isinstance(one, Result) and (span := _span(one, times)):
                yield Found(one, span)


def _with(given: Given, read: pd.DataFrame) -> Given:
    return Given(read, given.chips, given.peaks, given.assumptions, given.vocabulary)


def _span(one: Result, times: Times) -> Span | None:
    """Return the days of a figure, from the first on which all its inputs were shown; none where it was never."""
    time = np.array([one.inputs[0].row[TIME]])
    shown = [told.shown_from for told in one.inputs]
    if not all(shown):
        return None
    since = max(int(times.days[time][0]), *(number_of(day) for day in shown))
    upto = int(times.before(time)[0]) or FOR_EVER
    return (since, upto) if since <= upto else None


def _may_differ(derivation: Derivation, both: pd.DataFrame, changed: Mask, here: Mask) -> Mask:
    """Return which figures are of a group that was not always what of it stands now and had come."""
    if derivation.is_of_each:
        return changed
    # What never ranked as the derivation asks for is none of it.
    here = here & (changed | (both["rank"] == PREFERRED).to_numpy() | (not derivation.is_of_preferred))
    group = keys_of([both[name] for name in derivation.together])
    changed = changed | np.any(
        [_are_several(both, keys_of([group, *more]), here) for more in _apart_by(derivation, both)], axis=0
    )
    found: Mask = here & (np.bincount(group, weights=changed & here) > 0)[group]
    return found


def _apart_by(derivation: Derivation, both: pd.DataFrame) -> list[list[pd.Series[str]]]:
    return [[both[name]] for name in derivation.apart] or [[]]


def _are_several(both: pd.DataFrame, group: Codes, here: Mask) -> Mask:
    """Return which figures are of a group of several, which were not all shown from one day on."""
    found = np.zeros(len(both), dtype=bool)
    own, day = group[here], keys_of([group[here], both[SHOWN][here]])
    found[here] = sizes(keys_of([own])) != sizes(day)
    return found


def _is_foreign(derivation: Derivation, figures: pd.DataFrame) -> Mask:
    """Return which figures are money that a derivation takes in dollars, and are told in another."""
    if not derivation.is_in_dollars:
        return np.zeros(len(figures), dtype=bool)
    return mapped(figures["unit"], lambda unit: not unit.startswith(DOLLAR), "bool").to_numpy(bool)


def _apart(told: pd.DataFrame, changes: Sequence[Changes], days: Sequence[int]) -> pd.DataFrame:
    """Return figures once for each time in which they stood otherwise; none stands over one of some days."""
    alone = ~told[ID].isin(changes[0]) & ~told[OWN].isin(changes[1]) & (not days)
    if alone.all():
        return told
    rows = records(kept(told, ~alone))
    for of, by in zip(changes, (ID, OWN), strict=True):
        rows = [one for row in rows for one in changed(row, of.get(row[by], ()))]
    bounds = list(zip((NO_DAY, *days), (*(day - 1 for day in days), FOR_EVER), strict=True))
    rows = [one for row in rows for one in _parted(row, bounds)] if days else rows
    types = {str(name): str(of) for name, of in told.dtypes.items()}
    again = framed(([row[name] for name in types] for row in rows), types)
    return pd.concat([kept(told, alone), again], ignore_index=True)


def changed(row: Member, then: Sequence[Member]) -> Iterator[Member]:
    """Yield a row once for each time in which it stood otherwise, or its money was another."""
    own = [span for one in then if (span := _met(span_of(row), span_of(one)))] if row[SINCE] else []
    if not own:
        yield row
        return
    yield from within(row, without(span_of(row), own), is_now=row[NOW])
    for one in then:
        if span := _met(span_of(row), span_of(one)):
            told = {name: cell for name, cell in one.items() if name in (*STANDING, *MONEY)}
            yield from within({**row, **told}, [span], is_now=False)


def _parted(row: Member, bounds: Sequence[Span]) -> Iterator[Member]:
    spans = [span for one in bounds if (span := _met(span_of(row), one))] if row[SINCE] else []
    yield from within(row, spans, is_now=row[NOW])


def _met(one: Span, other: Span) -> Span | None:
    """
    Return the days that two spans share.

    >>> _met((1, 5), (4, 9)), _met((1, 2), (3, 4))
    ((4, 5), None)
    """
    since, upto = max(one[0], other[0]), min(one[1], other[1])
    return (since, upto) if since <= upto else None


def _by_id(frame: pd.DataFrame) -> Changes:
    found: dict[str, list[Member]] = {}
    for row in records(frame):
        found.setdefault(row[ID], []).append(row)
    return found
