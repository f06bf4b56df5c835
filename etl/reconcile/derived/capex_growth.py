"""By how much a company's reported capital spending grew from one year to the next, in one definition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from etl.reconcile.cluster import families
from etl.reconcile.codes import Mask, kept, mapped_rows, ordered
from etl.reconcile.derived.amount import Amount
from etl.reconcile.derived.derivation import TIME, Derivation, Given, Input, Result, about
from etl.reconcile.when import has_flag

KEYS = ("entity", "product", "definition", "period_basis", "unit", "counterparty")
DERIVATION = Derivation(
    "capex_growth",
    "ratio",
    "capital spending of the year / that of the year before - 1, in one definition and currency",
    "当年资本开支 ÷ 上年资本开支 − 1（同一口径、同一币种）",
    of=("capex",),
    together=KEYS,
    is_of_preferred=True,
    apart=("period_start",),
)
YEAR = range(360, 372)
"""Days that a year may span: fiscal years of weeks have 364 or 371."""

BARRED = ("do_not_add", "aggregate", "not_headline")


def results(given: Given) -> Iterator[Result]:
    """Yield the growth of each reported year over the one that ended the day before it began."""
    spent = given.of(*DERIVATION.of)
    spent = kept(spent, bearing(spent, given) & (spent["rank"] == "preferred").to_numpy())
    for years in families(ordered(spent, ["period_start", "observation_id"]), (*KEYS, TIME)):
        for before, now in pairwise(years):
            if _follows(before, now):
                inputs = Input.of(now, "year"), Input.of(before, "year before")
                dims = about(now, "definition", "counterparty", denominator=f"{before['period']} in {before['unit']}")
                yield Result(growth(inputs[0].amount.value, inputs[1].amount.value), inputs, dims)


def bearing(figures: pd.DataFrame, _: Given) -> Mask:
    """Return which figures may count: what was spent in a year."""
    here = (figures["status"] == "actual") & figures["value"].notna() & ~has_flag(figures["flags"], *BARRED)
    years = mapped_rows([figures[name] for name in ("period_start", "period_end")], _is_year, "bool")
    found: Mask = (here & years).to_numpy(bool)
    return found


def growth(now: float | None, before: float | None) -> Amount:
    """
    Return the growth as a ratio.

    >>> growth(150.0, 100.0).value
    0.5
    """
    value = now / before - 1 if now is not None and before else None
    return Amount(value, value, value)


def _is_year(start: str, end: str) -> bool:
    return bool(start and end) and (date.fromisoformat(end) - date.fromisoformat(start)).days + 1 in YEAR


def _follows(before: dict[Any, Any], now: dict[Any, Any]) -> bool:
    gap = date.fromisoformat(now["period_start"]) - date.fromisoformat(before["period_end"])
    return gap.days == 1
