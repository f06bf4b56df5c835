"""Tables as CSV that anyone's reader takes: UTF-8, LF, plain numbers, ISO dates, empty for unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

MARKS = '",\r\n'
"""What a cell may hold only between quotes."""

QUOTED = f"[{MARKS}]"
LARGE = 1e15
"""Whole numbers below this one are written as such without a loss."""


def csv_bytes(table: pa.Table) -> bytes:
    """Return the table as CSV."""
    return head_of(table.column_names) + b"".join(map(whole, blocks(table)))


BLOCK = 2_048
"""Rows told at a time: all their cells are held as texts at once."""


def blocks(table: pa.Table) -> Iterator[Any]:
    """Yield the rows of a table as lines of CSV, each with its end, block by block."""
    columns = [_once(column.combine_chunks()) for column in table.columns]
    for at in range(0, table.num_rows, BLOCK):
        yield _lines([column.slice(at, BLOCK) for column in columns])


def _once(column: Any) -> Any:
    """Return categories, and numbers as such, with their words told as cells already: no block tells them again."""
    told = column.dictionary_encode() if pa.types.is_floating(column.type) else column
    if not pa.types.is_dictionary(told.type):
        return column
    return pa.DictionaryArray.from_arrays(told.indices, _cells(told.dictionary))


def _lines(columns: Iterable[Any]) -> Any:
    *cells, last = (_cells(column) for column in columns)
    return pc.binary_join_element_wise(*cells, pc.binary_join_element_wise(last, _text("\n"), _text("")), _text(","))


def head_of(names: Iterable[str]) -> bytes:
    """Return the first line of the CSV of some columns."""
    return ",".join(names).encode() + b"\n"


def number(value: float) -> str:
    """
    Return a number as people write it in a file: all its digits, no exponent, no needless point.

    >>> number(4.8e10), number(0.256), number(1e-7)
    ('48000000000', '0.256', '0.0000001')
    """
    text = repr(float(value))
    # Nearly all are told in full by Python itself, ten times as fast.
    return str(np.format_float_positional(value, trim="-")) if "e" in text else text.removesuffix(".0")


def _cells(column: Any) -> Any:
    if pa.types.is_dictionary(column.type):
        return pc.fill_null(column.dictionary.take(column.indices), "")
    if pa.types.is_floating(column.type):
        return written(column)
    text = pc.fill_null(column.cast(pa.string()).cast(pa.large_string()), "")
    if not pa.types.is_string(column.type):
        return text
    told = whole(text)
    if not any(mark.encode() in told for mark in MARKS):
        return text
    special = pc.match_substring_regex(text, QUOTED)
    doubled = pc.replace_substring(text.filter(special), '"', '""')
    quoted = pc.binary_join_element_wise(_text('"'), doubled, _text('"'), _text(""))
    return pc.replace_with_mask(text, special, quoted)


def written(numbers: Any) -> Any:
    """Return what `number` makes of each number; Arrow writes all but those that it gives an exponent."""
    values = numbers.to_numpy(zero_copy_only=False)
    whole = (values == np.floor(values)) & (values != 0) & (np.abs(values) < LARGE)
    integers = pa.array(np.where(whole, values, 0).astype(np.int64)).cast(pa.large_string())
    told = pc.if_else(pa.array(whole), integers, numbers.cast(pa.large_string()))
    short = np.asarray(pc.match_substring(told, "e"), dtype=bool)
    return pc.replace_with_mask(told, pa.array(short), pa.array(list(map(number, values[short])), pa.large_string()))


def whole(told: Any) -> bytes:
    """Return texts as they lie in memory, one after another."""
    _, offsets, text = told.buffers()
    places = np.frombuffer(offsets, np.int64)[told.offset : told.offset + len(told) + 1]
    return text.slice(places[0], places[-1] - places[0]).to_pybytes() if len(told) else b""


def _text(word: str) -> Any:
    return pa.scalar(word, pa.large_string())
