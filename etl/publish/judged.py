"""The corrections of a refresh: from their file, or as they were when that file was last good."""

from __future__ import annotations

from pathlib import Path

from etl.errors import InputRejected, StoreError
from etl.publish.disk import Disk
from etl.reconcile.correction import Correction, load

COPY = "corrections.jsonl"


def judged(path: Path, folder: Path, disk: Disk) -> tuple[list[Correction], InputRejected | None]:
    """
    Return the corrections, and what is wrong with their file.

    A file that cannot be used, or is gone, must not undo what people decided: the copy of the last good one counts.
    """
    copy = folder / COPY
    if not path.exists():
        gone = InputRejected(str(path), "it is gone", remedy=f"Put it back, or an empty file; a copy is kept in {copy}")
        found = load(copy)
        return found, gone if found else None
    try:
        found, content = load(path), path.read_bytes()
    except (OSError, UnicodeDecodeError) as fault:
        return load(copy), InputRejected(str(path), f"it cannot be read ({fault})", remedy="Mend the file")
    except InputRejected as fault:
        return load(copy), fault
    _keep(content, copy, disk)
    return found, None


def _keep(content: bytes, copy: Path, disk: Disk) -> None:
    if copy.exists() and copy.read_bytes() == content:
        return
    beside = copy.with_suffix(".tmp")
    try:
        disk.write(beside, content)
        disk.rename(beside, copy)
    except OSError as fault:
        raise StoreError(f"cannot write {copy}: {fault}. Make room there") from fault
