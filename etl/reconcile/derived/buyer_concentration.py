"""How concentrated the purchases of one product are among the buyers that one origin names (Herfindahl-Hirschman)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.reconcile.cluster import families
from etl.reconcile.codes import kept, ordered
from etl.reconcile.derived.amount import Amount
from etl.reconcile.derived.derivation import Derivation, Given, Input, Refusal, Result, about

DERIVATION = Derivation(
    "buyer_concentration",
    "index",
    "sum of the squares of each named buyer's share of the units that all named buyers bought",
    "各具名买方份额的平方和（份额以具名买方采购总量为分母）",
)
FEWEST = 3
"""With fewer named buyers the index says who is named, not how the market is."""

JOINT = "aggregate"


def results(given: Given) -> Iterator[Result | Refusal]:
    """Yield the index for each product, period and origin that names at least three buyers, apart from totals."""
    bought = given.of("units_purchased")
    total = bought["flags"].str.contains(JOINT) | bought["entity"].str.contains("+", regex=False)
    bought = kept(bought, ~total & bought["value"].notna() & (bought["period_basis"] == "calendar"))
    keys = ["origin", "product", "key_days", "key_unit_basis", "unit"]
    for told in families(ordered(bought, ["entity", "observation_id"]), keys):
        names = [row["entity"] for row in told]
        dims = about(told[0], "counterparty", entity="", denominator=f"units bought by {', '.join(names)}")
        inputs = tuple(Input.of(row, row["entity"]) for row in told)
        if len(names) < FEWEST or len(set(names)) < len(names):
            yield Refusal(dims, f"fewer than {FEWEST} buyers are named", f"具名买方少于 {FEWEST} 家", inputs)
        else:
            yield Result(index([row["value"] for row in told]), inputs, dims)


def index(units: Sequence[float]) -> Amount:
    """
    Return the sum of squared shares: 1 for one buyer, 1/n for n equal ones.

    >>> index([1.0, 1.0, 2.0]).value
    0.375
    """
    whole = sum(units)
    return Amount.exactly(sum((one / whole) ** 2 for one in units))
