"""Every source of a refresh read: from its file, from the cache where it has not changed, or as it was last good."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from etl.errors import InputRejected
from etl.model import Extraction, Table
from etl.publish.cache import Cache, Known, key_of, stale_document, stale_table
from etl.publish.one import read_one
from etl.publish.packing import Head, Packed, loaded
from etl.publish.share import Share, bucket_of, buckets, key_of_share, read_share
from etl.publish.stamp import stamp_of
from etl.publish.workers import mapped
from etl.readers import listed
from etl.readers.intake import content
from etl.reconcile.correction import Correction

Tell = Callable[[str, int, int, str], None]
"""Told of progress: stage, done, total, message."""

TABLES, ARTICLES = "read tables", "read articles"
LARGEST = 64 * 2**20
"""Bytes; more than any reader takes, so that a file too large is refused by its reader and not here."""
MANY = 4
"""Fewer documents than this are read by one process: to start more of them costs more."""


class Fate(StrEnum):
    """What became of a source."""

    NEW = "new"
    CHANGED = "changed"
    REREAD = "re-read"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    SKIPPED = "skipped"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Held:
    """A document as read: its head, the key of its reading, and whether its file cannot be read any more."""

    head: Head
    key: str
    is_stale: bool = False


@dataclass(slots=True)
class Readings:
    """What was read, what was refused, what needs a word, and which sources stand as they were last good."""

    tables: list[Table] = field(default_factory=list)
    documents: list[Held] = field(default_factory=list)
    rejected: list[InputRejected] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    noted: list[InputRejected] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)
    fates: dict[str, Fate] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Path by the name that published rows give as their source."""

    _held: dict[str, str] = field(default_factory=dict)

    def add(self, path: str, held: Held) -> None:
        """Take one document; one that came twice counts once."""
        if (twin := self._held.setdefault(held.head.id, path)) != path:
            self.fates[path] = Fate.SKIPPED
            self.noted.append(InputRejected(path, f"it is the same as {twin}", remedy="Remove one of the two"))
        else:
            self.documents.append(held)
            self.names[held.head.name] = path

    def add_table(self, path: str, table: Table) -> None:
        """Take one table, with what was refused in it."""
        self.tables.append(table)
        self.names[table.name] = path
        self.rejected.extend(_placed(path, one) for one in table.rejected)
        self.noted.extend(table.noted)

    def size(self) -> int:
        """Return how many rows of tables and documents there are."""
        return sum(len(table.rows) for table in self.tables) + len(self.documents)

    def undated(self) -> Iterator[InputRejected]:
        """Yield a note on each document without a date: it is read, but what it says of this year is not placed."""
        for one in self.documents:
            if not one.head.published_on:
                reason = "it has no date, so that words like this year stay unresolved"
                yield InputRejected(one.head.path, reason, remedy="Add a line such as date: 2025-03-04 on top")

    def n_read(self) -> int:
        """Return how many sources were read now, and not as they are kept."""
        return sum(one in (Fate.NEW, Fate.CHANGED, Fate.REREAD) for one in self.fates.values())

    def counts(self) -> dict[str, int]:
        """Return how many sources met each fate."""
        found = Counter(self.fates.values())
        return {fate.value: found[fate] for fate in Fate}


def read_all(
    tables: Sequence[Path],
    articles: Sequence[Path],
    cache: Cache,
    pool: Executor | None,
    tell: Tell,
    corrections: Sequence[Correction] = (),
    scribe: Executor | None = None,
) -> Readings:
    """Read every source under the paths; a source that cannot be read is left out or stands as last read, and named."""
    found = Readings()
    shelf = _Shelf(cache, cache.last(), cache.heads(), found, corrections, (pool, scribe))
    for stage, paths in ((TABLES, tables), (ARTICLES, articles)):
        _read_stage(stage, sorted(set(_sources(paths, found)), key=_parts), shelf, tell)
    found.fates.update(dict.fromkeys(shelf.last.keys() - found.fates.keys(), Fate.GONE))
    cache.remember(found.known)
    return found


def extractions(readings: Readings, cache: Cache) -> list[Extraction]:
    """Return all that was read of the documents; a refresh without a model needs them share by share only."""
    return [one for held in readings.documents for one in _extraction(held, cache)]


def _extraction(held: Held, cache: Cache) -> Iterator[Extraction]:
    found = cache.get(held.key) or read_one(Path(held.head.path))
    if isinstance(found, Extraction):
        yield stale_document(found) if held.is_stale else found


@dataclass(slots=True)
class _Shelf:
    """Where a stage takes readings from and puts them."""

    cache: Cache
    last: dict[str, Known]
    heads: dict[str, Head]
    found: Readings
    corrections: Sequence[Correction]
    processes: tuple[Executor | None, Executor | None]
    """Those that share what is much, and the one that reads what is little."""

    def fate(self, name: str, known: Known) -> Fate:
        before = self.last.get(name)
        if before is None:
            return Fate.NEW
        if before.sha256 != known.sha256:
            return Fate.CHANGED
        return Fate.UNCHANGED if before.key == known.key else Fate.REREAD


def _sources(paths: Sequence[Path], found: Readings) -> Iterator[Path]:
    for path in paths:
        if path.exists():
            files, aside = listed(path)
            yield from files
            found.fates.update(dict.fromkeys((one.source for one in aside), Fate.SKIPPED))
            found.noted.extend(aside)
        else:
            found.rejected.append(InputRejected(str(path), "there is no such file or folder", remedy="Check the path"))


def _read_stage(stage: str, paths: Sequence[Path], shelf: _Shelf, tell: Tell) -> None:
    known = {path: _known(path, shelf.last.get(str(path))) for path in paths}
    new = [path for path in paths if known[path].key not in shelf.heads]
    done = len(paths) - len(new)
    tell(stage, done, len(paths), f"{done} unchanged" if done else "")
    refused: dict[Path, InputRejected] = {}
    shares = list(_shares(paths, known, shelf))
    pool, scribe = shelf.processes
    read = mapped(pool, read_share, shares) if len(new) >= MANY else (read_share(one, scribe) for one in shares)
    for share, (results, told) in zip(shares, read, strict=True):
        for path, result in zip(share.paths, results, strict=True):
            done += 1
            tell(stage, done, len(paths), path.name)
            if isinstance(result, InputRejected):
                refused[path] = result
            else:
                known[path] = _put(path, known[path], result, shelf)
        if told:
            shelf.cache.make(share.key, told)
    for path in paths:
        _take(path, known[path], refused.get(path), shelf)


def _shares(paths: Sequence[Path], known: dict[Path, Known], shelf: _Shelf) -> Iterator[Share]:
    """Yield what is to be read, bucket by bucket; where all of a bucket is, what it tells is wanted with it."""
    count = buckets(len(paths))
    found: dict[int, list[Path]] = {}
    for path in paths:
        found.setdefault(bucket_of(known[path].sha256, count), []).append(path)
    for _, members in sorted(found.items()):
        new = tuple(path for path in members if known[path].key not in shelf.heads)
        if new:
            ids = {known[path].sha256 for path in members}
            judged = tuple(one for one in shelf.corrections if one.sha256 in ids)
            is_whole = len(ids) == len(new) == len(members)
            key = key_of_share([(known[path].key, False) for path in new], judged) if is_whole else ""
            yield Share(new, key, judged)


def _put(path: Path, known: Known, result: Packed, shelf: _Shelf) -> Known:
    """Keep a reading and return how its source is known; one that could not be looked at before is known by its id."""
    head: Head = loaded(result.head)
    found = known if known.key else Known(key_of(head.id, str(path)), head.id)
    shelf.cache.put(found.key, result)
    shelf.heads[found.key] = head
    return found


def _take(path: Path, known: Known, refused: InputRejected | None, shelf: _Shelf) -> None:
    name = str(path)
    found = shelf.found
    if refused is None:
        found.fates[name] = shelf.fate(name, known)
        _hold(name, known, shelf, is_stale=False)
        return
    found.fates[name] = Fate.FAILED
    found.rejected.append(refused)
    before = shelf.last.get(name)
    if before and before.key in shelf.heads:
        found.stale.append(name)
        _hold(name, before, shelf, is_stale=True)


def _hold(name: str, known: Known, shelf: _Shelf, *, is_stale: bool) -> None:
    shelf.found.known[name] = known
    head = shelf.heads[known.key]
    if not head.is_table:
        shelf.found.add(name, Held(head, known.key, is_stale))
        return
    # What is kept may yet turn out to be damaged.
    table = shelf.cache.get(known.key) or read_one(Path(name))
    if isinstance(table, Table):
        shelf.found.add_table(name, stale_table(table) if is_stale else table)


def _parts(path: Path) -> tuple[str, ...]:
    # As paths are ordered anyway, and a fifth of the time that they take.
    return path.parts


def _known(path: Path, before: Known | None) -> Known:
    stamp = stamp_of(path)
    if before and stamp and stamp == before.stamp:
        return Known(key_of(before.sha256, str(path)), before.sha256, stamp)
    try:
        sha256 = hashlib.sha256(content(path, LARGEST)).hexdigest()
    except InputRejected:
        return Known("", "")
    return Known(key_of(sha256, str(path)), sha256, stamp)


def _placed(path: str, one: InputRejected) -> InputRejected:
    """Return what was refused of a table with the table's whole path."""
    return InputRejected(path, one.reason, remedy=one.remedy, place=one.place)
