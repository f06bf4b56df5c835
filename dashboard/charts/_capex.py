"""Guidance and spending by company and year: which belong together, which may be compared."""

from __future__ import annotations

import pandas as pd

from dashboard.chart import Tables
from dashboard.charts import _select as select
from dashboard.charts._kept import kept
from dashboard.iso import iso
from dashboard.row import Row
from dashboard.state import State

UNSTATED = frozenset({"", "as_stated", "capital_expenditures", "capex"})
"""Definitions that leave open what is counted; they may stand beside any other, with a note."""

PREFERRED_ACTUAL = ("cash_ppe_plus_finance_leases", "cash_ppe")
DOLLARS = "USD"
DAY = len("2025-01-01")
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
_YEAR = r"(?:FY)?\d{4}"


@kept("as_of")
def guidance(tables: Tables, state: State) -> pd.DataFrame:
    """
    Return annual guidance of single companies whose day of giving is known, oldest first.

    What a company itself replaced stays: it is a step. What a better page tells, or what is disputed, does not.
    """
    found = select.of_metrics(tables, "capex", ("capex_guidance",), state)
    found = (
        found[~select.flagged(found, "superseded_by_better_source", "cancelled", "conflict")] if len(found) else found
    )
    found = found[(found["rank"] != "deprecated") | select.flagged(found, "superseded")] if len(found) else found
    found = found[(found["status"] == "guidance") & _annual(found)]
    found = select.single(found, tables)
    found = found.assign(given=iso(found["given_on"]))
    found = found[found["given"].str.len() == DAY]
    # Of two tellings of one day the range is the fuller.
    found = found.assign(_point=found["value"].notna()).sort_values(["_point", "source_tier", "observation_id"])
    return found.drop_duplicates(["entity", "period", "given"]).sort_values(["entity", "period", "given"])


@kept("as_of")
def actuals(tables: Tables, state: State) -> pd.DataFrame:
    """Return annual spending of single companies as reported, one row per definition."""
    found = select.observations(tables, "capex", ("capex",), state)
    found = found[(found["status"] == "actual") & _annual(found) & found["value"].notna()]
    return select.one_each(select.single(found, tables), ["entity", "period", "definition", "unit"])


@kept("as_of")
def so_far(tables: Tables, state: State) -> pd.DataFrame:
    """Return quarterly spending of single companies as reported, one row per definition."""
    found = select.observations(tables, "capex", ("capex",), state)
    quarterly = found["period"].astype(str).str.fullmatch(_YEAR + "Q[1-4]").astype(bool)
    found = found[(found["status"] == "actual") & quarterly & found["value"].notna()]
    return select.one_each(select.single(found, tables), ["entity", "period", "definition", "unit"])


def begun(quarters: pd.DataFrame, year: str, definition: str) -> list[pd.Series]:
    """Return the reported quarters of a year from its first without a gap, all counting what `definition` counts."""
    found: list[pd.Series] = []
    for part in QUARTERS:
        row = matching(quarters[quarters["period"] == year + part], definition)
        if row is None or not comparable(str(row["definition"]), definition):
            break
        found.append(row)
    return found if len({str(row["definition"]) for row in found}) == 1 else []


def matching(found: pd.DataFrame, definition: str) -> pd.Series | None:
    """Return the actual that counts what a guidance counts, else the best known definition, else none."""
    for wanted in (definition, *PREFERRED_ACTUAL):
        same = found[found["definition"] == wanted]
        if len(same):
            return same.iloc[0]
    return found.iloc[0] if len(found) else None


def comparable(one: str, other: str) -> bool:
    """Say whether two definitions count the same thing, as far as they say what they count."""
    return one == other or one in UNSTATED or other in UNSTATED


def dollars(row: pd.Series) -> pd.Series:
    """
    Return a row with its amount in dollars, as it was told.

    Two days' exchange rates would make a gap between a plan and a spending that agree.
    """
    names = {name: row.get(f"value_usd{name.removeprefix('value')}") for name in ("value", "value_low", "value_high")}
    return pd.Series(names) if any(pd.notna(number) for number in names.values()) else row


def low(row: Row) -> float:
    """Return the lower end of a value or range."""
    return float(row["value"] if pd.notna(row["value"]) else _either(row["value_low"], row["value_high"]))


def high(row: Row) -> float:
    """Return the upper end of a value or range."""
    return float(row["value"] if pd.notna(row["value"]) else _either(row["value_high"], row["value_low"]))


def _either(first: float, second: float) -> float:
    return first if pd.notna(first) else second


def _annual(found: pd.DataFrame) -> pd.Series:
    return found["period"].astype(str).str.fullmatch(_YEAR).astype(bool)
