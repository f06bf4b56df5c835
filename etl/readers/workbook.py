"""
Workbooks (.xlsx) as plain cells, within limits and without trust.

A workbook is checked as the zip file that it is before any library sees it: its size, the size it inflates to (counted
while inflating, never believed from a header), its rows and cells, and that no part declares a DOCTYPE. Formulas are
not evaluated: the value that the program which wrote them stored is read. Hidden sheets are read and named as such;
rows in merged cells, and with formulas that no program has worked out, are named.
"""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any

from etl.errors import InputRejected
from etl.readers.flaws import flaws

MEGABYTE = 1_000_000
MAX_ZIPPED, MAX_INFLATED = 32 * MEGABYTE, 200 * MEGABYTE
MAX_PARTS, MAX_SHEETS, MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 5_000, 500, 100_000, 1_000, 1_000_000
_CHUNK = 1 << 16
_CELL, _ROW = re.compile(rb"<(?:\w{1,20}:)?c[ />]"), re.compile(rb"<(?:\w{1,20}:)?row[ />]")
_LONGEST = 32  # no mark that is searched for is longer, so this much is carried over a chunk's edge
_TORN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError,
    NotImplementedError, EOFError, OSError, RuntimeError, ValueError,
)  # fmt: skip
_SMALLER = "Keep the rows that matter and save again"
_AGAIN = "Open it in a spreadsheet program and save it as .xlsx, or as .csv"


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    One sheet: its name, whether a reader of the workbook sees it, and its rows by number (from 1).

    `flaws` says by number why a row holds less than it seems to.
    """

    name: str
    hidden: bool
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    flaws: Mapping[int, str]


def sheets(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook; raises InputRejected on anything unreadable, too large or unsafe."""
    _guard(path)
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, and most tables are CSV

    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            with zipfile.ZipFile(path) as archive:
                return tuple(_sheet(sheet, path, archive) for sheet in book.worksheets)
        finally:
            book.close()
    except InputRejected:
        raise
    except Exception as fault:
        # openpyxl raises a dozen kinds of error on damaged files; all mean the same to whoever sent the file.
        raise InputRejected(path.name, f"is a damaged workbook ({type(fault).__name__})", remedy=_AGAIN) from fault


def _sheet(sheet: Any, path: Path, archive: zipfile.ZipFile) -> Sheet:
    # The extent that a sheet declares is not to be believed: two cells can claim 17 billion.
    sheet.reset_dimensions()
    rows = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        _within(number, MAX_ROWS, "rows", path, sheet.title)
        width = max((place for place, cell in enumerate(cells, 1) if cell is not None), default=0)
        _within(width, MAX_COLUMNS, "columns", path, sheet.title)
        if width:
            rows.append((number, tuple(_text(cell) for cell in cells[:width])))
    with archive.open(sheet._worksheet_path) as part:  # noqa: SLF001 - no public name, and rows do not tell it
        found = flaws(part, rows[-1][0] if rows else 0)
    return Sheet(str(sheet.title), sheet.sheet_state != "visible", tuple(rows), found)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()


def _within(count: int, limit: int, what: str, path: Path, place: str = "") -> None:
    if count > limit:
        raise InputRejected(path.name, f"has more than {limit:,} {what}", place=place, remedy=_SMALLER)


def _guard(path: Path) -> None:
    _within(path.stat().st_size, MAX_ZIPPED, "bytes", path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _within(len(parts), MAX_PARTS, "parts", path)
            _within(sum("worksheets/" in part.filename for part in parts), MAX_SHEETS, "sheets", path)
            if any(part.flag_bits & 1 for part in parts):
                raise InputRejected(path.name, "is protected by a password", remedy="Save it without one")
            inflated = cells = 0
            for part in parts:
                with archive.open(part) as stream:
                    inflated, cells = _part(stream, path, part.filename, inflated, cells)
    except _TORN as fault:
        raise InputRejected(path.name, "is not a workbook that can be opened", remedy=_AGAIN) from fault


def _part(stream: IO[bytes], path: Path, part: str, inflated: int, cells: int) -> tuple[int, int]:
    rows, carried, marked = 0, b"", part.endswith((".xml", ".rels", ".vml"))
    while chunk := stream.read(_CHUNK):
        inflated += len(chunk)
        _within(inflated, MAX_INFLATED, "bytes when inflated", path)
        if marked:
            text = carried + chunk
            _refuse_doctype(text, path, part)
            # A mark that begins in the last bytes is counted with the next chunk, so none is cut or counted twice.
            edge = max(len(text) - _LONGEST, 0)
            cells, rows = cells + _count(_CELL, text, edge), rows + _count(_ROW, text, edge)
            carried = text[edge:]
            _within(cells, MAX_CELLS, "cells", path)
            _within(rows, MAX_ROWS, "rows", path, part)
    return inflated, cells + _count(_CELL, carried, len(carried))


def _count(mark: re.Pattern[bytes], text: bytes, edge: int) -> int:
    return sum(match.start() < edge for match in mark.finditer(text))


def _refuse_doctype(text: bytes, path: Path, part: str) -> None:
    # UTF-16 parts hide the word from a plain search, so the zeros are dropped first.
    if b"<!DOCTYPE" in text.replace(b"\0", b"").upper():
        raise InputRejected(path.name, "declares a DOCTYPE, which no workbook needs", place=part, remedy=_AGAIN)
