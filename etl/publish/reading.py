"""Every source of a refresh read: from its file, from the cache where it has not changed, or as it was last good."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from etl.errors import InputRejected
from etl.model import Extraction, Table
from etl.publish.cache import Cache, Reading, key_of, stale
from etl.readers import read, sources
from etl.readers.intake import content

Tell = Callable[[str, int, int, str], None]
"""Told of progress: stage, done, total, message."""

TABLES, ARTICLES = "read tables", "read articles"
LARGEST = 64 * 2**20
"""Bytes; more than any reader takes, so that a file too large is refused by its reader and not here."""
MANY = 4
"""Fewer documents than this are read here: starting processes costs more."""


@dataclass(slots=True)
class Readings:
    """What was read, what was refused, what needs a word, and which sources stand as they were last good."""

    tables: list[Table] = field(default_factory=list)
    extractions: list[Extraction] = field(default_factory=list)
    rejected: list[InputRejected] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    noted: list[InputRejected] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)

    def add(self, reading: Reading) -> None:
        """Take one reading; a document that came twice counts once."""
        if isinstance(reading, Table):
            self.tables.append(reading)
            self.rejected.extend(reading.rejected)
        elif reading.document.id not in {one.document.id for one in self.extractions}:
            self.extractions.append(reading)

    def undated(self) -> Iterator[InputRejected]:
        """Yield a note on each document without a date: it is read, but what it says of this year is not placed."""
        for one in self.extractions:
            if not one.document.published_on:
                reason = "it has no date, so that words like this year stay unresolved"
                yield InputRejected(one.document.path, reason, remedy="Add a line such as date: 2025-03-04 on top")


def read_all(tables: Sequence[Path], articles: Sequence[Path], cache: Cache, jobs: int, tell: Tell) -> Readings:
    """Read every source under the paths; a source that cannot be read is left out or stands as last read, and named."""
    found = Readings(keys={})
    last = cache.last()
    for stage, paths in ((TABLES, tables), (ARTICLES, articles)):
        _read_stage(stage, sorted(set(_sources(paths, found))), _Shelf(cache, last, found), jobs, tell)
    cache.remember(found.keys)
    return found


@dataclass(slots=True)
class _Shelf:
    """Where a stage takes readings from and puts them."""

    cache: Cache
    last: dict[str, str]
    found: Readings


def _sources(paths: Sequence[Path], found: Readings) -> Iterator[Path]:
    for path in paths:
        if path.exists():
            yield from sources([path])
        else:
            found.rejected.append(InputRejected(str(path), "there is no such file or folder", remedy="Check the path"))


def _read_stage(stage: str, paths: Sequence[Path], shelf: _Shelf, jobs: int, tell: Tell) -> None:
    keys = {path: _key(path) for path in paths}
    kept = {path: reading for path, key in keys.items() if key and (reading := shelf.cache.get(key))}
    new = [path for path in paths if path not in kept]
    done = len(kept)
    tell(stage, done, len(paths), f"{done} unchanged" if done else "")
    results: dict[Path, Reading | InputRejected] = dict(kept)
    with _pool(jobs if len(new) >= MANY else 1) as pool:
        for path, result in zip(new, _mapped(pool, new), strict=True):
            results[path] = result
            done += 1
            tell(stage, done, len(paths), path.name)
    for path in paths:
        _take(path, keys[path], results[path], shelf)


def _take(path: Path, key: str, result: Reading | InputRejected, shelf: _Shelf) -> None:
    name = str(path)
    if not isinstance(result, InputRejected):
        if not shelf.cache.holds(key):
            shelf.cache.put(key, result)
        shelf.found.keys[name] = key
        shelf.found.add(result)
        return
    shelf.found.rejected.append(result)
    before = shelf.cache.get(shelf.last.get(name, ""))
    if before is not None:
        shelf.found.keys[name] = shelf.last[name]
        shelf.found.stale.append(name)
        shelf.found.add(stale(before))


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


def _mapped(pool: Executor | None, paths: Iterable[Path]) -> Iterable[Reading | InputRejected]:
    return pool.map(read_one, paths, chunksize=4) if pool else map(read_one, paths)


@contextmanager
def _pool(jobs: int) -> Iterator[Executor | None]:
    if jobs < 2:  # noqa: PLR2004 - one job is this process
        yield None
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _key(path: Path) -> str:
    try:
        return key_of(content(path, LARGEST), str(path))
    except InputRejected:
        return ""
