"""
Snapshots: whole or not at all.

A store is a folder: `<id>/` holds one snapshot, LATEST names the newest. A snapshot is written beside its name, flushed
and renamed, and only then does LATEST move: a reader sees the old one or the new. The id is made of the content, so
the same input gives the same snapshot, byte for byte.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from etl.errors import StoreError
from etl.publish import schema
from etl.publish.descriptor import CHECKSUMS, descriptor_of, sums_in, sums_of, told_of
from etl.publish.disk import Disk
from etl.publish.files import PARQUET, File, Files, Passing, Shape, Tables, files_of, frames_of, pieces_of, shapes
from etl.publish.hold import held
from etl.publish.texts import Texts

LATEST = "LATEST"
DESCRIPTOR = "datapackage.json"
RECEIPT, INPUTS = "receipt.json", "inputs.json"
ID_LENGTH = 16
PARTIAL = ".tmp"
DRAFT = f"draft{PARTIAL}"
SHELF = "texts.arrow"
REMEDY = "Run `python -m etl refresh`"

Told = Mapping[str, Any]


def publish(
    tables: Tables, store: Path, receipt: Told | None = None, disk: Disk | None = None, made_of: Told | None = None
) -> str:
    """
    Write the tables as a snapshot, make it the newest and return its id.

    The caller holds the store's lock. Raises StoreError where a table breaks its schema or the disk refuses; the store
    is then as it was.
    """
    name = write(files_of(tables), store, receipt, disk, made_of)
    point(store, name, disk)
    return name


def write(
    files: Files,
    store: Path,
    receipt: Told | None = None,
    disk: Disk | None = None,
    made_of: Told | None = None,
) -> str:
    """Write the files of tables as a snapshot that is not yet the newest, and return its id; raises StoreError."""
    with drafted(store, disk or Disk()) as draft:
        for path, file in files.items():
            draft.put(path, file)
        return draft.kept(receipt, made_of)


@contextmanager
def drafted(store: Path, disk: Disk) -> Iterator[Draft]:
    """Yield an empty draft beside the snapshots, which is gone after the block where it was not kept; StoreError."""
    folder = store / DRAFT
    try:
        store.mkdir(parents=True, exist_ok=True)
        for left in store.glob(f"*{PARTIAL}"):
            if left.is_dir():
                disk.remove(left)
        folder.mkdir()
        yield Draft(store, disk)
    except OSError as fault:
        raise _refused(store, fault) from fault
    finally:
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)


@dataclass(slots=True)
class Draft:
    """A snapshot that is being written: of a file that is on the disk its hash and size are held, not its bytes."""

    store: Path
    disk: Disk
    files: dict[str, File] = field(default_factory=dict)

    @property
    def texts(self) -> Texts:
        """Return where texts lie of which the tables that are being written hold the places."""
        return Texts(self.store / DRAFT / SHELF)

    def put(self, path: str, file: File) -> None:
        """Write one file of a table."""
        self.disk.write(self.store / DRAFT / path, file.content)
        self.files[path] = replace(file, content=b"")

    def add(self, name: str, frame: pd.DataFrame) -> None:
        """Write the files of a table, and of the tables that are parts of it; raises StoreError, OSError."""
        passing = Passing(pieces_of(name, frame, self.texts))
        self.disk.pour(self.store / DRAFT, passing)
        self.files |= passing.files()

    def shapes(self) -> dict[str, Shape]:
        """Return the shapes of the tables written."""
        return shapes(self.files, self.store / DRAFT)

    def kept(self, receipt: Told | None, made_of: Told | None) -> str:
        """
        Give the draft its name and return it; where a whole snapshot of this name is there it stays.

        The receipt and the inputs are kept beside the tables and have no part in the id.
        """
        name, disk = identity(self.files), self.disk
        self.texts.path.unlink(missing_ok=True)
        if (self.store / name).exists():
            if _if_whole(self.store, name):
                return name
            remove(self.store, name, disk)  # damaged, and written anew from the same input
        folder = self.store / DRAFT
        beside = {RECEIPT: receipt, INPUTS: made_of}
        told = {DESCRIPTOR: File.of(told_of(descriptor_of(name, self.files)))}
        told |= {path: _json({**content, "snapshot": name}) for path, content in beside.items() if content is not None}
        for path, file in {**told, CHECKSUMS: File.of(sums_of({**self.files, **told}))}.items():
            disk.write(folder / path, file.content)
        disk.sync_folder(folder)
        disk.rename(folder, self.store / name)
        disk.sync_folder(self.store)
        return name


def point(store: Path, name: str, disk: Disk | None = None) -> None:
    """Make a snapshot the newest; raises StoreError, and then another is still the newest."""
    disk = disk or Disk()
    beside = store / (LATEST + PARTIAL)
    try:
        os.utime(store / name)  # published now, though it may have been written long ago
        disk.write(beside, f"{name}\n".encode())
        disk.rename(beside, store / LATEST)
    except OSError as fault:
        raise _refused(store, fault) from fault
    # The name has moved: a power cut may still take it back to the old one, but nothing to half of one.
    with suppress(OSError):
        disk.sync_folder(store)


def _refused(store: Path, fault: OSError) -> StoreError:
    return StoreError(f"cannot write a snapshot to {store}: {fault}. {LATEST} still names the last one")


def latest(store: Path) -> str:
    """Return the id of the newest snapshot, empty where there is none yet."""
    try:
        return (store / LATEST).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def read(
    store: Path, name: str = LATEST, columns: Mapping[str, Sequence[str]] | None = None
) -> dict[str, pd.DataFrame]:
    """
    Return a snapshot's tables by name, or some columns of some of them, all of it verified; days are ISO text.

    Raises StoreError where the snapshot is missing, damaged, or written by a newer version.
    """
    return frames_of(_newest(store) if name == LATEST else verified(store, name, PARQUET), columns)


def _newest(store: Path) -> Files:
    name = latest(store)
    try:
        return verified(store, name, PARQUET)
    except StoreError:
        # It may have been cleared away between its name and its files, since a newer one was published.
        if latest(store) == name:
            raise
        return verified(store, latest(store), PARQUET)


def verified(store: Path, name: str, ending: str = "") -> dict[str, File]:
    """
    Return the files of a snapshot's tables by name, checked against its checksums, its descriptor and its id.

    All are checked; those whose names end otherwise are not held. Raises StoreError.
    """
    folder = store / name
    if not name or not folder.is_dir():
        raise StoreError(
            f"{store} holds no snapshot {name or LATEST}; it holds {', '.join(published(store)) or 'none'}"
        )
    try:
        with held(folder):
            descriptor = json.loads((folder / DESCRIPTOR).read_bytes())
            summed = (folder / CHECKSUMS).exists() or CHECKSUMS in descriptor.values()
            sums = sums_in((folder / CHECKSUMS).read_bytes()) if summed else {}
            told = {one["path"]: one["hash"].removeprefix("sha256:") for one in descriptor["resources"]}
            files = {path: _read(folder / path, ending) for path in {**told, **sums}}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise StoreError(f"snapshot {name} is damaged: {fault}. {REMEDY}") from fault
    if descriptor.get("version", 0) > schema.VERSION:
        raise StoreError(f"snapshot {name} was written by a newer version of this program; update it")
    wrong = sorted(path for path, file in files.items() if file.sha256 != {**told, **sums}[path])
    unlisted = [path for path in (*told, DESCRIPTOR) if sums and path not in sums]
    tables = {path: files[path] for path in told}
    if wrong or unlisted or identity(tables) != name:
        raise StoreError(f"snapshot {name} is damaged: {', '.join(wrong + unlisted) or DESCRIPTOR}. {REMEDY}")
    return {path: file for path, file in tables.items() if path.endswith(ending)}


def _read(path: Path, ending: str) -> File:
    return File.of(path.read_bytes()) if path.name.endswith(ending) else File.on(path)


def published(store: Path) -> list[str]:
    """Return the ids of the snapshots held, whole or not, the last published first."""
    folders = [path.parent for path in store.glob(f"*/{DESCRIPTOR}") if path.parent.suffix != PARTIAL]
    return [path.name for path in sorted(folders, key=lambda path: (-path.stat().st_mtime_ns, path.name))]


def receipt_of(store: Path, name: str) -> Told:
    """Return the receipt kept in a snapshot, empty where it has none."""
    try:
        found = json.loads((store / name / RECEIPT).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def newest_whole(store: Path) -> tuple[str, Files]:
    """Return the newest snapshot that can be trusted with its tables; an empty id where there is none."""
    names = dict.fromkeys((latest(store), *published(store)))
    found = ((name, files) for name in names if name and (files := _if_whole(store, name)))
    return next(found, ("", {}))


def remove(store: Path, name: str, disk: Disk) -> None:
    """Remove a snapshot; under its own name it is there whole or not at all."""
    beside = store / (name + PARTIAL)
    disk.rename(store / name, beside)
    disk.remove(beside)


def identity(files: Files) -> str:
    """Return the id that belongs to these files."""
    told = "\n".join(sorted(f"{path} {file.sha256}" for path, file in files.items()))
    return File.of(told.encode()).sha256[:ID_LENGTH]


def _if_whole(store: Path, name: str) -> Files:
    try:
        return verified(store, name, PARQUET)
    except StoreError:
        return {}


def _json(content: Mapping[str, Any]) -> File:
    return File.of((json.dumps(content, ensure_ascii=False) + "\n").encode())
