"""The fleet that a rent pays for, held against all that was shipped in the years up to it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from etl.reconcile.checks.check import MARKET, Bearing, Check, Columns
from etl.reconcile.cluster import records
from etl.reconcile.codes import kept, ordered
from etl.reconcile.derived.amount import Amount
from etl.reconcile.disagreement import TIME
from etl.vocabulary import Vocabulary

FLEET, SHIPPED = "implied_fleet", "units_shipped"
METRICS = (FLEET, SHIPPED)
WORLD = ("", "global")
"""Counterparties of shipments to all; those to one country bound nobody else's fleet."""

UNLIKE = ("h100_equivalents", "dies")


def bearing(held: pd.DataFrame, _: Vocabulary) -> Bearing:
    """Return which are fleets and, where there is one, which are all that was shipped."""
    fleet = held["metric"] == FLEET
    return fleet | (_are_shipped(held) & bool(fleet.any()))


def together(held: pd.DataFrame) -> Columns:
    """Return what figures share that bear on each other: all do."""
    return [held["unit"]]


def checks(live: pd.DataFrame, _: Vocabulary) -> Iterator[Check]:
    """Hold the fleet that a rent pays for against all that was shipped in the years up to it."""
    held = records(ordered(kept(live, _are_shipped(live)), ["period_end", "source_tier", "observation_id"]))
    for row in records(kept(live, live["metric"] == FLEET)):
        year = row["period_start"][:4]
        best = [one for one in held if one[TIME] == row[TIME] and year and one["period_end"][:4] <= year][-1:]
        claim = ("accelerators that the rent pays for, every hour used", "租金对应的加速器数量（全时使用）")
        against = ("accelerators shipped to all in the last year held", "最近一年全市场出货量")
        bound = Amount.of(best[0]) if best else Amount(None, None, None)
        yield Check("fleet_within_shipments", row, claim, Amount.of(row), bound, "units", against, [row, *best])


def _are_shipped(frame: pd.DataFrame) -> pd.Series[bool]:
    """Return which figures are shipments of accelerators to all, up to a day."""
    found = (frame["metric"] == SHIPPED) & (frame["entity"] == MARKET) & (frame["unit"] == "units")
    return found & frame["counterparty"].isin(WORLD) & ~frame["unit_basis"].isin(UNLIKE) & (frame["period_end"] != "")
