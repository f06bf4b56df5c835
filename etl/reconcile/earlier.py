"""Ranks and ends as they were while others were still to come: each time at another one than now."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from etl.reconcile.codes import Codes, Mask, firsts, kept, keys_of, pairs, plain, ranks_of, run_starts, sizes
from etl.reconcile.history import ONE_PLAN, with_known_to
from etl.reconcile.identity import LOOSE, STATED
from etl.reconcile.precedence import READ, ranked
from etl.vocabulary import Vocabulary

TOLD = ("rank", "rank_reason", "known_to")
TIMES = ("stood_from", "stood_to")
COLUMNS = ("observation_id", *TIMES, *TOLD)
ASKED = tuple(dict.fromkeys((*READ, *ONE_PLAN, "key_definition", "publisher", "flags", "shown_from", *TOLD)))
MATTER = (*LOOSE, *(f"key_{name}" for name in STATED if name != "definition"))
"""Readings that differ in one of these neither rank nor end each other."""


def standings(observations: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """
    Return one row for each time in which a reading ranked or ended otherwise than it does now.

    On a day those readings of a matter stand that are shown by it; one that no day shows stands on none. The last time
    of a matter has no end: it is told where a rival without a day makes the rank of now another.
    """
    matter = keys_of([observations[name] for name in MATTER])
    several = sizes(matter) > 1
    told, matter = kept(observations[list(ASKED)], several), keys_of([matter[several]])
    dated = (told["shown_from"] != "").to_numpy()
    open_ended = (np.bincount(matter, weights=~dated) > 0)[matter][dated]
    told, matter = plain(kept(told, dated).reset_index(drop=True)), matter[dated]
    day = ranks_of(told["shown_from"])
    time = keys_of([matter, day])
    row, of = _shown(matter, day, time, open_ended)
    then = told.iloc[row].reset_index(drop=True)
    # A time is a fact of its own, and so are the days of its plans: nothing looks from one time to another.
    apart = {name: keys_of([of, then[name]]) for name in ("fact", "key_days")}
    were = ranked(with_known_to(then.assign(**apart)), vocabulary)
    changed = np.any([(were[name] != then[name]).to_numpy() for name in TOLD], axis=0)
    days = _days(told["shown_from"], matter, day, time)
    found = were.loc[changed, ["observation_id", *TOLD]].reset_index(drop=True)
    stood = {name: one.array.take(of[changed]) for name, one in zip(TIMES, days, strict=True)}
    return found.assign(**stood)[list(COLUMNS)]


def _shown(matter: Codes, day: Codes, time: Codes, open_ended: Mask) -> tuple[Codes, Codes]:
    """Return the readings shown by each time of a matter but the last, which is now, and which time that is."""
    leads = np.zeros(len(matter), dtype=bool)
    leads[firsts(time)] = True
    newest = np.zeros(matter.max(initial=-1) + 1, dtype=np.int64)
    np.maximum.at(newest, matter, day)
    leads &= (day < newest[matter]) | open_ended
    rows, times = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for one, other in pairs(matter):
        here = leads[one] & (day[other] <= day[one])
        rows.append(other[here])
        times.append(time[one[here]])
    return np.concatenate(rows), np.concatenate(times)


def _days(shown: pd.Series[str], matter: Codes, day: Codes, time: Codes) -> tuple[pd.Series[str], pd.Series[str]]:
    """Return the first day of each time and its last, which is the day before its matter's next time."""
    first = firsts(time)
    since = shown.iloc[first].reset_index(drop=True)
    before = since.map({one: (date.fromisoformat(one) - timedelta(1)).isoformat() for one in since.unique()})
    order = np.lexsort((day[first], matter[first]))
    last = np.r_[run_starts(matter[first][order])[1:], len(order)][: len(order)] - 1
    ends = np.empty(len(order), dtype=object)
    ends[order] = np.r_[before.to_numpy(object)[order[1:]], [""][: len(order)]]
    ends[order[last]] = ""
    return since, pd.Series(ends, dtype="str")
