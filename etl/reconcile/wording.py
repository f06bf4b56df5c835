"""Figures as they were told while carriers were still to come: by other pages, in other words, or as other figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from etl.reconcile.codes import Codes, Mask, keys_of, plain, ranks_of
from etl.reconcile.earlier import TIMES, days_of, shown_by
from etl.reconcile.echo import grouped
from etl.reconcile.identity import numbers_of, with_ids
from etl.reconcile.origin import COUNTED, SPOKEN, collapse

COMPARED = (*SPOKEN, *COUNTED, "known_from", "flags")
"""What makes a figure another than it is now: the tellings that speak for it, and what is counted of all of them."""


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
    group, undated = keys_of([tellings["observation"]]), (tellings["shown_from"] == "").to_numpy()
    day = ranks_of(tellings["shown_from"])
    newest, open_ended = _most(group, day), np.bincount(group, weights=undated) > 0
    moving = _most(group, -day) != -newest
    at = np.flatnonzero(moving[group] & ~undated)
    of = keys_of([group[at]])
    told = tellings.iloc[at].reset_index(drop=True)
    time = keys_of([of, day[at]])
    row, then = shown_by(of, day[at], time, open_ended[group[at]])
    found = _figures(told.iloc[row].reset_index(drop=True), then)
    when = then[found["led_by"].to_numpy()]
    stood = {
        name: one.array.take(when)
        for name, one in zip(TIMES, days_of(told["shown_from"], of, day[at], time), strict=True)
    }
    found = found.assign(**{name: at[row[found[name].to_numpy()]] for name in SPOKEN}, **stood)
    mine = group[now["led_by"].to_numpy()]
    last = np.where(open_ended[mine] & moving[mine], "", _texts(tellings["shown_from"], day)[newest[mine]])
    return _since(found, now, pd.Series(last, index=now.index, dtype="str"))


def _most(group: Codes, numbers: Codes) -> Codes:
    found = np.full(group.max(initial=-1) + 1, np.iinfo(np.int64).min)
    np.maximum.at(found, group, numbers)
    return found


def _texts(days: pd.Series[str], ranks: Codes) -> Codes:
    """Return the day of each rank."""
    found = np.full(ranks.max(initial=-1) + 1, "", dtype=object)
    found[ranks] = days.astype("str").to_numpy(object)
    return found


def _figures(tellings: pd.DataFrame, time: Codes) -> pd.DataFrame:
    """Return the figures that tellings make within each time."""
    apart = {name: keys_of([time, tellings[name]]) for name in ("fact", "unit")}
    found, _ = collapse(tellings.assign(observation=grouped(tellings.assign(**apart))))
    return with_ids(found).reset_index(drop=True)


def _since(found: pd.DataFrame, now: pd.DataFrame, as_now: pd.Series[str]) -> Worded:
    """Return the figures of earlier times beside those of now: which differ, and since when each is shown."""
    place = pd.Index(numbers_of(now["observation_id"])).get_indexer(pd.Index(numbers_of(found["observation_id"])))
    then, held = (plain(one[list(COMPARED)]) for one in (found, now.iloc[place]))
    same = (place >= 0) & np.all([(then[name].array == held[name].array) for name in COMPARED], axis=0)
    first = found.groupby("observation_id")[TIMES[0]].min() if len(found) else pd.Series(dtype="str")
    shown = found["observation_id"].map(first).astype("str")
    earlier = now["observation_id"].map(first)
    return Worded(found.assign(shown_from=shown), ~same, as_now, as_now.mask(earlier.notna(), earlier).astype("str"))
