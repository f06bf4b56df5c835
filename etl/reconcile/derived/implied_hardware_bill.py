"""What the accelerators that a buyer bought cost at a band of prices."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from etl.reconcile.cluster import records
from etl.reconcile.codes import Mask, kept, mapped
from etl.reconcile.derived.derivation import Derivation, Found, Given, Input, Result, about, counted_by, sifted

DERIVATION = Derivation(
    "implied_hardware_bill",
    "USD",
    "units bought x price band of one unit",
    "采购数量 × 单价区间",
    of=("units_purchased",),
    is_of_each=True,
    assumes=("price-",),
)
PRICE = "price-{product}"
H20 = "includes_h20"


def bearing(figures: pd.DataFrame, given: Given) -> Mask:
    """Return which figures may count: purchases of what has a price."""
    priced = mapped(figures["product"], lambda product: PRICE.format(product=product) in given.assumptions, "bool")
    found: Mask = (_are_counted(figures) & priced).to_numpy(bool)
    return found


def _are_counted(figures: pd.DataFrame) -> pd.Series[bool]:
    return (figures["unit"] == "units") & (figures["entity"] != "")


def results(given: Given) -> Iterator[Found]:
    """Yield the bill of each purchase counted, or say of which product no price is held."""
    bought = given.of(*DERIVATION.of)
    bought = kept(bought, _are_counted(bought))

    def why(product: str, flags: str) -> tuple[str, str] | None:
        if PRICE.format(product=product) not in given.assumptions:
            return f"no price of {product} is held", f"无 {product} 的单价"
        mixed = "the count mixes in H20, a far cheaper chip", "计数包含便宜得多的 H20"
        return mixed if H20 in flags.split(";") else None

    refused, bought = sifted(bought, why, "product", "flags")
    yield refused
    for row in records(bought):
        price = given.assumptions[PRICE.format(product=row["product"])]
        units = Input.of(row, "units bought")
        dims = about(row, "counterparty", "unit_basis", definition=counted_by(row))
        yield Result(units.amount.times(price.amount), (units, price), dims)
