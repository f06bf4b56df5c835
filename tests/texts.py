"""A text as a document, in the language that its signs show."""

from pathlib import Path

from etl.model import Document

PUBLISHED = "2025-11-20"


def document_of(text: str, *, title: str = "", published_on: str = PUBLISHED) -> Document:
    """Return a text without a source as a document."""
    language = "zh" if any("\u4e00" <= sign <= "\u9fff" for sign in text) else "en"
    return Document("0", "t", Path("t.md"), text, title=title, language=language, published_on=published_on)
