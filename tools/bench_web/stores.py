"""The data measured with: what is shipped, the same among 100,000 observations, and a table of a million rows."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
from peers import ROOT, WORK

sys.path.insert(0, str(ROOT))
from etl.publish.snapshot import publish

SHIPPED = ROOT / "datasets" / "snapshots"
MANY, MILLION = 100_000, 1_000_000
VIEWS = ("observations", "gpu_purchases", "capex", "rental_costs", "supply")
"""The tables that hold observations: what the charts read."""

NOTHING = {"added": 0, "changed": 0, "retracted": 0}


def newest(store: Path) -> Path:
    """Return the folder of a store's newest snapshot."""
    return store / (store / "LATEST").read_text(encoding="utf-8").strip()


def tables() -> dict[str, pd.DataFrame]:
    """Return what is shipped, as a refresh publishes it."""
    return {path.stem: pd.read_parquet(path) for path in sorted(newest(SHIPPED).glob("*.parquet"))}


def many() -> Path:
    """Publish the shipped observations among copies that no chart draws, until there are 100,000, in every table."""
    store = WORK / "many"
    if not (store / "LATEST").exists():
        held = tables()
        times = MANY // len(held["observations"])
        publish(_texts(held | {name: _multiplied(held[name], times) for name in VIEWS if name in held}), store, NOTHING)
    return store


def _multiplied(rows: pd.DataFrame, times: int) -> pd.DataFrame:
    copies = [
        rows.assign(observation_id=[f"{name}-{copy}" for name in rows["observation_id"]], rank="deprecated")
        for copy in range(times)
    ]
    return pd.concat([rows, *copies], ignore_index=True)


def million() -> Path:
    """Publish a million rows of what was left unread, beside the shipped tables."""
    store = WORK / "million"
    if not (store / "LATEST").exists():
        held = tables()
        rows = held["unexplained"]
        copies = pd.concat([rows] * (MILLION // len(rows) + 1), ignore_index=True).head(MILLION)
        publish(_texts(held | {"unexplained": copies.assign(char_start=range(MILLION))}), store, NOTHING)
    return store


def _texts(held: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables with dates as text, as the publisher takes them."""
    return {name: frame.assign(**{one: _iso(frame[one]) for one in _dates(frame)}) for name, frame in held.items()}


def _dates(frame: pd.DataFrame) -> list[str]:
    return [str(name) for name in frame if str(frame[name].dtype).startswith(("date", "object"))]


def _iso(values: pd.Series) -> pd.Series:
    return values.map(lambda one: "" if pd.isna(one) else str(one)).astype(object)
