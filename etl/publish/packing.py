"""Readings and frames as bytes: what is kept between refreshes and sent between processes."""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from etl.model import Extraction, Table
from etl.reconcile.codes import Codes, run_starts
from etl.reconcile.order import places_by

Reading = Table | Extraction
_UNREADABLE = (EOFError, AttributeError, ImportError, IndexError, KeyError, TypeError, ValueError, pickle.PickleError)
_CODEC = "lz4"

Aside = Callable[[str, pa.Table], pa.Table]
"""Takes some of a table aside, by its name, and returns what is left of it to hold."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is asked of a reading before its figures are: whether it is a table, and the words of its source."""

    is_table: bool
    id: str
    name: str
    path: str
    published_on: str = ""


@dataclass(frozen=True, slots=True)
class Packed:
    """A reading as bytes, with its head and with a hash of both."""

    head: bytes
    body: bytes

    @property
    def sha256(self) -> bytes:
        """Return the hash."""
        return hashlib.sha256(self.head + self.body).digest()


class _Pickler(pickle.Pickler):
    """Makes frozen dataclasses by their constructor: their own way of being read back takes five times as long."""

    def reducer_override(self, thing: Any) -> Any:
        if is_dataclass(thing) and not isinstance(thing, type):
            return type(thing), tuple(getattr(thing, one.name) for one in _fields(type(thing)))
        return NotImplemented


def all_of(_name: str, table: pa.Table) -> pa.Table:
    """Take nothing of a table aside."""
    return table


def packed(reading: Reading) -> Packed:
    """Return a reading as bytes."""
    return Packed(dumped(_head(reading)), dumped(reading))


def dumped(thing: Any) -> bytes:
    """Return a value of our own as bytes."""
    sink = io.BytesIO()
    _Pickler(sink, pickle.HIGHEST_PROTOCOL).dump(thing)
    return sink.getvalue()


def loaded(body: bytes) -> Any:
    """Return what `dumped` wrote, None where it cannot be read back; only for bytes of our own store."""
    try:
        return pickle.loads(body)  # noqa: S301 - written by dumped, in our own store
    except _UNREADABLE:
        return None


def of_frames(frames: Mapping[str, pd.DataFrame], own: Mapping[str, Collection[str]] | None = None) -> bytes:
    """
    Return some frames as bytes.

    For the names in `own` texts come back as categories, which take less to hold, but for those of each row's own.
    """
    tables = {name: table_of(frame) for name, frame in frames.items()}
    coded = {name: _coded(tables[name], but) for name, but in (own or {}).items()}
    return _squeezed({name: _written(table) for name, table in {**tables, **coded}.items()})


def rows_as_bytes(frame: pd.DataFrame) -> bytes:
    """Return the rows of a frame as bytes to know them by: in other categories the same rows may be other bytes."""
    return _written(table_of(frame))


def _coded(table: pa.Table, but: Collection[str]) -> pa.Table:
    for at, one in enumerate(table.schema):
        if pa.types.is_large_string(one.type) and one.name not in but:
            table = table.set_column(at, one.name, table.column(at).dictionary_encode())
    return table


def in_parts(
    frames: Mapping[str, pd.DataFrame],
    places: Mapping[str, Codes],
    size: int = 1,
    own: Mapping[str, Collection[str]] | None = None,
) -> dict[int, bytes]:
    """
    Return frames as bytes part by part, or so many parts together, by number.

    `places` says for each name which part each row belongs to; `own` is that of `of_frames`.
    """
    found: dict[int, dict[str, bytes]] = {}
    for name, frame in frames.items():
        table, part = _sorted(frame, places[name])
        pile = part // size
        start = run_starts(pile)
        for begin, length in zip(start.tolist(), np.diff(np.r_[start, len(part)]).tolist(), strict=True):
            told = table.slice(begin, length)
            told = _coded(told, own[name]) if own and name in own else told
            found.setdefault(int(pile[begin]), {})[name] = _written(told)
    # A part without rows of a name says so: all the others may be without them too.
    none = {name: _written(table_of(frame.iloc[:0])) for name, frame in frames.items()}
    return {part: _squeezed({**none, **told}) for part, told in sorted(found.items())}


def _squeezed(contents: Mapping[str, bytes]) -> bytes:
    # All at once: to squeeze each column of each small frame by itself takes ten times as long to undo.
    whole = dumped(contents)
    return dumped((len(whole), pa.compress(whole, _CODEC, asbytes=True)))


def _unsqueezed(part: bytes) -> dict[str, bytes]:
    size, content = loaded(part)
    found: dict[str, bytes] = loaded(pa.decompress(content, size, _CODEC, asbytes=True))
    return found


def _sorted(frame: pd.DataFrame, part: Codes) -> tuple[pa.Table, Codes]:
    """Return a frame with the rows of each part together; what is in order is not copied."""
    if (np.diff(part) >= 0).all():
        return table_of(frame), part
    order = places_by(part)
    return table_of(frame.iloc[order]), part[order]


def table_of(frame: pd.DataFrame) -> pa.Table:
    """Return a frame as a table whose texts are of one type, however the frame holds them."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    fields = [one.with_type(pa.large_string()) if pa.types.is_string(one.type) else one for one in table.schema]
    return table.cast(pa.schema(fields, table.schema.metadata))


def to_frames(parts: Iterable[bytes], aside: Aside = all_of) -> dict[str, pd.DataFrame]:
    """
    Return the frames that parts hold, of each name the rows of all parts one after another.

    Each part's table is given to `aside`, which returns what of it is to be held.
    """
    found = _opened(parts, aside)
    return {name: _whole(found.pop(name)).to_pandas() for name in list(found)}


def in_one(parts: Iterable[bytes]) -> bytes:
    """Return parts as one that holds the rows of all of them."""
    return _squeezed({name: _written(_whole(tables)) for name, tables in _opened(parts).items()})


def mended(body: bytes, by: str, kept: Collection[int], more: Sequence[bytes]) -> bytes:
    """Return the rows whose number in a column is kept and those of others, in the order of the numbers."""
    tables = _opened([body, *more])
    for name, (old, *new) in tables.items():
        whole = _whole([old.filter(pc.is_in(old[by], pa.array(kept, old[by].type))), *new])
        order = places_by(whole[by].to_numpy())
        tables[name] = [_recoded(whole.take(order))]
    return _squeezed({name: _written(table) for name, (table,) in tables.items()})


def _recoded(table: pa.Table) -> pa.Table:
    """Return a table whose categories are those of its rows: of rows that went they would stay for ever."""
    for at, one in enumerate(table.schema):
        if pa.types.is_dictionary(one.type):
            table = table.set_column(at, one.name, table.column(at).cast(pa.large_string()).dictionary_encode())
    return table


def _opened(parts: Iterable[bytes], aside: Aside = all_of) -> dict[str, list[pa.Table]]:
    found: dict[str, list[pa.Table]] = {}
    for part in parts:
        for name, content in _unsqueezed(part).items():
            found.setdefault(name, []).append(aside(name, _read(content)))
    return found


_fields = lru_cache(fields)


def _whole(tables: list[pa.Table]) -> pa.Table:
    # A part without rows does not know its columns' types.
    whole = pa.concat_tables([one for one in tables if one.num_rows] or tables[:1], promote_options="permissive")
    tables.clear()
    schema, columns = whole.schema, []
    while whole.num_columns:  # each column that is put together lets go of its parts
        columns.append(whole.column(0).unify_dictionaries().combine_chunks())
        whole = whole.remove_column(0)
    return pa.Table.from_arrays(columns, schema=schema)


def _head(reading: Reading) -> Head:
    if isinstance(reading, Table):
        return Head(True, reading.id, reading.name, reading.path)
    document = reading.document
    return Head(False, document.id, document.name, document.path, document.published_on)


def by_itself(table: pa.Table) -> pa.Table:
    """Return a table that holds nothing else; of what was read, each column holds all that was read with it."""
    return _read(_written(table))


def _read(content: bytes) -> pa.Table:
    return pa.ipc.open_stream(content).read_all()


def _written(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()
