"""Published tables as files, each as CSV and as Parquet, and back again."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.publish import schema
from etl.publish.plain import blocks, csv_of
from etl.reconcile.codes import kept

PARQUET = ".parquet"
GROUP = 2**20
"""Rows of a Parquet file that are written, and can be read, by themselves."""


@dataclass(frozen=True, slots=True)
class File:
    """The bytes of a file, none where they are on the disk already, their hash, and how many they are."""

    content: bytes
    sha256: str
    size: int

    @classmethod
    def of(cls, content: bytes) -> File:
        """Return bytes as a file."""
        return cls(content, hashlib.sha256(content).hexdigest(), len(content))


class Passing:
    """Pieces of a file that are counted and hashed as they pass."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._hash, self._size = pieces, hashlib.sha256(), 0

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces."""
        for piece in self._pieces:
            self._hash.update(piece)
            self._size += len(piece)
            yield piece

    def file(self) -> File:
        """Return what has passed as a file that is on the disk already."""
        return File(b"", self._hash.hexdigest(), self._size)


@dataclass(frozen=True, slots=True)
class Shape:
    """What tells at a glance that a table has changed: the hash of its file, and how many rows it has."""

    sha256: str
    rows: int


Files = Mapping[str, File]
Tables = Mapping[str, pd.DataFrame]


def files_of(tables: Tables) -> dict[str, File]:
    """Return the tables as the files of a snapshot; raises StoreError where one breaks its schema."""
    told = (one for name, frame in tables.items() for one in files_of_table(name, frame))
    return {path: File.of(b"".join(pieces)) for path, pieces in told}


def files_of_table(name: str, frame: pd.DataFrame) -> Iterator[tuple[str, Iterable[bytes]]]:
    """
    Yield the files of one table, and of the tables that are parts of it, by name, piece by piece; StoreError.

    Of a long table a few rows are held at a time as they are written, besides those of the frame.
    """
    contract = schema.schemas()[name]
    schema.check(contract, frame)
    rows = _lines(contract, frame)
    if name != schema.WHOLE:
        yield from _both(contract, frame, rows)
        return
    # To make the lines of each part anew takes longer than all else.
    whole = pa.chunked_array(rows, pa.large_string())
    yield from _both(contract, frame, whole.chunks)
    for part in schema.schemas().values():
        if part.metrics:
            here = frame["metric"].isin(part.metrics)
            yield from _both(part, kept(frame, here), whole.filter(pa.array(here)).chunks)


def _both(contract: schema.Schema, frame: pd.DataFrame, rows: Iterable[Any]) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield f"{contract.name}.csv", csv_of(contract.names(), rows)
    groups = (schema.typed(contract, some) for some in _parts(frame, GROUP))
    yield f"{contract.name}{PARQUET}", _parquet(contract, groups)


def _lines(contract: schema.Schema, frame: pd.DataFrame) -> Iterator[Any]:
    for some in _parts(frame, GROUP):
        yield from blocks(schema.coded(contract, some))


def _parts(frame: pd.DataFrame, size: int) -> Iterator[pd.DataFrame]:
    """Yield a frame so many rows at a time; one without rows once."""
    yield from (frame.iloc[at : at + size] for at in range(0, max(len(frame), 1), size))


def frames_of(files: Files, columns: Mapping[str, Sequence[str]] | None = None) -> dict[str, pd.DataFrame]:
    """Return the tables that files hold, or some columns of some of them; days are ISO text."""
    wanted = schema.schemas() if columns is None else columns
    held = [table for table in schema.schemas() if table in wanted and f"{table}{PARQUET}" in files]
    return {table: _frame(_opened(files, table), (columns or {}).get(table)) for table in held}


def shapes(files: Files, folder: Path | None = None) -> dict[str, Shape]:
    """Return the shape of each table among files, in the order of the schema; files without bytes lie in a folder."""
    held = {table: f"{table}{PARQUET}" for table in schema.schemas() if f"{table}{PARQUET}" in files}
    return {table: Shape(files[path].sha256, _rows(files[path], folder, path)) for table, path in held.items()}


def _rows(file: File, folder: Path | None, path: str) -> int:
    return int(pq.read_metadata(folder / path if folder else pa.BufferReader(file.content)).num_rows)


def _parquet(contract: schema.Schema, groups: Iterable[pa.Table]) -> Iterator[bytes]:
    """Yield the Parquet file of a table whose rows come in groups, group by group."""
    sink = io.BytesIO()
    with pq.ParquetWriter(sink, schema.arrow_schema(contract), compression="zstd", version="2.6") as writer:
        for group in groups:
            writer.write_table(group)
            yield _taken(sink)
    yield _taken(sink)


def _taken(sink: io.BytesIO) -> bytes:
    content = sink.getvalue()
    sink.seek(0)
    sink.truncate()
    return content


def _opened(files: Files, table: str) -> pq.ParquetFile:
    return pq.ParquetFile(pa.BufferReader(files[f"{table}{PARQUET}"].content))


def _frame(file: pq.ParquetFile, columns: Sequence[str] | None) -> pd.DataFrame:
    """Return a published table as it was before it was published: days as ISO text, empty where unknown."""
    names = None if columns is None else [name for name in file.schema_arrow.names if name in columns]
    table = file.read(names)
    whole = {pa.int64(): pd.Int64Dtype()}  # else a place in a text turns into a float beside an unknown one
    told = [_as_text(column) if pa.types.is_date(column.type) else column for column in table.columns]
    frame: pd.DataFrame = pa.table(told, table.column_names).to_pandas(types_mapper=whole.get)
    return frame


def _as_text(days: Any) -> Any:
    return pc.fill_null(days.cast(pa.string()), "")
