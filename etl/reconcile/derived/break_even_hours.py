"""From how many hours of use a year on an H100 costs less to own than to rent, cloud by cloud and lease by lease."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from etl.reconcile.cluster import records
from etl.reconcile.codes import Mask, kept, ordered
from etl.reconcile.derived.amount import Amount
from etl.reconcile.derived.derivation import TIME, Derivation, Given, Input, Refusal, Result, about

OWNED = ("owned-price-h100", "cost-of-capital", "life-years", "colocation", "power-h100", "electricity")
KEYS = ("entity", "product", "contract_type", "definition")
DERIVATION = Derivation(
    "break_even_hours",
    "hours_per_year",
    "(price x annuity(cost of capital, life) + 12 x colocation x power) / (rent of an hour - power x electricity)",
    "（购价×年金系数（资金成本，年限）＋托管费×12×功率）÷（每小时租价－功率×电价）",
    of=("rental_price_per_gpu_hour",),
    together=KEYS,
    assumes=OWNED,
)
RENTED = ("h100", "h100-sxm")
CATALOGUE = "rental_catalog"
LEASES = ("on_demand", "spot", "reserved", "reserved_1y", "reserved_3y", "marketplace")


def results(given: Given) -> Iterator[Result | Refusal]:
    """Yield the hours for the newest price of each cloud and lease type; never for a mean over clouds."""
    assumed = given.assumed(*OWNED)
    for row in records(_newest(given)):
        dims = about(row, "contract_type", "definition")
        rent = Input.of(row, "rent of an hour")
        if assumed is None:
            yield Refusal(dims, "an assumption on owning is not held", "缺少自购成本的假设", (rent,))
            continue
        found = hours(rent.amount, *(one.amount for one in assumed))
        if found.is_known:
            yield Result(found, (rent, *assumed), dims)
        else:
            yield Refusal(dims, "renting costs less than the electricity of owning", "租价低于自购所耗电费", (rent,))


def hours(rent: Amount, price: Amount, capital: Amount, life: Amount, colocation: Amount, *power: Amount) -> Amount:
    """
    Return the hours a year from which owning costs less; `power` is the chip's power in kW and the price of a kWh.

    >>> round(hours(*map(Amount.exactly, (2.5, 50_000, 0.1, 5, 184.06, 1.275, 0.0806))).value or 0)
    6677
    """
    drawn, electricity = power
    fixed = price.times(annuity(capital, life)).plus(colocation.times(drawn).scaled(12))
    saved = _less(rent, drawn.times(electricity))
    return fixed.over(saved)


def annuity(rate: Amount, years: Amount) -> Amount:
    """Return the share of a price that is paid each year; it rises with the rate and falls with the years."""
    return Amount(_yearly(rate.value, years.value), _yearly(rate.low, years.high), _yearly(rate.high, years.low))


def _yearly(rate: float | None, years: float | None) -> float | None:
    if rate is None or not years:
        return None
    return rate / (1 - (1 + rate) ** -years) if rate else 1 / years


def _less(one: Amount, other: Amount) -> Amount:
    """Return the difference; a difference of nothing or less is unknown, since no hours make up for it."""
    found = [
        None if left is None or right is None or left <= right else left - right
        for left, right in ((one.value, other.value), (one.low, other.high), (one.high, other.low))
    ]
    return Amount(*found)


def _newest(given: Given) -> pd.DataFrame:
    rents = given.of(*DERIVATION.of)
    keys = [*KEYS, TIME]
    return ordered(kept(rents, _are_listed(rents)), [*keys, "period_start"]).drop_duplicates(keys, keep="last")


def bearing(figures: pd.DataFrame, given: Given) -> Mask:
    """Return which figures may count, where all that is assumed is held: the list prices of H100s."""
    if not given.was_assumed(*OWNED):
        return np.zeros(len(figures), dtype=bool)
    return _are_listed(figures)


def _are_listed(figures: pd.DataFrame) -> Mask:
    here = figures["product"].isin(RENTED) & (figures["unit"] == "USD_per_gpu_hour")
    here &= figures["contract_type"].isin(LEASES) & (figures["entity"] != "")
    found: Mask = (here & (figures["status"] == "actual") & (figures["source"] == CATALOGUE)).to_numpy(bool)
    return found
