"""Derived figures as they were on earlier days, made anew only where what they are made of was another than now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from types import ModuleType

import numpy as np
import pandas as pd

from etl.reconcile.cluster import Member, records
from etl.reconcile.codes import Codes, Mask, kept, keys_of, mapped, plain, sizes
from etl.reconcile.currency import DOLLAR
from etl.reconcile.derived.derivation import TIME, VERSION, Derivation, Given, Result
from etl.reconcile.derived.stood import OWN, Changes, Moving, Stood
from etl.reconcile.derived.world import World
from etl.reconcile.framing import framed
from etl.reconcile.precedence import DEPRECATED, PREFERRED
from etl.reconcile.telling import NUMBERS
from etl.reconcile.times import FOR_EVER, ID, NO_DAY, SINCE, Span, Times, number_of, times_of, without
from etl.reconcile.versions import FIGURE_ORDER, NOW, SHOWN, over_days, span_of, within

MONEY = ("value_usd", "value_usd_low", "value_usd_high")
STANDING = ("rank", "rank_reason", "known_to")
PLACE = "place"


@dataclass(frozen=True, slots=True)
class Found:
    """A figure derived of what stood together, and the days from which and to which it did."""

    result: Result
    span: Span


@dataclass(frozen=True, slots=True)
class Moved:
    """Figures of which something else may have been derived at times as they stood at those, by what is asked of."""

    told: pd.DataFrame
    asked: Mapping[str, Mask]
    """Which of them may go into something else, by its metric."""

    stood: Stood
    abroad: frozenset[str] = frozenset()
    """Metrics of which something is derived in dollars."""

    def of(self, metric: str) -> Mask:
        """Return which of them may go into figures of a metric."""
        return self.asked.get(metric, np.zeros(len(self.told), dtype=bool))

    def marked(self) -> pd.DataFrame:
        """Return them with what they may go into and a number made of how they stood: all but rates that tells."""
        return self.told.assign(**self.asked, standings=self.stood.marks(self.told[ID]))

    def apart(self, asked: Mapping[str, Mask]) -> Moved:
        """Return those that may go into some things, once for each time in which they stood otherwise."""
        at = np.flatnonzero(np.any([*asked.values()], axis=0))
        told = self.told.iloc[at].assign(**{PLACE: at})
        money = self.stood.money(kept(told, told["metric"].isin(self.abroad) & _is_foreign(told)))
        told = _apart(told, (self.stood.changes(told[ID]), money))
        told = told.sort_values(list(FIGURE_ORDER), kind="stable", ignore_index=True)
        place = told.pop(PLACE).to_numpy()
        return replace(self, told=told, asked={metric: here[place] for metric, here in asked.items()})


def moved(modules: Sequence[ModuleType], moving: Moving, stood: Stood, world: World) -> Moved:
    """Return the figures of which something else may have been derived at times."""
    asked = {one.DERIVATION.metric: at for one, at in _asked(modules, moving, world)}
    every = np.unique(np.concatenate(list(asked.values())))
    told = _own_texts(plain(moving.figures.iloc[every])).assign(**{PLACE: every})
    if told.empty:
        return Moved(told, {}, stood)
    is_now = told[OWN] == ""
    told = over_days(kept(told, is_now), kept(told, ~is_now))
    told = told.assign(**{OWN: told[OWN].mask(told[OWN] == "", told[ID])})
    told = told.sort_values(list(FIGURE_ORDER), kind="stable", ignore_index=True)
    place = told.pop(PLACE).to_numpy()
    abroad = frozenset(metric for one in modules if one.DERIVATION.is_in_dollars for metric in one.DERIVATION.of)
    return Moved(told, {metric: np.isin(place, at) for metric, at in asked.items() if len(at)}, stood, abroad)


def _own_texts(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype({str(name): "str" for name, kind in frame.dtypes.items() if kind == "str"})


def _asked(modules: Sequence[ModuleType], moving: Moving, world: World) -> Iterator[tuple[ModuleType, Codes]]:
    """Yield the places of figures of which each derivation may have made something else at times."""
    for of, several in groupby(sorted(modules, key=_made_of), _made_of):
        at = np.flatnonzero(moving.figures["metric"].isin(of))
        told = moving.figures.iloc[at]
        for one in several:
            yield one, at[_may_be_moved(one, told, moving.is_changed[at], world)] if len(at) else at


def _made_of(module: ModuleType) -> tuple[str, ...]:
    of: tuple[str, ...] = module.DERIVATION.of
    return of


def _may_be_moved(module: ModuleType, told: pd.DataFrame, changed: Mask, world: World) -> Codes:
    """Return the places of those figures of which a derivation may have made something else at times."""
    derivation: Derivation = module.DERIVATION
    at = np.arange(len(told))
    if derivation.is_in_dollars:
        changed = changed | _is_foreign(told)
    bears = np.asarray(world.bears_on(derivation, told), dtype=bool)
    if derivation.is_of_each:
        here = changed | bears
        told, changed, bears, at = told.iloc[here], changed[here], bears[here], at[here]
    here = np.asarray(module.bearing(told, world.given), dtype=bool) if len(told) else changed
    if here.any():
        here = here & (_may_differ(derivation, told, changed, here) | bears)
    found: Codes = at[here]
    return found


def results(module: ModuleType, told: pd.DataFrame, world: World) -> Iterator[Found]:
    """Yield what is derived of figures as they stood at their times, at each time of what stands together."""
    derivation: Derivation = module.DERIVATION
    times = times_of(keys_of([told[name] for name in derivation.together]), told, told[NOW].to_numpy(bool))
    says = (told["rank"] != DEPRECATED).to_numpy(bool) & ~np.isnan(told[list(NUMBERS)].to_numpy()).all(axis=1)
    here = says[times.row] & (times.days[times.time] > NO_DAY)
    row, time = times.row[here], times.time[here]
    read = told.iloc[row].assign(**{TIME: time, VERSION: row}).reset_index(drop=True)
    days = world.days(derivation, set(told["product"]))
    since = np.array([NO_DAY, *days])
    place = np.searchsorted(since, times.days[time], "right") - 1
    for at in np.unique(place):
        given = world.on(int(since[at])) if days else world.given
        for one in module.results(_with(given, kept(read, place == at))):
            if isinstance(one, Result) and (span := _span(one, times)):
                yield Found(one, span)


def _with(given: Given, read: pd.DataFrame) -> Given:
    return Given(read, given.chips, given.peaks, given.assumptions, given.vocabulary)


def _span(one: Result, times: Times) -> Span | None:
    """Return the days of a figure, from the first on which all its inputs were shown; none where it was never."""
    first, *_, last = (2 * one.times) or (one.inputs[0].row[TIME],) * 2
    shown = [told.shown_from for told in one.inputs]
    if not all(shown):
        return None
    since = max(int(times.days[first]), *(number_of(day) for day in shown))
    upto = int(times.before(np.array([last]))[0]) or FOR_EVER
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


def _is_foreign(figures: pd.DataFrame) -> Mask:
    """Return which figures are told in another money than dollars, or in none."""
    return mapped(figures["unit"], lambda unit: not unit.startswith(DOLLAR), "bool").to_numpy(bool)


def _apart(told: pd.DataFrame, changes: Sequence[Changes]) -> pd.DataFrame:
    """Return figures once for each time in which they stood otherwise."""
    alone = ~told[ID].isin(changes[0]) & ~told[OWN].isin(changes[1])
    rows = records(kept(told, ~alone))
    for of, by in zip(changes, (ID, OWN), strict=True):
        rows = [one for row in rows for one in changed(row, of.get(row[by], ()))]
    return pd.concat([kept(told, alone), _like(told, rows)], ignore_index=True) if rows else told


def parted(told: pd.DataFrame, derivation: Derivation, world: World) -> pd.DataFrame:
    """Return figures once for each time in which the same was assumed: none stands over the end of one."""
    if not (days := world.days(derivation, set(told["product"]))):
        return told
    bounds = list(zip((NO_DAY, *days), (*(day - 1 for day in days), FOR_EVER), strict=True))
    return _like(told, [one for row in records(told) for one in _split(row, bounds)])


def _like(told: pd.DataFrame, rows: Sequence[Member]) -> pd.DataFrame:
    types = {str(name): str(of) for name, of in told.dtypes.items()}
    return framed(([row[name] for name in types] for row in rows), types)


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


def _split(row: Member, bounds: Sequence[Span]) -> Iterator[Member]:
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
