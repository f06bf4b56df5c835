"""Published tables as files to send: as they are, or with the cells guarded that would run as a formula."""

from __future__ import annotations

import atexit
import csv
import os
import shutil
import tempfile
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dashboard.formats import LIVE_START, safe
from dashboard.memo import once
from dashboard.snapshot import Snapshot

_LOCK = threading.Lock()


def sendable(snapshot: Snapshot, resource: Mapping[str, Any]) -> Path:
    """Return the file of a resource; a guarded one is written once per snapshot, row by row."""
    path = snapshot.folder / resource["path"]
    if path.suffix != ".csv" or not live_columns(snapshot, path.stem):
        return path
    guarded = folder() / f"{str(resource['hash']).removeprefix('sha256:')}.csv"
    with _LOCK:
        if not guarded.exists():
            _guard(path, guarded, live_columns(snapshot, path.stem))
    return guarded


@once
def live_columns(snapshot: Snapshot, table: str) -> frozenset[str]:
    """Return the columns of a table in which a cell would run as a formula in a spreadsheet."""
    resource = snapshot.resource(f"{table}.parquet")
    if resource is None:
        return frozenset()
    names = [str(one["name"]) for one in resource["schema"]["fields"] if one["type"] == "string"]
    held = pq.read_table(snapshot.folder / resource["path"], columns=names, read_dictionary=names)
    return frozenset(name for name in names if is_live(held[name]))


def is_live(column: pa.ChunkedArray) -> bool:
    """Return whether any cell of a column of texts begins as a formula does."""
    # What occurs a million times is looked at once.
    texts = column.unique().cast(pa.string())
    return bool(pc.any(pc.match_substring_regex(texts, LIVE_START), min_count=0).as_py())


def _guard(path: Path, guarded: Path, columns: frozenset[str]) -> None:
    part = guarded.with_suffix(f".{os.getpid()}")
    with path.open(encoding="utf-8", newline="") as rows, part.open("w", encoding="utf-8", newline="") as out:
        told, writer = csv.reader(rows), csv.writer(out, lineterminator="\n")
        head = next(told)
        places = [place for place, name in enumerate(head) if name in columns]
        writer.writerow(head)
        for row in told:
            for place in places:
                row[place] = safe(row[place]).replace("\r", " ").replace("\0", "")
            writer.writerow(row)
    part.rename(guarded)


@cache
def folder() -> Path:
    """Return a folder that goes with the process which asks first: it starts the workers, and they share it."""
    made, owner = Path(tempfile.mkdtemp(prefix="ledger-")), os.getpid()

    def clear() -> None:
        if os.getpid() == owner:
            shutil.rmtree(made, ignore_errors=True)

    atexit.register(clear)
    return made
