"""Chips counted as so many H100, by peak compute in one number format."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from etl.reconcile.cluster import records
from etl.reconcile.codes import Mask, kept
from etl.reconcile.derived.derivation import Derivation, Found, Given, Input, Result, about, sifted
from etl.reconcile.derived.peak import FORMATS, PEAK, peaks

DERIVATION = Derivation(
    "h100_equivalents",
    "units",
    "chips x their peak / peak of an H100 in the same number format",
    "芯片数×其峰值 ÷ 同一数据格式下 H100 的峰值",
    of=("units_purchased", "units_deployed", "units_shipped"),
    is_of_each=True,
    assumes=(PEAK,),
)
UNLIKE = ("dies", "h100_equivalents", "systems", "superchips")
"""What is no single chip, or is counted in H100 already: an analyst's own count stands as it is."""

H100 = "h100"
H20 = "includes_h20"


def bearing(figures: pd.DataFrame, given: Given) -> Mask:
    """Return which figures may count: numbers of a chip of which a peak is held."""
    held = {product for product in figures["product"].unique() if peaks(product, given)}
    found: Mask = (_are_chips(figures) & figures["product"].isin(held)).to_numpy(bool)
    return found


def _are_chips(figures: pd.DataFrame) -> pd.Series[bool]:
    return (figures["unit"] == "units") & ~figures["unit_basis"].isin(UNLIKE) & (figures["product"] != "")


def results(given: Given) -> Iterator[Found]:
    """Yield each count of chips in H100, or say that the chip has no cited peak."""
    frame = given.of(*DERIVATION.of)
    frame = kept(frame, _are_chips(frame))
    held = {product: peaks(product, given) for product in frame["product"].unique()}
    h100 = peaks(H100, given)
    shared = {
        product: next((form for form in FORMATS if form in told and form in h100), "") for product, told in held.items()
    }

    def why(product: str, flags: str) -> tuple[str, str] | None:
        if H20 in flags.split(";"):
            return "the count mixes in H20, a far smaller chip", "计数包含算力小得多的 H20"
        lacking = f"no cited peak compute of {product}", f"{product} 无可引用的峰值算力"
        return None if shared[product] else lacking

    refused, frame = sifted(frame, why, "product", "flags")
    yield refused
    for row in records(frame):
        dims = about(row, "counterparty", definition=row["metric"], unit_basis="h100_equivalents")
        form = shared[row["product"]]
        inputs = Input.of(row, "chips"), held[row["product"]][form], h100[form]
        yield Result(inputs[0].amount.times(inputs[1].amount).over(inputs[2].amount), inputs, dims)
