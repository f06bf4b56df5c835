"""Monthly averages of daily reference rates, as units of a currency for one US dollar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from statistics import fmean

from etl.model import Row

FIRST = "2022-01"
PLACES = 6
CROSSED = "mean over the month's days of {currency} per euro over dollars per euro"

Cells = dict[str, str]
Credit = tuple[str, str, str]
"""Who set the rates, where they stand, how the mean was made."""


def crossed(days: Iterable[Mapping[str, str]], currencies: Iterable[str], source: str, url: str) -> Iterator[Cells]:
    """Yield one row per currency and month from daily rates that count in euros; a day without a rate is left out."""
    held: dict[tuple[str, str], list[float]] = defaultdict(list)
    wanted = tuple(currencies)
    for day in days:
        per_euro = {**day, "EUR": "1"}
        for currency in wanted:
            if day["Date"] >= FIRST and _known(per_euro.get(currency)) and _known(per_euro["USD"]):
                held[currency, day["Date"][:7]].append(float(per_euro[currency]) / float(per_euro["USD"]))
    for (currency, month), rates in held.items():
        note = CROSSED.format(currency="one" if currency == "EUR" else currency)
        yield cells(currency, month, fmean(rates), str(len(rates)), (source, url, note))


def averaged(days: Iterable[tuple[str, str]], currency: str, source: str, url: str) -> Iterator[Cells]:
    """Yield one row a month from days and their rates, which count in dollars."""
    held: dict[str, list[float]] = defaultdict(list)
    for day, rate in days:
        if day >= FIRST and _known(rate):
            held[day[:7]].append(float(rate))
    for month, rates in held.items():
        yield cells(currency, month, fmean(rates), str(len(rates)), (source, url, "mean over the month's days"))


def cells(currency: str, month: str, rate: float, days: str, credit: Credit) -> Cells:
    """Return one row by the contract of rates."""
    source, url, note = credit
    return {
        "rate_id": f"{currency}-{month}",
        "currency": currency,
        "month": month,
        "rate": f"{rate:.{PLACES}f}",
        "unit": f"{currency} per USD",
        "days": days,
        "source": source,
        "source_url": url,
        "note": note,
    }


def rows(found: Iterable[Cells]) -> list[Row]:
    """Return the rows in order, each with its name as the place."""
    return [Row(one, one["rate_id"]) for one in sorted(found, key=lambda one: one["rate_id"])]


def _known(rate: str | None) -> bool:
    return rate not in {None, "", ".", "N/A", "NA", "ND"}
