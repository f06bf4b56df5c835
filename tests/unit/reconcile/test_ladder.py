import math
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.reconcile.ladder import midpoint

from .conftest import GUIDANCE

RANGE = {**GUIDANCE, "value": "", "qualifier": "range", "definition": "cash_ppe_plus_finance_leases"}
ACTUAL = {**GUIDANCE, "metric": "capex", "status": "actual", "published_on": "2026-01-29"}


def step(low: int, high: int, day: str, **more: str) -> dict[str, str]:
    bounds = {"value_low": f"{low}000000000", "value_high": f"{high}000000000"}
    return {**RANGE, **bounds, "published_on": day, **more}


META = [
    step(60, 65, "2025-01-24", definition="as_stated"),
    step(64, 72, "2025-04-30"),
    step(66, 72, "2025-07-30"),
    step(70, 72, "2025-10-29"),
]
LEASES = {**ACTUAL, "value": "72215000000", "definition": "cash_ppe_plus_finance_leases"}
CASH = {**ACTUAL, "value": "69691000000", "definition": "cash_ppe"}


def steps(told: dict[str, Any]) -> pd.DataFrame:
    frame: pd.DataFrame = told["plan_steps"]
    return frame


def billions(values: pd.Series) -> list[float]:
    return [value / 1e9 for value in values]


def test_meta_2025_climbs_four_steps(ledger: Callable[..., Any]) -> None:
    frame = steps(ledger(*META, LEASES, CASH))
    assert frame["step"].tolist() == [1, 2, 3, 4]
    assert billions(frame["midpoint"]) == [62.5, 68, 69, 71]
    assert billions(frame["revision"])[1:] == [5.5, 1, 2]
    assert math.isnan(frame["revision"].iloc[0])
    assert billions(frame["error"]) == pytest.approx([9.715, 4.215, 3.215, 1.215])
    assert frame["outcome"].tolist() == ["above", "within", "within", "within"]
    assert set(frame["actual_definition"]) == {"cash_ppe_plus_finance_leases"}


def test_a_bound_of_the_steps_before_told_alone_is_no_step(ledger: Callable[..., Any]) -> None:
    told = [{**GUIDANCE, "value": f"{value}000000000", "published_on": "2025-10-30"} for value in (66, 70)]
    assert len(steps(ledger(*META, *told))) == 4


def test_a_plan_held_is_no_new_step(ledger: Callable[..., Any]) -> None:
    again = {**GUIDANCE, "published_on": "2025-04-30", "definition": "cash_ppe"}
    assert steps(ledger(GUIDANCE, again))["n_steps"].tolist() == [1]


def test_no_revision_and_no_score_across_definitions(ledger: Callable[..., Any]) -> None:
    frame = steps(ledger(step(60, 65, "2025-01-24", definition="cash_ppe"), step(64, 72, "2025-04-30"), LEASES))
    assert frame["revision_basis"].tolist() == ["first", "definitions differ"]
    assert frame["revision"].isna().all()
    assert frame["score_basis"].tolist() == ["definitions differ", "same definition"]
    assert frame["actual"].isna().tolist() == [True, False]


def test_an_unstated_definition_is_scored_only_where_one_is_held(ledger: Callable[..., Any]) -> None:
    one, two = steps(ledger(GUIDANCE, CASH)), steps(ledger(GUIDANCE, CASH, LEASES))
    assert one["score_basis"].tolist() == ["the only definition held"]
    assert two["score_basis"].tolist() == ["definition unstated; several held"]
    assert two["actual"].isna().all()


@pytest.mark.parametrize(
    ("told", "exact"),
    [
        ({"published_on": "2025-01-24"}, "day"),
        ({"published_on": "2025-01"}, "month"),
        ({"published_on": "2025"}, "year"),
        ({"published_on": "2025", "given_on": "2025-01-24"}, "day"),
        ({"published_on": ""}, "inferred"),
    ],
)
def test_a_step_told_to_the_month_is_none_of_a_day(
    ledger: Callable[..., Any], told: dict[str, str], exact: str
) -> None:
    assert steps(ledger({**GUIDANCE, **told}))["given_precision"].tolist() == [exact]


def test_one_bound_has_no_midpoint(ledger: Callable[..., Any]) -> None:
    floor = {**GUIDANCE, "value": "", "value_low": "75000000000", "qualifier": "min", "published_on": "2025-10-30"}
    frame = steps(ledger(GUIDANCE, floor, CASH))
    assert frame["revision_basis"].tolist() == ["first", "one bound only"]
    assert frame["outcome"].tolist() == ["above", "below"]
    assert frame["error"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    "change", [{"status": "rumour"}, {"flags": "cancelled"}, {"origin": ""}, {"flags": "superseded"}]
)
def test_what_nobody_stands_by_is_no_step(ledger: Callable[..., Any], change: dict[str, str]) -> None:
    assert steps(ledger({**GUIDANCE, **change})).empty


def test_what_was_replaced_is_a_step_of_its_day(ledger: Callable[..., Any]) -> None:
    replaced = {**GUIDANCE, "flags": "superseded", "given_on": "2025-01-24"}
    assert steps(ledger(replaced, META[1]))["given_on"].tolist() == ["2025-01-24", "2025-04-30"]


def test_what_others_report_climbs_a_ladder_of_its_own(ledger: Callable[..., Any]) -> None:
    report = {**GUIDANCE, "value": "80000000000", "origin": "Reuters", "published_on": "2025-05-01"}
    frame = steps(ledger(GUIDANCE, report)).set_index("told_by")
    assert frame["step"].to_dict() == {"company": 1, "report": 1}


def test_a_reading_of_another_year_that_is_told_worse_is_no_step(ledger: Callable[..., Any]) -> None:
    wrong = {**GUIDANCE, "value": "60000000000", "period": "2026", "publisher": "A Blog", "source_tier": "4"}
    told = ledger(META[0], wrong)
    assert set(told["observations"]["horizon_status"]) == {"disputed"}
    assert steps(told)[["period", "horizon_status"]].to_numpy().tolist() == [["2025", "disputed"]]


@given(st.floats(0, 1e12), st.floats(0, 1e12))
def test_a_midpoint_lies_between_its_bounds(one: float, other: float) -> None:
    low, high = sorted((one, other))
    told = pd.DataFrame({"value": [math.nan, low, math.nan], "value_low": [low, math.nan, low], "value_high": high})
    told.loc[2, "value_high"] = math.nan
    between, stated, unknown = midpoint(told)
    assert low <= between <= high
    assert stated == low
    assert math.isnan(unknown)
