"""How the readings of a conflict stand to each other: the class of each origin, its carrier's tier, rank and reason."""

from __future__ import annotations

from itertools import accumulate, chain, pairwise
from typing import Any

import pandas as pd

from etl.reconcile.cluster import cells
from etl.reconcile.codes import among, mapped, mapped_rows
from etl.reconcile.precedence import origin_class
from etl.vocabulary import Vocabulary

JOINT = ";"
COLUMNS = ("origin_classes", "source_tiers", "statuses", "ranks", "rank_reasons")
"""Each in the order of the conflict's readings."""


def with_standing(conflicts: pd.DataFrame, held: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the conflicts with the standing of each reading, one for each id that they list."""
    listed = [ids.split(JOINT) for ids in cells(conflicts["observation_ids"])]
    ids = pd.Index(list(chain.from_iterable(listed)), dtype="str")
    rows = held[among(held["observation_id"], ids)]
    place = pd.Index(rows["observation_id"]).get_indexer(ids)
    upto = [0, *accumulate(map(len, listed))]
    told = zip(COLUMNS, _told(rows, vocabulary), strict=True)
    return conflicts.assign(**{name: _joined(cells(column.iloc[place]), upto) for name, column in told})


def _joined(words: list[str], upto: list[int]) -> list[str]:
    return [JOINT.join(words[first:last]) for first, last in pairwise(upto)]


def _told(rows: pd.DataFrame, vocabulary: Vocabulary) -> tuple[pd.Series[Any], ...]:
    """Return what is told of each reading, a column each."""

    def class_of(entity: str, counterparty: str, origin: str) -> str:
        return origin_class(entity, counterparty, origin, vocabulary).id

    own = mapped_rows([rows[name] for name in ("entity", "counterparty", "origin")], class_of)
    tier = mapped(rows["source_tier"], lambda tier: "" if pd.isna(tier) else str(int(tier)))
    return own, tier, rows["status"], rows["rank"], rows["rank_reason"]
