"""A page of the web as a file: its name on the shelf, and the ending by which a reader knows it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from etl.errors import InputRejected
from etl.fetch.hand import Hand, Outcome, State
from etl.fetch.shelf import Wanted

LICENCE = "its publisher's copyright: figures, a short quotation and the link are used; the text is not passed on"
TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
_SIGN = re.compile(r"[^a-z0-9]+")
_LONGEST = 60


def name_of(url: str) -> str:
    """
    Return the name of a page on the shelf: legible, and its own.

    >>> name_of("https://example.org/News/Cloud buyers.html")
    'example-org-news-cloud-buyers-html-3d5ec2aa'
    """
    parts = urlsplit(url)
    legible = _SIGN.sub("-", f"{parts.hostname}{unquote(parts.path)}".lower()).strip("-")[:_LONGEST].strip("-")
    return f"{legible}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"


def fetch(hand: Hand, url: str, about: Mapping[str, str]) -> Outcome:
    """Fetch a page, if it has changed; its ending follows what the server says that it is."""
    name = name_of(url)
    try:
        answer = hand.newer(name, url)
        if answer is None:
            return hand.outcome(name, State.UNCHANGED)
        suffix = _suffix(url, answer.headers.get("content-type", ""))
    except InputRejected as fault:
        return hand.failed(name, fault)
    return hand.keep(Wanted(name, url, "page", suffix, LICENCE, about), answer.body, answer.headers)


def _suffix(url: str, content_type: str) -> str:
    stated = content_type.partition(";")[0].strip().lower()
    if stated not in TYPES:
        raise InputRejected(
            url, f"it is {stated or 'of no stated type'}, no article", remedy="Name a page, text or PDF"
        )
    return TYPES[stated]
