"""What `fetch` brought: a sidecar leads to its bytes, and its kind to the file in etl/readers/raw that reads them."""

from __future__ import annotations

from pathlib import Path

from etl import sidecar
from etl.errors import InputRejected
from etl.model import Document, Table
from etl.readers import raw
from etl.sidecar import Sidecar

SUFFIXES = (sidecar.ENDING,)
MAX_BYTES = 64 * 2**20


def reads(path: Path) -> bool:
    """Return whether this reader takes the file."""
    return path.suffix.lower() in SUFFIXES


def read(path: Path) -> Document | Table:
    """Read what a sidecar vouches for; raises InputRejected where its bytes are others, or not of that form."""
    return trial(path, sidecar.load(path))


def trial(path: Path, told: Sidecar) -> Document | Table:
    """Read the bytes beside a sidecar, written or still to be written; raises InputRejected."""
    kind = raw.kinds().get(told.kind)
    if kind is None:
        raise InputRejected(str(path), f"nothing reads what is {told.kind}", remedy="Remove it and fetch again")
    found: Document | Table = kind.read(path, told, sidecar.data(path, told, MAX_BYTES))
    return found


def holds_figures(path: Path) -> bool:
    """Return whether a sidecar leads to something that is read; one that cannot be used is read, and so named."""
    try:
        return sidecar.load(path).kind != raw.UNREAD
    except InputRejected:
        return True
