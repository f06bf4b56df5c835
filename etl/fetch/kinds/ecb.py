"""The European Central Bank's reference rates: the whole history, one zipped CSV."""

from __future__ import annotations

from collections.abc import Iterator

from etl.fetch.hand import Hand, Outcome
from etl.fetch.shelf import Wanted

LICENCE = "European Central Bank: free to reuse with the source named; for information only, not for transactions"
OPTIONS = {"url": "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip"}


def bring(hand: Hand) -> Iterator[Outcome]:
    """Fetch the history."""
    yield hand.fetch(Wanted("eurofxref-hist", str(hand.source.options["url"]), "ecb", ".zip", LICENCE))
