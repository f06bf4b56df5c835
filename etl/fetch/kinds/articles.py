"""Articles by their addresses, named one by one."""

from __future__ import annotations

from collections.abc import Iterator

from etl.fetch.hand import Hand, Outcome
from etl.fetch.kinds import _pages

OPTIONS: dict[str, list[str]] = {"urls": []}


def bring(hand: Hand) -> Iterator[Outcome]:
    """Fetch each article."""
    for url in hand.source.options["urls"]:
        yield _pages.fetch(hand, str(url), {})
