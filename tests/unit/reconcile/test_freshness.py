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


def test_rates_are_as_fresh_as_the_last_month_of_each_currency(ledger: Callable[..., Any]) -> None:
    held = [(code, f"2025-{month:02}") for code, last in (("CNY", 3), ("TWD", 1)) for month in range(1, last + 1)]
    rows = [{"rate_id": f"{code}-{month}", "currency": code, "month": month, "rate": "7"} for code, month in held]
    book = table(*({**row, "unit": "x", "source": "a bank"} for row in rows), name="exchange_rates", contract="rates")
    told = ledger(OMDIA, book, declared(source="exchange_rates"))["freshness"]
    assert dict(zip(told["source"], told["newest"], strict=True)) == {
        "exchange_rates CNY": "2025-03-31",
        "exchange_rates TWD": "2025-01-31",
    }
    assert told["fresh_until"].tolist() == ["2025-04-30", "2025-03-02"]
