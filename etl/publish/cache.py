"""What was read before, by content: an unchanged file costs nothing, and one that fails keeps its last reading."""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

import etl
from etl.errors import StoreError
from etl.model import Extraction, Mention, Row, Table

STALE = "stale"
ENGINE = ("model.py", "period.py", "sidecar.py", "extract", "languages", "readers", "vocabulary")
"""What decides how a file is read."""

LIBRARIES = ("lxml", "openpyxl", "pyahocorasick", "pypdf", "PyYAML", "trafilatura")
"""Another version of one of these may read a file another way."""

FILE = "readings.sqlite"
TOGETHER = 500
"""Readings written at a time: who is stopped on the way need not read those again."""
TABLES = (
    "CREATE TABLE IF NOT EXISTS reading (key TEXT PRIMARY KEY, sha256 BLOB NOT NULL, body BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS source (path TEXT PRIMARY KEY, key TEXT NOT NULL, sha256 TEXT NOT NULL) WITHOUT ROWID",
)
_UNREADABLE = (EOFError, AttributeError, ImportError, IndexError, KeyError, TypeError, ValueError, pickle.PickleError)

Reading = Table | Extraction


@cache
def engine() -> str:
    """Return a hash of the program's parts that decide how a file is read."""
    return hashlib.sha256(f"{hash_of(*ENGINE)}{versions(*LIBRARIES)}".encode()).hexdigest()


def versions(*libraries: str) -> str:
    """Return the installed versions of libraries."""
    return " ".join(f"{name} {version(name)}" for name in libraries)


def hash_of(*parts: str) -> str:
    """Return a hash of modules and packages of the program, with the words and rules that stand beside them."""
    root = Path(etl.__file__).parent
    found = (path for part in parts for path in ([root / part] if part.endswith(".py") else (root / part).rglob("*")))
    files = sorted(path for path in found if path.suffix in {".py", ".toml", ".txt"})
    told = "\n".join(f"{path.relative_to(root)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files)
    return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a source since it was last read: the key of its reading and the hash of its bytes."""

    key: str
    sha256: str


@dataclass(slots=True)
class Cache:
    """
    Readings kept in one file; losing it loses time, and the last good reading of a file that fails.

    Which reading stands for which source changes in `remember`, all at once: who is killed before leaves it as it was.
    """

    _held: sqlite3.Connection
    _waiting: int = 0

    def get(self, key: str) -> Reading | None:
        """Return a kept reading, None where there is none or it cannot be read back."""
        row = self._held.execute("SELECT sha256, body FROM reading WHERE key = ?", (key,)).fetchone()
        if row is None or hashlib.sha256(row[1]).digest() != row[0]:
            return None
        try:
            found = pickle.loads(row[1])  # noqa: S301 - written by put, in our own store
        except _UNREADABLE:
            return None
        return found if isinstance(found, Table | Extraction) else None

    def keys(self) -> set[str]:
        """Return the keys of all readings kept."""
        return {str(key) for (key,) in self._held.execute("SELECT key FROM reading")}

    def put(self, key: str, reading: Reading) -> None:
        """Keep a reading."""
        body = pickle.dumps(reading, pickle.HIGHEST_PROTOCOL)
        row = key, hashlib.sha256(body).digest(), body
        self._held.execute("INSERT OR REPLACE INTO reading VALUES (?, ?, ?)", row)
        self._waiting += 1
        if self._waiting % TOGETHER == 0:
            self._held.commit()

    def last(self) -> dict[str, Known]:
        """Return the last good reading by source path."""
        rows = self._held.execute("SELECT path, key, sha256 FROM source")
        return {path: Known(key, sha256) for path, key, sha256 in rows}

    def remember(self, sources: Mapping[str, Known]) -> None:
        """Keep the last good readings, and of the readings no others."""
        gone = self.last().keys() - sources.keys()
        self._held.executemany("DELETE FROM source WHERE path = ?", ((path,) for path in gone))
        rows = ((path, known.key, known.sha256) for path, known in sources.items())
        self._held.executemany("INSERT OR REPLACE INTO source VALUES (?, ?, ?)", rows)
        self._held.execute("DELETE FROM reading WHERE key NOT IN (SELECT key FROM source)")
        self._held.commit()


@contextmanager
def opened(folder: Path) -> Iterator[Cache]:
    """Yield the cache of a store; one that is damaged is made anew. Raises StoreError where the disk refuses."""
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with closing(_connected(path)) as held:
            yield Cache(held)
    except sqlite3.Error as fault:
        raise StoreError(f"cannot keep readings in {path}: {fault}. Make room, or remove the file") from fault


def _connected(path: Path) -> sqlite3.Connection:
    try:
        return _made(path)
    except sqlite3.DatabaseError as fault:
        if isinstance(fault, sqlite3.OperationalError):
            raise
        path.unlink()
        return _made(path)


def _made(path: Path) -> sqlite3.Connection:
    held = sqlite3.connect(path)
    try:
        if held.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("it is damaged")
        for table in TABLES:
            held.execute(table)
    except sqlite3.Error:
        held.close()
        raise
    return held


def key_of(content_sha256: str, name: str) -> str:
    """Return the key of a file's reading: its bytes, its name, and the program that reads it."""
    return hashlib.sha256(f"{engine()}\0{name}\0{content_sha256}".encode()).hexdigest()


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
