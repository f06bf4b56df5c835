"""What the accelerators that a buyer bought cost at a band of prices."""

from __future__ import annotations

from collections.abc import Iterator

from etl.reconcile.cluster import records
from etl.reconcile.codes import kept
from etl.reconcile.derived.derivation import Derivation, Given, Input, Refusal, Result, about, counted_by

DERIVATION = Derivation("implied_hardware_bill", "USD", "units bought x price band of one unit", "采购数量 × 单价区间")
EACH = ("units_purchased",)
"""Metrics of which each figure makes one of its own, whatever else is told."""

PRICE = "price-{product}"
H20 = "includes_h20"


def results(given: Given) -> Iterator[Result | Refusal]:
    """Yield the bill of each purchase counted, or say of which product no price is held."""
    bought = given.of(*EACH)
    bought = kept(bought, (bought["unit"] == "units") & (bought["entity"] != ""))
    for row in records(bought):
        dims = about(row, "counterparty", "unit_basis", definition=counted_by(row))
        price = given.assumed(PRICE.format(product=row["product"]))
        if price is None:
            yield Refusal(dims, f"no price of {row['product']} is held", f"无 {row['product']} 的单价")
        elif H20 in row["flags"].split(";"):
            yield Refusal(dims, "the count mixes in H20, a far cheaper chip", "计数包含便宜得多的 H20")
        else:
            units = Input.of(row, "units bought")
            yield Result(units.amount.times(price[0].amount), (units, *price), dims)
