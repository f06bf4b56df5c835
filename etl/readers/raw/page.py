"""A fetched page, text or PDF: read as a file of its ending is, with its address and its feed's date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from etl import readers
from etl.errors import InputRejected
from etl.model import Document, Table
from etl.readers.article import About, published_by
from etl.readers.dating import METADATA
from etl.sidecar import Sidecar


def read(path: Path, told: Sidecar, data: bytes) -> Document:  # noqa: ARG001 - the reader of its ending takes the file
    """Return the document; its link is the address that was asked, not the one that the page gives itself."""
    beside = path.with_name(told.file)
    try:
        found: Document | Table = readers.read(beside)
    except InputRejected as fault:
        raise InputRejected(told.url, fault.reason, remedy=fault.remedy, place=told.file) from None
    if isinstance(found, Table):
        raise InputRejected(told.url, "it is a table, no article", remedy="Put it into datasets/tables")
    dated = found.published_on or told.about.get("published_on", "")
    return replace(
        found,
        name=told.name,
        title=found.title or told.about.get("title", ""),
        published_on=dated,
        date_trust=found.date_trust if found.published_on or not dated else METADATA,
        publisher=found.publisher or published_by(About(url=told.url)),
        url=told.url,
    )
