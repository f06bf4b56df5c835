"""
Money in dollars and in yuan, beside the amount as told, at official monthly averages.

What flows over a period (spending, its guidance, revenue) is converted at the mean of the period's months, so that a
plan and its outcome are compared at one rate, whenever they were told: of a period that is not over at the months held
of it, of one that has not begun at the newest month held. A price, a contract or a pledge is converted at the month it
was told in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan
from typing import Any

import pandas as pd

from etl.errors import InputRejected
from etl.model import Table
from etl.reconcile.codes import Codes, distinct, keys_of, mapped, mapped_rows, spread

RATES = "rates"
DOLLAR, YUAN = "USD", "CNY"
PLACES = 4
CODE = re.compile(r"([A-Z]{3})(?:_|$)")
PARTS: Mapping[str, str] = {"value": "", "value_low": "_low", "value_high": "_high"}
"""Ending of a converted column by the column it is converted from."""

FLOWS = ("capex", "capex_guidance", "revenue", "capex_calendar_year", "revenue_calendar_year")
AMOUNTS = tuple(f"value_{code}{ending}" for code in ("usd", "cny") for ending in PARTS.values())
USED = ("usd_rate", "cny_rate", "rate_month", "rate_source")
"""At which rates an amount is converted, of which months, and who set them."""

Used = tuple[float, float, str, str]
MONTH = len("2025-01")
REMEDY = "Run `python -m etl fetch`, or add the months to a table of rates"
NAN = float("nan")
"""The one and only here, so that rates without a number equal themselves."""

COLUMNS = ("rate_id", "currency", "month", "rate", "unit", "days", "source", "source_url", "note", "locator")
NUMBERS = ("rate", "days")


def rates(tables: Iterable[Table]) -> pd.DataFrame:
    """Return the reference rates of every table of rates; of a month told twice the one over most days stands."""
    rows = [
        {**dict.fromkeys(COLUMNS, ""), **row.cells, "locator": f"{table.name} {row.locator}"}
        for table in tables
        if table.contract == RATES
        for row in table.rows
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")
    told = {name: pd.to_numeric(frame[name].replace("", None)) for name in NUMBERS}
    frame = frame.assign(rate=told["rate"].astype("float64"), days=told["days"].astype("Int64"))
    # A month told before it was over is told over fewer days.
    frame = frame.sort_values("days", ascending=False, kind="stable", na_position="last")
    return frame.drop_duplicates(["currency", "month"]).sort_values("rate_id").reset_index(drop=True)


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates and their sources by currency and month."""

    held: Mapping[tuple[str, str], tuple[float, str]]
    months: Sequence[str] = field(default=())
    """Months of which the yuan's rate is held, oldest first; they set the months of a period for every currency."""

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Rates:
        """Return the rates of a table of them."""
        keys = zip(frame["currency"], frame["month"], strict=True)
        held = dict(zip(keys, zip(frame["rate"], frame["source"], strict=True), strict=True))
        return cls(held, sorted(month for code, month in held if code == YUAN))

    def until(self, month: str) -> Rates:
        """Return the rates of the months up to one."""
        held = {key: told for key, told in self.held.items() if key[1] <= month}
        return Rates(held, [one for one in self.months if one <= month])

    def during(self, first: str, last: str, told: str) -> list[str]:
        """Return the months to convert at: those held of a period, the newest of all if it lies ahead, or the told."""
        found = [month for month in self.months if first <= month <= last] if first and last else []
        ahead = first and last and self.months and first > self.months[-1]
        return found or ([self.months[-1]] if ahead else [told])

    def mean(self, code: str, months: Sequence[str]) -> tuple[float, str]:
        """Return the mean of a currency's rates over some months and their source; unknown where one is lacking."""
        if code == DOLLAR:
            return 1.0, ""
        found = [self.held[code, month] for month in months if (code, month) in self.held]
        if not found or len(found) < len(months):
            return NAN, ""
        return sum(rate for rate, _ in found) / len(found), ";".join(dict.fromkeys(source for _, source in found))


def converted(frame: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """
    Return the observations with their money in dollars and in yuan, and with the rates it was converted at.

    Without a rate for its months nothing is converted: unknown is no zero, and the rate of another month is no rate.
    """
    columns, rates_held = asked(frame), Rates.of(held)
    codes = keys_of(columns)
    told = [used_for(row, rates_held) for row in distinct(columns, codes)]
    return frame.assign(**amounts(frame, told, codes))


def asked(frame: pd.DataFrame) -> list[pd.Series[str]]:
    """Return what decides at which rates money is converted: its currency, first and last month, the month told in."""
    days = [mapped_rows([frame[name], frame["metric"]], _month_of_flow) for name in ("period_start", "period_end")]
    return [mapped(frame["unit"], currency_of), *days, mapped(frame["known_from"], lambda day: day[:MONTH])]


def _month_of_flow(day: str, metric: str) -> str:
    return day[:MONTH] if metric in FLOWS else ""


def currency_of(unit: str) -> str:
    """Return the currency that a unit is in, empty for what is no money."""
    found = CODE.match(unit)
    return found[1] if found else ""


def used_for(row: Sequence[str], held: Rates) -> Used:
    """Return the rates that money is converted at, from what decides it."""
    code, first, last, told = row
    if not code:
        return NAN, NAN, "", ""
    months = held.during(first, last, told)
    own, source = held.mean(code, months)
    yuan, other = held.mean(YUAN, months)
    known = not isnan(yuan) or not (isnan(own) or code == DOLLAR)
    label = months[0] if len(months) == 1 else f"{months[0]}/{months[-1]}"
    return own, yuan, label if known else "", ";".join(dict.fromkeys(one for one in (source, other) if one))


def amounts(frame: pd.DataFrame, used: Sequence[Used], codes: Codes) -> dict[str, pd.Series[Any]]:
    """Return the amounts of each row in dollars and in yuan, and the rates of its number."""
    types = ("float64", "float64", "str", "str")
    rates_used = {
        name: spread([one[at] for one in used], codes, frame.index, dtype)
        for at, (name, dtype) in enumerate(zip(USED, types, strict=True))
    }
    is_yuan = mapped(frame["unit"], lambda unit: unit.startswith(YUAN), "bool")
    found = {}
    for name, ending in PARTS.items():
        dollars = frame[name] / rates_used["usd_rate"]
        found[f"value_usd{ending}"] = dollars.round(PLACES)
        # An amount told in yuan is shown as told: there and back would cost digits.
        found[f"value_cny{ending}"] = frame[name].where(is_yuan, (dollars * rates_used["cny_rate"]).round(PLACES))
    return {**found, **rates_used}


def waiting(observations: pd.DataFrame, held: pd.DataFrame) -> list[InputRejected]:
    """Return a note on each currency in which money stands unconverted, with the months that its rates are held of."""
    code = mapped(observations["unit"], currency_of).astype("str")
    lacking = code[(code != "") & observations["usd_rate"].isna()].value_counts().sort_index()
    months = held.groupby("currency")["month"].agg(["min", "max"]).to_dict("index")
    return [_wait(str(name), int(count), months.get(name)) for name, count in lacking.items()]


def _wait(code: str, count: int, months: Mapping[Any, str] | None) -> InputRejected:
    run = f"they run from {months['min']} to {months['max']}" if months else "none is held"
    amounts_of = f"{count} amount{'s' * (count > 1)}{' of other months' if months else ''}"
    reason = f"{run}, and {amounts_of} {'are' if count > 1 else 'is'} not converted"
    return InputRejected("exchange rates", reason, place=code, remedy=REMEDY)
