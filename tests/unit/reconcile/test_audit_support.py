"""Each rule on what stands beside the figures with a planted fault that it, and no other rule, finds."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from etl.reconcile.audit import audit
from etl.reconcile.audit.support import LINKS, SUPPORT

from .conftest import GUIDANCE, OMDIA, table

ACTUAL = {**GUIDANCE, "metric": "capex", "status": "actual", "value": "72000000000", "published_on": "2026-01-29"}
CNY = {"currency": "CNY", "month": "2025-01", "rate": "7.3", "unit": "CNY per USD", "source": "a bank"}
RATES = table({"rate_id": "CNY-2025-01", **CNY}, name="exchange_rates", contract="rates")
CHIP = {"owner": "OpenAI", "chip_name": "Titan", "status": "planned", "origin": "OpenAI", "published_on": "2025-02-11"}
CHIPS = table(CHIP, name="custom_chips", contract="chips")
EVENT = {**CHIP, "event_type": "production", "description": "x"}
EVENTS = table(
    {**EVENT, "date": "2026", "date_precision": "year"},
    {**EVENT, "date": "2026-03", "date_precision": "month", "status": "confirmed", "published_on": "2026-04-01"},
    name="chip_milestones",
    contract="milestones",
)
PUT_OFF = table(
    {**EVENT, "date": "2026", "date_precision": "year"},
    {**EVENT, "date": "2026-06", "date_precision": "month", "published_on": "2025-06-01"},
    name="chip_milestones",
    contract="milestones",
)
BOUGHT = {**OMDIA, "entity": "Meta", "value": "224000"}
AGAIN = {**BOUGHT, "value": "230000", "published_on": "2025-02-11"}
PAGE = {"status": "estimate", "source_url": "https://example.org", "published_on": "2024-01-01"}
PRICE = {**PAGE, "assumption_id": "price-hopper", "name_en": "x", "name_zh": "x", "unit": "USD", "value": "30000"}
ASSUMED = table(PRICE, name="assumptions", contract="assumptions")
SPENT = {**ACTUAL, "definition": "cash_ppe", "period": "2024", "value": "37256000000", "published_on": "2025-01-29"}
PLANTED = [
    ("words_are_known", "observations", {"status": "sure"}),
    ("words_are_known", "observations", {"period_basis": "lunar"}),
    ("words_are_known", "observations", {"rank": ""}),
    ("units_fit_their_metric", "observations", {"unit": "USD_per_gpu_hour"}),
    ("units_fit_their_metric", "observations", {"unit": "EUR per year"}),
    ("rows_have_sources", "custom_chips", {"locator": ""}),
    ("rows_have_sources", "chip_milestones", {"status": ""}),
    ("rows_have_sources", "rates", {"source": ""}),
    ("rates_are_amounts", "rates", {"rate": 0.0}),
    ("links_are_held", "plan_steps", {"observation_id": "gone"}),
    ("links_are_held", "plan_steps", {"actual_observation_id": "gone"}),
    ("links_are_held", "conversions", {"observation_id": "gone"}),
    ("links_are_held", "milestone_tellings", {"milestone_id": "gone"}),
    ("steps_are_sums", "plan_steps", {"midpoint": 1.0}),
    ("steps_are_sums", "plan_steps", {"error": 1.0}),
    ("steps_are_sums", "plan_steps", {"actual": 1.0, "error": 1.0 - 65e9}),
    ("slips_are_ordered", "milestone_tellings", {"slip_days_low": 3.0, "slip_days_high": 2.0}),
]


@pytest.fixture
def told(ledger: Callable[..., Any]) -> dict[str, pd.DataFrame]:
    found: dict[str, pd.DataFrame] = ledger(GUIDANCE, ACTUAL, RATES, CHIPS, EVENTS)
    assert audit(found) == []
    assert all(len(found[name]) for _, name, _ in PLANTED)
    return found


@pytest.mark.parametrize(("rule", "name", "cells"), PLANTED)
def test_a_planted_fault_is_found_by_its_rule(
    told: dict[str, pd.DataFrame], rule: str, name: str, cells: dict[str, Any]
) -> None:
    for column, value in cells.items():
        told[name].loc[told[name].index[0], column] = value
    found = audit(told)
    assert {one.rule for one in found} == {rule}
    assert all(one.row and one.fault and one.remedy for one in found)


@pytest.fixture
def linked(ledger: Callable[..., Any]) -> dict[str, pd.DataFrame]:
    found: dict[str, pd.DataFrame] = ledger(GUIDANCE, ACTUAL, BOUGHT, AGAIN, SPENT, RATES, ASSUMED, CHIPS, PUT_OFF)
    assert audit(found) == []
    assert not [name for name, *_ in LINKS if found[name].empty]
    return found


@pytest.mark.parametrize(("name", "column"), [(name, column) for name, _, column, *_ in LINKS])
def test_a_link_of_any_table_that_leads_nowhere_is_found(
    linked: dict[str, pd.DataFrame], name: str, column: str
) -> None:
    frame = linked[name]
    named = frame.index[frame[column] != ""]
    frame.loc[(named if len(named) else frame.index)[-1], column] = "gone"
    assert {(one.rule, column in one.fault) for one in audit(linked)} == {("links_are_held", True)}


def test_every_rule_has_a_planted_fault_here() -> None:
    assert {rule.__name__ for rule in SUPPORT} == {rule for rule, *_ in PLANTED}
