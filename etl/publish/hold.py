"""Snapshots in use: who reads one holds it, and what is held is not cleared away; a dead reader holds nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HELD = "datapackage.json"
"""The file of a snapshot that its readers lock, shared."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep a snapshot from being cleared away inside the block."""
    with (folder / HELD).open("rb") as file:
        if sys.platform != "win32":  # there an open file cannot be removed anyway
            import fcntl  # noqa: PLC0415 - exists on Unix only

            fcntl.flock(file, fcntl.LOCK_SH)
        yield


def is_free(folder: Path) -> bool:
    """Return whether nobody reads the snapshot."""
    if sys.platform == "win32":
        return True
    import fcntl  # noqa: PLC0415 - exists on Unix only

    try:
        with (folder / HELD).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
