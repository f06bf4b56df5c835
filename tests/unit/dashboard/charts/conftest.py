"""A small ledger for the charts: real figures from the curated tables, a few of each kind."""

from pathlib import Path

import pandas as pd
import pytest

HERE = Path(__file__).parent / "tables"


@pytest.fixture(scope="session")
def tables() -> dict[str, pd.DataFrame]:
    found = {path.stem: read(path) for path in HERE.glob("*.csv")}
    observations = found["observations"]
    return found | dict.fromkeys(("gpu_purchases", "capex", "rental_costs", "supply"), observations)


def read(path: Path) -> pd.DataFrame:
    """Read a table as a snapshot holds it: numbers as numbers, all else as text that is never missing."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    numbers = [name for name in frame if name in {"value", "value_low", "value_high", "memory_gb"}]
    return frame.assign(**{name: pd.to_numeric(frame[name]) for name in numbers})
