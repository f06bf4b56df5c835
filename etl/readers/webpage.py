"""Web pages as saved: the article's text without menus, advertisements and comments."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from etl.errors import InputRejected
from etl.model import Document
from etl.readers import dating, encoding
from etl.readers.article import About, document
from etl.readers.intake import content

Tree = Any  # lxml says nothing of its types
SUFFIXES = (".html", ".htm", ".xhtml")
_HEAD = 4_096
_CHARSET = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([\w.:-]{2,20})", re.IGNORECASE)
_DECLARED = re.compile(r"\A\s{0,100}<\?xml[^>]{0,200}\?>")
_DOCTYPE_SUBSET = re.compile(r"<!DOCTYPE[^>\[]{0,400}\[", re.IGNORECASE)
_DAYS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='pubdate' or @name='publishdate' or @name='date' or @name='dc.date' or @name='PubDate']/@content",
    "//time[@datetime]/@datetime",
)
_SITES = ("//meta[@property='og:site_name']/@content", "//meta[@name='application-name']/@content")
_TITLES = ("//meta[@property='og:title']/@content", "//title//text()", "//h1//text()")
_ADDRESSES = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")


def reads(path: Path) -> bool:
    """Return whether this reader takes the file."""
    return path.suffix.lower() in SUFFIXES


def read(path: Path) -> Document:
    """Read one page; offsets count code points into the extracted text. Raises InputRejected."""
    data = content(path)
    source = encoding.decoded(path, data, declared_charset(data))
    if _DOCTYPE_SUBSET.search(source[:_HEAD]):
        raise InputRejected(str(path), "its DOCTYPE defines entities", remedy="Save the page again from a browser")
    return page(path, data, source)


def page(path: Path, data: bytes, source: str) -> Document:
    """Return the document of a page's source; raises InputRejected where it holds no article."""
    # Imported on use: it takes longer to load than most articles take to read.
    import trafilatura  # noqa: PLC0415

    try:
        tree = trafilatura.load_html(_DECLARED.sub("", source))
        if tree is None:
            raise InputRejected(str(path), "it is no web page", remedy="Save the page again from a browser")
        about = _about(tree)
        # Pages that break lines by <br> instead of paragraphs lose them in the fast mode.
        text = trafilatura.extract(tree, fast=not _breaks_lines(tree), include_comments=False, include_tables=True)
    except (ValueError, TypeError, AttributeError, IndexError, RecursionError) as fault:
        raise InputRejected(str(path), "its markup cannot be read", remedy="Save it as plain text") from fault
    return document(path, data, (text or "").strip("\n"), about)


def declared_charset(data: bytes) -> str:
    """
    Return the encoding that a page names in its head; empty where it names none.

    >>> declared_charset(b'<meta charset="gb2312">')
    'gb2312'
    """
    found = _CHARSET.search(data[:_HEAD])
    return found[1].decode("ascii", errors="ignore") if found else ""


def _about(tree: Tree) -> About:
    url = _first(tree, _ADDRESSES)
    lines = [line.strip() for line in tree.xpath("string(//body)")[:4_000].split("\n") if line.strip()]
    dated = dating.first_found(
        (dating.partial(_linked_data_day(tree) or _first(tree, _DAYS)), dating.METADATA),
        (dating.in_address(url), dating.ADDRESS),
        (dating.in_lines(lines), dating.FIRST_LINES),
    )
    language = str(tree.get("lang") or "")
    return About(_first(tree, _TITLES), language, dated, _first(tree, _SITES), url)


def _first(tree: Tree, paths: tuple[str, ...]) -> str:
    found = (str(text).strip() for path in paths for text in tree.xpath(path))
    return next((text for text in found if text), "")[:500]


def _linked_data_day(tree: Tree) -> str:
    """Return datePublished from the page's linked data, wherever it is nested."""
    for block in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            waiting = [json.loads(str(block))]
        except (ValueError, RecursionError):
            continue
        while waiting:
            part = waiting.pop()
            if isinstance(part, dict):
                if isinstance(part.get("datePublished"), str):
                    return str(part["datePublished"])
                waiting.extend(part.values())
            elif isinstance(part, list):
                waiting.extend(part)
    return ""


def _breaks_lines(tree: Tree) -> bool:
    return len(tree.xpath("//br")) > 2 * len(tree.xpath("//p"))
