"""What a rule asks of the published tables: a few columns, so that no table is held twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from etl.reconcile.cluster import cells
from etl.reconcile.codes import plain

Tables = Mapping[str, pd.DataFrame]


class Shelved(dict[str, pd.DataFrame]):
    """Tables of which the texts of documents lie elsewhere: `filled` gives rows with theirs."""

    def __init__(self, filled: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
        super().__init__()
        self.filled = filled


def asked(tables: Tables, name: str, *columns: str) -> pd.DataFrame:
    """Return some columns of a table, categories as texts: those of all would take as much memory again."""
    return plain(tables[name][list(columns)])


def texts_of(tables: Tables, first: int, last: int) -> list[Any]:
    """Return the texts of documents from one row to another."""
    rows = tables["documents"].iloc[first:last]
    return cells((tables.filled(rows) if isinstance(tables, Shelved) else rows)["text"])
