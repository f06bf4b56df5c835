"""How the readings of a conflict stand to each other: the class of each origin, its carrier's tier, rank and reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from etl.reconcile.cluster import records
from etl.reconcile.precedence import origin_class
from etl.vocabulary import Vocabulary

JOINT = ";"
COLUMNS = ("origin_classes", "source_tiers", "statuses", "ranks", "rank_reasons")
"""Each in the order of the conflict's readings."""


def with_standing(conflicts: pd.DataFrame, held: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the conflicts with the standing of each reading, one for each id that they list."""
    wanted = {id_ for ids in conflicts["observation_ids"] for id_ in ids.split(JOINT)}
    rows = records(held[held["observation_id"].isin(wanted)])
    told = {row["observation_id"]: _told(row, vocabulary) for row in rows}
    joined = [
        [JOINT.join(cells) for cells in zip(*(told[id_] for id_ in ids.split(JOINT)), strict=True)]
        for ids in conflicts["observation_ids"]
    ]
    return conflicts.assign(**{name: [row[at] for row in joined] for at, name in enumerate(COLUMNS)})


def _told(row: Mapping[Any, Any], vocabulary: Vocabulary) -> tuple[str, ...]:
    own = origin_class(row["entity"], row["counterparty"], row["origin"], vocabulary)
    tier = "" if pd.isna(row["source_tier"]) else str(int(row["source_tier"]))
    return own.id, tier, row["status"], row["rank"], row["rank_reason"]
