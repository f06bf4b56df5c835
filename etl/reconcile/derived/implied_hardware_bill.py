"""What the accelerators that a buyer bought cost at a band of prices."""

from __future__ import annotations

from collections.abc import Iterator

from etl.reconcile.cluster import records
from etl.reconcile.codes import kept
from etl.reconcile.derived.derivation import Derivation, Found, Given, Input, Result, about, counted_by, sifted

DERIVATION = Derivation(
    "implied_hardware_bill",
    "USD",
    "units bought x price band of one unit",
    "采购数量 × 单价区间",
    of=("units_purchased",),
    is_of_each=True,
)
PRICE = "price-{product}"
H20 = "includes_h20"


def results(given: Given) -> Iterator[Found]:
    """Yield the bill of each purchase counted, or say of which product no price is held."""
    bought = given.of(*DERIVATION.of)
    bought = kept(bought, (bought["unit"] == "units") & (bought["entity"] != ""))

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
