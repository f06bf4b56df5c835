"""A fiscal-year company's reported capital spending by calendar year, out of its quarters."""

from __future__ import annotations

from collections.abc import Iterator

from etl.reconcile.derived.calendar import FORMULA, calendar_years
from etl.reconcile.derived.derivation import Derivation, Given, Refusal, Result

DERIVATION = Derivation("capex_calendar_year", "USD", *FORMULA, of=("capex",))


def results(given: Given) -> Iterator[Result | Refusal]:
    """Yield each calendar year of which all four quarters are held."""
    yield from calendar_years(given, *DERIVATION.of)
