"""Azure's retail prices: a list of pages as they came; several prices of one instance are told apart by lease."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from etl.model import Table
from etl.readers.raw import _form, _prices
from etl.readers.raw._prices import Credit, Offer
from etl.sidecar import Sidecar

CREDIT = Credit("Azure", "Azure retail prices", "1")
FIELDS = ("armSkuName", "skuName", "productName", "retailPrice", "currencyCode", "unitOfMeasure", "type")
HOURS_A_YEAR = 8_760
TERMS = {"1 Year": ("reserved_1y", 1), "3 Years": ("reserved_3y", 3)}
"""The price of a reservation is that of its whole term."""


@cache
def instances() -> dict[str, tuple[str, int]]:
    """Return the accelerator and its number by instance."""
    raw = tomllib.loads(Path(__file__).with_name("azure.toml").read_text(encoding="utf-8"))
    return {name: (one["gpu"], one["count"]) for name, one in raw["instance"].items()}


def read(path: Path, told: Sidecar, data: bytes) -> Table:
    """Return the month's median price over the regions, by accelerator and lease."""
    pages = _form.json_of(path, told, data)
    if not isinstance(pages, list):
        raise _form.refused(path, told, "it is no list of pages")
    items = [item for page in pages for item in _form.field(path, told, page, "Items")]
    return _prices.table(path, told, list(_offers(path, told, items)), CREDIT)


def _offers(path: Path, told: Sidecar, items: list[Any]) -> Iterator[Offer]:
    for item in items:
        held = {name: str(_form.field(path, told, item, name)) for name in FIELDS}
        gpu, count = instances().get(held["armSkuName"], ("", 0))
        lease, hours = _lease(held, str(item.get("reservationTerm", "")))
        if count and lease and held["currencyCode"] == "USD":
            yield Offer(gpu, lease, _prices.number(held["retailPrice"]) / count / hours)


def _lease(item: dict[str, str], term: str) -> tuple[str, float]:
    """Return the lease of a price and the hours it is for; an empty lease for a price of something else."""
    if "Windows" in item["productName"] or "Low Priority" in item["skuName"]:
        return "", 1
    if item["type"] == "Reservation":
        lease, years = TERMS.get(term, ("", 1))
        return lease, HOURS_A_YEAR * years
    if item["type"] != "Consumption" or item["unitOfMeasure"] != "1 Hour":
        return "", 1
    return ("spot" if "Spot" in item["skuName"] else "on_demand"), 1
