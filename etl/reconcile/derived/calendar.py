"""Calendar years out of a company's own quarters, where its fiscal year is another: four that follow each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Any

import pandas as pd

from etl.reconcile.cluster import families, single
from etl.reconcile.codes import Mask, kept, ordered
from etl.reconcile.derived.amount import total
from etl.reconcile.derived.derivation import TIME, Given, Input, Refusal, Result, about
from etl.reconcile.when import has_flag

FORMULA = (
    "sum of the four fiscal quarters whose middle lies in the calendar year, in one definition and currency",
    "中点落在该日历年内的四个财季之和（同一口径、同一币种）",
)

KEYS = ("entity", "product", "definition", "counterparty", "unit")
"""What four quarters must have in common: definitions and currencies never mix."""

APART = ("period", "period_start")
QUARTERS = 4
QUARTER = range(84, 99)
"""Days that a quarter may span: 12 to 14 weeks."""

TOLD = 2
"""Quarters of a year that must be held to say which are lacking."""

SHIFTED = "quarters_shifted"
"""The quarters begin before or after the calendar year: their days are told, and nothing is shared out over months."""

BARRED = ("do_not_add", "aggregate", "not_headline")
Row = Mapping[Any, Any]


def calendar_years(given: Given, metric: str) -> Iterator[Result | Refusal]:
    """Yield each calendar year of each company with fiscal quarters, or say which of its quarters are held."""
    told = given.of(metric)
    told = kept(told, bearing(told, given) & (told["rank"] == "preferred").to_numpy())
    for rows in families(ordered(told, ["source_tier", "observation_id"]), (*KEYS, TIME)):
        quarters = [row for row in single(rows, "period") if _days(row) in QUARTER]
        quarters.sort(key=lambda row: (row["period_start"], row["observation_id"]))
        for year, own in groupby(quarters, key=year_of):
            yield from _year(year, list(own))


def bearing(figures: pd.DataFrame, _: Given) -> Mask:
    """Return which figures may count: what is told of fiscal periods that are over."""
    here = (figures["status"] == "actual") & (figures["period_basis"] == "fiscal") & figures["value"].notna()
    found: Mask = (here & ~has_flag(figures["flags"], *BARRED)).to_numpy(bool)
    return found


def year_of(quarter: Row) -> int:
    """
    Return the calendar year in which the middle of a quarter lies.

    >>> year_of({"period_start": "2024-12-01", "period_end": "2025-02-28"})
    2025
    """
    start, end = (date.fromisoformat(quarter[name]) for name in ("period_start", "period_end"))
    return (start + (end - start) / 2).year


def _year(year: int, quarters: Sequence[Row]) -> Iterator[Result | Refusal]:
    whole = f"{year}-01-01", f"{year}-12-31"
    inputs = tuple(Input.of(row, row["period"]) for row in quarters)
    if len(quarters) == QUARTERS and all(_follows(*pair) for pair in pairwise(quarters)):
        days = quarters[0]["period_start"], quarters[-1]["period_end"]
        flags = () if days == whole else (SHIFTED,)
        dims = about(quarters[0], "definition", "counterparty", **_period(year, days))
        yield Result(total([one.amount for one in inputs]), inputs, dims, unit=quarters[0]["unit"], flags=flags)
    elif len(quarters) >= TOLD:
        held = ", ".join(row["period"] for row in quarters)
        dims = about(quarters[0], "definition", "counterparty", **_period(year, whole))
        yield Refusal(dims, f"of its four quarters only {held} are held", f"四个季度中仅有 {held}", inputs)


def _period(year: int, days: tuple[str, str]) -> dict[str, str]:
    """Return the period as the calendar year with the days that its quarters really cover."""
    told = {"period": str(year), "period_start": days[0], "period_end": days[1], "period_basis": "calendar"}
    return {**told, "period_wording": f"four quarters, {days[0]} to {days[1]}"}


def _follows(before: Row, now: Row) -> bool:
    return date.fromisoformat(now["period_start"]) == date.fromisoformat(before["period_end"]) + timedelta(1)


def _days(row: Row) -> int:
    if not row["period_start"] or not row["period_end"]:
        return 0
    return (date.fromisoformat(row["period_end"]) - date.fromisoformat(row["period_start"])).days + 1
