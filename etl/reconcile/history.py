"""From when to when a reading was the newest word of its origin."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from etl.reconcile.name import UNATTRIBUTED
from etl.reconcile.rule import rule
from etl.reconcile.when import has_flag

RUMOUR = "rumour"


def with_known_to(observations: pd.DataFrame) -> pd.DataFrame:
    """
    Return the observations with known_to: the day before the same origin said something newer of the same fact.

    A rumour ends only a rumour, a deprecated reading ends none, and what stands beside its like (a second contract) is
    never ended. Unnamed origins are one only within one publisher.
    """
    frame = observations.assign(known_to="")
    lasting = (frame["known_from"] != "") & ~is_event(frame)
    anonymous = frame["origin"] == UNATTRIBUTED
    voice = frame["origin"].where(~anonymous, frame["origin"] + " " + frame["publisher"])
    rumoured = frame["status"] == RUMOUR
    told = frame[lasting & ~has_flag(frame["flags"], *rule().deprecated)].assign(voice=voice, rumoured=rumoured)
    steps = told.drop_duplicates(["fact", "voice", "rumoured", "known_from"])[
        ["fact", "voice", "rumoured", "known_from"]
    ]
    steps = steps.sort_values(["fact", "voice", "rumoured", "known_from"], kind="stable")
    following = steps.groupby(["fact", "voice", "rumoured"], sort=False)["known_from"].shift(-1).fillna("")
    steps = steps.assign(next=following)
    told = told.reset_index(names="at").merge(steps, on=["fact", "voice", "rumoured", "known_from"], how="left")
    before = {day: _day_before(day) for day in told["next"].unique()}
    ends = pd.Series(told["next"].map(before).to_list(), index=told["at"], dtype="str")
    frame["known_to"] = ends.reindex(frame.index).fillna("")
    return frame


def is_event(frame: pd.DataFrame) -> pd.Series[bool]:
    """Return where a figure stands beside its like and is no rival to it."""
    alone = frame["metric"].isin(rule().events_without_product) & (frame["product"] == "")
    return frame["metric"].isin(rule().events) | alone


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(1)).isoformat() if day else ""
