"""Calendar years out of fiscal quarters, worked by hand."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.period import FiscalYear, Period
from etl.reconcile.derived.calendar import year_of

from .conftest import GUIDANCE

QUARTER = {
    **GUIDANCE,
    "metric": "capex",
    "status": "actual",
    "entity": "Microsoft",
    "origin": "Microsoft",
    "definition": "cash_ppe",
}
SPENT = {"FY2025Q3": "16745", "FY2025Q4": "17079", "FY2026Q1": "19394", "FY2026Q2": "29876"}
QUARTERS = [{**QUARTER, "period": label, "value": f"{size}000000"} for label, size in SPENT.items()]


def years(told: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return told["observations"][told["observations"]["metric"] == "capex_calendar_year"]


def test_four_fiscal_quarters_make_a_calendar_year(ledger: Callable[..., Any]) -> None:
    told = ledger(*QUARTERS)
    row = years(told).iloc[0]
    assert (row["period"], row["value"], row["status"]) == ("2025", 83_094_000_000, "derived")
    assert (row["period_start"], row["period_end"], row["flags"]) == ("2025-01-01", "2025-12-31", "")
    inputs = told["derivations"].query("observation_id == @row.observation_id")
    assert inputs["role"].tolist() == list(SPENT)


def test_quarters_that_begin_a_month_early_keep_their_days_and_say_so(ledger: Callable[..., Any]) -> None:
    labels = ("FY2025Q3", "FY2025Q4", "FY2026Q1", "FY2026Q2")
    row = years(ledger(*({**QUARTER, "entity": "Oracle", "origin": "Oracle", "period": one} for one in labels))).iloc[0]
    assert (row["period"], row["period_start"], row["period_end"]) == ("2025", "2024-12-01", "2025-11-30")
    assert row["flags"] == "quarters_shifted"
    assert row["period_wording"] == "four quarters, 2024-12-01 to 2025-11-30"


def test_a_year_of_which_a_quarter_is_lacking_is_refused(ledger: Callable[..., Any]) -> None:
    told = ledger(*QUARTERS[:3])
    assert years(told).empty
    refused = told["refusals"].query("metric == 'capex_calendar_year'")
    assert refused["reason"].tolist() == ["of its four quarters only FY2025Q3, FY2025Q4, FY2026Q1 are held"]


@pytest.mark.parametrize("other", [{"definition": "including_finance_leases"}, {"unit": "CNY"}, {"status": "estimate"}])
def test_neither_definitions_nor_currencies_nor_forecasts_are_mixed(
    ledger: Callable[..., Any], other: dict[str, str]
) -> None:
    assert years(ledger(*QUARTERS[:3], {**QUARTERS[3], **other})).empty


def test_a_company_of_calendar_quarters_needs_none(ledger: Callable[..., Any]) -> None:
    own = [{**QUARTER, "entity": "Meta", "origin": "Meta", "period": f"2025Q{number}"} for number in (1, 2, 3, 4)]
    assert years(ledger(*own)).empty


def test_yuan_stay_yuan(ledger: Callable[..., Any]) -> None:
    labels = ("FY2025Q4", "FY2026Q1", "FY2026Q2", "FY2026Q3")
    own = {**QUARTER, "entity": "Alibaba", "origin": "Alibaba", "unit": "CNY", "value": "25000000000"}
    row = years(ledger(*({**own, "period": one} for one in labels))).iloc[0]
    assert (row["unit"], row["value"], row["period_start"]) == ("CNY", 100_000_000_000, "2025-01-01")


@given(st.integers(1, 12), st.integers(2000, 2040))
def test_each_calendar_year_takes_four_quarters_of_any_fiscal_year(month: int, year: int) -> None:
    labels = (f"FY{one}Q{number}" for one in (year - 1, year, year + 1) for number in (1, 2, 3, 4))
    told = [Period.parse(label, fiscal=FiscalYear(month)) for label in labels]
    mine = [one for one in told if year_of({"period_start": str(one.start), "period_end": str(one.end)}) == year]
    assert len(mine) == 4
