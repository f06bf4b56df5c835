"""From when to when a reading was the newest word of its origin."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from etl.reconcile.codes import Codes, keys_of, mapped_rows, ranks_of, run_starts
from etl.reconcile.identity import LOOSE, STATED
from etl.reconcile.name import UNATTRIBUTED
from etl.reconcile.rule import rule
from etl.reconcile.when import has_flag

RUMOUR = "rumour"
ONE_PLAN = (*LOOSE, *(f"key_{name}" for name in STATED if name != "definition"), "origin")
"""By what plans are told of one thing, in whatever definition."""


def with_known_to(observations: pd.DataFrame) -> pd.DataFrame:
    """
    Return the observations with known_to: the day before the same origin said something newer of the same fact.

    A rumour ends only a rumour, a deprecated reading ends none, and what stands beside its like (a second contract) is
    never ended. Unnamed origins are one only within one publisher. A plan that names no definition ends, too, when its
    origin names one.
    """
    frame = observations
    lasting = (frame["known_from"] != "") & ~is_event(frame) & ~has_flag(frame["flags"], *rule().deprecated)
    at = np.flatnonzero(lasting.to_numpy())
    told = frame[["fact", "origin", "publisher", "status", "known_from"]].iloc[at]
    within = mapped_rows([told["publisher"], told["origin"]], _within)
    voice = keys_of([told["fact"], told["origin"], within, (told["status"] == RUMOUR).astype("int64")])
    ends = np.full(len(frame), "", dtype=object)
    ends[at] = _ends(voice, told["known_from"])
    plans = at[told["status"].isin(rule().ladder["statuses"]).to_numpy()]
    ends[plans] = _sooner(ends[plans], _defined(frame.iloc[plans]))
    return frame.assign(known_to=pd.Series(ends, index=frame.index, dtype="str"))


def _within(publisher: str, origin: str) -> str:
    """Return where an origin is one only within a publisher, since it has no name."""
    return publisher if origin == UNATTRIBUTED else ""


def _ends(voice: Codes, known_from: pd.Series[str]) -> Codes:
    """Return for each row the day before its voice spoke again, empty where it did not."""
    day, days = ranks_of(known_from), np.sort(known_from.unique().astype(object))
    before = np.array([*(_day_before(one) for one in days), ""], dtype=object)
    order = np.lexsort((day, voice))
    first = run_starts(keys_of([voice[order], day[order]]))
    following = np.r_[first[1:], len(order)][: len(first)]
    voices, told = np.r_[voice[order], -1], np.r_[day[order], len(days)]
    upto = np.where(voices[following] == voices[first], told[following], len(days))
    found = np.empty(len(order), dtype=object)
    found[order] = before[np.repeat(upto, np.diff(np.r_[first, len(order)]))]
    return found


def _defined(plans: pd.DataFrame) -> Codes:
    """Return for each plan that names no definition the day before its origin named one, empty for the others."""
    within = mapped_rows([plans["publisher"], plans["origin"]], _within)
    voice = keys_of([*(plans[name] for name in ONE_PLAN), within])
    day, days = ranks_of(plans["known_from"]), np.sort(plans["known_from"].unique().astype(object))
    said = (plans["key_definition"] != rule().same["definition"][""]).to_numpy()
    # Voice and day as one number, so that what follows a plan in its voice is found by its size.
    told = voice * (len(days) + 1) + day
    named = np.append(np.sort(told[said]), np.iinfo(np.int64).max)
    following = named[np.searchsorted(named, told, "right")]
    ended = ~said & (following // (len(days) + 1) == voice)
    before = np.array([_day_before(one) for one in days], dtype=object)
    found = np.full(len(plans), "", dtype=object)
    found[ended] = before[following[ended] % (len(days) + 1)]
    return found


def _sooner(one: Codes, other: Codes) -> Codes:
    """Return the earlier of two days of each row; an empty one is none."""
    found: Codes = np.where((one == "") | ((other != "") & (other < one)), other, one)
    return found


def is_event(frame: pd.DataFrame) -> pd.Series[bool]:
    """Return where a figure stands beside its like and is no rival to it."""
    alone = frame["metric"].isin(rule().events_without_product) & (frame["product"] == "")
    return frame["metric"].isin(rule().events) | alone


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(1)).isoformat()
