"""Archives of articles: each file in one is a source of its own, written archive.zip/member.md."""

from __future__ import annotations

from pathlib import Path

from etl.errors import InputRejected
from etl.model import Document
from etl.readers import intake

SUFFIXES = (intake.ARCHIVE,)


def reads(path: Path) -> bool:
    """Return whether this reader takes the file."""
    return path.suffix.lower() in SUFFIXES


def read(path: Path) -> Document:
    """Refuse an archive as a whole, with its fault where it has one: `sources` gives the paths of what it holds."""
    if intake.archive_of(path):
        raise InputRejected(str(path), "an archive inside an archive is not read", remedy="Unpack the inner one")
    held = intake.members(path)
    raise InputRejected(str(path), f"it holds {len(held)} files", remedy="Read each of them: archive.zip/name")
