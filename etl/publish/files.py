"""Published tables as files, each as CSV and as Parquet, and back again."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.publish import schema
from etl.publish.plain import blocks, head_of, whole
from etl.publish.texts import AT, TEXT, Texts

PARQUET = ".parquet"
GROUP = 2**15
"""Rows that are written out at a time; of a Parquet file they can be read by themselves."""

FEWER = {"documents": 1_000}
"""The same of tables whose rows are long."""


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

    @classmethod
    def on(cls, path: Path) -> File:
        """Return a file that is on the disk, of which a few bytes are held at a time."""
        with path.open("rb") as file:
            return cls(b"", hashlib.file_digest(file, "sha256").hexdigest(), file.tell())


class Passing:
    """Pieces of files that are counted and hashed as they pass."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces, self._hashes, self._sizes = pieces, dict[str, Any](), Counter[str]()

    def __iter__(self) -> Iterator[Piece]:
        """Yield the pieces."""
        for path, piece in self._pieces:
            self._hashes.setdefault(path, hashlib.sha256()).update(piece)
            self._sizes[path] += len(piece)
            yield path, piece

    def files(self) -> dict[str, File]:
        """Return what has passed as files that are on the disk already."""
        return {path: File(b"", told.hexdigest(), self._sizes[path]) for path, told in self._hashes.items()}


@dataclass(frozen=True, slots=True)
class Shape:
    """What tells at a glance that a table has changed: the hash of its file, and how many rows it has."""

    sha256: str
    rows: int


Files = Mapping[str, File]
Piece = tuple[str, bytes]
"""Of which file, and some more of its bytes."""

Tables = Mapping[str, pd.DataFrame]


def files_of(tables: Tables) -> dict[str, File]:
    """Return the tables as the files of a snapshot; raises StoreError where one breaks its schema."""
    found: dict[str, list[bytes]] = {}
    for path, piece in (one for name, frame in tables.items() for one in pieces_of(name, frame)):
        found.setdefault(path, []).append(piece)
    return {path: File.of(b"".join(pieces)) for path, pieces in found.items()}


def pieces_of(name: str, frame: pd.DataFrame, texts: Texts | None = None) -> Iterator[Piece]:
    """
    Yield the files of one table, and of the tables that are parts of it, piece by piece; raises StoreError.

    A few rows are written out at a time, for all files: besides those of the frame no others are held. What documents
    say may be among the `texts`.
    """
    contract = schema.schemas()[name]
    schema.check(contract, frame, (TEXT,) if texts and AT in frame else ())
    parts = [one for one in schema.schemas().values() if one.metrics] if name == schema.WHOLE else []
    own, *others = (_Pair.of(one) for one in (contract, *parts))
    yield from (one.head() for one in (own, *others))
    for rows in _some(frame, FEWER.get(name, GROUP)):
        told = schema.coded(contract, texts.filled(rows) if texts else rows)
        lines = pa.chunked_array(blocks(told), pa.large_string())
        yield from own.rows(told, lines)
        for one in others:
            # To make the lines of each part anew takes longer than all else.
            here = pc.is_in(told["metric"], pa.array(one.contract.metrics))
            yield from one.rows(told.filter(here), lines.filter(here))
    yield from (one.end() for one in (own, *others))


def _some(frame: pd.DataFrame, count: int) -> Iterator[pd.DataFrame]:
    return (frame.iloc[at : at + count] for at in range(0, len(frame), count))


class _Sink(io.RawIOBase):
    """A file that is written to and never read, of which nothing is held that was taken."""

    def __init__(self) -> None:
        super().__init__()
        self._held, self._size = bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, more: Any) -> int:
        self._held += more
        self._size += len(more)
        return len(more)

    def tell(self) -> int:
        return self._size

    def taken(self) -> bytes:
        """Return what was written since it was last asked."""
        told, self._held = bytes(self._held), bytearray()
        return told


@dataclass(frozen=True, slots=True)
class _Pair:
    """The two files of a table that are being written, of each of which nothing is held that was yielded."""

    contract: schema.Schema
    sink: _Sink
    parquet: pq.ParquetWriter

    @classmethod
    def of(cls, contract: schema.Schema) -> _Pair:
        sink = _Sink()
        return cls(contract, sink, pq.ParquetWriter(sink, schema.arrow_schema(contract), compression="zstd"))

    def head(self) -> Piece:
        """Return the first line of the CSV."""
        return f"{self.contract.name}.csv", head_of(self.contract.names())

    def rows(self, told: pa.Table, lines: pa.ChunkedArray) -> Iterator[Piece]:
        """Write some rows, and yield their lines."""
        if len(told):
            self.parquet.write_table(told.cast(schema.arrow_schema(self.contract)))
            yield self._squeezed()
        yield from ((f"{self.contract.name}.csv", whole(one)) for one in lines.chunks)

    def end(self) -> Piece:
        """Return the end of the Parquet file."""
        self.parquet.close()
        return self._squeezed()

    def _squeezed(self) -> Piece:
        return f"{self.contract.name}{PARQUET}", self.sink.taken()


def frames_of(files: Files, columns: Mapping[str, Sequence[str]] | None = None) -> dict[str, pd.DataFrame]:
    """Return the tables that files hold, or some columns of some of them; days are ISO text."""
    wanted = schema.schemas() if columns is None else columns
    held = [table for table in schema.schemas() if table in wanted and f"{table}{PARQUET}" in files]
    return {table: _frame(_opened(files, table), (columns or {}).get(table)) for table in held}


def frames_in(folder: Path, columns: Mapping[str, Sequence[str]]) -> dict[str, pd.DataFrame]:
    """Return some columns of the tables whose files lie in a folder, which are trusted."""
    paths = {table: folder / f"{table}{PARQUET}" for table in columns}
    return {table: _frame(pq.ParquetFile(path), columns[table]) for table, path in paths.items() if path.exists()}


def shapes(files: Files, folder: Path | None = None) -> dict[str, Shape]:
    """Return the shape of each table among files, in the order of the schema; files without bytes lie in a folder."""
    held = {table: f"{table}{PARQUET}" for table in schema.schemas() if f"{table}{PARQUET}" in files}
    return {table: Shape(files[path].sha256, _rows(files[path], folder, path)) for table, path in held.items()}


def _rows(file: File, folder: Path | None, path: str) -> int:
    return int(pq.read_metadata(folder / path if folder else pa.BufferReader(file.content)).num_rows)


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
