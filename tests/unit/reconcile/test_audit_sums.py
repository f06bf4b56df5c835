"""Rules on sums and on money spent, each with a planted fault that it, and no other rule, finds."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from etl.model import Status
from etl.period import Period
from etl.reconcile.audit import audit
from etl.reconcile.audit.sums import SUMS

from .conftest import GUIDANCE, OMDIA, article

BOUGHT = {**OMDIA, "counterparty": "Nvidia"}
TOTAL = {**BOUGHT, "entity": "Microsoft+Meta", "value": "709000"}
META = {**BOUGHT, "entity": "Meta", "value": "224000"}
SHIPPED = {**OMDIA, "metric": "units_shipped", "entity": "various", "counterparty": "", "product": "AI chips"}
PLAN = {**GUIDANCE, "entity": "ByteDance", "origin": "Financial Times", "value": "23000000000", "status": "plan"}
ORDER = {
    **PLAN,
    "metric": "contract_value",
    "counterparty": "Nvidia",
    "product": "H200",
    "value": "14000000000",
    "origin": "SCMP",
}


def rules(told: dict[str, pd.DataFrame]) -> list[str]:
    return [one.rule for one in audit(told)]


def test_members_of_a_joint_figure_make_it(ledger: Callable[..., Any]) -> None:
    assert rules(ledger(TOTAL, BOUGHT, META)) == []
    for size in ("900000", "600000"):
        found = audit(ledger({**TOTAL, "value": size}, BOUGHT, META))
        assert [one.rule for one in found] == ["parts_make_their_total"]
        assert "meta, microsoft add up to 709000" in found[0].fault
    assert rules(ledger({**TOTAL, "value": "900000"}, BOUGHT)) == []  # one member is not named
    assert rules(ledger({**TOTAL, "value": "900000"}, BOUGHT, {**META, "origin": "Epoch AI"})) == []


def test_makers_ship_no_more_than_the_market_and_with_others_all_of_it(ledger: Callable[..., Any]) -> None:
    makers = [{**SHIPPED, "entity": "Nvidia", "value": "300"}, {**SHIPPED, "entity": "AMD", "value": "100"}]
    others = {**SHIPPED, "entity": "others", "value": "50"}
    assert rules(ledger({**SHIPPED, "value": "450"}, *makers)) == []
    assert rules(ledger({**SHIPPED, "value": "450"}, *makers, others)) == []
    assert rules(ledger({**SHIPPED, "value": "350"}, *makers)) == ["parts_make_their_total"]
    assert rules(ledger({**SHIPPED, "value": "600"}, *makers, others)) == ["parts_make_their_total"]


NAMED = [{**OMDIA, "metric": "units_planned", "product": name} for name in ("H20", "H100")]
PARTS = [
    {"product": "H20", "entity": "microsoft"},
    {"product": "h100", "entity": "microsoft"},
    {"product": "hopper", "entity": "meta+microsoft"},
]


@pytest.mark.parametrize("other", PARTS)
def test_a_count_that_is_added_to_one_that_holds_it_is_found(ledger: Callable[..., Any], other: dict[str, str]) -> None:
    buyers = [{**OMDIA, "entity": name, "value": "100"} for name in ("Microsoft", "Meta", "Amazon")]
    told = ledger(*buyers, *NAMED)
    assert rules(told) == []
    frame = told["observations"]
    amazon = (frame["entity"] == "amazon") & (frame["metric"] == "units_purchased")
    frame.loc[amazon, ["product", "entity"]] = other["product"].lower(), other["entity"]
    # A joint figure beside its member is no total of both either.
    assert {"nothing_is_counted_twice"} <= set(rules(told)) <= {"nothing_is_counted_twice", "parts_make_their_total"}


def test_h20_beside_a_hopper_count_that_has_it_is_found(ledger: Callable[..., Any]) -> None:
    buyers = [{**OMDIA, "entity": name, "value": "100"} for name in ("ByteDance", "Meta", "Amazon")]
    told = ledger({**buyers[0], "flags": "includes_h20"}, *buyers[1:], *NAMED)
    assert rules(told) == []
    frame = told["observations"]
    frame.loc[(frame["entity"] == "amazon") & (frame["metric"] == "units_purchased"), ["product", "entity"]] = (
        "h20",
        "bytedance",
    )
    assert set(rules(told)) == {"nothing_is_counted_twice"}


def test_chips_bought_for_more_money_than_all_spending_are_found(ledger: Callable[..., Any]) -> None:
    told = ledger(PLAN, ORDER)
    assert told["checks"]["verdict"].tolist() == ["within"]
    assert rules(told) == []
    found = audit(ledger(PLAN, {**ORDER, "value": "25000000000"}))
    assert [one.rule for one in found] == ["checks_hold"]
    assert "even its least exceeds all that is told of its spending" in found[0].fault


def test_a_segment_spends_no_more_than_its_company(ledger: Callable[..., Any]) -> None:
    whole = {**PLAN, "metric": "capex", "entity": "Amazon", "status": "actual", "origin": "Amazon"}
    cloud = {**whole, "product": "AWS segment", "definition": "segment", "value": "53270000000"}
    assert rules(ledger({**whole, "value": "82999000000"}, cloud)) == []
    assert rules(ledger({**whole, "value": "50000000000"}, cloud)) == ["checks_hold"]


def test_an_open_bound_breaks_nothing_and_a_deal_of_years_is_no_years_spending(ledger: Callable[..., Any]) -> None:
    least = {**PLAN, "value": "10000000000", "qualifier": "min"}
    assert ledger(least, ORDER)["checks"]["verdict"].tolist() == ["open"]
    assert ledger(PLAN, {**ORDER, "period": "2025/2027"})["checks"].empty


def test_what_an_article_tells_is_shown_broken_and_fails_no_audit(ledger: Callable[..., Any]) -> None:
    told = article(
        "ByteDance orders chips worth $25 billion from Nvidia",
        "$25 billion",
        "25000000000",
        metric="contract_value",
        unit="USD",
        entity=("bytedance",),
        counterparty=("nvidia",),
        product="h200",
        period=Period.parse("2025"),
        status=Status.PLAN,
    )
    found = ledger(PLAN, told)
    assert found["checks"]["kind"].tolist() == ["purchase_told_within_capex"]
    assert found["checks"]["verdict"].tolist() == ["broken"]
    assert rules(found) == []


def test_every_rule_has_a_planted_fault_here() -> None:
    assert {rule.__name__ for rule in SUMS} == {"parts_make_their_total", "nothing_is_counted_twice"}
