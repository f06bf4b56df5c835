"""Daily exchange rates of the Federal Reserve (H.10), as FRED gives them in CSV: currencies the ECB does not quote."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from etl.fetch.hand import Hand, Outcome
from etl.fetch.shelf import Wanted

LICENCE = "Board of Governors of the Federal Reserve System, H.10, by way of FRED; no endorsement is implied"
OPTIONS = {"url": "https://fred.stlouisfed.org/graph/fredgraph.csv", "series": {"DEXTAUS": "TWD"}}
"""`series` names the currency of each series; the series counts its units for one US dollar."""


def bring(hand: Hand) -> Iterator[Outcome]:
    """Fetch each series."""
    for series, currency in hand.source.options["series"].items():
        url = f"{hand.source.options['url']}?id={quote(series)}"
        yield hand.fetch(Wanted(series.lower(), url, "fred", ".csv", LICENCE, {"series": series, "currency": currency}))
