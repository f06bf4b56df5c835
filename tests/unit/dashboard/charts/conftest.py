"""A small ledger for the charts: real figures from the curated tables, a few of each kind."""

from pathlib import Path

import pandas as pd
import pytest

HERE = Path(__file__).parent / "tables"
NUMBERS = {
    *("value", "value_low", "value_high", "memory_gb", "telling", "n_tellings"),
    *("implied", "implied_low", "implied_high", "bound", "bound_low", "bound_high"),
    *("input_no", "moved_days_low", "moved_days_high", "slip_days", "slip_days_low", "slip_days_high"),
}


@pytest.fixture(scope="session")
def tables() -> dict[str, pd.DataFrame]:
    found = {path.stem: read(path) for path in HERE.glob("*.csv")}
    observations = found["observations"]
    return found | dict.fromkeys(("gpu_purchases", "capex", "rental_costs", "supply"), observations)


def read(path: Path) -> pd.DataFrame:
    """Read a table as a snapshot holds it: numbers as numbers, all else as text that is never missing."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    numbers = [name for name in frame if name in NUMBERS]
    return frame.assign(**{name: pd.to_numeric(frame[name]) for name in numbers})
