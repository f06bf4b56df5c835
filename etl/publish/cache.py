"""What was read before, by content: an unchanged file costs nothing, and one that fails keeps its last reading."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import etl
from etl.model import Extraction, Mention, Row, Table
from etl.publish.disk import Disk

STALE = "stale"
ENGINE = ("model.py", "period.py", "extract", "languages", "readers", "vocabulary")
"""What decides how a file is read."""

Reading = Table | Extraction


@cache
def engine() -> str:
    """Return a hash of the program's parts that decide how a file is read."""
    root = Path(etl.__file__).parent
    found = (path for part in ENGINE for path in ([root / part] if part.endswith(".py") else (root / part).rglob("*")))
    files = sorted(path for path in found if path.suffix in {".py", ".toml", ".txt"})
    told = "\n".join(f"{path.relative_to(root)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files)
    return hashlib.sha256(told.encode()).hexdigest()


@dataclass(slots=True)
class Cache:
    """Readings kept in a folder; losing it loses time, and the last good reading of a file that fails."""

    folder: Path
    disk: Disk = field(default_factory=Disk)

    def get(self, key: str) -> Reading | None:
        """Return a kept reading, None where there is none or it cannot be read back."""
        try:
            found = pickle.loads((self.folder / key).read_bytes())  # noqa: S301 - written by put, in our own store
        except (OSError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError, pickle.PickleError):
            return None
        return found if isinstance(found, Table | Extraction) else None

    def holds(self, key: str) -> bool:
        """Return whether a reading is kept under the key."""
        return (self.folder / key).is_file()

    def put(self, key: str, reading: Reading) -> None:
        """Keep a reading."""
        self.folder.mkdir(parents=True, exist_ok=True)
        beside = self.folder / f"{key}.tmp"
        beside.write_bytes(pickle.dumps(reading))
        beside.replace(self.folder / key)

    def last(self) -> dict[str, str]:
        """Return the key of the last good reading by source path."""
        try:
            told = json.loads((self.folder / "sources.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(path): str(key) for path, key in told.items()} if isinstance(told, dict) else {}

    def remember(self, keys: Mapping[str, str]) -> None:
        """Keep the keys of the last good readings, and of the readings no others."""
        self.folder.mkdir(parents=True, exist_ok=True)
        beside = self.folder / "sources.json.tmp"
        self.disk.write(beside, json.dumps(dict(sorted(keys.items())), ensure_ascii=False, indent=1).encode())
        self.disk.rename(beside, self.folder / "sources.json")
        for path in self.folder.iterdir():
            if path.name != "sources.json" and path.name not in keys.values():
                path.unlink()


def key_of(content: bytes, name: str) -> str:
    """Return the key of a file's reading: its bytes, its name, and the program that reads it."""
    return hashlib.sha256(b"\0".join((engine().encode(), name.encode(), content))).hexdigest()


def stale(reading: Reading) -> Reading:
    """Return a reading with every figure in it flagged as one that could not be read anew."""
    if isinstance(reading, Table):
        return replace(reading, rows=tuple(_stale_row(row) for row in reading.rows))
    return replace(reading, mentions=tuple(_stale_mention(mention) for mention in reading.mentions))


def _stale_row(row: Row) -> Row:
    flags = [flag for flag in (row.cells.get("flags", ""), STALE) if flag]
    return replace(row, cells={**row.cells, "flags": ";".join(flags)})


def _stale_mention(mention: Mention) -> Mention:
    return replace(mention, flags=(*mention.flags, STALE))
