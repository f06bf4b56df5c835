from collections.abc import Callable
from typing import Any

from etl.model import Status
from etl.period import Period

from .conftest import GUIDANCE, OMDIA, article, table

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


def test_one_origin_that_tells_the_past_by_two_numbers_has_restated_it(ledger: Callable[..., Any]) -> None:
    again = {**CAPEX, "value": "66000000000", "published_on": "2026-11-28"}
    row = ledger(CAPEX, again)["conflicts"].iloc[0]
    assert (row["kind"], row["n_origins"], row["ranks"]) == ("restated", 1, "preferred;normal")
    assert kinds(ledger(GUIDANCE, {**GUIDANCE, "value": "72000000000", "published_on": "2025-07-30"})) == []


def test_chips_bought_and_chips_deployed_are_two_counts(ledger: Callable[..., Any]) -> None:
    running = {**EPOCH, "metric": "units_deployed"}
    row = ledger(OMDIA, running)["conflicts"].iloc[0]
    assert (row["kind"], row["n_origins"]) == ("metric", 2)
    assert "do not compare" in row["reason"]
    assert kinds(ledger(OMDIA, {**running, "product": "H100"})) == []


def test_each_reading_stands_with_class_tier_and_rank(ledger: Callable[..., Any]) -> None:
    own = {**OMDIA, "origin": "Microsoft", "value": "400000", "source_tier": "1"}
    row = ledger(OMDIA, own)["conflicts"].iloc[0]
    assert (row["origin_classes"], row["source_tiers"]) == ("party;research", "1;3")
    assert (row["statuses"], row["ranks"]) == ("estimate;estimate", "preferred;normal")
    assert row["rank_reasons"].split(";")[1].startswith("after microsoft: a filing")
    assert row["reason_zh"].startswith("microsoft 为首选")


def test_what_is_computed_of_rivals_is_no_conflict_of_its_own(ledger: Callable[..., Any]) -> None:
    peak = {"assumption_id": "peak-hopper-bf16", "name_en": "x", "name_zh": "x", "value": "989", "unit": "tera_ops"}
    told = {**peak, "status": "estimate", "source_url": "https://example.org", "published_on": "2024-01-01"}
    h100 = {**told, "assumption_id": "peak-h100-bf16"}
    found = ledger(OMDIA, EPOCH, table(told, h100, name="assumptions", contract="assumptions"))
    assert (found["observations"]["metric"] == "h100_equivalents").sum() == 2
    assert found["conflicts"]["metric"].tolist() == ["units_purchased"]


DISPUTE = {
    "dispute_id": "abilene",
    "kind": "unit_basis",
    "figures": "figures one;figures two;figures three",
    "reason_en": "superchips against chips",
    "reason_zh": "超级芯片与芯片",
}
CHIPS = {**OMDIA, "figure_id": "one", "period": "2025"}
RACKS = {**OMDIA, "figure_id": "two", "product": "GB200", "value": "72", "unit": "units_per_week"}


def test_a_dispute_holds_readings_that_no_key_would_bring_together(ledger: Callable[..., Any]) -> None:
    disputed = table(DISPUTE, name="disputes", contract="disputes")
    row = ledger(CHIPS, RACKS, disputed)["conflicts"].iloc[0]
    assert (row["kind"], row["reason"], row["reason_zh"]) == (
        "unit_basis",
        "superchips against chips",
        "超级芯片与芯片",
    )
    assert row["unit"] == "units;units_per_week"
    assert row["value_low"] != row["value_low"]  # unlike units span no range
    assert kinds(ledger(CHIPS, disputed)) == []


def test_a_dispute_says_what_the_rule_would_have_found_once(ledger: Callable[..., Any]) -> None:
    one, two = {**OMDIA, "figure_id": "one"}, {**EPOCH, "figure_id": "two"}
    disputed = table({**DISPUTE, "kind": "rival_origins"}, name="disputes", contract="disputes")
    assert ledger(one, two, disputed)["conflicts"]["reason"].tolist() == ["superchips against chips"]
