"""An empty workbook of the column contracts: heads with notes, lists to choose from, an example that is not read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from etl import readers
from etl.publish.cells import AUTHOR, fitting, laid_out
from etl.readers.contract import TYPES, Column, Contract, contracts
from etl.readers.tables import LISTS, README, REMARK
from etl.vocabulary import Vocabulary

LAST_ROW = 2_000
"""As far down as cells have their lists."""

KNOWN: Mapping[str, tuple[str, ...]] = {
    "entity": ("company", "group"),
    "counterparty": ("company",),
    "owner": ("company",),
    "design_partner": ("company",),
    "foundry": ("company",),
    "product": ("product", "segment", "project"),
    "chip": ("product",),
    "origin": ("publisher", "company"),
    "publisher": ("publisher", "company"),
}
"""Kinds of vocabulary terms that a column is offered; a name of one's own is taken too."""

ADVICE = (
    ("what", "One sheet for each kind of table. Fill one, save, put the file into datasets/tables, and refresh."),
    ("several kinds", "Keep each kind in a file of its own: a file with rows of two kinds is refused."),
    ("needed", "Bold columns on yellow must be filled; the notes on the heads say what each column holds."),
    ("lists", "Columns of codes take the listed words only; names may be new. Words of flags are joined by ;"),
    ("example", f"A row whose first cell begins with {REMARK} is a remark and is not read: the example is one."),
    ("dates", "Cells are text, so that 2025-07 stays a month: write 2025, 2025-07 or 2025-07-31."),
    ("formulas", "They are not evaluated: the value that was stored last is read."),
)
_NEEDED, _EXAMPLE = PatternFill("solid", fgColor="FFF2CC"), Font(italic=True, color="7F7F7F")
_TEXT = "@"


def write_template(path: Path, vocabulary: Vocabulary, wanted: Sequence[str] = ()) -> int:
    """Write the empty workbook, with all contracts or those wanted, and return how many."""
    chosen = [contract for name, contract in contracts().items() if not wanted or name in wanted]
    book = Workbook()
    first: Any = book.active
    first.title = README
    _fill_readme(first)
    for contract in chosen:
        _fill_contract(book.create_sheet(contract.name), contract)
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for contract in chosen:
        _offer(book[contract.name], contract, lists, vocabulary)
    book.active = 1
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return len(chosen)


@cache
def examples() -> Mapping[str, Mapping[str, str]]:
    """Return the example row of each contract."""
    path = Path(readers.__file__).with_name("examples.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _fill_readme(sheet: Any) -> None:
    laid_out(sheet, (14, 120), freeze="A1")
    sheet.column_dimensions["B"].width = 120
    for row in ADVICE:
        sheet.append(row)


def _fill_contract(sheet: Any, contract: Contract) -> None:
    laid_out(sheet, [max(len(column.name), 12) for column in contract.columns])
    example = examples()[contract.name]
    for number, column in enumerate(contract.columns, 1):
        head = sheet.cell(1, number, column.name)
        head.font = Font(bold=column.required)
        head.fill = _NEEDED if column.required else PatternFill()
        head.comment = Comment(fitting(_note(column)), AUTHOR, height=140, width=320)
        # Without this a spreadsheet program makes a day of a month, and a number of an id.
        if column.type not in ("number", "integer"):
            sheet.column_dimensions[get_column_letter(number)].number_format = _TEXT
        _exemplify(sheet.cell(2, number), column, contract, example.get(column.name, ""))


def _exemplify(cell: Any, column: Column, contract: Contract, text: str) -> None:
    number = column.type in ("number", "integer") and text
    cell.value = f"{REMARK} {text}" if column.name == contract.key else (float(text) if number else text or None)
    cell.font = _EXAMPLE
    cell.number_format = "General" if number else _TEXT


def _note(column: Column) -> str:
    holds = ", ".join(column.allowed) or TYPES[column.type][0]
    return f"{column.meaning}\n{'Needed' if column.required else 'May stay empty'}. Holds {holds}."


def _offer(sheet: Any, contract: Contract, lists: Any, vocabulary: Vocabulary) -> None:
    for number, column in enumerate(contract.columns, 1):
        words = column.allowed or tuple(_known(column.name, vocabulary))
        if words:
            place = _listed(lists, f"{contract.name}.{column.name}", words)
            strict = bool(column.allowed) and column.type != "words"
            rule = DataValidation("list", formula1=place, allow_blank=True, showErrorMessage=strict)
            rule.errorTitle, rule.error = column.name, "Choose a word of the list; it is all that a refresh takes"
            letter = get_column_letter(number)
            rule.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.add_data_validation(rule)


def _known(column: str, vocabulary: Vocabulary) -> Iterable[str]:
    kinds = KNOWN.get(column, ())
    return sorted({term.id for term in vocabulary.terms.values() if term.kind in kinds})


def _listed(lists: Any, name: str, words: Sequence[str]) -> str:
    """Write words into a column of the sheet of lists and return where they stand."""
    number = 1 if lists.max_row == 1 and lists.cell(1, 1).value is None else lists.max_column + 1
    for row, word in enumerate((name, *words), 1):
        lists.cell(row, number, word)
    letter = get_column_letter(number)
    return f"{quote_sheetname(lists.title)}!${letter}$2:${letter}${len(words) + 1}"
