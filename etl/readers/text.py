"""Plain text: the first line may be a title, and one of the first lines may tell the date."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from etl.languages import detect
from etl.model import Document
from etl.readers import encoding, frontmatter

SUFFIXES = (".txt", ".text")
_TITLE_LENGTH = 120
_HEAD_LINES = 6
_DATE_LINE = re.compile(r"(?<!\d)(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})(?!\d)")


def reads(path: Path) -> bool:
    """Return whether this reader takes the file."""
    return path.suffix.lower() in SUFFIXES


def read(path: Path) -> Document:
    """Read one text; what it says of itself in its first lines is taken, and how far to trust it is said."""
    data = path.read_bytes()
    facts, text = frontmatter.split(path, encoding.decoded(path, data))
    lines = [line.strip() for line in text.split("\n", _HEAD_LINES)[:_HEAD_LINES]]
    stated = frontmatter.partial_date(facts.get("date"))
    found = stated or _date(lines)
    return Document(
        id=hashlib.sha256(data).hexdigest(),
        name=path.stem,
        path=str(path),
        text=text,
        title=frontmatter.first(facts.get("title")) or _title(lines),
        language=detect(text),
        published_on=found,
        date_trust="front matter" if stated else "first lines" if found else "none",
        publisher=frontmatter.first(facts.get("publisher")),
        url=frontmatter.first(facts.get("url")),
    )


def _title(lines: list[str]) -> str:
    """Return the first line where it is short and stands apart."""
    alone = len(lines) > 1 and not lines[1]
    return lines[0] if alone and len(lines[0]) <= _TITLE_LENGTH else ""


def _date(lines: list[str]) -> str:
    for line in lines:
        if found := _DATE_LINE.search(line):
            return frontmatter.partial_date("-".join(found.groups()))
    return ""
