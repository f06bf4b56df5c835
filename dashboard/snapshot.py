"""The only door to data: opens a store, verifies what it reads, and follows LATEST."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

LATEST = "LATEST"
DESCRIPTOR = "datapackage.json"
RECEIPT = "receipt.json"
RECEIPTS = "receipts.jsonl"
CHECKSUMS = "SHA256SUMS"
FORMAT_VERSION = 1
KEPT_RECEIPTS = 50


class SnapshotDamaged(Exception):  # noqa: N818 - the name is what happened
    """A snapshot cannot be trusted; the message says what is wrong and what mends it."""


class Hold:
    """A snapshot in use, which no refresh clears away: a shared lock that goes with this object or its process."""

    def __init__(self, path: Path) -> None:
        self._number = os.open(path, os.O_RDONLY)
        if sys.platform != "win32":  # there an open file cannot be removed anyway
            import fcntl  # noqa: PLC0415 - exists on Unix only

            fcntl.flock(self._number, fcntl.LOCK_SH)

    def __del__(self) -> None:
        if hasattr(self, "_number"):
            os.close(self._number)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Snapshot:
    """One published state of the data: its tables by name, its descriptor, its receipt and when it was written."""

    id: str
    folder: Path
    tables: Mapping[str, pd.DataFrame]
    descriptor: Mapping[str, Any]
    receipt: Mapping[str, Any]
    written: datetime
    held: Hold | None = None

    def resource(self, path: str) -> Mapping[str, Any] | None:
        """Return the descriptor's entry of a file, or None where the snapshot has no such file."""
        return next((one for one in self.descriptor["resources"] if one["path"] == path), None)

    def table(self, name: str) -> pd.DataFrame:
        """Return a table, empty where the snapshot has none."""
        found = self.tables.get(name)
        return pd.DataFrame() if found is None else found


Mark = tuple[int, int, int] | None
Marks = tuple[Mark, Mark]
"""How LATEST and the receipts were last seen: time, inode and size."""


@dataclass(slots=True)
class Store:
    """
    A folder of snapshots; `current` is the newest good one.

    A damaged snapshot is never shown: `fault` says what is wrong with it, and the last good one stays.
    """

    path: Path
    fault: str = ""
    _held: Snapshot | None = None
    _mark: Marks | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def current(self) -> Snapshot | None:
        """Return the newest good snapshot, or None where nothing was published yet; one stat where nothing moved."""
        mark = _mark(self.path / LATEST), _mark(self.path / RECEIPTS)
        if mark == self._mark:
            return self._held
        with self._lock:
            if mark != self._mark:
                self._follow(mark)
        return self._held

    def receipts(self) -> list[Mapping[str, Any]]:
        """Return the receipts of past refreshes, newest first; lines that are not whole are left out."""
        try:
            lines = (self.path / RECEIPTS).read_text(encoding="utf-8").splitlines()
        except OSError:
            return []
        return [one for line in reversed(lines[-KEPT_RECEIPTS:]) if isinstance(one := _json(line), dict)]

    def told(self) -> tuple[int, int, int] | None:
        """Return a mark that changes whenever a refresh adds its receipt."""
        return _mark(self.path / RECEIPTS)

    def _follow(self, mark: Marks) -> None:
        if self._mark is not None and self._held is not None and self._mark[0] == mark[0]:
            # Only the receipt came, which is written when the name has moved.
            self._held, self._mark = self._told(self._held), mark
            return
        self.fault = ""
        try:
            if mark[0] is not None:
                self._held = self._told(self._newest())
        except (SnapshotDamaged, OSError) as fault:
            self.fault = str(fault)
            self._held = self._held or self._last_good()
        self._mark = mark

    def _newest(self) -> Snapshot:
        name = self._latest()
        try:
            return read(self.path, name)
        except SnapshotDamaged:
            # It may have been cleared away between its name and its files, since a newer one was published.
            if self._latest() == name:
                raise
            return read(self.path, self._latest())

    def _latest(self) -> str:
        return (self.path / LATEST).read_text(encoding="utf-8").strip()

    def _last_good(self) -> Snapshot | None:
        folders = [path.parent for path in self.path.glob(f"*/{DESCRIPTOR}") if not path.parent.suffix]
        for folder in sorted(folders, key=lambda one: -one.stat().st_mtime_ns):
            try:
                return self._told(read(self.path, folder.name))
            except (SnapshotDamaged, OSError):
                continue
        return None

    def _told(self, snapshot: Snapshot) -> Snapshot:
        """Return the snapshot with the receipt of the last refresh that gave it; its own is that of the first."""
        newest = next(iter(self.receipts()), {})
        return replace(snapshot, receipt=newest) if newest.get("snapshot") == snapshot.id else snapshot


def read(store: Path, name: str) -> Snapshot:
    """Open one snapshot; raises SnapshotDamaged where a file is missing, changed or of a newer format."""
    folder = store / name
    if not name or folder.parent != store:
        raise SnapshotDamaged(f"{LATEST} names {name!r}, which is no snapshot. {_REMEDY}")
    try:
        held = Hold(folder / DESCRIPTOR)
    except OSError as fault:
        raise SnapshotDamaged(f"Snapshot {name} has no readable {DESCRIPTOR}. {_REMEDY}") from fault
    descriptor = _descriptor(folder)
    _check_sums(folder, descriptor)
    packed = {}
    for resource in descriptor["resources"]:
        content = _verified(folder, resource)
        if resource["path"].endswith(".parquet"):
            packed[Path(resource["path"]).stem] = content, resource
    written = datetime.fromtimestamp((folder / DESCRIPTOR).stat().st_mtime, UTC)
    return Snapshot(name, folder, _Frames(packed), descriptor, _receipt(folder), written, held)


class _Frames(Mapping[str, pd.DataFrame]):
    """Tables that were verified when their snapshot was opened, each unpacked when it is first asked for."""

    def __init__(self, packed: dict[str, tuple[bytes, Mapping[str, Any]]]) -> None:
        self._packed, self._names = packed, tuple(packed)
        self._held: dict[str, pd.DataFrame] = {}
        self._lock = threading.Lock()

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._held:
            with self._lock:
                if name in self._packed:
                    self._held[name] = _frame(*self._packed[name])
                    del self._packed[name]
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


_REMEDY = "Run `python -m etl refresh` to publish a whole one."


def _descriptor(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        paths = [str(one["path"]) for one in found["resources"]]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise SnapshotDamaged(f"Snapshot {folder.name} has no readable {DESCRIPTOR}. {_REMEDY}") from fault
    if any(Path(path).name != path for path in paths):
        raise SnapshotDamaged(f"Snapshot {folder.name} names a file outside its folder. {_REMEDY}")
    if found.get("version", 0) > FORMAT_VERSION:
        raise SnapshotDamaged(f"Snapshot {folder.name} was written by a newer version; update the dashboard.")
    return dict(found)


def _check_sums(folder: Path, descriptor: Mapping[str, Any]) -> None:
    """Check the file that vouches for all others; snapshots of older versions have none."""
    path = folder / CHECKSUMS
    if not path.exists() and "checksums" not in descriptor:
        return
    try:
        lines = [line.partition("  ") for line in path.read_text(encoding="ascii").split("\n")[:-1]]
        wrong = [name for told, _, name in lines if hashlib.sha256((folder / name).read_bytes()).hexdigest() != told]
    except (OSError, ValueError) as fault:
        raise SnapshotDamaged(f"Snapshot {folder.name}: {CHECKSUMS} does not fit its files. {_REMEDY}") from fault
    names = {name for *_, name in lines}
    wrong += [name for name in (DESCRIPTOR, *(one["path"] for one in descriptor["resources"])) if name not in names]
    if wrong:
        raise SnapshotDamaged(f"Snapshot {folder.name}: {', '.join(wrong)} is not what was published. {_REMEDY}")


def _verified(folder: Path, resource: Mapping[str, Any]) -> bytes:
    try:
        content = (folder / resource["path"]).read_bytes()
    except OSError as fault:
        raise SnapshotDamaged(f"Snapshot {folder.name} lacks {resource['path']}. {_REMEDY}") from fault
    if f"sha256:{hashlib.sha256(content).hexdigest()}" != resource.get("hash"):
        raise SnapshotDamaged(f"Snapshot {folder.name}: {resource['path']} is not what was published. {_REMEDY}")
    return content


def _frame(content: bytes, resource: Mapping[str, Any]) -> pd.DataFrame:
    frame = pd.read_parquet(io.BytesIO(content))
    texts = [one["name"] for one in resource["schema"]["fields"] if one["type"] == "string"]
    whole = frame.assign(**{name: frame[name].astype(object).fillna("") for name in texts if name in frame})
    return whole.copy()  # columns of a kind stand together in a copy, so that choosing rows costs a fraction


def _receipt(folder: Path) -> Mapping[str, Any]:
    try:
        found = _json((folder / RECEIPT).read_text(encoding="utf-8"))
    except OSError:
        return {}
    return found if isinstance(found, dict) else {}


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _mark(path: Path) -> Mark:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size
