"""What stood together in groups of what bears on each other, from each day on which something in a group changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from etl.reconcile.codes import Codes, Mask, among, kept, keys_of, mapped, places_of_runs, sizes
from etl.reconcile.identity import numbers_of
from etl.reconcile.order import places_by

ID, SINCE, UPTO = "observation_id", "stood_from", "stood_to"
NO_DAY, LATEST, FOR_EVER, BASE = 0, date.max.toordinal(), 3_999_998, 4_000_000
"""In place of the number of a day: none is as late as the last, so that group and day are one number."""

Span = tuple[int, int]
"""The numbers of a first day and a last one."""


class Changes(NamedTuple):
    """What rows were from a day to a day, by the ids in one of their columns."""

    rows: pd.DataFrame
    by: str = ID

    def marks(self, ids: pd.Series[str]) -> Codes:
        """Return for each id a number made of all that it was at times, 0 where it always was as now."""
        rows = kept(self.rows, among(self.rows[ID], ids))
        found = pd.util.hash_pandas_object(rows, index=False).groupby(rows[ID].to_numpy()).sum()
        place = found.index.get_indexer(pd.Index(ids))
        told: Codes = np.append(found.to_numpy().astype(np.int64), 0)[place]
        return told


@dataclass(frozen=True, slots=True)
class Times:
    """
    What stands at which time: of each group one after another, its last one now.

    A group with a member of no day has its time of now apart, after all others, and its last one lasts.
    """

    row: Codes
    time: Codes
    days: Codes
    """The number of the first day of each time, and of the day after its last one; none for those of now."""

    after: Codes
    is_now: Mask

    def shared(self) -> Times:
        """Return the same without what stands alone at its time."""
        several = sizes(keys_of([self.time])) > 1
        return replace(self, row=self.row[several], time=self.time[several])

    def before(self, time: Codes) -> Codes:
        """Return the number of the last day of each time, none where it lasts."""
        after = self.after[time]
        return np.where(after > NO_DAY, after - 1, NO_DAY)

    def spans(self, content: Codes, time: Codes) -> tuple[Codes, Codes, Codes]:
        """Return of equal contents at times on end the place of the last one, and the times of both ends."""
        order = places_by(content, time)
        said, at = content[order], time[order]
        new = np.r_[True, (said[1:] != said[:-1]) | (at[1:] != at[:-1] + 1)][: len(order)]
        first = np.flatnonzero(new)
        last = np.r_[first[1:], len(order)][: len(first)] - 1
        return order[last], at[first], at[last]


def times_of(group: Codes, told: pd.DataFrame, now: Mask, *changes: Changes) -> Times:
    """
    Return what stands at each time of each group, of what stood from a day to a day; what stands now is marked.

    `changes` name ids and the days from and to which one of them was another than before and after.
    """
    first, last = _numbers(told[SINCE], NO_DAY), _numbers(told[UPTO], FOR_EVER)
    return standing(group, (first, last), now, *(_changes(group, told, one) for one in changes))


def standing(group: Codes, span: tuple[Codes, Codes], now: Mask, *more: Codes) -> Times:
    """Return the same of what stood from and to the days of some numbers; `more` are groups and days as one number."""
    first, last = span
    dated, began = first > NO_DAY, group * BASE + first
    ends = dated & (last < FOR_EVER)
    times = np.unique(np.concatenate([began[dated], (group * BASE + last)[ends] + 1, *more]))
    of, day = times // BASE, times % BASE
    is_last = np.r_[of[1:] != of[:-1], True][: len(of)]
    count = int(group.max(initial=-1)) + 1
    is_open = np.bincount(group, weights=~dated, minlength=count) > 0
    present = np.where(is_open, len(times) + 1 + np.arange(count), 0)
    present[of[is_last & ~is_open[of]]] = np.flatnonzero(is_last & ~is_open[of])
    start = np.searchsorted(times, began)
    length = np.where(dated, np.searchsorted(times, group * BASE + last, "right") - start, 0)
    row = np.repeat(np.arange(len(group)), length)
    time = places_of_runs(start, length)
    is_now = np.zeros(len(times) + 1 + count, dtype=bool)
    is_now[present] = True
    past = ~is_now[time]
    at = np.flatnonzero(now)
    row, time = np.concatenate([at, row[past]]), np.concatenate([present[group[at]], time[past]])
    days, after = np.full(len(is_now), NO_DAY), np.full(len(is_now), NO_DAY)
    days[: len(times)], after[: len(times)] = day, np.where(is_last, NO_DAY, np.r_[day[1:], NO_DAY][: len(day)])
    return Times(row, time, days, after, is_now)


def over(told: pd.DataFrame, day: Codes, of: Changes) -> tuple[Codes, Mask]:
    """Return the place of the change that holds for each row on its day, and whether there is one."""
    changes = of.rows
    ids, own = np.unique(numbers_of(changes[ID]), return_inverse=True)
    if not len(ids):
        return np.zeros(len(told), dtype=np.int64), np.zeros(len(told), dtype=bool)
    wanted = numbers_of(told[of.by])
    at = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    key = own * BASE + _numbers(changes[SINCE], NO_DAY)
    order = np.argsort(key)
    place = order[np.maximum(np.searchsorted(key[order], at * BASE + day, "right") - 1, 0)]
    holds = (ids[at] == wanted) & (own[place] == at) & (day >= _numbers(changes[SINCE], NO_DAY)[place])
    return place, holds & (day <= _numbers(changes[UPTO], FOR_EVER)[place]) & (day > NO_DAY)


def text_of(day: int) -> str:
    """Return a day by its number, empty for none and for one without an end."""
    return date.fromordinal(day).isoformat() if NO_DAY < day <= LATEST else ""


def texts(days: Codes) -> Any:
    """Return days by their numbers."""
    return mapped(pd.Series(days), text_of).array


def number_of(day: str, none: int = NO_DAY) -> int:
    """Return the number of a day, of none the one given."""
    return date.fromisoformat(day).toordinal() if day else none


def without(span: Span, others: Iterable[Span]) -> Iterator[Span]:
    """
    Yield what is left of the days from one to another when those of others are taken out.

    >>> list(without((1, 9), [(7, 8), (3, 4)]))
    [(1, 2), (5, 6), (9, 9)]
    """
    first, last = span
    for since, upto in sorted(others):
        if first < since:
            yield first, min(last, since - 1)
        first = max(first, upto + 1)
    if first <= last:
        yield first, last


def _numbers(days: pd.Series[str], none: int) -> Codes:
    return mapped(days, partial(number_of, none=none), "int64").to_numpy()


def _changes(group: Codes, told: pd.DataFrame, of: Changes) -> Codes:
    """Return group and day, as one number, of each day from which a change holds or no longer does."""
    changes = of.rows
    ids, first = np.unique(numbers_of(told[of.by]), return_index=True)
    wanted = numbers_of(changes[ID])
    at = np.minimum(np.searchsorted(ids, wanted), max(len(ids) - 1, 0))
    held = ids[at] == wanted if len(ids) else np.zeros(len(wanted), dtype=bool)
    of = group[first[at[held]]] * BASE
    since, upto = (_numbers(changes[name], none)[held] for name, none in ((SINCE, NO_DAY), (UPTO, FOR_EVER)))
    return np.concatenate([of + since, (of + upto)[upto < FOR_EVER] + 1])
