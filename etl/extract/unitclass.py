"""The class of a unit: which metrics a quantity can be at all."""

from __future__ import annotations

from functools import lru_cache

MONEY = "money"
OTHER = "other"
MONEY_CLASSES = frozenset({MONEY, "money_per_year"})
ISO_LENGTH = 3
FIXED = {
    "units": "units",
    "racks": "racks",
    "share": "share",
    "GW": "power",
    "people": "people",
    "nm": "node",
    "wafers": "wafers",
    "wafers_per_month": "wafers",
    "units_per_month": "wafers",
    "x": "multiple",
    "date": "date",
    "": "number",
}


@lru_cache(maxsize=512)
def unit_class(unit: str) -> str:
    """Return the class of a base unit: money, units, share, power …; "other" where no metric counts it."""
    if unit in FIXED:
        return FIXED[unit]
    currency, _, rate = unit.partition("_per_")
    if len(currency) == ISO_LENGTH and currency.isupper():
        return f"{MONEY}_per_{rate}" if rate else MONEY
    return OTHER


def kind_of(unit: str) -> str:
    """
    Return what a unit counts: its class, or itself where no metric is read in it.

    >>> kind_of("EUR_per_year"), kind_of("units_per_week")
    ('money_per_year', 'units_per_week')
    """
    found = unit_class(unit)
    return unit if found == OTHER else found
