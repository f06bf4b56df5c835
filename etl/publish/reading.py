"""Every source of a refresh read: from its file, from the cache where it has not changed, or as it was last good."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing import get_context, parent_process
from pathlib import Path

from etl.errors import InputRejected
from etl.model import Extraction, Table
from etl.publish.cache import Cache, Known, Reading, key_of, stale
from etl.readers import left_aside, read, sources
from etl.readers.intake import content

Tell = Callable[[str, int, int, str], None]
"""Told of progress: stage, done, total, message."""

TABLES, ARTICLES = "read tables", "read articles"
LARGEST = 64 * 2**20
"""Bytes; more than any reader takes, so that a file too large is refused by its reader and not here."""
MANY = 4
"""Fewer documents than this are read here: starting processes costs more."""
CHUNK = 8
"""Documents handed to a process at a time."""


class Fate(StrEnum):
    """What became of a source."""

    NEW = "new"
    CHANGED = "changed"
    REREAD = "re-read"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    SKIPPED = "skipped"
    GONE = "gone"


@dataclass(slots=True)
class Readings:
    """What was read, what was refused, what needs a word, and which sources stand as they were last good."""

    tables: list[Table] = field(default_factory=list)
    extractions: list[Extraction] = field(default_factory=list)
    rejected: list[InputRejected] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    noted: list[InputRejected] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)
    fates: dict[str, Fate] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Path by the name that published rows give as their source."""

    _held: dict[str, str] = field(default_factory=dict)

    def add(self, path: str, reading: Reading) -> None:
        """Take one reading; a document that came twice counts once."""
        if isinstance(reading, Table):
            self.tables.append(reading)
            self.names[reading.name] = path
            self.rejected.extend(_placed(path, one) for one in reading.rejected)
            self.noted.extend(reading.noted)
        elif (twin := self._held.setdefault(reading.document.id, path)) != path:
            self.fates[path] = Fate.SKIPPED
            self.noted.append(InputRejected(path, f"it is the same as {twin}", remedy="Remove one of the two"))
        else:
            self.extractions.append(reading)
            self.names[reading.document.name] = path

    def undated(self) -> Iterator[InputRejected]:
        """Yield a note on each document without a date: it is read, but what it says of this year is not placed."""
        for one in self.extractions:
            if not one.document.published_on:
                reason = "it has no date, so that words like this year stay unresolved"
                yield InputRejected(one.document.path, reason, remedy="Add a line such as date: 2025-03-04 on top")

    def counts(self) -> dict[str, int]:
        """Return how many sources met each fate."""
        found = Counter(self.fates.values())
        return {fate.value: found[fate] for fate in Fate}


def read_all(tables: Sequence[Path], articles: Sequence[Path], cache: Cache, jobs: int, tell: Tell) -> Readings:
    """Read every source under the paths; a source that cannot be read is left out or stands as last read, and named."""
    found = Readings()
    shelf = _Shelf(cache, cache.last(), cache.keys(), found)
    for stage, paths in ((TABLES, tables), (ARTICLES, articles)):
        _read_stage(stage, sorted(set(_sources(paths, found))), shelf, jobs, tell)
    found.fates.update(dict.fromkeys(shelf.last.keys() - found.fates.keys(), Fate.GONE))
    cache.remember(found.known)
    return found


@dataclass(slots=True)
class _Shelf:
    """Where a stage takes readings from and puts them."""

    cache: Cache
    last: dict[str, Known]
    kept: set[str]
    found: Readings

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
            yield from sources([path])
            for aside in left_aside(path):
                found.fates[aside.source] = Fate.SKIPPED
                found.noted.append(aside)
        else:
            found.rejected.append(InputRejected(str(path), "there is no such file or folder", remedy="Check the path"))


def _read_stage(stage: str, paths: Sequence[Path], shelf: _Shelf, jobs: int, tell: Tell) -> None:
    known = {path: _known(path) for path in paths}
    kept = {path for path in paths if known[path].key in shelf.kept}
    new = [path for path in paths if path not in kept]
    done = len(kept)
    tell(stage, done, len(paths), f"{done} unchanged" if done else "")
    with _pool(jobs if len(new) >= MANY else 1) as pool:
        results = zip(new, _mapped(pool, new), strict=True)
        for path in paths:
            if path in kept:  # what is kept may yet turn out to be damaged
                _take(path, known[path], shelf.cache.get(known[path].key) or read_one(path), shelf)
                continue
            _, result = next(results)
            done += 1
            tell(stage, done, len(paths), path.name)
            _take(path, known[path], result, shelf)


def _take(path: Path, known: Known, result: Reading | InputRejected, shelf: _Shelf) -> None:
    name = str(path)
    found = shelf.found
    if not isinstance(result, InputRejected):
        found.fates[name] = shelf.fate(name, known)
        found.known[name] = known
        if known.key and known.key not in shelf.kept:
            shelf.cache.put(known.key, result)
        found.add(name, result)
        return
    found.fates[name] = Fate.FAILED
    found.rejected.append(result)
    before = shelf.last.get(name)
    reading = shelf.cache.get(before.key) if before else None
    if before and reading is not None:
        found.known[name] = before
        found.stale.append(name)
        found.add(name, stale(reading))


def read_one(path: Path) -> Reading | InputRejected:
    """Read one source; what is wrong with it is returned, since an error must travel between processes whole."""
    # Loaded on need: the engine takes longer to load than unchanged documents take to pass.
    from etl.extract import extract  # noqa: PLC0415

    try:
        source = read(path)
        return source if isinstance(source, Table) else extract(source)
    except InputRejected as rejected:
        return rejected
    except OSError as fault:
        return InputRejected(str(path), f"cannot be opened: {fault.strerror}", remedy="Check that it can be read")
    except (RecursionError, MemoryError) as fault:
        reason = f"it takes more than this machine gives ({type(fault).__name__})"
        return InputRejected(str(path), reason, remedy="Split it, or take out what is nested deep")


def _mapped(pool: Executor | None, paths: Iterable[Path]) -> Iterable[Reading | InputRejected]:
    return pool.map(read_one, paths, chunksize=CHUNK) if pool else map(read_one, paths)


@contextmanager
def _pool(jobs: int) -> Iterator[Executor | None]:
    if jobs < 2:  # noqa: PLR2004 - one job is this process
        yield None
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _end_with_parent() -> None:
    """End this worker when the refresh is killed; it would wait for work for ever."""
    parent = parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _known(path: Path) -> Known:
    try:
        sha256 = hashlib.sha256(content(path, LARGEST)).hexdigest()
    except InputRejected:
        return Known("", "")
    return Known(key_of(sha256, str(path)), sha256)


def _placed(path: str, one: InputRejected) -> InputRejected:
    """Return what was refused of a table with the table's whole path."""
    return InputRejected(path, one.reason, remedy=one.remedy, place=one.place)
