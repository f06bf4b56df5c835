"""Articles that an RSS or Atom feed names, where title and summary speak of something in the vocabulary."""

from __future__ import annotations

import calendar
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from etl import sidecar
from etl.errors import InputRejected
from etl.fetch.hand import Hand, Outcome, State
from etl.fetch.kinds import _pages
from etl.fetch.shelf import Wanted
from etl.vocabulary import vocabulary

OPTIONS = {"urls": [""], "least_names": 2, "most_articles": 20}
"""An item is fetched where it names at least `least_names` companies or products; the newest `most_articles` a run."""
NAMED = frozenset({"company", "product", "segment"})
MOST_BYTES = 64 * 2**20


def bring(hand: Hand) -> Iterator[Outcome]:
    """Fetch each feed, and the articles in it that are not on the shelf."""
    for url in filter(None, hand.source.options["urls"]):
        yield from _feed(hand, str(url))


def _feed(hand: Hand, url: str) -> Iterator[Outcome]:
    name = f"feed-{_pages.name_of(url)}"
    told = hand.fetch(Wanted(name, url, "feed", ".xml", _pages.LICENCE))
    yield told
    kept = hand.shelf.kept(name)
    if kept is None or told.state is State.FAILED:
        return
    try:
        wanted = items(
            url, sidecar.data(hand.shelf.path(name), kept, MOST_BYTES), int(hand.source.options["least_names"])
        )
    except InputRejected as fault:
        yield hand.failed(name, fault)
        return
    # An article that is kept is not asked for again: what it said on its day is what counts.
    missing = [one for one in wanted if hand.shelf.kept(_pages.name_of(one[0])) is None]
    for link, about in missing[: int(hand.source.options["most_articles"])]:
        yield _pages.fetch(hand, link, about)


def items(url: str, data: bytes, least: int) -> list[tuple[str, dict[str, str]]]:
    """Return link and facts of the items that name enough of the vocabulary; raises InputRejected for no feed."""
    parsed = _parsed(data)
    if not parsed.get("version") and not parsed.entries:
        raise InputRejected(url, "it is no RSS or Atom feed", remedy="Check the address of the feed")
    found = ((str(entry.get("link", "")), entry) for entry in parsed.entries)
    return [(link, _facts(entry)) for link, entry in found if _is_web(link) and _names(entry) >= least]


def _parsed(data: bytes) -> Any:
    # Loaded on need; bytes only, since a text might be taken for an address or a file.
    import feedparser  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return feedparser.parse(data)


def _is_web(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _names(entry: Any) -> int:
    text = f"{entry.get('title', '')}\n{entry.get('summary', '')}"
    return len({hit.term.id for hit in vocabulary().find(text) if hit.term.kind in NAMED})


def _facts(entry: Any) -> dict[str, str]:
    told = entry.get("published_parsed")
    day = datetime.fromtimestamp(calendar.timegm(told), UTC).date().isoformat() if told else ""
    return {"title": str(entry.get("title", ""))[:500], "published_on": day}
