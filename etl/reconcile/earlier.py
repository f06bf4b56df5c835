"""Ranks as they were while rivals were still to come: each time at another rank, or for another reason, than now."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from etl.reconcile.codes import Codes, Mask, firsts, kept, keys_of, pairs, plain, ranks_of, run_starts, sizes
from etl.reconcile.precedence import READ, ranked
from etl.vocabulary import Vocabulary

TOLD = ("rank", "rank_reason")
COLUMNS = ("observation_id", "known_from", "known_to", *TOLD)
ASKED = (*READ, "metric", "product", "flags", *TOLD)


def standings(observations: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """
    Return one row for each time in which a reading ranked otherwise than it does now.

    On a day those readings of a fact stand that are known by it; one without a day stands on none. The last time of a
    fact has no end: it is told where a rival without a day makes the rank of now another.
    """
    told = kept(observations, sizes(keys_of([observations["fact"]])) > 1)
    fact, dated = keys_of([told["fact"]]), (told["known_from"] != "").to_numpy()
    open_ended = (np.bincount(fact, weights=~dated) > 0)[fact][dated]
    told, fact = plain(kept(told[list(ASKED)], dated).reset_index(drop=True)), fact[dated]
    day = ranks_of(told["known_from"])
    time = keys_of([fact, day])
    row, of = _known(fact, day, time, open_ended)
    then = told.iloc[row].reset_index(drop=True)
    were = ranked(then.assign(fact=of), vocabulary)
    changed = np.any([(were[name] != then[name]).to_numpy() for name in TOLD], axis=0)
    first, upto = _days(told["known_from"], fact, day, time)
    found = were.loc[changed, ["observation_id", *TOLD]].reset_index(drop=True)
    return found.assign(known_from=first.array.take(of[changed]), known_to=upto.array.take(of[changed]))[list(COLUMNS)]


def _known(fact: Codes, day: Codes, time: Codes, open_ended: Mask) -> tuple[Codes, Codes]:
    """Return the readings known by each time of a fact but the last, which is now, and which time that is."""
    leads = np.zeros(len(fact), dtype=bool)
    leads[firsts(time)] = True
    newest = np.zeros(fact.max(initial=-1) + 1, dtype=np.int64)
    np.maximum.at(newest, fact, day)
    leads &= (day < newest[fact]) | open_ended
    rows, times = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for one, other in pairs(fact):
        here = leads[one] & (day[other] <= day[one])
        rows.append(other[here])
        times.append(time[one[here]])
    return np.concatenate(rows), np.concatenate(times)


def _days(known_from: pd.Series[str], fact: Codes, day: Codes, time: Codes) -> tuple[pd.Series[str], pd.Series[str]]:
    """Return the first day of each time and its last, which is the day before its fact's next time."""
    first = firsts(time)
    since = known_from.iloc[first].reset_index(drop=True)
    before = since.map({one: (date.fromisoformat(one) - timedelta(1)).isoformat() for one in since.unique()})
    order = np.lexsort((day[first], fact[first]))
    last = np.r_[run_starts(fact[first][order])[1:], len(order)][: len(order)] - 1
    ends = np.empty(len(order), dtype=object)
    ends[order] = np.r_[before.to_numpy(object)[order[1:]], [""][: len(order)]]
    ends[order[last]] = ""
    return since, pd.Series(ends, dtype="str")
