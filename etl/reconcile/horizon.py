"""One statement told for different periods: every reading is kept and marked, and a ladder takes the best told one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from etl.reconcile.cluster import Member, records
from etl.reconcile.history import RUMOUR

HORIZON = "horizon"
DISPUTED = "disputed"
WEIGHED = ("observation_id", "status", "source_tier", "n_evidence", "key_days")


def with_horizon_status(observations: pd.DataFrame, conflicts: pd.DataFrame) -> pd.DataFrame:
    """Return the observations with horizon_status: disputed where another reading tells the statement of other days."""
    held = {id_ for ids in _groups(conflicts) for id_ in ids}
    disputed = observations["observation_id"].isin(held)
    return observations.assign(horizon_status=disputed.map({True: DISPUTED, False: ""}).astype("str"))


def outweighed(observations: pd.DataFrame, conflicts: pd.DataFrame) -> set[str]:
    """Return the disputed readings whose period is told worse: by a rumour, by weaker carriers, by fewer of them."""
    groups = list(_groups(conflicts))
    disputed = observations["observation_id"].isin({id_ for ids in groups for id_ in ids})
    rows = {row["observation_id"]: row for row in records(observations.loc[disputed, list(WEIGHED)])}
    found: set[str] = set()
    for ids in groups:
        told = [rows[id_] for id_ in ids]
        best = min(told, key=_weight)["key_days"]
        found |= {one["observation_id"] for one in told if one["key_days"] != best}
    return found


def _weight(one: Member) -> tuple[Any, ...]:
    return one["status"] == RUMOUR, one["source_tier"], -one["n_evidence"], one["key_days"]


def _groups(conflicts: pd.DataFrame) -> Iterator[list[str]]:
    for ids in conflicts.loc[conflicts["kind"] == HORIZON, "observation_ids"]:
        yield ids.split(";")
