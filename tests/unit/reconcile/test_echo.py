from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.reconcile.echo import digits, is_rounding

from .conftest import GUIDANCE, OMDIA, article

ECHOES = [
    (500_000, 485_000, "approx"),
    (490_000, 485_000, "approx"),
    (480_000, 485_000, "min"),
    (490_000, 485_000, "max"),
    (5.81e9, 5_810_342_000, "exact"),
]
RIVALS = [
    (125e9, 100e9, "exact"),  # finer than what it would repeat
    (100e9, 125e9, "exact"),  # one digit, but far off
    (490_000, 485_000, "min"),
    (480_000, 485_000, "max"),
    (679_000, 485_000, "approx"),
    (0, 485_000, "exact"),
]


@pytest.mark.parametrize(("coarse", "fine", "qualifier"), ECHOES)
def test_a_rounding_is_an_echo(coarse: float, fine: float, qualifier: str) -> None:
    assert is_rounding(coarse, fine, qualifier, 0.05)


@pytest.mark.parametrize(("coarse", "fine", "qualifier"), RIVALS)
def test_another_number_is_no_echo(coarse: float, fine: float, qualifier: str) -> None:
    assert not is_rounding(coarse, fine, qualifier, 0.05)


@given(st.integers(1, 10**15), st.integers(0, 14))
def test_digits_do_not_depend_on_the_scale(value: float, zeros: int) -> None:
    told = int(f"{value:.6g}".split("e")[0].replace(".", ""))
    assert digits(float(told)) == digits(float(told * 10**zeros))


def test_one_fact_in_an_article_and_a_table_is_one_observation(ledger: Callable[..., Any]) -> None:
    told = ledger(OMDIA, article("据Omdia预计，微软2024年购买了48.5万块", "48.5万块", "485000"))
    assert len(told["observations"]) == 1
    row = told["observations"].iloc[0]
    assert (row["value"], row["n_evidence"], row["n_publishers"]) == (485000, 2, 2)
    assert sorted(told["evidence"]["as_written"]) == ["48.5万块", "485000"]
    assert row["unit_basis"] == "gpus"


def test_a_rounded_echo_of_the_origin_is_evidence_and_not_a_rival(ledger: Callable[..., Any]) -> None:
    told = ledger(
        OMDIA, {**OMDIA, "value": "500000", "qualifier": "approx", "publisher": "TrendForce", "source_tier": "2"}
    )
    row = told["observations"].iloc[0]
    assert len(told["observations"]) == 1
    assert row["value"] == 485000  # the finer number words the figure, though the rounder page is the better one
    assert row["n_evidence"] == 2
    assert len(told["conflicts"]) == 0


CARRIERS = ("NewsBytes", "Pak Gazette", "Noticiasia", "RedPlanX", "Up2Info", "Ysssz")


def test_seven_carriers_of_one_origin_are_one_origin_though_one_drifted(ledger: Callable[..., Any]) -> None:
    drifted = {**OMDIA, "value": "500000", "qualifier": "approx", "publisher": "TrendForce", "source_tier": "2"}
    told = ledger(*({**OMDIA, "publisher": name} for name in CARRIERS), drifted)
    row = told["observations"].iloc[0]
    assert (len(told["observations"]), row["n_evidence"], row["n_publishers"]) == (1, 7, 7)
    assert (row["value"], row["origin"]) == (485000, "omdia")


def test_who_names_no_origin_repeats_the_named_one(ledger: Callable[..., Any]) -> None:
    told = ledger(OMDIA, {**OMDIA, "origin": "", "publisher": "Some Blog", "source_tier": "4"})
    assert told["observations"]["origin"].tolist() == ["omdia"]
    assert told["observations"]["n_evidence"].tolist() == [2]


def test_who_names_no_origin_repeats_none_where_two_say_the_same(ledger: Callable[..., Any]) -> None:
    told = ledger(OMDIA, {**OMDIA, "origin": "Epoch AI"}, {**OMDIA, "origin": "", "publisher": "Some Blog"})
    assert sorted(told["observations"]["origin"]) == ["epoch-ai", "omdia", "unattributed"]


@pytest.mark.parametrize(
    "change", [{"unit_basis": "dies"}, {"period": "2023"}, {"product": "H100"}, {"entity": "Meta"}]
)
def test_the_same_number_of_another_thing_is_another_fact(
    ledger: Callable[..., Any], change: Callable[..., Any]
) -> None:
    assert len(ledger(OMDIA, {**OMDIA, **change})["observations"]) == 2


def test_revised_guidance_is_no_rounding(ledger: Callable[..., Any]) -> None:
    told = ledger(GUIDANCE, {**GUIDANCE, "value": "70000000000", "published_on": "2025-04-30"})
    assert len(told["observations"]) == 2
