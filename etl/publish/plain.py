"""Tables as CSV that anyone's reader takes: UTF-8, LF, plain numbers, ISO dates, empty for unknown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

QUOTED = '[",\\r\\n]'
"""What a cell may hold only between quotes."""


def csv_bytes(table: pa.Table) -> bytes:
    """Return the table as CSV."""
    return csv_of(table.column_names, lines(table))


def lines(table: pa.Table) -> Any:
    """Return the rows of a table as lines of CSV."""
    cells = [_cells(column) for column in table.columns]
    return pc.binary_join_element_wise(*cells, _text(",")) if cells else pa.array([], pa.large_string())


def csv_of(names: Iterable[str], told: Any) -> bytes:
    """Return the CSV of some columns whose rows are these lines."""
    return "\n".join([",".join(names), *told.to_pylist(), ""]).encode()


def number(value: float) -> str:
    """
    Return a number as people write it in a file: all its digits, no exponent, no needless point.

    >>> number(4.8e10), number(0.256), number(1e-7)
    ('48000000000', '0.256', '0.0000001')
    """
    return str(np.format_float_positional(value, trim="-"))


def _cells(column: Any) -> Any:
    if pa.types.is_floating(column.type):
        return _numbers(column.combine_chunks())
    text = pc.fill_null(column.cast(pa.string()).cast(pa.large_string()), "")
    if not pa.types.is_string(column.type):
        return text
    special = pc.match_substring_regex(text, QUOTED)
    if not pc.any(special).as_py():
        return text
    doubled = pc.replace_substring(text, '"', '""')
    quoted = pc.binary_join_element_wise(_text('"'), doubled, _text('"'), _text(""))
    return pc.if_else(special, quoted, text)


def _numbers(column: Any) -> Any:
    """Return numbers as text; each distinct one is written once."""
    coded = column.dictionary_encode()
    written = pa.array([number(value) for value in coded.dictionary.to_pylist()], pa.large_string())
    return pc.fill_null(written.take(coded.indices), "")


def _text(word: str) -> Any:
    return pa.scalar(word, pa.large_string())
