"""Bytes into JSON or CSV, with the fields that are relied on; a missing one is named."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from etl.errors import InputRejected
from etl.model import Row, Table
from etl.readers.contract import contracts
from etl.sidecar import Sidecar

CHANGED = "The format may have changed: report it, and see docs/sources.md"
_SHOWN = 40


def refused(path: Path, told: Sidecar, reason: str) -> InputRejected:
    """Return the refusal of fetched bytes."""
    return InputRejected(told.url or str(path), reason, remedy=CHANGED, place=told.file)


def json_of(path: Path, told: Sidecar, data: bytes) -> Any:
    """Return the bytes as JSON."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise refused(path, told, f"it is no JSON; it begins with {_beginning(data)!r}") from None


def csv_of(path: Path, told: Sidecar, data: bytes, needed: Iterable[str]) -> list[dict[str, str]]:
    """Return the rows of a CSV by column name; the order of columns does not matter, a missing one does."""
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        columns = reader.fieldnames or []
        missing = [name for name in needed if name not in columns]
        if missing:
            reason = f"it has no column {', '.join(missing)}; it begins with {_beginning(data)!r}"
            raise refused(path, told, reason)
        return [{name: cell or "" for name, cell in row.items() if isinstance(name, str)} for row in reader]
    except (UnicodeDecodeError, csv.Error) as fault:
        raise refused(path, told, f"it is no CSV ({type(fault).__name__})") from None


def field(path: Path, told: Sidecar, holder: Any, *names: str) -> Any:
    """Return what stands in a nested field; raises InputRejected naming the field that is not there."""
    found = holder
    for depth, name in enumerate(names, 1):
        if not isinstance(found, Mapping) or name not in found:
            raise refused(path, told, f"it has no field {'.'.join(names[:depth])}")
        found = found[name]
    return found


def table(
    path: Path,
    told: Sidecar,
    contract: str,
    rows: Iterable[Row],
    source_kind: str = "table",
    noted: tuple[InputRejected, ...] = (),
) -> Table:
    """Return the rows as a table; raises InputRejected where there is none, or one breaks the contract."""
    found = tuple(rows)
    if not found:
        raise refused(path, told, "it holds nothing that can be used")
    for row in found:
        faults = contracts()[contract].faults(row.cells)
        if faults:
            raise refused(path, told, f"{row.locator}: {'; '.join(faults)}")
    name = f"{told.source}/{told.name}"
    return Table(told.sha256, name, str(path), contract, found, source_kind=source_kind, noted=noted)


def _beginning(data: bytes) -> str:
    return data[:_SHOWN].decode("utf-8", errors="replace")
