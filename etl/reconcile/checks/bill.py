"""What a buyer's accelerators cost, at a band of prices, held against all that it spent in those days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from etl.reconcile.checks.check import Bearing, Check, Columns, Row
from etl.reconcile.cluster import families, records
from etl.reconcile.codes import kept
from etl.reconcile.derived.amount import Amount
from etl.reconcile.disagreement import TIME
from etl.reconcile.name import spoken
from etl.reconcile.precedence import PREFERRED
from etl.vocabulary import Vocabulary

BILL, CAPEX = "implied_hardware_bill", "capex"
METRICS = (BILL, CAPEX)
CASH = ("cash_ppe", "cash_ppe_plus_finance_leases")


def bearing(held: pd.DataFrame, _: Vocabulary) -> Bearing:
    """Return which are bills, and which are what their buyers spent."""
    bill = held["metric"] == BILL
    spent = (held["metric"] == CAPEX) & (held["status"] == "actual") & (held["product"] == "")
    spent &= held["definition"].isin(CASH) & held["entity"].isin(held["entity"][bill])
    return bill | spent


def together(held: pd.DataFrame) -> Columns:
    """Return what figures share that bear on each other: their buyer."""
    return [held["entity"]]


def checks(live: pd.DataFrame, vocabulary: Vocabulary) -> Iterator[Check]:
    """Hold what a buyer's accelerators cost against all it spent in those days, in dollars."""
    spent = kept(live, (live["metric"] == CAPEX) & (live["status"] == "actual") & (live["rank"] == PREFERRED))
    spent = kept(spent, spent["definition"].isin(CASH) & spent["value_usd"].notna() & (spent["product"] == ""))
    whose = {(rows[0]["entity"], rows[0][TIME]): rows for rows in families(spent, ["entity", TIME])}
    for row in records(kept(live, live["metric"] == BILL)):
        parts = _tiled(row, whose.get((row["entity"], row[TIME]), []))
        if parts:
            bound = Amount.exactly(sum(part["value_usd"] for part in parts))
            english, chinese = spoken([row["product"]], vocabulary)
            claim = (f"{english} bought, at a band of prices", f"所购{chinese}，按单价区间")
            against = ("all its capital spending of those days", "同期全部资本开支")
            yield Check("bill_within_capex", row, claim, Amount.of(row, "_usd"), bound, "USD", against, [row, *parts])


def _tiled(row: Row, spent: Sequence[Row]) -> list[Row]:
    """Return the periods of one definition that together are the days of a row; a whole one is taken alone."""
    for definition in CASH:
        told = [one for one in spent if one["definition"] == definition and _is_inside(one, row)]
        whole = [
            one for one in told if (one["period_start"], one["period_end"]) == (row["period_start"], row["period_end"])
        ]
        if whole:
            return whole[:1]
        chain = _chain(sorted(told, key=lambda one: (one["period_start"], one["period_end"])), row)
        if chain:
            return chain
    return []


def _is_inside(one: Row, row: Row) -> bool:
    return (
        bool(one["period_start"])
        and row["period_start"] <= one["period_start"]
        and one["period_end"] <= row["period_end"]
    )


def _chain(told: Sequence[Row], row: Row) -> list[Row]:
    """Return periods that follow each other from the first day of a row to its last."""
    found: list[Row] = []
    start = row["period_start"]
    for one in told:
        if one["period_start"] == start and one["period_end"]:
            found.append(one)
            start = _day_after(one["period_end"])
    return found if found and found[-1]["period_end"] == row["period_end"] else []


def _day_after(day: str) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() + 1).isoformat()
