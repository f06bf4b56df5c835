from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from .conftest import GUIDANCE, OMDIA, table
from .overlaid import made

LATER = {**GUIDANCE, "value": "72000000000", "published_on": "2025-07-30"}


def spans(told: dict[str, pd.DataFrame]) -> list[tuple[str, str]]:
    frame = told["observations"].sort_values("known_from")
    return list(zip(frame["known_from"], frame["known_to"], strict=True))


def test_a_newer_word_of_the_same_origin_ends_the_older(ledger: Callable[..., Any]) -> None:
    assert spans(ledger(LATER, GUIDANCE)) == [("2025-01-24", "2025-07-29"), ("2025-07-30", "")]


def test_the_day_a_statement_was_given_counts_before_the_page(ledger: Callable[..., Any]) -> None:
    given = {**LATER, "given_on": "2025-04-30"}
    assert spans(ledger(GUIDANCE, given)) == [("2025-01-24", "2025-04-29"), ("2025-04-30", "")]


def test_another_origin_ends_nothing(ledger: Callable[..., Any]) -> None:
    assert spans(ledger(OMDIA, {**OMDIA, "origin": "Epoch AI", "value": "679000", "published_on": "2025-05-01"})) == [
        ("2024-12-18", ""),
        ("2025-05-01", ""),
    ]


def test_a_plan_without_a_definition_ends_when_its_origin_names_one(ledger: Callable[..., Any]) -> None:
    unsaid = {**GUIDANCE, "definition": "as_stated"}
    named = {**LATER, "definition": "cash_ppe_plus_finance_leases"}
    told = ledger(named, unsaid)
    assert spans(told) == [("2025-01-24", "2025-07-29"), ("2025-07-30", "")]
    assert told["conflicts"].empty
    # Its own next word may come first.
    between = {**unsaid, "value": "68000000000", "published_on": "2025-04-30"}
    assert [until for _, until in spans(ledger(named, unsaid, between))] == ["2025-04-29", "2025-07-29", ""]


@pytest.mark.parametrize(
    "other",
    [
        {"origin": "Reuters"},
        {"published_on": "2025-01-24"},
        {"period": "2026"},
        {"status": "rumour"},
        {"definition": "", "published_on": "2025-01-24"},
    ],
)
def test_a_plan_without_a_definition_is_ended_by_no_other_word(
    other: dict[str, str], ledger: Callable[..., Any]
) -> None:
    told = spans(ledger(GUIDANCE, {**LATER, "definition": "cash_ppe", **other}))
    assert told[0] == ("2025-01-24", "")


def test_an_outcome_without_a_definition_is_ended_by_none(ledger: Callable[..., Any]) -> None:
    spent = {**GUIDANCE, "metric": "capex", "status": "actual", "published_on": "2026-01-29"}
    told = ledger(spent, {**spent, "definition": "cash_ppe", "value": "70000000000", "published_on": "2026-02-10"})
    assert [until for _, until in spans(told)] == ["", ""]


def test_a_rumour_ends_no_statement(ledger: Callable[..., Any]) -> None:
    assert spans(ledger(GUIDANCE, {**LATER, "status": "rumour"})) == [("2025-01-24", ""), ("2025-07-30", "")]


def test_a_better_page_of_the_same_fact_is_no_newer_word(ledger: Callable[..., Any]) -> None:
    assert spans(ledger(GUIDANCE, {**LATER, "flags": "superseded_by_better_source"})) == [
        ("2025-01-24", ""),
        ("2025-07-30", ""),
    ]


def test_a_second_contract_ends_no_first(ledger: Callable[..., Any]) -> None:
    deal = {"metric": "contract_value", "entity": "Meta", "counterparty": "Nebius", "period": "", "status": "actual"}
    first = {**GUIDANCE, **deal, "value": "3000000000"}
    second = {**first, "value": "27000000000", "published_on": "2026-03-01"}
    assert spans(ledger(first, second)) == [("2025-01-24", ""), ("2026-03-01", "")]


def test_an_undated_page_is_known_by_the_end_of_its_period_and_says_so(ledger: Callable[..., Any]) -> None:
    row = ledger({**OMDIA, "published_on": ""})["observations"].iloc[0]
    assert (row["known_from"], row["flags"]) == ("2024-12-31", "known_from_inferred")


def test_an_undated_plan_is_known_when_its_table_was_last_written(ledger: Callable[..., Any]) -> None:
    plan = {**OMDIA, "published_on": "", "period": "2030", "metric": "units_planned"}
    told = ledger(OMDIA, plan)["observations"].set_index("metric")
    assert told.loc["units_planned", "known_from"] == "2024-12-18"


@pytest.mark.parametrize("told", [{"published_on": ""}, {"published_on": "2024"}])
def test_an_earlier_day_dates_a_row_by_all_that_its_table_tells(told: dict[str, str]) -> None:
    vague = {**OMDIA, "metric": "units_planned", **told}
    rows = [table(OMDIA, vague, {**GUIDANCE, "published_on": "2025-01-24"})]
    for day in ((), (date(2024, 12, 31),)):
        found = made(rows, *day, asked=["observations"])["observations"].set_index("metric").loc["units_planned"]
        assert (found["known_from"], found["shown_from"]) == ("2024-12-31", "2024-12-31")


def test_a_page_dated_by_its_month_is_known_at_the_end_of_the_month(ledger: Callable[..., Any]) -> None:
    assert ledger({**OMDIA, "published_on": "2024-12"})["observations"]["known_from"].tolist() == ["2024-12-31"]


def test_a_fiscal_year_is_the_companys_own(ledger: Callable[..., Any]) -> None:
    row = ledger({**GUIDANCE, "entity": "Microsoft", "origin": "Microsoft", "period": "FY2025"})["observations"].iloc[0]
    assert (row["period_start"], row["period_end"], row["period_basis"]) == ("2024-07-01", "2025-06-30", "fiscal")


def test_a_figure_is_shown_from_the_first_page_that_tells_it_and_never_before_it_was_given(
    ledger: Callable[..., Any],
) -> None:
    def shown(*rows: dict[str, str]) -> list[str]:
        return list(ledger(*rows)["observations"]["shown_from"])

    late = {**GUIDANCE, "given_on": "2024-12-18", "published_on": "2025-02-11"}
    assert shown(late) == ["2025-02-11"]
    assert shown(late, {**GUIDANCE, "given_on": "2024-12-18", "published_on": "2025-01"}) == ["2025-01-31"]
    assert shown({**GUIDANCE, "given_on": "2025-03-01"}) == ["2025-03-01"]
    # A table's row without a date of its page counts from the day on which it was known at the earliest.
    assert shown({**GUIDANCE, "published_on": "", "given_on": "2025-01-24"}) == ["2025-01-24"]
    assert shown({**GUIDANCE, "published_on": "", "period": ""}) == [""]
