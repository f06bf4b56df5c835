"""Markdown articles with front matter: title, date, lang, url, publisher."""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.parse import urlsplit

from etl.errors import InputRejected
from etl.languages import detect
from etl.model import Document
from etl.readers import encoding, frontmatter

SUFFIXES = (".md", ".markdown")


def reads(path: Path) -> bool:
    """Return whether this reader takes the file."""
    return path.suffix.lower() in SUFFIXES


def read(path: Path) -> Document:
    """Read one article; offsets count code points into the text after the front matter. Raises InputRejected."""
    data = path.read_bytes()
    facts, text = frontmatter.split(path, encoding.decoded(path, data))
    if not text.strip():
        raise InputRejected(str(path), "it has front matter but no text", remedy="Put the article below the dashes.")
    published_on = frontmatter.partial_date(facts.get("date"))
    url = frontmatter.first(facts.get("url"))
    return Document(
        id=hashlib.sha256(data).hexdigest(),
        name=path.stem,
        path=str(path),
        text=text,
        title=frontmatter.first(facts.get("title")),
        language=_language(frontmatter.first(facts.get("lang")), text),
        published_on=published_on,
        date_trust="front matter" if published_on else "none",
        publisher=frontmatter.first(facts.get("publisher")) or (urlsplit(url).hostname or "").removeprefix("www."),
        url=url,
    )


def _language(stated: str, text: str) -> str:
    known = {"zh": "zh", "en": "en"}
    return known.get(stated[:2].lower()) or detect(text)
