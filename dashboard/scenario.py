"""
Rent or buy, worked out for the reader's own assumptions: the one figure the app makes itself, always a scenario.

The refresh derives the same hours for the cited assumptions; a test holds both to one formula, digit for digit.
"""

from __future__ import annotations

from dataclasses import dataclass

DIGITS = 10
"""Significant digits kept, as in the published derived figures."""

NOTHING = 1e-9
"""A rate below which capital costs nothing: what stands under the line would be lost in rounding."""


@dataclass(frozen=True, slots=True)
class Costs:
    """
    What an hour of one accelerator costs, rented or owned.

    `rent` is $ per hour, `price` $ once, `capital` a share a year, `life` years, `colocation` $ per kW and month,
    `power` kW, `electricity` $ per kWh.
    """

    rent: float
    price: float
    capital: float
    life: float
    colocation: float
    power: float
    electricity: float


def break_even_hours(costs: Costs) -> float | None:
    """
    Return the hours of use a year from which owning costs less; None where no hours make up for it.

    >>> break_even_hours(Costs(2.5, 50_000, 0.1, 5, 184.06, 1.275, 0.0806))
    6676.855644
    """
    saved = costs.rent - costs.power * costs.electricity
    return rounded(_fixed(costs) / saved) if saved > 0 else None


def owned_hour(costs: Costs, hours: float) -> float:
    """
    Return what a used hour costs when the accelerator is owned and used so many hours a year.

    >>> owned_hour(Costs(2.5, 50_000, 0.1, 5, 184.06, 1.275, 0.0806), 8760)
    1.929933041
    """
    return rounded(_fixed(costs) / hours + costs.power * costs.electricity)


def annuity(rate: float, years: float) -> float:
    """
    Return the share of a price that is paid each year.

    >>> annuity(0, 5)
    0.2
    """
    return rate / (1 - (1 + rate) ** -years) if rate > NOTHING else 1 / years


def rounded(number: float) -> float:
    """Return a number of DIGITS significant digits: more would be noise of the machine."""
    return float(f"{number:.{DIGITS}g}")


def _fixed(costs: Costs) -> float:
    """Return what a year of owning costs before an hour is used: the price paid off, and its place."""
    return costs.price * annuity(costs.capital, costs.life) + costs.colocation * costs.power * 12
