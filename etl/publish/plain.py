"""Tables as CSV that anyone's reader takes: UTF-8, LF, plain numbers, ISO dates, empty for unknown."""

from __future__ import annotations

import csv
import io
from typing import Any

import numpy as np
import pyarrow as pa


def csv_bytes(table: pa.Table) -> bytes:
    """Return the table as CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows(zip(*(_cells(column) for column in table.columns), strict=True))
    return text.getvalue().encode()


def number(value: float) -> str:
    """
    Return a number as people write it in a file: all its digits, no exponent, no needless point.

    >>> number(4.8e10), number(0.256), number(1e-7)
    ('48000000000', '0.256', '0.0000001')
    """
    return str(np.format_float_positional(value, trim="-"))


def _cells(column: Any) -> list[str]:
    if pa.types.is_floating(column.type):
        written: dict[float | None, str] = {None: ""}
        values = column.to_pylist()
        written.update((value, number(value)) for value in set(values) if value is not None)
        return [written[value] for value in values]
    if not pa.types.is_string(column.type):
        column = column.cast(pa.string())
    return ["" if value is None else value for value in column.to_pylist()]
