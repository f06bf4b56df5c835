"""Figures as they were told while carriers were still to come: by other pages, in other words, or as other figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from etl.reconcile.cluster import cells
from etl.reconcile.codes import Codes, Mask, codes_of, firsts, keys_of, plain, ranks_of, texts_like
from etl.reconcile.earlier import TIMES, days_of, shown_by
from etl.reconcile.echo import grouped
from etl.reconcile.identity import numbers_of, with_ids
from etl.reconcile.origin import COUNTED, SPOKEN, collapse

COMPARED = (*SPOKEN, *COUNTED, "known_from", "flags")
"""What makes a figure another than it is now: the tellings that speak for it, and what is counted of all of them."""


NEVER = -1
"""In place of the rank of a day."""


@dataclass(frozen=True, slots=True)
class Worded:
    """
    Figures as they were at each earlier time of their tellings; of those of now, since when they stand and are shown.

    `differs` marks those that are other figures than now, or were told otherwise.
    """

    figures: pd.DataFrame
    differs: Mask
    as_now: pd.Series[str]
    shown: pd.Series[str]


def worded(tellings: pd.DataFrame, now: pd.DataFrame) -> Worded:
    """
    Return the figures that the tellings of each figure of now made by each day on which one of them was first shown.

    What no day shows makes none: where a figure has such a telling it was never as it is now.
    """
    group, shown = keys_of([tellings["observation"]]), tellings["shown_from"]
    day, undated = ranks_of(shown), (shown == "").to_numpy()
    newest, open_ended = _most(group, day), np.bincount(group, weights=undated) > 0
    moving = _most(group, -day) != -newest
    at = np.flatnonzero(moving[group] & ~undated)
    told = tellings.iloc[at].reset_index(drop=True)
    found, began = _then(told, keys_of([group[at]]), day[at], open_ended[group[at]]) if len(at) else _none(now)
    found = found.assign(**{name: at[found[name].to_numpy()] for name in SPOKEN})
    own = keys_of([found["observation_id"]])
    first = -_most(own, -began)[own]
    place = pd.Index(numbers_of(now["observation_id"])).get_indexer(pd.Index(numbers_of(found["observation_id"])))
    as_now = np.where(open_ended & moving, NEVER, newest)[group[now["led_by"].to_numpy()]]
    since = as_now.copy()
    since[place[place >= 0]] = first[place >= 0]
    days = (_days(shown, ranks, one.index) for ranks, one in ((as_now, now), (since, now), (first, found)))
    stands, is_shown, was_shown = days
    return Worded(found.assign(shown_from=was_shown), _differs(found, now, place), stands, is_shown)


def _then(told: pd.DataFrame, of: Codes, day: Codes, open_ended: Mask) -> tuple[pd.DataFrame, Codes]:
    """Return the figures that tellings made at each time but the last, and the day on which that time began."""
    time = keys_of([of, day])
    row, then = shown_by(of, day, time, open_ended)
    found = _figures(told.iloc[row].reset_index(drop=True), then)
    when = then[found["led_by"].to_numpy()]
    stood = zip(TIMES, days_of(told["shown_from"], of, day, time), strict=True)
    times = {name: one.array.take(when) for name, one in stood}
    places = {name: row[found[name].to_numpy()] for name in SPOKEN}
    return found.assign(**places, **times), day[firsts(time)][when]


def _none(now: pd.DataFrame) -> tuple[pd.DataFrame, Codes]:
    """Return no figures, as most small worlds have it: to find none costs as much as to find few."""
    nothing = now.iloc[:0].reset_index(drop=True)
    return nothing.assign(**{name: pd.Series(dtype="str") for name in TIMES}), np.empty(0, dtype=np.int64)


def _days(shown: pd.Series[str], ranks: Codes, index: pd.Index[Any]) -> pd.Series[str]:
    """Return the days of such ranks among those on which tellings were shown, none for NEVER."""
    return texts_like(shown, [*sorted(cells(codes_of(shown)[1])), ""], ranks, index)


def _most(group: Codes, numbers: Codes) -> Codes:
    found = np.full(group.max(initial=-1) + 1, np.iinfo(np.int64).min)
    np.maximum.at(found, group, numbers)
    return found


def _figures(tellings: pd.DataFrame, time: Codes) -> pd.DataFrame:
    """Return the figures that tellings make within each time."""
    apart = {name: keys_of([time, tellings[name]]) for name in ("fact", "unit")}
    found, _ = collapse(tellings.assign(observation=grouped(tellings.assign(**apart))))
    return with_ids(found).reset_index(drop=True)


def _differs(found: pd.DataFrame, now: pd.DataFrame, place: Codes) -> Mask:
    """Say which figures are others than the figures of now at those places, or are told otherwise."""
    then, held = (plain(one[list(COMPARED)]) for one in (found, now[list(COMPARED)].iloc[place]))
    same = np.all([then[name].array == held[name].array for name in COMPARED], axis=0)
    return np.asarray((place < 0) | ~same)
