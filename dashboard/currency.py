"""Money in the currency a reader chose, as the snapshot publishes it: nothing is multiplied here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dashboard import earlier
from dashboard.earlier import Earlier
from dashboard.memo import at_most, once
from dashboard.snapshot import Snapshot
from dashboard.state import State
from dashboard.text import said, t

MONEY = ("USD", "CNY", "EUR", "JPY", "TWD", "GBP", "KRW", "HKD")
_ENDS = ("", "_low", "_high")
_MOST_HELD = 16
"""Times, each between two changes, whose tables are held for a reader who moves through the days."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A published rate as it is stated: its text, its month, who set it."""

    text: str
    month: str
    source: str


def tables(snapshot: Snapshot, state: State) -> Mapping[str, pd.DataFrame]:
    """Return the tables as they stood on the state's day, with money in one currency; without a rate as told."""
    day = earlier.last_change(snapshot, state.as_of)
    return _newest(snapshot, state.currency) if day is None else _earlier(snapshot, state.currency, day)


@once
def _newest(snapshot: Snapshot, currency: str) -> Mapping[str, pd.DataFrame]:
    return _Tables(snapshot.tables, currency)


@at_most(_MOST_HELD)
def _earlier(snapshot: Snapshot, currency: str, day: str) -> Mapping[str, pd.DataFrame]:
    return _Tables(snapshot.tables, currency, earlier.on(snapshot, day))


def _unchanged_until(day: str) -> str:
    """Return the day before the next end of a month, from which on its rate is known."""
    told = date.fromisoformat(day)
    end = _month_end(told)
    return str((end if end > told else _month_end(told + timedelta(1))) - timedelta(1))


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


def stated(snapshot: Snapshot | None, state: State) -> Rate | None:
    """Return the newest published rate of the yuan that was known on the state's day."""
    held = _yuan(snapshot) if snapshot else ()
    known = [one for one in held if not state.as_of or one[0] < _unchanged_until(state.as_of)[:7]]
    if not known:
        return None
    month, rate, source = known[-1]
    return Rate(t(state.lang, "shell.rate", rate=f"{rate:.4g}"), month, said(state.lang, source))


@once
def _yuan(snapshot: Snapshot) -> tuple[tuple[str, float, str], ...]:
    """Return the rates of the yuan by month: month, rate, who set it."""
    rates = snapshot.table("rates")
    held = rates[rates["currency"] == "CNY"].sort_values("month") if len(rates) else rates
    return tuple((str(row["month"]), float(row["rate"]), str(row["source"])) for row in held.to_dict("records"))


def notes(rows: pd.DataFrame, state: State) -> tuple[str, ...]:
    """Say how many of the rows were told in another currency, and at whose rates they are shown."""
    if not {"unit", "usd_rate", "cny_rate"} <= set(rows.columns) or rows.empty:
        return ()
    own = rows["cny_rate"] if state.currency == "CNY" else 1
    told = (
        rows["usd_rate"].notna() & (rows["usd_rate"] != own) & rows["unit"].astype(str).str.startswith(state.currency)
    )
    if not told.any():
        return ()
    sources = sorted({one for text in rows.loc[told, "rate_source"] for one in str(text).split(";") if one})
    joined = t(state.lang, "shell.list_joiner").join(said(state.lang, source) for source in sources)
    return (t(state.lang, "shell.converted", n=int(told.sum()), all=len(rows), source=joined),)


class _Tables(Mapping[str, pd.DataFrame]):
    """Tables that are turned into a currency when they are first asked for; the same ones are the same key."""

    def __init__(self, published: Mapping[str, pd.DataFrame], currency: str, then: Earlier | None = None) -> None:
        self._published, self._currency, self._then = published, currency, then
        self._turned: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._turned:
            held = self._published[name]
            self._turned[name] = _turned(self._then.of(held) if self._then else held, self._currency)
        return self._turned[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._published)

    def __len__(self) -> int:
        return len(self._published)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


def _turned(frame: pd.DataFrame, currency: str) -> pd.DataFrame:
    published = f"value_{currency.lower()}"
    if published not in frame or "unit" not in frame:
        return frame
    native = frame["unit"].astype(str).str.split("_", n=1).str[0]
    turned = native.isin(MONEY) & (native != currency) & _any(frame, published)
    if not turned.any():
        return frame
    values = {
        f"value{end}": frame[f"value{end}"].where(~turned, frame[f"{published}{end}"])
        for end in _ENDS
        if f"{published}{end}" in frame
    }
    units = frame["unit"].astype(str).str.replace(r"^[A-Z]{3}", currency, regex=True)
    return frame.assign(**values, unit=frame["unit"].where(~turned, units).astype(object)).copy()


def _any(frame: pd.DataFrame, published: str) -> pd.Series:
    columns = [f"{published}{end}" for end in _ENDS if f"{published}{end}" in frame]
    return frame[columns].notna().any(axis=1)
