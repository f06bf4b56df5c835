"""Curated tables: .csv and .xlsx files by one of the column contracts, each row with the place it stands in."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from etl.errors import InputRejected
from etl.model import Row, Table
from etl.readers.contract import Contract, contracts
from etl.readers.edited import is_export, read_edits
from etl.readers.workbook import MAX_COLUMNS, MAX_ROWS, MAX_ZIPPED, Sheet, sheets

SUFFIXES = (".csv", ".xlsx")
KEYS = tuple(contract.key for contract in contracts().values())
OURS = README, DICTIONARY, LISTS = "readme", "data_dictionary", "lists"
"""Sheets of our own workbooks that hold no rows."""

REMARK = "#"
"""What the key of a row begins with that is a remark and no row."""

_LONGEST_CELL = 100_000
_HELP = "datasets/README.md lists the columns of each contract"
Line = tuple[str, tuple[str, ...]]  # a locator and the cells


def reads(path: Path) -> bool:
    """Tell whether the file is a table by its name; lock files of spreadsheet programs are none."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith("~$")


def read(path: Path) -> Table:
    """
    Read a table by the contract that its columns name.

    A bad row, and a sheet without a contract, go to `rejected` and the rest stands; raises InputRejected where the
    file as a whole cannot be used.
    """
    content = _content(path)
    held = () if path.suffix.lower() == ".csv" else sheets(path)
    if is_export(held):
        return read_edits(path, held, hashlib.sha256(content).hexdigest())
    rows: list[Row] = []
    rejected: list[InputRejected] = []
    found: set[str] = set()
    heads: set[str] = set()
    for lines, flaws in _blocks(path, content, held):
        try:
            contract, good, bad = _block(path, lines, flaws, {row.cells.get(key, "") for row in rows for key in KEYS})
        except InputRejected as fault:
            rejected.append(fault)
        else:
            # A sheet that has a head alone says nothing of what the file holds.
            found.update([contract.name] if good or bad else [])
            heads.add(contract.name)
            rows, rejected = rows + good, rejected + bad
    return Table(
        hashlib.sha256(content).hexdigest(),
        path.stem,
        str(path),
        _one(path, found, heads, rejected),
        tuple(rows),
        tuple(rejected),
    )


def _one(path: Path, found: set[str], heads: set[str], rejected: list[InputRejected]) -> str:
    if len(found) > 1:
        raise InputRejected(path.name, f"mixes {' and '.join(sorted(found))}", remedy="Keep each in a file of its own")
    if found or len(heads) == 1:
        return (found or heads).pop()
    if heads:
        raise InputRejected(path.name, "has no row below its heads", remedy="Fill a sheet, or take the file out")
    raise rejected[0] if rejected else InputRejected(path.name, "is empty", remedy=_HELP)


def _block(
    path: Path, lines: Iterator[Line], flaws: Mapping[str, str], seen: set[str]
) -> tuple[Contract, list[Row], list[InputRejected]]:
    head = next(lines)
    contract, columns = _recognised(path, head), head[1]
    strange = [column for column in columns if column and column not in contract.names()]
    rejected = [
        InputRejected(path.name, f"column {name!r} is not read", place=head[0], remedy=_HELP) for name in strange
    ]
    rows: list[Row] = []
    for row in _rows(columns, lines):
        if row.cells[contract.key].startswith(REMARK):
            continue
        flaw = [flaws[row.locator]] if row.locator in flaws else []
        faults = flaw or contract.faults(row.cells) or _repeated(row, contract, seen)
        if faults:
            rejected.append(InputRejected(path.name, "; ".join(faults), place=row.locator, remedy="Mend the row"))
        else:
            seen.add(row.cells[contract.key])
            rows.append(row)
    return contract, rows, rejected


def _repeated(row: Row, contract: Contract, seen: set[str]) -> list[str]:
    key = row.cells[contract.key]
    return [f"{contract.key} {key!r} stands in the file before"] if key in seen else []


def _rows(head: tuple[str, ...], lines: Iterator[Line]) -> Iterator[Row]:
    for locator, cells in lines:
        filled = {name: cell.strip() for name, cell in zip(head, cells, strict=False) if name}
        if any(filled.values()):
            yield Row({name: filled.get(name, "") for name in head if name}, locator)


def _recognised(path: Path, head: Line) -> Contract:
    place, columns = head
    contract = next((one for one in contracts().values() if one.key in columns), None)
    if contract is None:
        keys = ", ".join(f"{one.key} ({one.name})" for one in contracts().values())
        raise InputRejected(path.name, f"has none of the columns {keys}", place=place, remedy=_HELP)
    missing = [column.name for column in contract.columns if column.required and column.name not in columns]
    if missing:
        remedy = f"A table of {contract.name} needs them; {_HELP}"
        raise InputRejected(path.name, f"lacks the column {', '.join(missing)}", place=place, remedy=remedy)
    if len(set(filter(None, columns))) < len([column for column in columns if column]):
        raise InputRejected(path.name, "names a column twice", place=place, remedy="Rename or remove one of them")
    return contract


def _blocks(path: Path, content: bytes, held: Sequence[Sheet]) -> Iterator[tuple[Iterator[Line], Mapping[str, str]]]:
    if path.suffix.lower() == ".csv":
        lines = _csv_lines(path, content)
        first = next(lines, None)
        if first:
            yield itertools.chain([first], lines), {}
        return
    for sheet in filter(lambda sheet: sheet.rows and not _is_ours(sheet), held):
        name = f"{sheet.name} (hidden)" if sheet.hidden else sheet.name
        places = {number: f"{name}!row {number}" for number, _ in sheet.rows}
        flaws = {places[number]: flaw for number, flaw in sheet.flaws.items() if number in places}
        yield iter([(places[number], cells) for number, cells in sheet.rows]), flaws


def _is_ours(sheet: Sheet) -> bool:
    return sheet.name in OURS and not set(KEYS) & set(sheet.rows[0][1])


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_ZIPPED:
            raise InputRejected(path.name, f"is larger than {MAX_ZIPPED:,} bytes", remedy="Split it")
        return path.read_bytes()
    except OSError as fault:
        raise InputRejected(path.name, f"cannot be read ({fault.strerror})", remedy="Check its rights") from fault


def _csv_lines(path: Path, content: bytes) -> Iterator[Line]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InputRejected(path.name, "is not UTF-8", remedy="Save it as CSV UTF-8") from fault
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            _bounded(path, number, cells)
            yield f"row {number}", tuple(cells)
    except csv.Error as fault:
        place = f"line {reader.line_num}"
        raise InputRejected(path.name, f"is no CSV file ({fault})", place=place, remedy="Save it again") from fault


def _bounded(path: Path, number: int, cells: list[str]) -> None:
    if number > MAX_ROWS + 1 or len(cells) > MAX_COLUMNS or any(len(cell) > _LONGEST_CELL for cell in cells):
        limits = f"{MAX_ROWS:,} rows, {MAX_COLUMNS:,} columns or {_LONGEST_CELL:,} characters a cell"
        raise InputRejected(path.name, f"goes beyond {limits}", place=f"row {number}", remedy="Split it")
