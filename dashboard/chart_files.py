"""
The CSV of each chart as a file, so that it is sent and not made: once per snapshot, by whoever asks first.

The refresh cannot write them, for it knows no charts; and a snapshot's folder holds only what its checksums vouch for.
So they lie where the guarded tables do: in a folder of the processes that serve, which goes with them.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from dashboard.drawing import drawn
from dashboard.formats import csv
from dashboard.sendable import folder
from dashboard.snapshot import Snapshot
from dashboard.state import LANGUAGES, State

_START = "charts-"


def chart_file(snapshot: Snapshot, identifier: str, state: State) -> Path | None:
    """Return the file of a chart's default view in one of the languages; None for any other view."""
    if state != State(lang=state.lang):
        return None
    path = _folder(snapshot) / f"{identifier}.{state.lang}.csv"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(csv(drawn(snapshot, identifier, state).rows))
        part.replace(path)
    return path


def write_all(snapshot: Snapshot, identifier: str) -> None:
    """Write a chart's files in all languages."""
    for language in LANGUAGES:
        chart_file(snapshot, identifier, State(lang=language))


def forget_others(snapshot: Snapshot) -> None:
    """Remove the files of other snapshots; one that is being sent is open and stays readable."""
    for other in folder().glob(f"{_START}*"):
        if other != _folder(snapshot):
            shutil.rmtree(other, ignore_errors=True)


def _folder(snapshot: Snapshot) -> Path:
    return folder() / f"{_START}{snapshot.id}"
