"""PDF articles and reports: the text of their pages, with the lines that the page width broke joined again."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import replace
from pathlib import Path

from etl.errors import InputRejected
from etl.model import Document
from etl.readers import dating
from etl.readers.article import about, document
from etl.readers.intake import content

SUFFIXES = (".pdf",)
MAX_PAGES = 200
MAX_CHARACTERS = 2_000_000
_CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_HAN_END = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]$")
_HAN_START = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_SENTENCE_END = ("。", "！", "？", ".", "!", "?", ":", "：", "；")
_SHORT = 0.75

# What the library finds odd in a file would stand between the lines of a refresh; what matters of it is our own reason.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def reads(path: Path) -> bool:
    """Return whether this reader takes the file."""
    return path.suffix.lower() in SUFFIXES


def read(path: Path) -> Document:
    """Read one PDF; offsets count code points into the joined text. Raises InputRejected, also for scans."""
    data = content(path)
    title, created, pages = _read(path, data)
    body = "\n\n".join(filter(None, map(joined, pages))).strip("\n")
    if not body.strip():
        raise InputRejected(str(path), "it holds no text, only pictures", remedy="Give it as text")
    found = about({"title": title}, body)
    if not found.dated.day:
        # The day a file was made is at best near the day it was published; the trust says where it is from.
        found = replace(found, dated=dating.first_found((created, dating.FILE)))
    return document(path, data, body, found)


def joined(page: str) -> str:
    r"""
    Return the text of a page with wrapped lines joined; a line that is short or ends a sentence ends its paragraph.

    >>> joined("微软购买了48.5\n万块芯片。")
    '微软购买了48.5万块芯片。'
    """
    lines = [line.strip() for line in page.splitlines()]
    width = max(map(len, lines), default=0)
    parts: list[str] = []
    fresh = True
    for line in lines:
        if not line:
            fresh = True
            continue
        parts.append(line if fresh else _glued(parts.pop(), line))
        fresh = line.endswith(_SENTENCE_END) and len(line) < _SHORT * width
    return "\n".join(parts)


def _glued(left: str, right: str) -> str:
    chinese = _HAN_END.search(left) or _HAN_START.match(right)
    if chinese:
        return left + right
    return left[:-1] + right if left.endswith("-") and right[:1].islower() else f"{left} {right}"


def _read(path: Path, data: bytes) -> tuple[str, str, list[str]]:
    from pypdf import PdfReader  # noqa: PLC0415 - few folders hold a PDF
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        opened = PdfReader(io.BytesIO(data))
        if opened.is_encrypted:
            raise InputRejected(str(path), "it is encrypted", remedy="Save it without a password")
        if len(opened.pages) > MAX_PAGES:
            raise InputRejected(str(path), f"it has more than {MAX_PAGES} pages", remedy="Keep the pages you need")
        facts = opened.metadata
        title, created = (str(facts.get(key) or "") if facts else "" for key in ("/Title", "/CreationDate"))
        return title, _day(created), _pages(opened)
    except (PyPdfError, *_FAULTS) as fault:
        raise InputRejected(str(path), "it is no sound PDF", remedy="Save it again, or give it as text") from fault


# What a damaged file makes the library raise besides its own errors.
_FAULTS = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError, ArithmeticError)


def _pages(opened: object) -> list[str]:
    pages: list[str] = []
    left = MAX_CHARACTERS
    for page in opened.pages:  # type: ignore[attr-defined] # the type is imported on use only
        if left <= 0:
            raise ValueError("too much text")
        pages.append(page.extract_text()[:left])
        left -= len(pages[-1])
    return pages


def _day(created: str) -> str:
    found = _CREATED.match(created)
    return dating.partial("-".join(found.groups())) if found else ""
