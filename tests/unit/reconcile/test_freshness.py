"""Freshness: what a person declared of a source, counted from its newest word."""

from collections.abc import Callable
from typing import Any

from .conftest import GUIDANCE, OMDIA, table

DAYS = {"freshness_id": "a", "source": "figures", "fresh_days": "30", "because_en": "monthly", "because_zh": "按月"}


def declared(**changes: str) -> Any:
    return table({**DAYS, **changes}, name="freshness", contract="freshness")


def test_a_source_is_good_for_its_days_from_its_newest_word(ledger: Callable[..., Any]) -> None:
    rows = ledger(OMDIA, {**GUIDANCE, "published_on": "2025-01-31"}, declared())["freshness"].to_dict("records")
    told = {"source": "figures", "newest": "2025-01-31", "fresh_days": 30, "fresh_until": "2025-03-02"}
    assert rows == [{**told, "reason": "monthly", "reason_zh": "按月"}]


def test_a_date_known_to_the_year_makes_nothing_fresh(ledger: Callable[..., Any]) -> None:
    frame = ledger({**OMDIA, "published_on": "2024-12-17"}, {**GUIDANCE, "published_on": "2026"}, declared())
    assert list(frame["freshness"]["newest"]) == ["2024-12-17"]


def test_what_is_not_held_or_not_declared_has_no_row(ledger: Callable[..., Any]) -> None:
    assert ledger(OMDIA, declared(source="elsewhere"))["freshness"].empty
    assert ledger(OMDIA)["freshness"].empty
