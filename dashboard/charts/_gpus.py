"""Hopper GPUs bought in one year, and the origin whose count leads."""

from __future__ import annotations

import pandas as pd

from dashboard.chart import Tables
from dashboard.charts import _select as select
from dashboard.charts._kept import kept
from dashboard.state import State

FAMILY, AMD = "hopper", "instinct"
EQUIVALENTS, BILL = "h100_equivalents", "implied_hardware_bill"


@kept("as_of")
def hopper(tables: Tables, state: State, year: str) -> pd.DataFrame:
    """Return the counts of single buyers for any product of the family."""
    found = select.observations(tables, "gpu_purchases", ("units_purchased",), state)
    found = found[found["product"].isin(select.family(tables, FAMILY)) & (found["period"] == year)]
    return select.single(found[found["value"].notna() & (found["unit"] == "units")], tables)


def rivals_chip(tables: Tables, state: State, year: str, origin: str) -> pd.DataFrame:
    """Return an origin's counts of single buyers for AMD's accelerators, one per buyer and product."""
    found = select.observations(tables, "gpu_purchases", ("units_purchased",), state)
    found = found[found["product"].isin(select.family(tables, AMD)) & (found["period"] == year)]
    found = select.single(found[found["value"].notna() & (found["origin"] == origin)], tables)
    return select.one_each(found, ["entity", "product"])


def derived(tables: Tables, state: State, year: str, metric: str, origin: str) -> pd.DataFrame:
    """Return what the refresh derives from an origin's counts of Hopper and AMD bought: in H100, or at a price band."""
    found = select.observations(tables, "observations", (metric,), state)
    ours = {EQUIVALENTS: "units_purchased", BILL: f"counted_by_{origin}"}[metric]
    found = found[(found["period"] == year) & (found["definition"] == ours)]
    found = found[found["origin"] == origin] if metric == EQUIVALENTS else found
    made = select.family(tables, FAMILY) | select.family(tables, AMD)
    return select.one_each(select.single(found[found["product"].isin(made)], tables), ["entity", "product"])


def lead(found: pd.DataFrame) -> str:
    """Return the origin that names the most buyers of the whole family, else of any of its products."""
    whole = found[found["product"] == FAMILY]
    counts = (found if whole.empty else whole).groupby("origin")["entity"].nunique().sort_index()
    return "" if counts.empty else str(counts.idxmax())


def by_lead(found: pd.DataFrame) -> pd.DataFrame:
    """Return the leading origin's counts, one per buyer, so that they compare."""
    same = found[found["origin"] == lead(found)]
    whole = same[same["product"] == FAMILY]
    return select.one_each(same if whole.empty else whole, ["entity"])
