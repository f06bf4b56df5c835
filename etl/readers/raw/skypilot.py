"""Prices of a cloud's instances in the SkyPilot catalog: a CSV whose columns are read by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from etl.model import Table
from etl.readers.raw import _form, _prices
from etl.readers.raw._prices import Credit, Offer
from etl.sidecar import Sidecar

COLUMNS = ("InstanceType", "AcceleratorName", "AcceleratorCount", "Price", "Region")
CREDIT = Credit("skypilot-org/skypilot-catalog", "SkyPilot catalog of cloud prices", "4")
LEASES = {"Price": "on_demand", "SpotPrice": "spot"}


def read(path: Path, told: Sidecar, data: bytes) -> Table:
    """Return the month's median price of each accelerator; the price of an instance is divided by its accelerators."""
    rows = _form.csv_of(path, told, data, COLUMNS)
    return _prices.table(path, told, _offers(rows), CREDIT)


def _offers(rows: list[dict[str, str]]) -> Iterator[Offer]:
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        count = _prices.number(row["AcceleratorCount"])
        for column, lease in LEASES.items():
            # Zones of one region repeat its price; they are no further offers.
            key = (column, row["InstanceType"], row["AcceleratorName"], row["Region"], row.get(column, ""))
            if key not in seen and _has_accelerator(row, count):
                seen.add(key)
                # Google's accelerators stand in rows of their own: their host is another row.
                definition = _prices.DEFINITION if row["InstanceType"] else _prices.GPU_ONLY
                yield Offer(row["AcceleratorName"], lease, _prices.number(row.get(column, "")) / count, definition)


def _has_accelerator(row: Mapping[str, str], count: float) -> bool:
    return bool(row["AcceleratorName"]) and count >= 1
