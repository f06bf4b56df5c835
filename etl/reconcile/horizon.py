"""One statement told for different periods: every reading is kept and marked, and a ladder takes the best told one."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from etl.reconcile.history import RUMOUR

HORIZON = "horizon"
DISPUTED = "disputed"


def with_horizon_status(observations: pd.DataFrame, conflicts: pd.DataFrame) -> pd.DataFrame:
    """Return the observations with horizon_status: disputed where another reading tells the statement of other days."""
    held = {id_ for ids in _groups(conflicts) for id_ in ids}
    disputed = observations["observation_id"].isin(held)
    return observations.assign(horizon_status=disputed.map({True: DISPUTED, False: ""}).astype("str"))


def outweighed(observations: pd.DataFrame, conflicts: pd.DataFrame) -> set[str]:
    """Return the disputed readings whose period is told worse: by a rumour, by weaker carriers, by fewer of them."""
    rows = observations.set_index("observation_id")
    found: set[str] = set()
    for ids in _groups(conflicts):
        told = rows.loc[ids]
        told = told.assign(rumoured=told["status"] == RUMOUR, fewer=-told["n_evidence"])
        best = told.sort_values(["rumoured", "source_tier", "fewer", "key_days"])["key_days"].iloc[0]
        found |= set(told.index[told["key_days"] != best])
    return found


def _groups(conflicts: pd.DataFrame) -> Iterator[list[str]]:
    for ids in conflicts.loc[conflicts["kind"] == HORIZON, "observation_ids"]:
        yield ids.split(";")
