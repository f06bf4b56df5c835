"""Ranks and ends as they were while others were still to come: each time at another one than now."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from etl.reconcile.codes import Codes, Mask, firsts, kept, keys_of, mapped, pairs, plain, run_starts, sizes, together
from etl.reconcile.history import ONE_PLAN, with_known_to
from etl.reconcile.identity import LOOSE, STATED
from etl.reconcile.order import places_by
from etl.reconcile.precedence import READ as RANKED
from etl.reconcile.precedence import ranked
from etl.vocabulary import Vocabulary

TOLD = ("rank", "rank_reason", "known_to")
TIMES = ("stood_from", "stood_to")
COLUMNS = ("observation_id", *TIMES, *TOLD)
READ = tuple(dict.fromkeys((*RANKED, *ONE_PLAN, "key_definition", "publisher", "flags", *TOLD, *TIMES)))
FOR_EVER, NEVER = "9999-99-99", "0000-00-00"
MATTER = (*LOOSE, *(f"key_{name}" for name in STATED if name != "definition"))
"""Readings that differ in one of these neither rank nor end each other."""


def standings(readings: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """
    Return one row for each time in which a reading ranked or ended otherwise than it does now.

    Readings stand from a day to a day; those of now have no last one, and one without a first day stands on none. The
    last time of a matter has no end: it is told where a rival without a day makes the rank of now another.
    """
    matter = keys_of([readings[name] for name in MATTER])
    ended = np.bincount(matter, weights=(readings["stood_to"] != "").to_numpy()) > 0
    several = (sizes(matter) > 1) | ended[matter]
    if not several.any():
        return plain(readings[list(COLUMNS)].iloc[:0])
    told = _with_ends(kept(readings[list(READ)], several))
    matter = keys_of([told[name] for name in MATTER])
    dated = (told["stood_from"] != "").to_numpy()
    open_ended = (np.bincount(matter, weights=~dated) > 0)[matter][dated]
    told, matter = kept(told, dated).reset_index(drop=True), matter[dated]
    told = told.assign(**plain(told[[*TIMES, *TOLD]]))
    first, last = together(told["stood_from"], told["stood_to"].mask(told["stood_to"] == "", FOR_EVER))
    time = keys_of([matter, first])
    row, of = shown_by(matter, first, time, open_ended, last)
    then = told.iloc[row].reset_index(drop=True)
    # A time is a fact of its own, and so are the days of its plans: nothing looks from one time to another.
    apart = {name: keys_of([of, then[name]]) for name in ("fact", "key_days")}
    were = ranked(with_known_to(then.assign(**apart)), vocabulary)
    changed = np.any([(now != then[name]).to_numpy() for name, now in plain(were[list(TOLD)]).items()], axis=0)
    days = days_of(told["stood_from"], matter, first, time)
    found = plain(were.loc[changed, ["observation_id", *TOLD]]).reset_index(drop=True)
    stood = {name: one.array.take(of[changed]) for name, one in zip(TIMES, days, strict=True)}
    return found.assign(**stood)[list(COLUMNS)]


def _with_ends(readings: pd.DataFrame) -> pd.DataFrame:
    """Return the readings, and for each that ends one that never stands and begins on the day after, as a time does."""
    ended = kept(readings, readings["stood_to"] != "")
    after = mapped(ended["stood_to"], lambda day: (date.fromisoformat(day) + timedelta(1)).isoformat())
    return pd.concat([readings, ended.assign(stood_from=after, stood_to=NEVER)], ignore_index=True)


def shown_by(
    matter: Codes, day: Codes, time: Codes, open_ended: Mask, last: Codes | None = None
) -> tuple[Codes, Codes]:
    """Return what stands at each time of a matter but the last, which is now, and which time that is."""
    leads = np.zeros(len(matter), dtype=bool)
    leads[firsts(time)] = True
    newest = np.zeros(matter.max(initial=-1) + 1, dtype=np.int64)
    np.maximum.at(newest, matter, day)
    leads &= (day < newest[matter]) | open_ended
    rows, times = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for one, other in pairs(matter, leads):
        here = day[other] <= day[one]
        if last is not None:
            here &= last[other] >= day[one]
        rows.append(other[here])
        times.append(time[one[here]])
    return np.concatenate(rows), np.concatenate(times)


def days_of(shown: pd.Series[str], matter: Codes, day: Codes, time: Codes) -> tuple[pd.Series[str], pd.Series[str]]:
    """Return the first day of each time and its last, which is the day before its matter's next time."""
    first = firsts(time)
    since = shown.iloc[first].astype("str").reset_index(drop=True)
    before = mapped(since, lambda day: (date.fromisoformat(day) - timedelta(1)).isoformat())
    order = places_by(matter[first], day[first])
    last = np.r_[run_starts(matter[first][order])[1:], len(order)][: len(order)] - 1
    ends = np.empty(len(order), dtype=object)
    ends[order] = np.r_[before.to_numpy(object)[order[1:]], [""][: len(order)]]
    ends[order[last]] = ""
    return since, pd.Series(ends, dtype="str")
