"""Offers of the Vast.ai marketplace: single hosts, so that only medians over several are told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.model import Table
from etl.readers.raw import _form, _prices
from etl.readers.raw._prices import Credit, Offer
from etl.sidecar import Sidecar

CREDIT = Credit("Vast.ai", "Marketplace offers of Vast.ai", "1", fewest=3)
FIELDS = ("gpu_name", "num_gpus", "dph_total")


def read(path: Path, told: Sidecar, data: bytes) -> Table:
    """Return the month's median price of each accelerator that three hosts or more offer."""
    offers = _form.field(path, told, _form.json_of(path, told, data), "offers")
    if not isinstance(offers, list):
        raise _form.refused(path, told, "its offers are no list")
    return _prices.table(path, told, list(_offers(path, told, offers)), CREDIT)


def _offers(path: Path, told: Sidecar, offers: list[Any]) -> Iterator[Offer]:
    for offer in offers:
        name, count, price = (_form.field(path, told, offer, one) for one in FIELDS)
        gpus = _prices.number(count)
        if gpus >= 1:
            yield Offer(str(name), "marketplace", _prices.number(price) / gpus)
