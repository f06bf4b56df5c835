"""Money in other currencies, at the rate of the month it was told in."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.reconcile.currency import converted, rates

from .conftest import GUIDANCE, table

CNY = {"currency": "CNY", "month": "2025-01", "rate": "7.3", "unit": "CNY per USD", "source": "a bank"}
EUR = {"currency": "EUR", "month": "2025-01", "rate": "0.96", "unit": "EUR per USD", "source": "another bank"}
RATES = table(
    {"rate_id": "CNY-2025-01", **CNY}, {"rate_id": "EUR-2025-01", **EUR}, name="exchange_rates", contract="rates"
)
ALIBABA = {**GUIDANCE, "entity": "Alibaba", "origin": "Alibaba", "value": "380000000000", "unit": "CNY"}


def only(told: dict[str, pd.DataFrame]) -> dict[Any, Any]:
    rows: list[dict[Any, Any]] = told["observations"].to_dict("records")
    assert len(rows) == 1
    return rows[0]


def test_yuan_stand_as_told_and_in_dollars_of_the_day_they_were_told(ledger: Callable[..., Any]) -> None:
    row = only(ledger(ALIBABA, RATES))
    assert (row["value"], row["unit"], row["value_cny"]) == (380e9, "CNY", 380e9)
    assert row["value_usd"] == pytest.approx(380e9 / 7.3)
    assert (row["usd_rate"], row["cny_rate"], row["rate_month"], row["rate_source"]) == (7.3, 7.3, "2025-01", "a bank")


def test_dollars_need_no_rate_and_are_shown_in_yuan_by_one(ledger: Callable[..., Any]) -> None:
    row = only(ledger(GUIDANCE, RATES))
    assert (row["value_usd"], row["value_cny"], row["usd_rate"]) == (65e9, 65e9 * 7.3, 1.0)
    bare = only(ledger(GUIDANCE))
    assert (bare["value_usd"], bare["rate_month"], bare["rate_source"]) == (65e9, "", "")
    assert pd.isna(bare["value_cny"])


def test_bounds_are_converted_and_a_third_currency_names_both_rates(ledger: Callable[..., Any]) -> None:
    told = {
        **GUIDANCE,
        "value": "",
        "value_low": "96",
        "value_high": "192",
        "qualifier": "range",
        "unit": "EUR_per_year",
    }
    row = only(ledger(told, RATES))
    assert (row["value_usd_low"], row["value_usd_high"]) == (pytest.approx(100), pytest.approx(200))
    assert row["value_cny_high"] == pytest.approx(1460)
    assert pd.isna(row["value_usd"])
    assert row["rate_source"] == "another bank;a bank"


@pytest.mark.parametrize("change", [{"published_on": "2024-12-31"}, {"unit": "SGD"}, {"unit": "units"}])
def test_without_the_rate_of_the_month_nothing_is_converted(ledger: Callable[..., Any], change: dict[str, str]) -> None:
    row = only(ledger({**ALIBABA, **change}, RATES))
    assert pd.isna(row["value_usd"])
    assert row["rate_source"] == ("a bank" if change == {"unit": "SGD"} else "")


def test_a_rate_told_twice_is_held_once() -> None:
    twice = table({"rate_id": "one", **CNY}, {"rate_id": "two", **CNY, "rate": "7.4"}, name="a", contract="rates")
    assert list(rates([twice])["rate"]) == [7.3]


def test_a_rate_over_more_days_stands_whatever_the_order() -> None:
    early = table({"rate_id": "one", **CNY, "days": "3"}, name="shipped", contract="rates")
    whole = table({"rate_id": "two", **CNY, "rate": "7.4", "days": "21"}, name="fetched", contract="rates")
    untold = table({"rate_id": "three", **CNY, "rate": "7.5", "days": ""}, name="other", contract="rates")
    for told in ([early, untold, whole], [whole, early, untold]):
        assert list(rates(told)["rate"]) == [7.4]


@settings(max_examples=25, deadline=None)
@given(st.floats(0.01, 1e14), st.sampled_from(["CNY", "CNY_per_year", "EUR"]))
def test_a_conversion_there_and_back_is_the_amount(value: float, unit: str) -> None:
    frame = pd.DataFrame({"value": [value], "value_low": [value / 2], "value_high": [value * 2], "unit": [unit]})
    found = converted(frame.assign(known_from="2025-01-24"), rates([RATES])).iloc[0]
    back = found["value_usd"] * found["usd_rate"]
    assert back == pytest.approx(value, rel=1e-9, abs=1e-3)
    assert found["value_usd_low"] <= found["value_usd"] <= found["value_usd_high"]
    assert found["value_cny_low"] <= found["value_cny"] <= found["value_cny_high"]
