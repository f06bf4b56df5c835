"""The cells of a workbook: text that no program takes for a formula, links, and comments that hold the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

AUTHOR = "Silicon Ledger"
LONGEST_CELL, LONGEST_LINK, LONGEST_COMMENT = 32_767, 2_000, 4_000
"""What Excel takes; a comment may be longer, but nobody reads it."""

CUT = " … (cut here: a cell holds no more; the CSV has all)"
NARROWEST, WIDEST = 9, 42
_LIVE = ("=", "+", "-", "@")
_BOLD, _LINK = Font(bold=True), Font(color="0563C1", underline="single")
_TOP = Alignment(vertical="top")


def fitting(text: str, longest: int = LONGEST_CELL) -> str:
    r"""
    Return text as a cell can hold it: no control characters, and cut with a word where it is too long.

    >>> fitting("a\x00b"), len(fitting("x" * 40_000))
    ('ab', 32767)
    """
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return text if len(text) <= longest else text[: longest - len(CUT)] + CUT


def plain(sheet: Any, value: Any) -> Any:
    """Return a value as it is written; text that looks like a formula or an error stays text, also when typed over."""
    if not isinstance(value, str):
        return value
    text = fitting(value)
    if not text.startswith(_LIVE) and text not in ERROR_CODES:
        return text or None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def link(sheet: Any, address: str) -> Any:
    """Return a cell that opens an address; one too long for a link stays text."""
    if len(address) > LONGEST_LINK or not address.startswith(("https://", "http://")):
        return plain(sheet, address)
    cell = WriteOnlyCell(sheet, fitting(address))
    cell.hyperlink = address
    cell.font = _LINK
    return cell


def commented(sheet: Any, value: Any, text: str) -> Any:
    """Return a cell with a comment."""
    found = plain(sheet, value)
    cell = found if isinstance(found, Cell) else WriteOnlyCell(sheet, found)
    # A cell without a style of its own is used again for the next value, comment and all.
    cell.alignment = _TOP
    cell.comment = Comment(fitting(text, LONGEST_COMMENT), AUTHOR, height=150, width=420)
    return cell


def heads(sheet: Any, names: Sequence[str], notes: Sequence[str] = ()) -> list[Any]:
    """Return the cells of a head row, each with its note where there is one."""
    cells = []
    for place, name in enumerate(names):
        note = notes[place] if place < len(notes) else ""
        cell = commented(sheet, name, note) if note else WriteOnlyCell(sheet, name)
        cell.font = _BOLD
        cells.append(cell)
    return cells


def laid_out(sheet: Any, widths: Sequence[int], freeze: str = "B2") -> None:
    """Set the widths of the columns and what stays when the sheet is scrolled; a sheet takes both before its rows."""
    sheet.freeze_panes = freeze
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(max(width + 2, NARROWEST), WIDEST)
