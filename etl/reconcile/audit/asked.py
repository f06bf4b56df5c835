"""What a rule asks of the published tables: a few columns, so that no table is held twice."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from etl.reconcile.codes import plain

Tables = Mapping[str, pd.DataFrame]


def asked(tables: Tables, name: str, *columns: str) -> pd.DataFrame:
    """Return some columns of a table, categories as texts: those of all would take as much memory again."""
    return plain(tables[name][list(columns)])
