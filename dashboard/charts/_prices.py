"""Prices per GPU-hour of one accelerator and lease type, chosen so that unlike series never mix."""

from __future__ import annotations

import pandas as pd

from dashboard.chart import Tables
from dashboard.charts import _select as select
from dashboard.charts._kept import kept
from dashboard.state import State

LENSES = ("h100", "h200", "a100", "b200", "mi300x", "h100-spot", "h200-spot", "a100-spot", "b200-spot")
METRIC = "rental_price_per_gpu_hour"
MEDIAN, ONE_REGION = "catalogue_median", "catalogue_us_east_1"
MONTH = r"\d{4}-\d{2}"


def unit(state: State) -> str:
    """Return the unit of the prices in the reader's currency."""
    return f"{state.currency}_per_gpu_hour"


def lens(state: State) -> tuple[str, str]:
    """Return the accelerator and the lease type of the state: on_demand or spot, never both."""
    word = state.lens or LENSES[0]
    return word.removesuffix("-spot"), "spot" if word.endswith("-spot") else "on_demand"


@kept("as_of", "lens", "currency")
def prices(tables: Tables, state: State, *, lease: str = "") -> pd.DataFrame:
    """Return the monthly prices of the lens's accelerator that charts may use, of one lease type or of all."""
    accelerator, _ = lens(state)
    found = select.observations(tables, "rental_costs", (METRIC,), state)
    found = found[found["product"].isin(select.family(tables, accelerator)) & found["value"].notna()]
    found = found[(found["unit"] == unit(state)) & found["period"].astype(str).str.fullmatch(MONTH).astype(bool)]
    found = found[found["status"] != "rumour"]
    found = found[~select.flagged(found, "not_preferred")] if len(found) else found
    found = _unambiguous(found)
    return found[found["contract_type"] == lease] if lease else found


def _unambiguous(found: pd.DataFrame) -> pd.DataFrame:
    """Leave out months for which one series says two prices: memory sizes told under one name would mix in a line."""
    keys = ["entity", "product", "definition", "contract_type", "publisher", "period"]
    return found[found.groupby(keys)["value"].transform("nunique") == 1] if len(found) else found
