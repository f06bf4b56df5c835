"""
Exported workbooks that come back: which rows a person changed, into what, who says so and why.

Each exported row carries a check: its number, how many rows its sheet had, and digests of its columns. A row that still
meets its check adds nothing; one that does not is a correction of the observation that it names.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from etl.errors import InputRejected
from etl.model import Row, Table
from etl.readers.contract import Column, contracts
from etl.readers.workbook import Sheet

ROW_CHECK, AUTHOR, REASON = "row_check", "edit_author", "edit_reason"
OURS = (ROW_CHECK, AUTHOR, REASON)
EDITS, ID = "edits", "observation_id"
EDITABLE = (
    *("metric", "entity", "counterparty", "product", "period", "period_start", "period_end", "period_basis"),
    *("definition", "unit_basis", "contract_type", "denominator", "origin", "value", "value_low", "value_high"),
    *("unit", "qualifier", "status", "flags", "note"),
)
"""Columns of an observation that a person may correct; the others follow from them or from the source."""

DERIVED = "derived"
FREE = ("flags",)
"""Columns whose words the contract of figures does not bound: readings bring flags of their own."""

_DIGEST = 6
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_CHECK = re.compile(rf"(\d{{1,7}})/(\d{{1,7}}) ([0-9a-f]{{{_DIGEST}}}) ([0-9a-f]{{{_DIGEST}}}) ?([0-9a-f]*)")
_NAMED = 5


@dataclass(slots=True)
class _Found:
    """What the sheets of one workbook hold."""

    path: Path
    rows: dict[str, Row] = field(default_factory=dict)
    rejected: list[InputRejected] = field(default_factory=list)
    noted: list[InputRejected] = field(default_factory=list)

    def refuse(self, place: str, reason: str, remedy: str) -> None:
        self.rejected.append(InputRejected(self.path.name, reason, place=place, remedy=remedy))


def check_of(cells: Mapping[str, str], number: int, total: int) -> str:
    """Return the check of a row: which of how many it is, then digests of heads, fixed and editable cells."""
    editable = [name for name in EDITABLE if name in cells]
    digests = "".join(_digest([cells[name]]) for name in editable) if is_editable(cells) else ""
    return f"{number}/{total} {_digest(sorted(cells))} {_fixed(cells)} {digests}".rstrip()


def is_editable(columns: Collection[str]) -> bool:
    """Tell whether the rows of a sheet are observations, by its columns."""
    return {ID, "metric", "source_kind"} <= set(columns)


def is_export(sheets: Sequence[Sheet]) -> bool:
    """Tell whether a workbook is one that was exported."""
    return any(ROW_CHECK in sheet.rows[0][1] for sheet in sheets if sheet.rows)


def read_edits(path: Path, sheets: Sequence[Sheet], sha256: str) -> Table:
    """Return the corrections that an exported workbook holds; none where nothing was changed."""
    found = _Found(path)
    for sheet in sheets:
        if sheet.rows and ROW_CHECK in sheet.rows[0][1]:
            _read_sheet(sheet, found)
    rows = tuple(found.rows[id_] for id_ in sorted(found.rows))
    return Table(sha256, path.stem, str(path), EDITS, rows, tuple(found.rejected), noted=tuple(found.noted))


def _read_sheet(sheet: Sheet, found: _Found) -> None:
    head = sheet.rows[0][1]
    seen: set[int] = set()
    total = 0
    for number, cells in sheet.rows[1:]:
        row = dict.fromkeys((name for name in head if name), "") | dict(zip(head, cells, strict=False))
        row.pop("", None)
        place = f"{sheet.name}!row {number}"
        mark = _CHECK.fullmatch(row.get(ROW_CHECK, ""))
        if mark is None:
            found.refuse(place, "the row is not of the export", "Put new figures into a workbook of `etl template`")
            continue
        if mark[3] != _digest(sorted(set(row) - set(OURS))):
            found.refuse(sheet.name, "its columns were renamed, added or taken out", "Export again and edit cells only")
            return
        if int(mark[1]) in seen:
            found.refuse(place, "the row stands in the sheet twice", "Take one of the two out")
            continue
        seen.add(int(mark[1]))
        total = int(mark[2])
        if number in sheet.flaws:
            found.refuse(place, sheet.flaws[number], "Write a plain value into each cell")
            continue
        _read_row(row, mark, place, found)
    _tell_missing(sheet.name, sorted(set(range(1, total + 1)) - seen), found)


def _read_row(row: dict[str, str], mark: re.Match[str], place: str, found: _Found) -> None:
    author, reason = row.get(AUTHOR, ""), row.get(REASON, "")
    cells = {name: cell for name, cell in row.items() if name not in OURS}
    changed = _changed(cells, mark[5])
    if mark[4] == _fixed(cells) and not changed:
        if author or reason:
            said = InputRejected(found.path.name, "nothing was changed here", place=place, remedy="Clear its author")
            found.noted.append(said)
        return
    for why, remedy in _faults(cells, changed, mark[4], author, reason):
        found.refuse(place, why, remedy)
        return
    edit = Row({ID: cells[ID], AUTHOR: author, REASON: reason, **{name: cells[name] for name in changed}}, place)
    twin = found.rows.setdefault(cells[ID], edit)
    if twin.cells != edit.cells:
        found.refuse(place, f"{twin.locator} corrects the same figure otherwise", "Keep one of the two")


def _faults(
    cells: Mapping[str, str], changed: Sequence[str], fixed: str, author: str, reason: str
) -> Iterator[tuple[str, str]]:
    if not is_editable(cells):
        yield "rows of this sheet are not corrected here", "Correct the observation, or the table in datasets/tables"
    if cells.get("source_kind") == DERIVED:
        yield "a derived figure was changed", "Correct the figures that it is derived from"
    if fixed != _fixed(cells):
        yield "a cell was changed that cannot be corrected", f"Put it back; correct only {', '.join(EDITABLE)}"
    if not author or not reason:
        yield (
            f"{', '.join(changed)} changed without {AUTHOR if not author else REASON}",
            f"Fill {AUTHOR} and {REASON} in the row, or put the cells back",
        )
    for name in changed:
        if name not in FREE and (fault := _column(name).fault(cells[name])):
            yield fault, "Mend the cell"


def _column(name: str) -> Column:
    return next(column for column in contracts()["figures"].columns if column.name == name)


def _changed(cells: Mapping[str, str], digests: str) -> list[str]:
    held = [digests[start : start + _DIGEST] for start in range(0, len(digests), _DIGEST)]
    editable = [name for name in EDITABLE if name in cells]
    if len(held) != len(editable):
        return []
    return [name for name, digest in zip(editable, held, strict=True) if _digest([cells[name]]) != digest]


def _fixed(cells: Mapping[str, str]) -> str:
    """Return the digest of the cells that nobody corrects: all of them where the row is no observation."""
    return _digest([cells[name] for name in sorted(cells) if name not in EDITABLE or not is_editable(cells)])


def _tell_missing(sheet: str, missing: Sequence[int], found: _Found) -> None:
    if missing:
        first = ", ".join(str(number + 1) for number in missing[:_NAMED])
        reason = (
            f"{len(missing)} rows of the export are gone (it had them in row {first}{' …' * (len(missing) > _NAMED)})"
        )
        remedy = "Their figures stand; a wrong one is taken out in its table, or by a line in corrections.jsonl"
        found.noted.append(InputRejected(found.path.name, reason, place=sheet, remedy=remedy))


def _digest(cells: Sequence[str]) -> str:
    text = "\x1f".join(_canonical(cell) for cell in cells)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGEST]


def _canonical(cell: str) -> str:
    """
    Return a cell as every spreadsheet program keeps it: spaces folded, numbers to twelve digits.

    >>> _canonical(" a  b "), _canonical("4.8e10"), _canonical("48000000000")
    ('a b', '48000000000', '48000000000')
    """
    text = " ".join(cell.split())
    return f"{float(text):.12g}" if _NUMBER.fullmatch(text) else text
