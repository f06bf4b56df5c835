"""Each rule on what is made of figures with a planted fault that it, and no other rule, finds."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from etl.reconcile.audit import audit
from etl.reconcile.audit.closure import CLOSURE

from .conftest import GUIDANCE, OMDIA, table

CNY = {"currency": "CNY", "month": "2025-01", "rate": "7.3", "unit": "CNY per USD", "source": "a bank"}
RATES = table({"rate_id": "CNY-2025-01", **CNY}, name="exchange_rates", contract="rates")
PAGE = {"status": "estimate", "source_url": "https://example.org", "published_on": "2024-01-01", "name_en": "x"}
PRICE = {**PAGE, "assumption_id": "price-hopper", "name_zh": "x", "unit": "USD", "value": "30000"}
ASSUMED = table(PRICE, name="assumptions", contract="assumptions")
CAPEX = {
    **GUIDANCE,
    "metric": "capex",
    "status": "actual",
    "entity": "Meta",
    "definition": "cash_ppe",
    "period": "2024",
}
HOPPER = {**OMDIA, "entity": "Meta", "value": "224000", "origin": "Omdia"}
BUDGET = {**CAPEX, "value": "37256000000"}
QUARTERS = [{**CAPEX, "period": f"2024Q{number}", "value": "9314000000"} for number in (1, 2, 3, 4)]


@pytest.fixture
def told(ledger: Callable[..., Any]) -> dict[str, pd.DataFrame]:
    yuan = {**GUIDANCE, "entity": "Alibaba", "origin": "Alibaba", "value": "380000000000", "unit": "CNY"}
    found: dict[str, pd.DataFrame] = ledger(HOPPER, BUDGET, *QUARTERS, yuan, RATES, ASSUMED)
    assert audit(found) == []
    assert set(found["checks"]["verdict"]) == {"within"}
    return found


def plant(told: dict[str, pd.DataFrame], name: str, where: Any, **cells: Any) -> list[str]:
    frame = told[name]
    for column, value in cells.items():
        frame.loc[where(frame), column] = value
    return [one.rule for one in audit(told)]


@pytest.mark.parametrize("cells", [{"rate_source": ""}, {"value_usd": 380e9}, {"rate_month": ""}])
def test_money_without_its_rate_is_found(told: dict[str, pd.DataFrame], cells: dict[str, Any]) -> None:
    found = plant(told, "observations", lambda frame: frame["unit"] == "CNY", **cells)
    assert set(found) == {"money_keeps_its_rate"}


@pytest.mark.parametrize("cells", [{"input_id": "gone"}, {"status": "scenario"}, {"known_from": "2031-01-01"}])
def test_a_derivation_that_does_not_hold_is_found(told: dict[str, pd.DataFrame], cells: dict[str, Any]) -> None:
    found = plant(told, "derivations", lambda frame: frame["kind"] == "assumption", **cells)
    assert set(found) == {"derivations_are_whole"}


def test_a_derived_figure_without_inputs_is_found(told: dict[str, pd.DataFrame]) -> None:
    told["derivations"] = told["derivations"].iloc[:0]
    assert {one.rule for one in audit(told)} == {"derivations_are_whole"}


@pytest.mark.parametrize("cells", [{"input_id": "gone"}, {"status": "scenario"}, {"stood_from": "2031-01-01"}])
def test_a_derivation_of_an_earlier_day_that_does_not_hold_is_found(
    ledger: Callable[..., Any], cells: dict[str, Any]
) -> None:
    again = {**HOPPER, "value": "230000", "published_on": "2025-02-11"}
    told: dict[str, pd.DataFrame] = ledger(HOPPER, again, ASSUMED)
    assert audit(told) == []
    found = plant(told, "past_derivations", lambda frame: frame["kind"] == "observation", **cells)
    assert set(found) == {"derivations_are_whole"}


def test_an_assumption_of_nobody_is_found(told: dict[str, pd.DataFrame]) -> None:
    found = plant(told, "assumptions", lambda frame: frame["assumption_id"] != "", source_url="")
    assert found == ["assumptions_are_founded"]


def test_spending_on_chips_above_all_spending_is_found(ledger: Callable[..., Any]) -> None:
    small = {**BUDGET, "value": "6000000000"}
    found = audit(ledger(HOPPER, small, ASSUMED))
    assert [one.rule for one in found] == ["checks_hold"]
    assert "even its least exceeds all its capital spending" in found[0].fault


def test_quarters_that_miss_their_year_are_found(ledger: Callable[..., Any]) -> None:
    found = audit(ledger({**BUDGET, "value": "40000000000"}, *QUARTERS))
    assert [one.rule for one in found] == ["quarters_make_their_year"]
    assert audit(ledger({**BUDGET, "value": "40000000000"}, *QUARTERS[:3])) == []


def test_a_cell_of_the_map_that_is_not_so_is_found(told: dict[str, pd.DataFrame]) -> None:
    found = plant(told, "coverage", lambda frame: frame["state"] == "not_searched", state="reported")
    assert set(found) == {"coverage_is_whole"}


def test_a_missing_cell_of_the_map_is_found(told: dict[str, pd.DataFrame]) -> None:
    told["coverage"] = told["coverage"].iloc[1:]
    assert [one.rule for one in audit(told)] == ["coverage_is_whole"]


@pytest.mark.parametrize("cells", [{"observation_ids": "gone;lost"}, {"ranks": "preferred"}, {"source_tiers": ""}])
def test_a_conflict_without_its_readings_is_found(ledger: Callable[..., Any], cells: dict[str, str]) -> None:
    rivals = ledger(OMDIA, {**OMDIA, "origin": "Epoch AI", "value": "679249"})
    assert audit(rivals) == []
    past = {**rivals, "past_conflicts": rivals["conflicts"].assign(stood_to="2025-02-11")}
    assert audit(past) == []
    assert plant(past, "past_conflicts", lambda frame: frame["kind"] != "", **cells) == ["conflicts_are_whole"]
    assert plant(rivals, "conflicts", lambda frame: frame["kind"] != "", **cells) == ["conflicts_are_whole"]


def test_every_rule_has_a_planted_fault_here() -> None:
    planted = {
        *("money_keeps_its_rate", "derivations_are_whole", "assumptions_are_founded", "checks_hold"),
        *("quarters_make_their_year", "coverage_is_whole", "conflicts_are_whole"),
    }
    assert {rule.__name__ for rule in CLOSURE} == planted
