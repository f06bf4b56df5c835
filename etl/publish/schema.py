"""The published tables by contract: loads schema.toml and turns a frame into a table that keeps it."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from etl.errors import StoreError, VocabularyError
from etl.reconcile.codes import is_coded

VERSION = 1
"""Raised when a reader of the old tables would misread the new ones."""

FILE = Path(__file__).with_name("schema.toml")
ARROW: Mapping[str, Any] = {
    "string": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}
WHOLE = "observations"
"""The table that others are parts of."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type (a key of ARROW) and what it means in both languages."""

    name: str
    type: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Schema:
    """A published table; `metrics` is set where it is the part of the observations with these metrics."""

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    metrics: tuple[str, ...] = ()

    def names(self) -> list[str]:
        """Return the columns' names in order."""
        return [column.name for column in self.columns]


@cache
def schemas() -> Mapping[str, Schema]:
    """Return every published table by name, in the order of schema.toml."""
    text = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: _schema(name, spec, text) for name, spec in text["tables"].items()}


def conformed(tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, pa.Table]]:
    """Yield every published table by name, typed, the parts of the observations among them."""
    whole = conform(schemas()[WHOLE], tables[WHOLE])
    for name, contract in schemas().items():
        if contract.metrics:
            yield name, whole.filter(part_of(contract, whole))
        else:
            yield name, whole if name == WHOLE else conform(contract, tables[name])


def part_of(contract: Schema, observations: pa.Table) -> Any:
    """Return which observations belong to a table that is a part of them."""
    return pc.is_in(observations["metric"], pa.array(contract.metrics))


def conform(schema: Schema, frame: pd.DataFrame) -> pa.Table:
    """
    Return the frame as the schema's table: its columns only, in order, typed, empty text for unknown text.

    Raises StoreError naming table and column where a column is missing or of another type, or a key repeats.
    """
    check(schema, frame)
    return typed(schema, frame)


def check(schema: Schema, frame: pd.DataFrame, besides: Collection[str] = ()) -> None:
    """Raise StoreError naming the table where a column is missing, but for those held `besides`, or a key repeats."""
    missing = [name for name in schema.names() if name not in frame.columns and name not in besides]
    if missing:
        raise StoreError(f"table {schema.name} lacks {', '.join(missing)}")
    _check_key(schema, frame)


def typed(schema: Schema, rows: pd.DataFrame) -> pa.Table:
    """Return rows of a frame that was checked as a part of the schema's table; raises StoreError for a wrong type."""
    return coded(schema, rows).cast(arrow_schema(schema))


def coded(schema: Schema, rows: pd.DataFrame) -> pa.Table:
    """Return the same with categories left as they are."""
    return pa.table({column.name: _array(schema.name, column, rows[column.name]) for column in schema.columns})


def arrow_schema(schema: Schema) -> Any:
    """Return the schema as Arrow types."""
    return pa.schema([(column.name, ARROW[column.type]) for column in schema.columns])


def _schema(name: str, spec: Mapping[str, Any], text: Mapping[str, Any]) -> Schema:
    source = spec.get("like", name)
    own = text["columns"].get(name, {}) if source != name else {}
    columns = tuple(Column(column, **told) for column, told in (text["columns"][source] | own).items())
    unknown = [column.name for column in columns if column.type not in ARROW]
    if unknown:
        raise VocabularyError(f"{FILE.name}: {name} has columns of unknown type: {', '.join(unknown)}")
    key = spec.get("key") or text["tables"][source]["key"]
    description = spec.get("description", spec["title"])
    return Schema(name, spec["title"], description, tuple(key), columns, tuple(spec.get("metrics", ())))


def _array(table: str, column: Column, values: pd.Series[Any]) -> Any:
    try:
        if is_coded(values):
            words, codes = pd.Series(values.array.categories), values.array.codes
            if len(words) > len(codes):  # of many words only those that are asked for are looked at
                return _array(table, column, words.take(codes))
            return pa.DictionaryArray.from_arrays(pa.array(codes), _array(table, column, words))
        if column.type == "string":
            text = values if values.dtype == "str" else values.fillna("").astype(str)
            return pc.fill_null(pa.array(text, type=pa.string(), from_pandas=True), "")
        if column.type == "date":
            # pyarrow takes no empty text for "unknown".
            text = pa.array(values, type=pa.string(), from_pandas=True)
            return pc.if_else(pc.equal(text, ""), None, text).cast(pa.date32())
        return pa.array(values, type=ARROW[column.type], from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, ValueError) as fault:
        raise StoreError(f"table {table}, column {column.name}: not all are of type {column.type}: {fault}") from fault


def _check_key(schema: Schema, frame: pd.DataFrame) -> None:
    repeated = frame[frame.duplicated(list(schema.key), keep=False)]
    if len(repeated):
        first = dict(repeated.iloc[0][list(schema.key)])
        raise StoreError(f"table {schema.name} has {len(repeated)} rows with a key that is not theirs alone: {first}")
