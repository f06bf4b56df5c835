"""From when to when a reading was the newest word of its origin."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from etl.reconcile.cluster import cells
from etl.reconcile.codes import Codes, codes_of, keys_of, mapped_rows, ranks_of, run_starts, texts_like
from etl.reconcile.identity import LOOSE, STATED
from etl.reconcile.name import UNATTRIBUTED
from etl.reconcile.order import places_by
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
    day, days = ranks_of(told["known_from"]), sorted(cells(codes_of(told["known_from"])[1]))
    within = mapped_rows([told["publisher"], told["origin"]], _within)
    voice = keys_of([told["fact"], told["origin"], within, (told["status"] == RUMOUR).astype("int64")])
    ends = np.full(len(frame), len(days), dtype=np.int64)
    ends[at] = _ends(voice, day, len(days))
    plans = np.flatnonzero(told["status"].isin(rule().ladder["statuses"]).to_numpy())
    defined = _defined(frame.iloc[at[plans]], day[plans], len(days))
    ends[at[plans]] = np.minimum(ends[at[plans]], defined)
    before = [*map(_day_before, days), ""]
    return frame.assign(known_to=texts_like(frame["known_from"], before, ends, frame.index))


def _within(publisher: str, origin: str) -> str:
    """Return where an origin is one only within a publisher, since it has no name."""
    return publisher if origin == UNATTRIBUTED else ""


def _ends(voice: Codes, day: Codes, never: int) -> Codes:
    """Return for each row the day on which its voice spoke again."""
    order = places_by(voice, day)
    first = run_starts(keys_of([voice[order], day[order]]))
    following = np.r_[first[1:], len(order)][: len(first)]
    voices, told = np.r_[voice[order], -1], np.r_[day[order], never]
    upto = np.where(voices[following] == voices[first], told[following], never)
    found = np.empty(len(order), dtype=np.int64)
    found[order] = np.repeat(upto, np.diff(np.r_[first, len(order)]))
    return found


def _defined(plans: pd.DataFrame, day: Codes, never: int) -> Codes:
    """Return for each plan that names no definition the day on which its origin named one, never for the others."""
    within = mapped_rows([plans["publisher"], plans["origin"]], _within)
    voice = keys_of([*(plans[name] for name in ONE_PLAN), within])
    said = (plans["key_definition"] != rule().same["definition"][""]).to_numpy()
    # Voice and day as one number, so that what follows a plan in its voice is found by its size.
    told = voice * (never + 1) + day
    named = np.append(np.sort(told[said]), np.iinfo(np.int64).max)
    following = named[np.searchsorted(named, told, "right")]
    ended = ~said & (following // (never + 1) == voice)
    return np.where(ended, following % (never + 1), never)


def is_event(frame: pd.DataFrame) -> pd.Series[bool]:
    """Return where a figure stands beside its like and is no rival to it."""
    alone = frame["metric"].isin(rule().events_without_product) & (frame["product"] == "")
    return frame["metric"].isin(rule().events) | alone


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(1)).isoformat()
