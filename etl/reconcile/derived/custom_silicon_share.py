"""Own chips as a share of own chips and merchant GPUs, by number of chips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
import pandas as pd

from etl.reconcile.cluster import families
from etl.reconcile.codes import Mask, kept, keys_of, mapped, plain
from etl.reconcile.derived.amount import total
from etl.reconcile.derived.derivation import TIME, Derivation, Given, Input, Result, about
from etl.reconcile.identity import maker_of

KEY = ("entity", "origin", "key_days", "key_unit_basis")
DERIVATION = Derivation(
    "custom_silicon_share",
    "share",
    "own chips deployed / (own chips deployed + Hopper bought + MI300 bought)",
    "已部署自研芯片 ÷（已部署自研芯片＋购入的 Hopper＋购入的 MI300）",
    of=("units_purchased", "units_deployed"),
    together=KEY,
)
DENOMINATOR = "own chips deployed, Hopper and MI300 bought"
HOPPER, MI300 = "hopper", "mi300"
BUYS = "units_purchased"
OWN, BOUGHT = "own chips", "merchant GPUs"


def results(given: Given) -> Iterator[Result]:
    """Yield the share of each firm and year."""
    for inputs in intakes(given):
        own, bought = (total([one.amount for one in inputs if one.role == role]) for role in (OWN, BOUGHT))
        dims = about(inputs[0].row, product="", denominator=DENOMINATOR)
        yield Result(own.beside(bought), inputs, dims)


def intakes(given: Given) -> Iterator[tuple[Input, ...]]:
    """Yield what each firm took in, per year and origin, own chips first: never across origins or unlike units."""
    counted = given.where(bearing(given.observations, given))
    role = mapped(counted["metric"], lambda metric: BOUGHT if metric == BUYS else OWN)
    both = kept(counted.assign(role=role), _are_both(counted, (*KEY, TIME)))
    both = both.sort_values(["role", "observation_id"], ascending=[False, True])
    for rows in families(both, (*KEY, TIME)):
        told = [(row["role"], row["product"]) for row in rows]
        if (BOUGHT, HOPPER) in told and told[0][0] == OWN and len(set(told)) == len(told):
            yield tuple(Input.of(row, row["role"]) for row in rows)


def bearing(figures: pd.DataFrame, given: Given) -> Mask:
    """Return which figures may count: own chips and Hopper of one firm, year and origin; most have one of them only."""
    known = figures["value"].notna()
    bought = known & (figures["metric"] == BUYS) & figures["product"].isin((HOPPER, MI300))
    deployed = known & (figures["metric"] == "units_deployed") & (figures["period_basis"] == "calendar")
    found = np.zeros(len(figures), dtype=bool)
    if not bought.any() or not deployed.any():
        return found
    own = plain(kept(figures[["product", "entity"]], deployed))
    makers = mapped(own["product"], partial(maker_of, vocabulary=given.vocabulary))
    found[np.flatnonzero(deployed)[(makers == own["entity"]).to_numpy()]] = True
    at = np.flatnonzero(bought | found)
    found[at] = _are_both(figures.iloc[at], KEY)
    return found


def _are_both(told: pd.DataFrame, key: Sequence[str]) -> Mask:
    """Return which figures stand beside both own chips and Hopper by some columns."""
    group, own = keys_of([told[name] for name in key]), (told["metric"] != BUYS).to_numpy()
    hopper = ~own & (told["product"] == HOPPER).to_numpy()
    size = group.max(initial=-1) + 1
    found: Mask = np.all([np.bincount(group, weights=here, minlength=size) for here in (own, hopper)], axis=0)[group]
    return found
