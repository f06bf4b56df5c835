"""Each rule of the audit with a planted fault that it, and no other rule, finds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl.errors import VocabularyError
from etl.reconcile.audit import AuditFailed, audit, check, rules
from etl.reconcile.audit.exception import excepted
from etl.reconcile.audit.rules import FIGURES

from .conftest import OMDIA, article

SHARE = {
    **OMDIA,
    "metric": "market_share",
    "entity": "Nvidia",
    "product": "",
    "counterparty": "",
    "value": "0.8",
    "unit": "share",
    "denominator": "AI chips",
    "unit_basis": "",
}
PLANTED = [
    ("figures_have_sources", {"locator": ""}),
    ("figures_are_described", {"status": ""}),
    ("figures_are_described", {"unit": ""}),
    ("figures_are_described", {"period_basis": ""}),
    ("figures_say_something", {"value": float("nan")}),
    ("intervals_are_ordered", {"value_low": 600000.0}),
    ("intervals_are_ordered", {"value_low": 3.0, "value_high": 2.0, "value": float("nan")}),
    ("intervals_are_ordered", {"period_start": "2025-01-01"}),
    ("known_days_are_ordered", {"known_to": "2020-01-01"}),
    ("known_days_are_ordered", {"shown_from": "2020-01-01"}),
    ("shares_have_denominators", {"metric": "market_share", "unit": "share", "product": "", "value": 0.5}),
    (
        "shares_have_denominators",
        {"metric": "market_share", "unit": "share", "product": "", "value": 0.5, "flags": "no_denominator"},
    ),
    ("shares_have_denominators", {"metric": "market_share", "unit": "share", "value": 80.0}),
    ("derived_are_no_stronger", {"derived_from": "not-held"}),
    ("names_are_listed", {"entity": "nobody"}),
    ("deals_have_two_sides", {"metric": "contract_value", "unit": "USD", "counterparty": "microsoft"}),
]


@pytest.mark.parametrize(("rule", "fault"), PLANTED)
def test_a_planted_fault_is_found_by_its_rule(ledger: Callable[..., Any], rule: str, fault: dict[str, Any]) -> None:
    told = ledger(OMDIA)
    assert audit(told) == []
    frame = told["observations"]
    for column, value in fault.items():
        frame.loc[0, column] = value
    found = audit(told)
    assert [one.rule for one in found] == [rule]
    assert all(one.row and one.fault and one.remedy for one in found)


def test_a_derived_figure_stronger_than_its_input_is_found(ledger: Callable[..., Any]) -> None:
    told = ledger(OMDIA, SHARE)
    frame = told["observations"]
    frame.loc[0, "derived_from"] = frame.loc[1, "observation_id"]
    frame.loc[0, "status"] = "actual"
    assert [one.rule for one in audit(told)] == ["derived_are_no_stronger"]


def test_a_quote_that_is_not_in_the_text_is_found(ledger: Callable[..., Any]) -> None:
    told = ledger(article("微软购买了48.5万块", "48.5万块", "485000"))
    assert audit(told) == []
    told["evidence"].loc[0, "char_start"] = 2
    assert [one.rule for one in audit(told)] == ["quotes_are_exact"]


def test_quotes_are_looked_up_in_every_document_and_in_none_that_is_not_held(
    ledger: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "BLOCK", 1)
    buyers = ("microsoft", "google")
    told = ledger(*(article(f"{who} 48.5万块", "48.5万块", "485000", entity=(who,), name=who) for who in buyers))
    assert len(told["documents"]) == len(told["evidence"]) == 2
    assert list(rules.quotes_are_exact(told)) == []
    for at in (0, 1):
        moved = told["evidence"].assign(char_start=lambda frame, at=at: frame["char_start"] + (frame.index == at))
        (found,) = rules.quotes_are_exact({**told, "evidence": moved})
        assert found.row == told["evidence"]["observation_id"][at]
    lost = told["evidence"].assign(document_id="another")
    assert len(list(rules.quotes_are_exact({**told, "evidence": lost}))) == 2


def test_a_share_of_nothing_named_is_no_figure_and_is_explained(ledger: Callable[..., Any]) -> None:
    told = ledger(article("英伟达拿下了80%", "80%", "0.8", metric="market_share", unit="share", product=""))
    assert told["observations"].empty
    assert list(told["unexplained"]["reason"]) == ["read as a share, but of what and in what is not said"]
    assert audit(told) == []


def test_a_member_counted_besides_its_family_is_found(ledger: Callable[..., Any]) -> None:
    parts = [{**OMDIA, "product": "H20", "value": "300000"}, {**OMDIA, "product": "H100", "value": "300000"}]
    assert [one.rule for one in audit(ledger(OMDIA, *parts))] == ["parts_fit_their_whole"]
    assert audit(ledger({**OMDIA, "value": "600000"}, *parts)) == []


def test_a_quantity_that_went_missing_is_found(ledger: Callable[..., Any]) -> None:
    told = ledger(article("微软购买了48.5万块", "48.5万块", "485000"))
    told["documents"].loc[0, "n_unexplained"] = 1
    assert [one.rule for one in audit(told)] == ["quantities_are_closed"]


def test_every_rule_has_a_planted_fault() -> None:
    planted = {rule for rule, _ in PLANTED} | {"quotes_are_exact", "parts_fit_their_whole", "quantities_are_closed"}
    assert {rule.__name__ for rule in FIGURES} == planted


def test_what_breaks_a_rule_is_not_published_and_is_named(ledger: Callable[..., Any]) -> None:
    told = ledger(OMDIA)
    told["observations"].loc[0, "status"] = ""
    with pytest.raises(AuditFailed, match=r"figures_are_described: .* no status"):
        check(told)


def test_an_exception_needs_its_reason(tmp_path: Path) -> None:
    file = tmp_path / "exceptions.toml"
    file.write_text('[[exception]]\nrule = "a"\nrow = "b"\nreason = "the source is gone"\n')
    assert excepted(file) == {("a", "b")}
    bare = tmp_path / "bare.toml"
    bare.write_text('[[exception]]\nrule = "a"\nrow = "b"\n')
    with pytest.raises(VocabularyError, match="no reason"):
        excepted(bare)
