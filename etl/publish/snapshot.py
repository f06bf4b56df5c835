"""
Snapshots: whole or not at all.

A store is a folder: `<id>/` holds one snapshot, LATEST names the newest. A snapshot is written beside its name, flushed
and renamed, and only then does LATEST move: a reader sees the old one or the new. The id is made of the content, so
the same input gives the same snapshot, byte for byte.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.errors import StoreError
from etl.publish import schema
from etl.publish.descriptor import CHECKSUMS, File, descriptor_of, sums_in, sums_of
from etl.publish.disk import Disk
from etl.publish.hold import held
from etl.publish.plain import csv_of, lines

LATEST = "LATEST"
DESCRIPTOR = "datapackage.json"
RECEIPT, INPUTS = "receipt.json", "inputs.json"
ID_LENGTH = 16
PARTIAL = ".tmp"
REMEDY = "Run `python -m etl refresh`"

Tables = Mapping[str, pd.DataFrame]
Files = Mapping[str, File]
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
    """
    Write the files of tables as a snapshot that is not yet the newest, and return its id; raises StoreError.

    The receipt and the inputs are kept beside the tables and have no part in the id.
    """
    name = identity(files)
    try:
        _write(store, name, files, {RECEIPT: receipt, INPUTS: made_of}, disk or Disk())
    except OSError as fault:
        raise _refused(store, name, fault) from fault
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
        raise _refused(store, name, fault) from fault
    # The name has moved: a power cut may still take it back to the old one, but nothing to half of one.
    with suppress(OSError):
        disk.sync_folder(store)


def _refused(store: Path, name: str, fault: OSError) -> StoreError:
    return StoreError(f"cannot write snapshot {name} to {store}: {fault}. {LATEST} still names the last one")


def latest(store: Path) -> str:
    """Return the id of the newest snapshot, empty where there is none yet."""
    try:
        return (store / LATEST).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def read(store: Path, name: str = LATEST, only: Collection[str] = ()) -> dict[str, pd.DataFrame]:
    """
    Return a snapshot's tables by name, verified, or only some of them; days are ISO text.

    Raises StoreError where the snapshot is missing, damaged, or written by a newer version.
    """
    files = _newest(store) if name == LATEST else verified(store, name)
    found = {}
    for table in schema.schemas():
        if (path := f"{table}.parquet") in files and (not only or table in only):
            found[table] = _frame(pq.read_table(pa.BufferReader(files[path].content)))
    return found


def _newest(store: Path) -> Files:
    name = latest(store)
    try:
        return verified(store, name)
    except StoreError:
        # It may have been cleared away between its name and its files, since a newer one was published.
        if latest(store) == name:
            raise
        return verified(store, latest(store))


def verified(store: Path, name: str) -> dict[str, File]:
    """Return the files of a snapshot by name, checked against its checksums, its descriptor and its id."""
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
            files = {path: File.of((folder / path).read_bytes()) for path in {**told, **sums}}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise StoreError(f"snapshot {name} is damaged: {fault}. {REMEDY}") from fault
    if descriptor.get("version", 0) > schema.VERSION:
        raise StoreError(f"snapshot {name} was written by a newer version of this program; update it")
    wrong = sorted(path for path, file in files.items() if file.sha256 != {**told, **sums}[path])
    unlisted = [path for path in (*told, DESCRIPTOR) if sums and path not in sums]
    tables = {path: files[path] for path in told}
    if wrong or unlisted or identity(tables) != name:
        raise StoreError(f"snapshot {name} is damaged: {', '.join(wrong + unlisted) or DESCRIPTOR}. {REMEDY}")
    return tables


def published(store: Path) -> list[str]:
    """Return the ids of the snapshots held, whole or not, the last published first."""
    folders = [path.parent for path in store.glob(f"*/{DESCRIPTOR}") if path.parent.suffix != PARTIAL]
    return [path.name for path in sorted(folders, key=lambda path: (-path.stat().st_mtime_ns, path.name))]


def hashes_of(store: Path, name: str) -> dict[str, str]:
    """Return the hash of each table of a snapshot, as its descriptor tells it."""
    descriptor = json.loads((store / name / DESCRIPTOR).read_bytes())
    return _of_parquet({one["path"]: one["hash"].removeprefix("sha256:") for one in descriptor["resources"]})


def hashes(files: Files) -> dict[str, str]:
    """Return the hash of each table among files."""
    return _of_parquet({path: file.sha256 for path, file in files.items()})


def _of_parquet(told: Mapping[str, str]) -> dict[str, str]:
    return {path.removesuffix(".parquet"): hash_ for path, hash_ in told.items() if path.endswith(".parquet")}


def receipt_of(store: Path, name: str) -> Told:
    """Return the receipt kept in a snapshot, empty where it has none."""
    try:
        found = json.loads((store / name / RECEIPT).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def newest_whole(store: Path) -> str:
    """Return the id of the newest snapshot that can be trusted, empty where there is none."""
    return next(
        (name for name in dict.fromkeys((latest(store), *published(store))) if name and _whole(store, name)), ""
    )


def remove(store: Path, name: str, disk: Disk) -> None:
    """Remove a snapshot; under its own name it is there whole or not at all."""
    beside = store / (name + PARTIAL)
    disk.rename(store / name, beside)
    disk.remove(beside)


def identity(files: Files) -> str:
    """Return the id that belongs to these files."""
    told = "\n".join(sorted(f"{path} {file.sha256}" for path, file in files.items()))
    return File.of(told.encode()).sha256[:ID_LENGTH]


def _frame(table: pa.Table) -> pd.DataFrame:
    """Return a published table as it was before it was published: days as ISO text, empty where unknown."""
    whole = {pa.int64(): pd.Int64Dtype()}  # else a place in a text turns into a float beside an unknown one
    columns = [_as_text(column) if pa.types.is_date(column.type) else column for column in table.columns]
    frame: pd.DataFrame = pa.table(columns, table.column_names).to_pandas(types_mapper=whole.get)
    return frame


def _as_text(days: Any) -> Any:
    return pc.fill_null(days.cast(pa.string()), "")


def files_of(tables: Tables) -> dict[str, File]:
    """Return the tables as the files of a snapshot; raises StoreError where one breaks its schema."""
    typed = dict(schema.conformed(tables))
    whole = typed[schema.WHOLE]
    rows = lines(whole)
    files = {}
    for name, table in typed.items():
        contract = schema.schemas()[name]
        if contract.metrics:
            told = rows.filter(schema.part_of(contract, whole))
        else:
            told = rows if name == schema.WHOLE else lines(table)
        files[f"{name}.csv"] = File.of(csv_of(table.column_names, told))
        files[f"{name}.parquet"] = File.of(_parquet(table))
    return files


def _parquet(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd", version="2.6")
    return sink.getvalue()


def _write(store: Path, name: str, files: Files, beside: Mapping[str, Told | None], disk: Disk) -> None:
    store.mkdir(parents=True, exist_ok=True)
    for left in store.glob(f"*{PARTIAL}"):
        if left.is_dir():
            disk.remove(left)
    if (store / name).exists():
        if _whole(store, name):
            return
        remove(store, name, disk)  # damaged, and about to be written anew from the same input
    folder = store / (name + PARTIAL)
    folder.mkdir()
    told = {**files, DESCRIPTOR: _json(descriptor_of(name, files), indent=1)}
    told |= {path: _json({**content, "snapshot": name}) for path, content in beside.items() if content is not None}
    for path, file in {**told, CHECKSUMS: File.of(sums_of(told))}.items():
        disk.write(folder / path, file.content)
    disk.sync_folder(folder)
    disk.rename(folder, store / name)
    disk.sync_folder(store)


def _whole(store: Path, name: str) -> bool:
    try:
        return bool(verified(store, name))
    except StoreError:
        return False


def _json(content: Mapping[str, Any], indent: int | None = None) -> File:
    return File.of((json.dumps(content, ensure_ascii=False, indent=indent) + "\n").encode())
