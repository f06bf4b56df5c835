"""What a snapshot was made of: the hash of each source, of the corrections, and of the program that read them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from etl.model import Table
from etl.publish.disk import Disk
from etl.publish.packing import Head
from etl.publish.share import program
from etl.publish.snapshot import INPUTS

LAST = "last.json"
"""In the cache: what the last refresh was made of, and the snapshot that it gave."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """
    Sources by the name that published rows give, each with the hash of its bytes; hashes of code and corrections.

    `stale` are the sources that stand as they were last read. Equal inputs give equal tables, byte for byte.
    """

    sources: Mapping[str, str] = field(default_factory=dict)
    corrections: str = ""
    program: str = ""
    stale: tuple[str, ...] = ()


def of(tables: Iterable[Table], documents: Iterable[Head], stale: Iterable[str], corrections: Path | None) -> Inputs:
    """Return what a refresh is made of."""
    told = [(table.name, table.id) for table in tables]
    told += [(one.name, one.id) for one in documents]
    sources: dict[str, str] = {}
    for name, sha256 in sorted(told):  # two sources of one name count as one
        sources[name] = f"{sources[name]} {sha256}" if name in sources else sha256
    held = corrections is not None and corrections.is_file()
    judged = hashlib.sha256(corrections.read_bytes()).hexdigest() if corrections and held else ""
    return Inputs(sources, judged, program(), tuple(sorted(stale)))


def read(folder: Path, name: str = INPUTS) -> Inputs | None:
    """Return what a snapshot was made of, None for one of before that was written down."""
    try:
        told: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
        return Inputs(told["sources"], told["corrections"], told["program"], tuple(told.get("stale", ())))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def told(inputs: Inputs) -> dict[str, Any]:
    """Return inputs as they are written into a snapshot."""
    return {one.name: getattr(inputs, one.name) for one in fields(inputs)}


def keep(folder: Path, inputs: Inputs, name: str, disk: Disk) -> None:
    """Note in the cache what a refresh was made of and the snapshot it gave."""
    beside = folder / f"{LAST}.tmp"
    disk.write(beside, json.dumps({**told(inputs), "snapshot": name}, ensure_ascii=False).encode())
    disk.rename(beside, folder / LAST)


def gave(folder: Path, inputs: Inputs) -> str:
    """Return the snapshot that the last refresh gave, where it was made of the same."""
    if read(folder, LAST) != inputs:
        return ""
    return str(json.loads((folder / LAST).read_text(encoding="utf-8")).get("snapshot", ""))
