"""A fiscal-year company's reported capital spending by calendar year, out of its quarters."""

from __future__ import annotations

from collections.abc import Iterator

from etl.reconcile.derived.calendar import calendar_years
from etl.reconcile.derived.derivation import Derivation, Given, Refusal, Result

DERIVATION = Derivation(
    "capex_calendar_year",
    "USD",
    "sum of the four fiscal quarters whose middle lies in the calendar year, in one definition and currency",
    "中点落在该日历年内的四个财季之和（同一口径、同一币种）",
)


def results(given: Given) -> Iterator[Result | Refusal]:
    """Yield each calendar year of which all four quarters are held."""
    yield from calendar_years(given, "capex")
