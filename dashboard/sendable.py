"""Published tables as files to send: as they are, or with the cells guarded that would run as a formula."""

from __future__ import annotations

import csv
import tempfile
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.formats import LIVE_START, safe
from dashboard.memo import once
from dashboard.snapshot import Snapshot

_LOCK = threading.Lock()


def sendable(snapshot: Snapshot, resource: Mapping[str, Any]) -> Path:
    """Return the file of a resource; a guarded one is written once per snapshot, row by row."""
    path = snapshot.folder / resource["path"]
    if path.suffix != ".csv" or not live_columns(snapshot, path.stem):
        return path
    guarded = _folder() / f"{str(resource['hash']).removeprefix('sha256:')}.csv"
    with _LOCK:
        if not guarded.exists():
            _guard(path, guarded, live_columns(snapshot, path.stem))
    return guarded


@once
def live_columns(snapshot: Snapshot, table: str) -> frozenset[str]:
    """Return the columns of a table in which a cell would run as a formula in a spreadsheet."""
    resource, frame = snapshot.resource(f"{table}.csv"), snapshot.table(table)
    fields = resource["schema"]["fields"] if resource else ()
    texts = [str(one["name"]) for one in fields if one["type"] == "string" and one["name"] in frame]
    return frozenset(name for name in texts if is_live(frame[name]))


def is_live(column: pd.Series) -> bool:
    """Return whether any cell of a column of texts begins as a formula does."""
    # What occurs a million times is looked at once.
    texts = pa.array(column, type=pa.string(), from_pandas=True).unique()
    return bool(pc.any(pc.match_substring_regex(texts, LIVE_START), min_count=0).as_py())


def _guard(path: Path, guarded: Path, columns: frozenset[str]) -> None:
    part = guarded.with_suffix(".part")
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
def _folder() -> Path:
    """Return a folder of this process, which goes with it."""
    _KEPT.append(tempfile.TemporaryDirectory(prefix="ledger-"))
    return Path(_KEPT[0].name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []
