"""A feed as it came: nothing is read in it here; the articles that it named are files of their own."""

from __future__ import annotations

from pathlib import Path

from etl.errors import InputRejected
from etl.model import Table
from etl.sidecar import Sidecar


def read(path: Path, told: Sidecar, data: bytes) -> Table:
    """Return a table without rows; raises InputRejected where the bytes are no XML at all."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or b"<html" in data[:1_000].lower():
        raise InputRejected(str(path), "it is no RSS or Atom feed", remedy="Check the address of the feed")
    return Table(told.sha256, told.name, str(path), "figures", ())
