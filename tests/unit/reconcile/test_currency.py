"""Money in other currencies: a flow at the mean of its period, all else at the rate of the month it was told in."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.reconcile.currency import converted, rates, waiting

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
    row = only(ledger({**ALIBABA, "metric": "contract_value", **change}, RATES))
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


def test_amounts_that_wait_for_rates_are_told_with_the_month_these_end_in(ledger: Callable[..., Any]) -> None:
    told = {**ALIBABA, "metric": "contract_value"}
    later = [{**told, "unit": "EUR", "value": value, "published_on": "2025-03-11"} for value in ("100", "200")]
    found = ledger(*later, {**told, "unit": "INR"}, {**told, "published_on": "2024-11-11"}, ALIBABA, RATES)
    assert [(one.source, one.place, one.reason) for one in waiting(found["observations"], found["rates"])] == [
        ("exchange rates", "CNY", "they run from 2025-01 to 2025-01, and 1 amount of other months is not converted"),
        ("exchange rates", "EUR", "they run from 2025-01 to 2025-01, and 2 amounts of other months are not converted"),
        ("exchange rates", "INR", "none is held, and 1 amount is not converted"),
    ]


@settings(max_examples=25, deadline=None)
@given(st.floats(0.01, 1e14), st.sampled_from(["CNY", "CNY_per_year", "EUR"]))
def test_a_conversion_there_and_back_is_the_amount(value: float, unit: str) -> None:
    frame = pd.DataFrame({"value": [value], "value_low": [value / 2], "value_high": [value * 2], "unit": [unit]})
    known = {"known_from": "2025-01-24", "metric": "contract_value", "period_start": "", "period_end": ""}
    found = converted(frame.assign(**known), rates([RATES])).iloc[0]
    back = found["value_usd"] * found["usd_rate"]
    assert back == pytest.approx(value, rel=1e-9, abs=1e-3)
    assert found["value_usd_low"] <= found["value_usd"] <= found["value_usd_high"]
    assert found["value_cny_low"] <= found["value_cny"] <= found["value_cny_high"]


MONTHS = {"2025-01": "7.2", "2025-06": "7.3", "2025-12": "7.4", "2026-01": "7.0"}
YEAR = table(
    *({**CNY, "rate_id": month, "month": month, "rate": rate} for month, rate in MONTHS.items()),
    name="exchange_rates",
    contract="rates",
)
SPENT = {**ALIBABA, "metric": "capex", "status": "actual", "value": "100000000000", "published_on": "2026-01-30"}


def rates_of(told: dict[str, pd.DataFrame]) -> list[tuple[float, str]]:
    frame = told["observations"].sort_values("metric")
    return [(round(rate, 6), months) for rate, months in zip(frame["cny_rate"], frame["rate_month"], strict=True)]


def test_a_plan_and_its_outcome_are_converted_at_one_rate_the_mean_of_their_period(ledger: Callable[..., Any]) -> None:
    told = ledger(SPENT, {**ALIBABA, "period": "2025"}, YEAR)
    assert rates_of(told) == [(7.3, "2025-01/2025-12")] * 2
    assert told["observations"]["value_usd"].max() == pytest.approx(380e9 / 7.3)


def test_a_period_in_progress_takes_its_months_and_one_ahead_the_newest(ledger: Callable[..., Any]) -> None:
    assert rates_of(ledger({**GUIDANCE, "period": "2026"}, YEAR)) == [(7.0, "2026-01")]
    assert rates_of(ledger({**GUIDANCE, "period": "2027"}, YEAR)) == [(7.0, "2026-01")]


def test_a_contract_keeps_the_rate_of_the_month_it_was_told_in(ledger: Callable[..., Any]) -> None:
    assert rates_of(ledger({**ALIBABA, "metric": "contract_value", "published_on": "2025-06-02"}, YEAR)) == [
        (7.3, "2025-06")
    ]


def test_a_currency_whose_rate_is_lacking_for_a_month_of_the_period_is_not_converted(
    ledger: Callable[..., Any],
) -> None:
    euro = table({**EUR, "rate_id": "EUR-2025-01"}, name="more", contract="rates")
    row = only(ledger({**SPENT, "unit": "EUR"}, YEAR, euro))
    assert pd.isna(row["value_usd"])
    assert (row["cny_rate"], row["rate_month"]) == (pytest.approx(7.3), "2025-01/2025-12")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(6, 8), min_size=1, max_size=12), st.integers(1, 12), st.sampled_from(["2025-01", "2026-05"]))
def test_all_that_is_told_of_one_period_has_one_rate_whenever_it_was_told(
    sizes: list[float], told: int, other: str
) -> None:
    held = [{**CNY, "month": f"2025-{at:02}", "rate": str(size)} for at, size in enumerate(sizes, 1)]
    book = rates([table(*({**one, "rate_id": one["month"]} for one in held), name="r", contract="rates")])
    frame = pd.DataFrame({"value": [1.0, 2.0], "known_from": [f"2025-{told:02}-01", f"{other}-01"]})
    more = {"metric": "capex", "period_start": "2025-01-01", "period_end": "2025-12-31", "unit": "CNY"}
    found = converted(frame.assign(value_low=float("nan"), value_high=float("nan"), **more), book)
    assert len(set(found["cny_rate"])) == len(set(found["rate_month"])) == 1
    assert min(sizes) - 1e-9 <= found["cny_rate"].iloc[0] <= max(sizes) + 1e-9
