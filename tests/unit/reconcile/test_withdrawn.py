"""Whose word takes a figure back: what one carrier says of its own telling is no judgement on what another tells."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from etl.model import Status
from etl.period import Period

from .conftest import GUIDANCE, OMDIA, article

EARLIER = article(
    "Meta lifted its 2025 capital spending to $70 billion from a prior $65 billion.",
    "$65 billion",
    "65000000000",
    metric="capex_guidance",
    unit="USD",
    entity=("meta",),
    product="",
    period=Period.parse("2025"),
    status=Status.GUIDANCE,
    attributed_to="meta",
    published_on="2025-07-30",
    flags=("superseded",),
)
CATALOGUE = {
    **OMDIA,
    "metric": "rental_price_per_gpu_hour",
    "entity": "Lambda",
    "counterparty": "",
    "product": "H100",
    "value": "1.99",
    "unit": "USD_per_gpu_hour",
    "unit_basis": "",
    "contract_type": "on_demand",
    "period": "2024-11",
    "status": "actual",
    "origin": "Lambda",
}


def only(told: dict[str, pd.DataFrame]) -> Any:
    assert len(told["observations"]) == 1
    return told["observations"].iloc[0]


@pytest.mark.parametrize("tier", ["1", "4"])
def test_an_article_that_calls_a_range_prior_does_not_take_back_the_row_of_a_table(
    ledger: Callable[..., Any], tier: str
) -> None:
    row = only(ledger({**GUIDANCE, "source_tier": tier}, EARLIER))
    assert (row["n_evidence"], row["rank"], row["flags"]) == (2, "preferred", "")


def test_what_every_carrier_calls_prior_is_taken_back(ledger: Callable[..., Any]) -> None:
    assert only(ledger(EARLIER))["rank"] == "deprecated"
    assert only(ledger({**GUIDANCE, "flags": "superseded"}, EARLIER))["rank"] == "deprecated"


def test_a_price_that_one_of_two_lists_is_not_preferred_for_stands_by_the_other(ledger: Callable[..., Any]) -> None:
    other = {**CATALOGUE, "publisher": "Another list", "flags": "not_preferred"}
    row = only(ledger(CATALOGUE, other))
    assert (row["n_evidence"], row["rank"], row["flags"]) == (2, "preferred", "")
    assert only(ledger({**CATALOGUE, "flags": "not_preferred"}, other))["rank"] == "deprecated"


def test_what_one_carrier_knows_to_be_cancelled_is_cancelled(ledger: Callable[..., Any]) -> None:
    told = {**OMDIA, "publisher": "Another", "flags": "cancelled"}
    assert only(ledger(OMDIA, told))["rank"] == "deprecated"
