"""How the readings of a conflict stand to each other: the class of each origin, its carrier's tier, rank and reason."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from etl.reconcile.codes import joined_runs, mapped, mapped_rows, texts_of
from etl.reconcile.identity import numbers_of
from etl.reconcile.precedence import origin_classes
from etl.vocabulary import Vocabulary

JOINT = ";"
COLUMNS = ("origin_classes", "source_tiers", "statuses", "ranks", "rank_reasons")
"""Each in the order of the conflict's readings."""

ASKED = ("observation_id", "entity", "counterparty", "origin", "source_tier", "status", "rank", "rank_reason")
"""What is asked of each reading."""


def with_standing(conflicts: pd.DataFrame, held: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the conflicts with the standing of each reading, one for each id that they list."""
    runs = pc.split_pattern(texts_of(conflicts["observation_ids"]), JOINT)
    place = pd.Index(numbers_of(held["observation_id"])).get_indexer(pd.Index(numbers_of(runs.flatten())))
    start = np.asarray(runs.offsets)[:-1]
    told = zip(COLUMNS, _told(held[list(ASKED[1:])].iloc[place], vocabulary), strict=True)
    return conflicts.assign(**{name: joined_runs(column.astype("str").array, start, JOINT) for name, column in told})


def _told(rows: pd.DataFrame, vocabulary: Vocabulary) -> tuple[pd.Series[Any], ...]:
    """Return what is told of each reading, a column each."""
    class_of = origin_classes(vocabulary)
    own = mapped_rows([rows[name] for name in ("entity", "counterparty", "origin")], lambda *row: class_of(*row).id)
    tier = mapped(rows["source_tier"], lambda tier: "" if pd.isna(tier) else str(int(tier)))
    return own, tier, rows["status"], rows["rank"], rows["rank_reason"]
