"""What H100-class accelerators would cost to rent for a year, at a band of hourly prices, every hour used."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from etl.reconcile.cluster import records
from etl.reconcile.codes import Mask, kept
from etl.reconcile.derived.amount import Amount
from etl.reconcile.derived.derivation import Derivation, Given, Input, Refusal, Result, about, counted_by
from etl.reconcile.derived.implied_fleet import BAND, HOURS_A_YEAR, USE, band

DERIVATION = Derivation(
    "implied_rent",
    "USD_per_year",
    "accelerators x price of a GPU-hour x 8,760 hours x use",
    "加速器数量 × 每卡时价格 × 8760 小时 × 使用率",
    of=("units_purchased", "units_deployed"),
    is_of_each=True,
    assumes=(*BAND, USE),
)
PRICED = ("hopper", "h100", "h200")
"""What the band of hourly prices is a price of."""

H20 = "includes_h20"


def results(given: Given) -> Iterator[Result | Refusal]:
    """Yield the yearly rent of each H100-class fleet or purchase."""
    fleets = given.of(*DERIVATION.of)
    fleets = kept(fleets, _are_priced(fleets))
    assumed = given.assumed(*BAND, USE)
    for row in records(fleets):
        dims = about(row, "counterparty", definition=f"{row['metric']}_{counted_by(row)}")
        units = Input.of(row, "accelerators")
        if assumed is None:
            yield Refusal(dims, "no price of a GPU-hour is held", "缺少每卡时价格", (units,))
        elif H20 in row["flags"].split(";"):
            yield Refusal(dims, "the count mixes in H20, which rents for less", "计数包含租价更低的 H20", (units,))
        else:
            yield Result(rent(units.amount, band(assumed), assumed[-1].amount), (units, *assumed), dims)


def bearing(figures: pd.DataFrame, given: Given) -> Mask:
    """Return which figures may count, where a price is held: numbers of H100-class chips."""
    found: Mask = _are_priced(figures).to_numpy(bool) & given.was_assumed(*BAND, USE)
    return found


def _are_priced(figures: pd.DataFrame) -> pd.Series[bool]:
    return (figures["unit"] == "units") & figures["product"].isin(PRICED)


def rent(units: Amount, price: Amount, use: Amount) -> Amount:
    """
    Return what so many accelerators cost to rent for a year.

    >>> rent(Amount.exactly(100), Amount(2.5, 2, 3), Amount.exactly(1))
    Amount(value=2190000.0, low=1752000, high=2628000)
    """
    return units.times(price).times(use).scaled(HOURS_A_YEAR)
