"""Articles as text, Markdown or plain: front matter where there is some, else what the first lines tell."""

from __future__ import annotations

from pathlib import Path

from etl.model import Document
from etl.readers import encoding, frontmatter
from etl.readers.article import about, document
from etl.readers.intake import content

SUFFIXES = (".md", ".markdown", ".txt", ".text")


def reads(path: Path) -> bool:
    """Return whether this reader takes the file."""
    return path.suffix.lower() in SUFFIXES


def read(path: Path) -> Document:
    """Read one article; offsets count code points into the text after the front matter. Raises InputRejected."""
    data = content(path)
    facts, text = frontmatter.split(path, encoding.decoded(path, data))
    return document(path, data, text, about(facts, text))
