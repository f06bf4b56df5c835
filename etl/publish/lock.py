"""One refresh of a store at a time: a lock that its owner's death releases."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from etl.errors import StoreError, StoreLocked

NAME = "lock"


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """
    Hold the store's lock; raises StoreLocked at once, naming its owner, where another process holds it.

    Raises StoreError where the store cannot be written.
    """
    with _opened(store) as file:
        if not _take(file):
            raise StoreLocked(_refusal(store))
        owner = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat("T", "seconds")}
        try:
            file.truncate(0)
            file.write(json.dumps(owner).encode())
        except OSError as fault:
            raise _unwritable(store, fault) from fault
        yield


def _opened(store: Path) -> IO[bytes]:
    try:
        store.mkdir(parents=True, exist_ok=True)
        # Opened for appending, so that the owner's words stay readable until the lock is ours; unbuffered, so that
        # what a full disk refuses is refused here and not again on closing.
        return (store / NAME).open("ab+", buffering=0)
    except OSError as fault:
        raise _unwritable(store, fault) from fault


def _unwritable(store: Path, fault: OSError) -> StoreError:
    return StoreError(f"cannot write to {store}: {fault}. Make room there, or mend its rights")


def _take(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists on Windows only

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - exists on Unix only

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _refusal(store: Path) -> str:
    try:
        owner = json.loads((store / NAME).read_text(encoding="utf-8"))
        by = f"process {owner['pid']} on {owner['host']} since {owner['since']}"
    except (OSError, ValueError, KeyError):
        by = "another process that has just begun"
    return f"{store} is being refreshed by {by}; process {os.getpid()} did nothing. Wait for it, or stop it"
