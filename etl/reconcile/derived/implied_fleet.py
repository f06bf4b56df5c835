"""How many accelerators a yearly rent pays for, at a band of hourly prices and every hour used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from etl.reconcile.cluster import records
from etl.reconcile.codes import Mask, kept
from etl.reconcile.derived.amount import Amount
from etl.reconcile.derived.derivation import Derivation, Given, Input, Refusal, Result, about, counted_by

BAND = ("gpu-hour-mid", "gpu-hour-low", "gpu-hour-high")
"""The middle price and its bounds: the dearer the hour, the fewer the chips."""

USE = "full-use"
DERIVATION = Derivation(
    "implied_fleet",
    "units",
    "rent a year / (price of a GPU-hour x 8,760 hours x use)",
    "年租金 ÷（每卡时价格 × 8760 小时 × 使用率）",
    of=("rental_cost_per_year",),
    is_of_each=True,
    assumes=(*BAND, USE),
    is_in_dollars=True,
)
HOURS_A_YEAR = 8760
NODES = "node_rent"


def results(given: Given) -> Iterator[Result | Refusal]:
    """Yield the fleet behind each yearly rent; the rent of one node is no fleet."""
    rents = given.of(*DERIVATION.of)
    assumed = given.assumed(*BAND, USE)
    for row in records(kept(rents, rents["contract_type"] != NODES)):
        rent = Input.of(row, "rent a year", dollars=True)
        dims = about(row, "counterparty", "contract_type", unit_basis="gpus", definition=counted_by(row))
        if assumed is None or not rent.amount.is_known:
            yield Refusal(dims, "no price of a GPU-hour is held, or no rate", "缺少每卡时价格或汇率", (rent,))
        else:
            yield Result(fleet(rent.amount, band(assumed), assumed[-1].amount), (rent, *assumed), dims)


def bearing(figures: pd.DataFrame, given: Given) -> Mask:
    """Return which figures may count, where a price is held: rents of more than a node."""
    found: Mask = (figures["contract_type"] != NODES).to_numpy(bool) & given.was_assumed(*BAND, USE)
    return found


def band(prices: Sequence[Input]) -> Amount:
    """Return a price band of the assumptions for its middle, its low and its high."""
    middle, low, high = (one.amount.value for one in prices[:3])
    return Amount(middle, low, high)


def fleet(rent: Amount, price: Amount, use: Amount) -> Amount:
    """
    Return how many accelerators a yearly rent pays for.

    >>> found = fleet(Amount.exactly(2.5e9), Amount(2.5, 1.99, 3.5), Amount.exactly(1))
    >>> [round(number or 0, -3) for number in (found.high, found.value, found.low)]
    [143000.0, 114000.0, 82000.0]
    """
    return rent.over(price.times(use).scaled(HOURS_A_YEAR))
