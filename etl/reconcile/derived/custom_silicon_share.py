"""Own chips as a share of own chips and merchant GPUs, by number of chips."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from etl.reconcile.cluster import families
from etl.reconcile.codes import kept, keys_of
from etl.reconcile.derived.amount import total
from etl.reconcile.derived.derivation import Derivation, Given, Input, Result, about
from etl.reconcile.identity import maker_of

DERIVATION = Derivation(
    "custom_silicon_share",
    "share",
    "own chips deployed / (own chips deployed + Hopper bought + MI300 bought)",
    "已部署自研芯片 ÷（已部署自研芯片＋购入的 Hopper＋购入的 MI300）",
    of=("units_purchased", "units_deployed"),
)
DENOMINATOR = "own chips deployed, Hopper and MI300 bought"
HOPPER, MI300 = "hopper", "mi300"
OWN, BOUGHT = "own chips", "merchant GPUs"
KEY = ["entity", "origin", "key_days", "key_unit_basis"]


def results(given: Given) -> Iterator[Result]:
    """Yield the share of each firm and year."""
    for inputs in intakes(given):
        own, bought = (total([one.amount for one in inputs if one.role == role]) for role in (OWN, BOUGHT))
        dims = about(inputs[0].row, product="", denominator=DENOMINATOR)
        yield Result(own.beside(bought), inputs, dims)


def intakes(given: Given) -> Iterator[tuple[Input, ...]]:
    """Yield what each firm took in, per year and origin, own chips first: never across origins or unlike units."""
    frame = given.observations
    known = frame["value"].notna()
    bought = given.where(known & (frame["metric"] == "units_purchased") & frame["product"].isin((HOPPER, MI300)))
    deployed = given.where(known & (frame["metric"] == "units_deployed") & (frame["period_basis"] == "calendar"))
    if bought.empty or deployed.empty:
        return
    makers = deployed["product"].map({one: maker_of(one, given.vocabulary) for one in deployed["product"].unique()})
    own = kept(deployed, makers == deployed["entity"])
    bought = kept(bought, bought["entity"].isin(own["entity"].unique()))
    both = _of_both(pd.concat([own.assign(role=OWN), bought.assign(role=BOUGHT)]))
    both = both.sort_values(["role", "observation_id"], ascending=[False, True])
    for rows in families(both, KEY):
        told = [(row["role"], row["product"]) for row in rows]
        if (BOUGHT, HOPPER) in told and told[0][0] == OWN and len(set(told)) == len(told):
            yield tuple(Input.of(row, row["role"]) for row in rows)


def _of_both(told: pd.DataFrame) -> pd.DataFrame:
    """Return what is told with both own chips and Hopper of one firm, year and origin: most have one of them only."""
    group, own = keys_of([told[name] for name in KEY]), told["role"] == OWN
    counts = [np.bincount(group, weights=here) for here in (own, ~own & (told["product"] == HOPPER))]
    return kept(told, np.all(counts, axis=0)[group])
