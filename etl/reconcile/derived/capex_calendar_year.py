"""A fiscal-year company's reported capital spending by calendar year, out of its quarters."""

from __future__ import annotations

from collections.abc import Iterator

from etl.reconcile.derived.calendar import APART, FORMULA, KEYS, bearing, calendar_years
from etl.reconcile.derived.derivation import Derivation, Given, Refusal, Result

__all__ = ["DERIVATION", "bearing", "results"]

DERIVATION = Derivation(
    "capex_calendar_year", "USD", *FORMULA, of=("capex",), together=KEYS, is_of_preferred=True, apart=APART
)


def results(given: Given) -> Iterator[Result | Refusal]:
    """Yield each calendar year of which all four quarters are held."""
    yield from calendar_years(given, *DERIVATION.of)
