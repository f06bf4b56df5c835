"""The small ledger with what rent-or-buy reads: the break-evens of the charts' fixtures, their inputs, their pages."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.publish import schema
from etl.publish.snapshot import publish
from tests.ledger import tables

HERE = Path(__file__).parent / "unit/dashboard/charts/tables"

NUMBERS = ("value", "value_low", "value_high", "input_no", "source_tier", "n_publishers")


def store(folder: Path) -> Path:
    """Publish it into a folder and return the folder."""
    more = _read("observations")
    rows = more[more["metric"] == "break_even_hours"].assign(source="derived", locator="", source_kind="derived")
    held = tables(more=tuple(rows.to_dict("records"))) | {
        name: _typed(name, _read(name)) for name in ("derivations", "assumptions")
    }
    publish(held, folder, {"added": len(held["observations"]), "changed": 0, "retracted": 0})
    return folder


def _read(name: str) -> pd.DataFrame:
    frame = pd.read_csv(HERE / f"{name}.csv", dtype=str, keep_default_na=False)
    return frame.assign(**{column: pd.to_numeric(frame[column]) for column in NUMBERS if column in frame})


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    return frame.reindex(columns=[column.name for column in schema.schemas()[name].columns])
