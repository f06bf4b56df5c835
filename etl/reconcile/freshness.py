"""How long each source is good for: the days a person declared, counted from its newest word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import pandas as pd

from etl.model import Table
from etl.period import known_by
from etl.reconcile.codes import plain

FRESHNESS = "freshness"
WHOLE_DAY = len("2026-07-29")
COLUMNS = ("source", "newest", "fresh_days", "fresh_until", "reason", "reason_zh")


def freshness(tables: Iterable[Table], held: Iterable[pd.DataFrame], rates: pd.DataFrame) -> pd.DataFrame:
    """
    Return one row per source that is held and declared; `held` are frames with source, published_on, known_from.

    A table of rates has one for each of its currencies, since each ends in a month of its own.
    """
    newest = {**_newest(held), **_ends(rates)}
    rows = (row.cells for table in tables if table.contract == FRESHNESS for row in table.rows)
    found = {row["source"]: (row["fresh_days"], row["because_en"], row["because_zh"]) for row in rows}
    return pd.DataFrame(list(_rows(found, newest)), columns=list(COLUMNS)).sort_values("source", ignore_index=True)


def _newest(held: Iterable[pd.DataFrame]) -> dict[str, str]:
    """Return the day of each source's newest word; of a date known to the year nobody can say how old it is."""
    dated = [frame[["source", "published_on", "known_from"]].drop_duplicates() for frame in held]
    told = pd.concat([plain(one) for one in dated], ignore_index=True)
    told = told[(told["published_on"].str.len() == WHOLE_DAY) & (told["known_from"].str.len() == WHOLE_DAY)]
    return {str(name): str(day) for name, day in told.groupby("source")["known_from"].max().items()}


def _ends(rates: pd.DataFrame) -> dict[str, str]:
    """Return the last day of the last month of each currency, by the table that it stands in and its code."""
    names = rates["locator"].str.split(" ").str[0] + " " + rates["currency"]
    return {str(name): str(known_by(month)) for name, month in rates.groupby(names)["month"].max().items()}


def _rows(declared: dict[str, tuple[str, str, str]], newest: dict[str, str]) -> Iterator[dict[str, object]]:
    for source, day in newest.items():
        if found := declared.get(source) or declared.get(source.partition(" ")[0]):
            days, reason, reason_zh = found
            until = date.fromisoformat(day) + timedelta(int(days))
            told = {"source": source, "newest": day, "fresh_days": int(days)}
            yield {**told, "fresh_until": until.isoformat(), "reason": reason, "reason_zh": reason_zh}
