"""What was read before, by content: an unchanged file costs nothing, and one that fails keeps its last reading."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

import etl
from etl.errors import StoreError
from etl.model import Extraction, Mention, Row, Table
from etl.publish.packing import Head, Packed, Reading, loaded
from etl.publish.place import FILE

STALE = "stale"
ENGINE = ("model.py", "period.py", "sidecar.py", "extract", "languages", "readers", "vocabulary")
"""What decides how a file is read."""

LIBRARIES = ("lxml", "openpyxl", "pyahocorasick", "pypdf", "PyYAML", "trafilatura")
"""Another version of one of these may read a file another way."""

TOGETHER = 500
"""Readings written at a time: who is stopped on the way need not read those again."""
TABLES = (
    "CREATE TABLE IF NOT EXISTS packed (key TEXT PRIMARY KEY, sha256 BLOB, head BLOB, body BLOB)",
    "CREATE TABLE IF NOT EXISTS made (key TEXT PRIMARY KEY, sha256 BLOB, body BLOB)",
    "CREATE TABLE IF NOT EXISTS source (path TEXT PRIMARY KEY, key TEXT NOT NULL, sha256 TEXT NOT NULL) WITHOUT ROWID",
)
STAMPED = "ALTER TABLE source ADD COLUMN stamp TEXT NOT NULL DEFAULT ''"
DROPPED = ("reading",)
"""Tables of earlier versions."""


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
    """What is known of a source since it was last read: the key of its reading, its bytes' hash, its file's stamp."""

    key: str
    sha256: str
    stamp: str = ""


@dataclass(slots=True)
class Cache:
    """
    Readings, and what was made of them, kept in one file; losing it loses time, and the last good reading of a source.

    Which reading stands for which source changes in `remember`, all at once: who is killed before leaves it as it was.
    """

    _held: sqlite3.Connection
    _waiting: int = 0
    _used: set[str] = field(default_factory=set)

    def get(self, key: str) -> Reading | None:
        """Return a kept reading, None where there is none or it cannot be read back."""
        body = self.body(key)
        found = loaded(body) if body else None
        return found if isinstance(found, Table | Extraction) else None

    def body(self, key: str) -> bytes:
        """Return a kept reading as bytes, empty where there is none or it is damaged."""
        row = self._held.execute("SELECT sha256, head, body FROM packed WHERE key = ?", (key,)).fetchone()
        return row[2] if row and Packed(row[1], row[2]).sha256 == row[0] else b""

    def heads(self) -> dict[str, Head]:
        """Return the heads of all readings kept, by key."""
        told = {str(key): loaded(head) for key, head in self._held.execute("SELECT key, head FROM packed")}
        return {key: head for key, head in told.items() if isinstance(head, Head)}

    def put(self, key: str, reading: Packed) -> None:
        """Keep a reading."""
        row = key, reading.sha256, reading.head, reading.body
        self._held.execute("INSERT OR REPLACE INTO packed VALUES (?, ?, ?, ?)", row)
        self._wrote()

    def made(self, key: str) -> bytes | None:
        """Return what was made of what the key names, None where it was not or is damaged."""
        self._used.add(key)
        row = self._held.execute("SELECT sha256, body FROM made WHERE key = ?", (key,)).fetchone()
        return row[1] if row and hashlib.sha256(row[1]).digest() == row[0] else None

    def holds(self, key: str) -> bool:
        """Return whether something is kept that the key names, damaged or not."""
        return self._held.execute("SELECT 1 FROM made WHERE key = ?", (key,)).fetchone() is not None

    def make(self, key: str, body: bytes) -> None:
        """Keep what was made."""
        self._used.add(key)
        self._held.execute("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", (key, hashlib.sha256(body).digest(), body))
        self._wrote()

    def use(self, keys: Iterable[str]) -> None:
        """Keep what some keys name, though nobody has asked for it: it is part of something that was."""
        self._used.update(keys)

    def tidy(self) -> None:
        """Of what was made keep what was asked for since the cache was opened."""
        kept = {str(key) for (key,) in self._held.execute("SELECT key FROM made")}
        self._held.executemany("DELETE FROM made WHERE key = ?", ((key,) for key in kept - self._used))
        self._held.commit()

    def _wrote(self) -> None:
        self._waiting += 1
        if self._waiting % TOGETHER == 0:
            self._held.commit()

    def last(self) -> dict[str, Known]:
        """Return the last good reading by source path."""
        return {path: Known(*told) for path, *told in self._held.execute("SELECT path, key, sha256, stamp FROM source")}

    def remember(self, sources: Mapping[str, Known]) -> None:
        """Keep the last good readings, and of the readings no others."""
        last = self.last()
        self._held.executemany("DELETE FROM source WHERE path = ?", ((path,) for path in last.keys() - sources.keys()))
        changed = ((path, known) for path, known in sources.items() if last.get(path) != known)
        rows = ((path, known.key, known.sha256, known.stamp) for path, known in changed)
        self._held.executemany("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?)", rows)
        self._held.execute("DELETE FROM packed WHERE key NOT IN (SELECT key FROM source)")
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
        if "stamp" not in {told[1] for told in held.execute("PRAGMA table_info(source)")}:
            held.execute(STAMPED)
        for name in DROPPED:
            held.execute(f"DROP TABLE IF EXISTS {name}")
    except sqlite3.Error:
        held.close()
        raise
    return held


def key_of(content_sha256: str, name: str) -> str:
    """Return the key of a file's reading: its bytes, its name, and the program that reads it."""
    return hashlib.sha256(f"{engine()}\0{name}\0{content_sha256}".encode()).hexdigest()


def stale_table(table: Table) -> Table:
    """Return a table with every figure in it flagged as one that could not be read anew."""
    return replace(table, rows=tuple(_stale_row(row) for row in table.rows))


def stale_document(document: Extraction) -> Extraction:
    """Return what was read of a document with every figure flagged as one that could not be read anew."""
    return replace(document, mentions=tuple(_stale_mention(mention) for mention in document.mentions))


def _stale_row(row: Row) -> Row:
    flags = [flag for flag in (row.cells.get("flags", ""), STALE) if flag]
    return replace(row, cells={**row.cells, "flags": ";".join(flags)})


def _stale_mention(mention: Mention) -> Mention:
    return replace(mention, flags=(*mention.flags, STALE))
