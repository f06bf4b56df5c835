"""By how much a company's reported capital spending grew from one year to the next, in one definition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from etl.reconcile.cluster import families
from etl.reconcile.codes import kept, ordered
from etl.reconcile.derived.amount import Amount
from etl.reconcile.derived.derivation import Derivation, Given, Input, Result, about
from etl.reconcile.when import has_flag

DERIVATION = Derivation(
    "capex_growth",
    "ratio",
    "capital spending of the year / that of the year before - 1, in one definition and currency",
    "当年资本开支 ÷ 上年资本开支 − 1（同一口径、同一币种）",
    of=("capex",),
)
KEYS = ["entity", "product", "definition", "period_basis", "unit", "counterparty"]
YEAR = range(360, 372)
"""Days that a year may span: fiscal years of weeks have 364 or 371."""

BARRED = ("do_not_add", "aggregate", "not_headline")


def results(given: Given) -> Iterator[Result]:
    """Yield the growth of each reported year over the one that ended the day before it began."""
    spent = given.of(*DERIVATION.of)
    here = (spent["status"] == "actual") & (spent["rank"] == "preferred") & spent["value"].notna()
    spent = kept(spent, here & ~has_flag(spent["flags"], *BARRED))
    for rows in families(ordered(spent, ["period_start", "observation_id"]), KEYS):
        years = [row for row in rows if _is_year(row)]
        for before, now in pairwise(years):
            if _follows(before, now):
                inputs = Input.of(now, "year"), Input.of(before, "year before")
                dims = about(now, "definition", "counterparty", denominator=f"{before['period']} in {before['unit']}")
                yield Result(growth(inputs[0].amount.value, inputs[1].amount.value), inputs, dims)


def growth(now: float | None, before: float | None) -> Amount:
    """
    Return the growth as a ratio.

    >>> growth(150.0, 100.0).value
    0.5
    """
    value = now / before - 1 if now is not None and before else None
    return Amount(value, value, value)


def _is_year(row: dict[Any, Any]) -> bool:
    if not row["period_start"] or not row["period_end"]:
        return False
    return (date.fromisoformat(row["period_end"]) - date.fromisoformat(row["period_start"])).days + 1 in YEAR


def _follows(before: dict[Any, Any], now: dict[Any, Any]) -> bool:
    gap = date.fromisoformat(now["period_start"]) - date.fromisoformat(before["period_end"])
    return gap.days == 1
