from collections.abc import Callable
from typing import Any

from etl.model import Status
from etl.period import Period

from .conftest import GUIDANCE, OMDIA, article

EPOCH = {**OMDIA, "origin": "Epoch AI", "value": "679249"}
CAPEX = {**GUIDANCE, "metric": "capex", "status": "actual", "published_on": "2026-01-28"}


def kinds(told: dict[str, Any]) -> list[str]:
    return told["conflicts"]["kind"].tolist()


def test_two_origins_that_cannot_both_be_right_are_a_conflict(ledger: Callable[..., Any]) -> None:
    row = ledger(OMDIA, EPOCH)["conflicts"].iloc[0]
    assert (row["kind"], row["n_origins"], row["value_low"], row["value_high"]) == ("rival_origins", 2, 485000, 679249)
    assert round(row["spread"], 3) == 0.401


def test_readings_whose_bounds_meet_are_no_conflict(ledger: Callable[..., Any]) -> None:
    bounded = {**EPOCH, "value": "600000", "value_low": "480000", "value_high": "700000"}
    assert kinds(ledger(OMDIA, bounded)) == []


def test_a_forecast_overtaken_by_the_outcome_is_no_rival_of_it(ledger: Callable[..., Any]) -> None:
    forecast = {**CAPEX, "origin": "Morgan Stanley", "status": "estimate", "value": "60000000000"}
    assert kinds(ledger(CAPEX, {**forecast, "published_on": "2025-03-01"})) == []
    assert kinds(ledger(CAPEX, {**forecast, "published_on": "2026-03-01"})) == ["rival_origins"]


def test_definitions_that_differ_are_listed_and_never_compared(ledger: Callable[..., Any]) -> None:
    one = {**CAPEX, "definition": "cash_ppe", "value": "69691000000"}
    two = {**CAPEX, "definition": "cash_ppe_plus_finance_leases", "value": "72220000000"}
    told = ledger(one, two)
    assert kinds(told) == ["definition"]
    assert told["observations"]["rank"].tolist() == ["preferred", "preferred"]


def test_units_that_count_different_things_are_listed(ledger: Callable[..., Any]) -> None:
    assert kinds(ledger(OMDIA, {**OMDIA, "value": "970000", "unit_basis": "dies"})) == ["unit_basis"]


def test_one_statement_told_for_two_years_is_a_dispute_about_the_horizon(ledger: Callable[..., Any]) -> None:
    money = {"metric": "capex_guidance", "unit": "USD", "product": "", "status": Status.GUIDANCE}
    text = "Meta说，明年AI基建要花600亿美元"
    told = article(
        text, "600亿美元", "60000000000", entity=("meta",), attributed_to="meta", period=Period.parse("2026"), **money
    )
    bounds = {**GUIDANCE, "value": "", "value_low": "60000000000", "value_high": "65000000000", "qualifier": "range"}
    row = ledger(bounds, told)["conflicts"].iloc[0]
    assert (row["kind"], set(row["period"].split(";"))) == ("horizon", {"2025", "2026"})


def test_the_same_guidance_a_year_later_is_no_dispute(ledger: Callable[..., Any]) -> None:
    assert kinds(ledger(GUIDANCE, {**GUIDANCE, "period": "2026", "published_on": "2026-01-28"})) == []
