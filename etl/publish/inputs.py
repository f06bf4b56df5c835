"""What a snapshot was made of: the hash of each source, of the corrections, and of the program that read them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from etl.model import Extraction, Table
from etl.publish.cache import engine, hash_of
from etl.publish.snapshot import INPUTS

RULES = ("reconcile",)
"""What decides, of what was read, what stands."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Sources by the name that published rows give, each with the hash of its bytes; hashes of code and corrections."""

    sources: Mapping[str, str] = field(default_factory=dict)
    corrections: str = ""
    program: str = ""


def of(tables: list[Table], extractions: list[Extraction], corrections: Path | None) -> Inputs:
    """Return what a refresh is made of."""
    told = [(table.name, table.id) for table in tables]
    told += [(one.document.name, one.document.id) for one in extractions]
    sources: dict[str, str] = {}
    for name, sha256 in sorted(told):  # two sources of one name count as one
        sources[name] = f"{sources[name]} {sha256}" if name in sources else sha256
    held = corrections is not None and corrections.is_file()
    judged = hashlib.sha256(corrections.read_bytes()).hexdigest() if corrections and held else ""
    return Inputs(sources, judged, hashlib.sha256(f"{engine()}{hash_of(*RULES)}".encode()).hexdigest())


def read(folder: Path) -> Inputs | None:
    """Return what a snapshot was made of, None for one of before that was written down."""
    try:
        told: dict[str, Any] = json.loads((folder / INPUTS).read_text(encoding="utf-8"))
        return Inputs(told["sources"], told["corrections"], told["program"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def told(inputs: Inputs) -> dict[str, Any]:
    """Return inputs as they are written into a snapshot."""
    return asdict(inputs)
