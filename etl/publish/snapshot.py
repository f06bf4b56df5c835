"""
Snapshots: whole or not at all.

A store is a folder: `<id>/` holds one snapshot, LATEST names the newest. A snapshot is written beside its name, flushed
and renamed, and only then does LATEST move: a reader sees the old one or the new. The id is made of the content, so
the same input gives the same snapshot, byte for byte.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from etl.errors import StoreError
from etl.publish import schema
from etl.publish.disk import Disk
from etl.publish.plain import csv_bytes

LATEST = "LATEST"
DESCRIPTOR = "datapackage.json"
RECEIPT = "receipt.json"
ID_LENGTH = 16
PARTIAL = ".tmp"

Tables = Mapping[str, pd.DataFrame]


def publish(tables: Tables, store: Path, receipt: Mapping[str, Any] | None = None, disk: Disk | None = None) -> str:
    """
    Write the tables as a snapshot, make it the newest and return its id.

    The caller holds the store's lock. Raises StoreError where a table breaks its schema or the disk refuses; the store
    is then as it was.
    """
    disk = disk or Disk()
    files = _files(tables)
    name = identity(files)
    try:
        _write(store, name, files, receipt, disk)
        point(store, name, disk)
    except OSError as fault:
        raise StoreError(
            f"cannot write snapshot {name} to {store}: {fault}. {LATEST} still names the last one"
        ) from fault
    return name


def point(store: Path, name: str, disk: Disk | None = None) -> None:
    """Make a snapshot the newest."""
    disk = disk or Disk()
    beside = store / (LATEST + PARTIAL)
    disk.write(beside, f"{name}\n".encode())
    disk.rename(beside, store / LATEST)
    disk.sync_folder(store)


def latest(store: Path) -> str:
    """Return the id of the newest snapshot, empty where there is none yet."""
    try:
        return (store / LATEST).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def read(store: Path, name: str = LATEST) -> dict[str, pd.DataFrame]:
    """
    Return a snapshot's tables by name, verified; days are ISO text.

    Raises StoreError where the snapshot is missing, damaged, or written by a newer version.
    """
    name = latest(store) if name == LATEST else name
    files = verified(store, name)
    found = {}
    for table in schema.schemas():
        if (path := f"{table}.parquet") in files:
            found[table] = _frame(pq.read_table(pa.BufferReader(files[path])))
    return found


def verified(store: Path, name: str) -> dict[str, bytes]:
    """Return the bytes of a snapshot's files by name, checked against the descriptor and the id."""
    folder = store / name
    if not name or not folder.is_dir():
        held = ", ".join(sorted(path.parent.name for path in store.glob(f"*/{DESCRIPTOR}"))) or "none"
        raise StoreError(f"{store} holds no snapshot {name or LATEST}; it holds {held}")
    try:
        descriptor = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        told = {one["path"]: one["hash"].removeprefix("sha256:") for one in descriptor["resources"]}
        files = {path: (folder / path).read_bytes() for path in told}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise StoreError(f"snapshot {name} is damaged: {fault}. Run `python -m etl refresh`") from fault
    if descriptor.get("version", 0) > schema.VERSION:
        raise StoreError(f"snapshot {name} was written by a newer version of this program; update it")
    damaged = sorted(path for path, content in files.items() if _hash(content) != told[path])
    if damaged or identity(files) != name:
        raise StoreError(f"snapshot {name} is damaged: {', '.join(damaged) or DESCRIPTOR}. Run `python -m etl refresh`")
    return files


def identity(files: Mapping[str, bytes]) -> str:
    """Return the id that belongs to these files."""
    return _hash("\n".join(sorted(f"{path} {_hash(content)}" for path, content in files.items())).encode())[:ID_LENGTH]


def _frame(table: pa.Table) -> pd.DataFrame:
    """Return a published table as it was before it was published: days as ISO text, empty where unknown."""
    frame: pd.DataFrame = table.to_pandas()
    for column in table.schema:
        if pa.types.is_date(column.type):
            frame[column.name] = table[column.name].cast(pa.string()).fill_null("").to_pandas()
        elif pa.types.is_integer(column.type):  # else a place in a text turns into a float beside an unknown one
            frame[column.name] = pd.array(table[column.name].to_pylist(), dtype="Int64")
    return frame


def _files(tables: Tables) -> dict[str, bytes]:
    files = {}
    for name, contract in schema.schemas().items():
        source = tables["observations"] if contract.metrics else tables[name]
        frame = source[source["metric"].isin(contract.metrics)] if contract.metrics else source
        table = schema.conform(contract, frame)
        files[f"{name}.csv"] = csv_bytes(table)
        files[f"{name}.parquet"] = _parquet(table)
    return files


def _parquet(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd", version="2.6")
    return sink.getvalue()


def _write(store: Path, name: str, files: Mapping[str, bytes], receipt: Mapping[str, Any] | None, disk: Disk) -> None:
    store.mkdir(parents=True, exist_ok=True)
    for left in store.glob(f"*{PARTIAL}"):
        if left.is_dir():
            disk.remove(left)
    if (store / name).exists():
        if _whole(store, name):
            return
        disk.remove(store / name)  # damaged, and about to be written anew from the same input
    folder = store / (name + PARTIAL)
    folder.mkdir()
    for path, content in files.items():
        disk.write(folder / path, content)
    disk.write(folder / DESCRIPTOR, _json(_descriptor(name, files)))
    if receipt is not None:
        disk.write(folder / RECEIPT, _json({**receipt, "snapshot": name}))
    disk.sync_folder(folder)
    disk.rename(folder, store / name)
    disk.sync_folder(store)


def _whole(store: Path, name: str) -> bool:
    try:
        return bool(verified(store, name))
    except StoreError:
        return False


def _descriptor(name: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    resources = [_resource(path, content) for path, content in files.items()]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "silicon-ledger",
        "id": name,
        "version": schema.VERSION,
        "title": "Every number about AI-chip supply and spend, with the sentence it came from",
        "resources": resources,
    }


def _resource(path: str, content: bytes) -> dict[str, Any]:
    table, _, form = path.partition(".")
    contract = schema.schemas()[table]
    fields = [
        {"name": one.name, "type": one.type, "description": one.en, "description_zh": one.zh}
        for one in contract.columns
    ]
    return {
        "name": table if form == "csv" else f"{table}-{form}",
        "path": path,
        "format": form,
        "mediatype": "text/csv" if form == "csv" else "application/vnd.apache.parquet",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{_hash(content)}",
        "title": contract.title["en"],
        "title_zh": contract.title["zh"],
        "description": contract.description["en"],
        "description_zh": contract.description["zh"],
        "schema": {"fields": fields, "primaryKey": list(contract.key), "missingValues": [""]},
    }


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
