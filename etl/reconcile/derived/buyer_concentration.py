"""How concentrated the purchases of one product are among the buyers that one origin names (Herfindahl-Hirschman)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from etl.reconcile.cluster import families
from etl.reconcile.codes import Codes, Mask, joined_runs, kept, keys_of, ranks_of, run_starts, sizes
from etl.reconcile.derived.amount import Amount
from etl.reconcile.derived.derivation import ABOUT, OF, TIME, Derivation, Found, Given, Input, Refusals, Result, about
from etl.reconcile.identity import sorted_by
from etl.reconcile.order import places_by

KEYS = ("origin", "product", "key_days", "key_unit_basis", "unit")
DERIVATION = Derivation(
    "buyer_concentration",
    "index",
    "sum of the squares of each named buyer's share of the units that all named buyers bought",
    "各具名买方份额的平方和（份额以具名买方采购总量为分母）",
    of=("units_purchased",),
    together=KEYS,
)
FEWEST = 3
"""With fewer named buyers the index says who is named, not how the market is."""

JOINT = "aggregate"
WHY = f"fewer than {FEWEST} buyers are named", f"具名买方少于 {FEWEST} 家"


def results(given: Given) -> Iterator[Found]:
    """Yield the index for each product, period and origin that names at least three buyers, apart from totals."""
    bought = given.of(*DERIVATION.of)
    bought = sorted_by(kept(bought, _are_counted(bought)), ["entity", "observation_id"])
    group = keys_of([bought[name] for name in (*KEYS, TIME)])
    few = _are_few(bought, group)
    yield _refused(kept(bought, few), group[few])
    for told in families(kept(bought, ~few), (*KEYS, TIME)):
        buyers = ", ".join(row["entity"] for row in told)
        dims = about(told[0], "counterparty", entity="", denominator=f"units bought by {buyers}")
        inputs = tuple(Input.of(row, row["entity"]) for row in told)
        yield Result(index([row["value"] for row in told]), inputs, dims)


def bearing(figures: pd.DataFrame, _: Given) -> Mask:
    """Return which figures may count: purchases of which enough buyers are ever named."""
    counted = _are_counted(figures)
    group = keys_of([figures[name] for name in KEYS])
    buyers = keys_of([group, figures["entity"]])
    alone = np.zeros(len(figures), dtype=bool)
    alone[np.unique(buyers[counted], return_index=True)[1]] = True
    named = np.bincount(group[counted], weights=alone[: counted.sum()], minlength=group.max(initial=-1) + 1)
    found: Mask = counted & (named >= FEWEST)[group]
    return found


def _are_counted(bought: pd.DataFrame) -> Mask:
    """Return which purchases are of one buyer, in a calendar period, by one number."""
    total = bought["flags"].str.contains(JOINT) | bought["entity"].str.contains("+", regex=False)
    found: Mask = (~total & bought["value"].notna() & (bought["period_basis"] == "calendar")).to_numpy(bool)
    return found


def _are_few(bought: pd.DataFrame, group: Codes) -> Mask:
    """Return which purchases are of a group that names too few buyers, or one of them twice."""
    twice = sizes(keys_of([group, bought["entity"]])) > 1
    found: Mask = (sizes(group) < FEWEST) | np.isin(group, group[twice])
    return found


def _refused(bought: pd.DataFrame, group: Codes) -> Refusals:
    """Return one refusal for each group of purchases."""
    order = places_by(group)
    bought, start = bought.iloc[order], run_starts(group[order])
    rows = bought[[OF, *ABOUT]].iloc[start].assign(entity="", reason=WHY[0], reason_zh=WHY[1])
    ids, days = bought["observation_id"].array, bought["known_from"].array
    newest = places_by(group[order], ranks_of(bought["known_from"]))[np.r_[start[1:], len(order)][: len(start)] - 1]
    rows = rows.assign(inputs=joined_runs(ids, start, ";"), known_from=days.take(newest))
    return Refusals(rows)


def index(units: Sequence[float]) -> Amount:
    """
    Return the sum of squared shares: 1 for one buyer, 1/n for n equal ones.

    >>> index([1.0, 1.0, 2.0]).value
    0.375
    """
    whole = sum(units)
    return Amount.exactly(sum((one / whole) ** 2 for one in units))
