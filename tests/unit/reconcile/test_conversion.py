"""Amounts at the rates that were out by a day: what is laid over the figures of today is what that day would give."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from etl.reconcile.conversion import COLUMNS, CONVERTED

from .conftest import GUIDANCE, table
from .overlaid import Tables, laid_over, made, times
from .test_currency import ALIBABA, CNY, EUR, SPENT

MONTHS = {"2025-01": "7.2", "2025-02": "7.3", "2025-03": "7.3", "2025-04": "7.5"}
RATES = table(
    *({**CNY, "rate_id": f"CNY-{month}", "month": month, "rate": rate} for month, rate in MONTHS.items()),
    *({**EUR, "rate_id": f"EUR-{month}", "month": month} for month in ("2025-01", "2025-02")),
    name="exchange_rates",
    contract="rates",
)
TOLD = table(
    {**ALIBABA, "figure_id": "plan", "published_on": "2025-01-10"},
    {**ALIBABA, "figure_id": "ahead", "period": "2027", "published_on": "2025-02-28"},
    {**GUIDANCE, "figure_id": "dollars", "value": "", "value_low": "6", "value_high": "9", "qualifier": "range"},
    {**SPENT, "figure_id": "past", "period": "2024", "published_on": "2025-01-31", "unit": "EUR"},
    {**ALIBABA, "figure_id": "deal", "metric": "contract_value", "unit": "EUR", "published_on": "2025-03-31"},
    {**ALIBABA, "figure_id": "pledge", "metric": "investment_commitment", "published_on": "2025-04-02"},
)
DAYS = ("2025-01-10", "2025-01-30", "2025-01-31", "2025-02-11", "2025-03-30", "2025-03-31", "2025-04-30", "2026-01-01")


@pytest.fixture(scope="module")
def today() -> Tables:
    """Return the published tables of all that was told."""
    return made([TOLD, RATES])


@pytest.mark.parametrize("day", DAYS)
def test_laid_over_the_figures_they_give_what_the_day_would(today: Tables, day: str) -> None:
    then = made([TOLD, RATES], date.fromisoformat(day), asked=["observations"])["observations"].set_index(
        "observation_id"
    )
    wanted = then[list(CONVERTED)].sort_index()
    found = laid_over(today, "conversions", CONVERTED, day).loc[wanted.index].astype(wanted.dtypes)
    pd.testing.assert_frame_equal(found, wanted)


def test_only_what_changed_is_told_and_each_time_once(today: Tables) -> None:
    assert list(today["conversions"]) == list(COLUMNS)
    assert times(today, "conversions", "stood_from") == {
        # A plan's year fills month by month; the mean of February and that of March with it differ.
        "plan": ["2025-01-10", "2025-01-31", "2025-02-28", "2025-03-31"],
        # February and March were at one rate, and of the newest month March is another.
        "ahead": ["2025-02-28", "2025-03-31"],
        "dollars": ["2025-01-24", "2025-01-31", "2025-02-28", "2025-03-31"],
        "pledge": ["2025-04-02"],
    }


def test_without_rates_nothing_is_told(ledger: Callable[..., Any]) -> None:
    assert list(ledger(ALIBABA)["conversions"]) == list(COLUMNS)
    assert len(ledger(ALIBABA)["conversions"]) == 0
