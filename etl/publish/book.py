"""The published tables as one workbook that stands alone: a sheet each, links, evidence, and what everything means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from etl.publish import schema
from etl.publish.cells import commented, fitting, heads, laid_out, link, plain
from etl.readers.edited import AUTHOR, REASON, ROW_CHECK, check_of, is_editable

README, DICTIONARY = "readme", "data_dictionary"
LINKED_TIERS = (1, 2, 3)
"""Pages of tier 4 (aggregators, mirrors) are named, not linked."""

UNLINKABLE = "unlinkable"
NUMBERS = ("value", "value_low", "value_high", "as_written")
"""The first of these that is filled carries the comment."""

TOLD = 3
"""As many places as a comment quotes; all stand in the sheet evidence."""

Tables = Mapping[str, pd.DataFrame]


def write_book(tables: Tables, path: Path, known: str = "") -> int:
    """Write the tables as a workbook and return how many; `known` is the day they are as known on, empty for today."""
    book = Workbook(write_only=True)
    book.properties.creator = "Silicon Ledger"
    typed = dict(schema.conformed(tables))
    _fill(book.create_sheet(README), ("what", "value"), list(_readme(typed, known)))
    _fill(book.create_sheet(DICTIONARY), ("table", "column", "type", "meaning", "meaning_zh"), list(_dictionary()))
    comments = _comments(typed["evidence"])
    for name, table in typed.items():
        _fill_table(book.create_sheet(name), schema.schemas()[name], table, comments)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return len(typed)


def _readme(tables: Mapping[str, pa.Table], known: str) -> Iterator[tuple[str, Any]]:
    yield "title", "Silicon Ledger: every number about AI-chip supply and spend, with the sentence it came from"
    yield "as known on", known or "the day it was written: everything in the sources"
    yield "meaning of the columns", f"sheet {DICTIONARY}"
    yield "evidence", "comments on the numbers quote their best sources; the sheet evidence has every one"
    yield "links", "pages of tiers 1 to 3 are linked; tier 4 (aggregators, mirrors) is named only"
    yield "unknown", "an empty cell is unknown, never zero"
    yield "money", "in its native currency; value_usd and value_cny at the rate that stands in the row"
    yield "text", "text that looks like a formula is kept as text"
    yield "editing", f"change a cell of an observation, fill {AUTHOR} and {REASON}, put the file into datasets/tables"
    yield "licence", "figures are facts; the compilation is under the MIT licence; pages belong to their publishers"
    for name, table in tables.items():
        yield f"rows of {name}", table.num_rows


def _dictionary() -> Iterator[tuple[str, ...]]:
    for name, contract in schema.schemas().items():
        yield (name, "", "table", contract.description["en"], contract.description["zh"])
        for column in contract.columns:
            yield (name, column.name, column.type, column.en, column.zh)


def _fill(sheet: Any, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    laid_out(sheet, [max(len(str(row[place])) for row in rows) for place in range(len(columns))])
    sheet.append(heads(sheet, columns))
    for row in rows:
        sheet.append([plain(sheet, value) for value in row])


def _fill_table(sheet: Any, contract: schema.Schema, table: pa.Table, comments: Mapping[str, str]) -> None:
    more = _more(contract)
    names = [*contract.names(), *more]
    laid_out(sheet, [*_widths(table), *(len(name) for name in more)])
    last = get_column_letter(len(names))
    sheet.column_dimensions[last].hidden = True
    sheet.auto_filter.ref = f"A1:{last}{table.num_rows + 1}"
    sheet.append(heads(sheet, names, [*(column.en for column in contract.columns), *more.values()]))
    for number, row in enumerate(table.to_pylist(), 1):
        blank = [None] * (len(more) - 1)
        sheet.append([*_cells(sheet, row, comments), *blank, _check(row, number, table.num_rows)])


def _more(contract: schema.Schema) -> dict[str, str]:
    """Return the columns for who edits a row, with what they are for; the last is the row's check."""
    edits = {AUTHOR: "Who corrects the row", REASON: "Why"} if is_editable(contract.names()) else {}
    return {**edits, ROW_CHECK: "By this a refresh knows what was changed; leave it as it is"}


def _check(row: Mapping[str, Any], number: int, total: int) -> str:
    return check_of({name: _as_read(value) for name, value in row.items()}, number, total)


def _as_read(value: Any) -> str:
    """Return a cell as the reader of workbooks reads it."""
    if isinstance(value, bool):
        return str(value).lower()
    return fitting(value) if isinstance(value, str) else "" if value is None else str(value)


def _cells(sheet: Any, row: dict[str, Any], comments: Mapping[str, str]) -> list[Any]:
    cells = {name: plain(sheet, value) for name, value in row.items()}
    if row.get("source_url") and _is_linked(row):
        cells["source_url"] = link(sheet, row["source_url"])
    # The sheet evidence shows its sentences in a column of their own.
    text = "" if "evidence_no" in row or "input_no" in row else comments.get(row.get("observation_id", ""), "")
    number = next((name for name in NUMBERS if row.get(name) not in (None, "")), "")
    if text and number:
        cells[number] = commented(sheet, row[number], text)
    return list(cells.values())


def _is_linked(row: Mapping[str, Any]) -> bool:
    return row.get("source_tier") in LINKED_TIERS and UNLINKABLE not in str(row.get("flags", "")).split(";")


def _comments(evidence: pa.Table) -> dict[str, str]:
    """Return what is quoted for each observation, best source first."""
    told: dict[str, list[str]] = {}
    for row in sorted(evidence.to_pylist(), key=lambda one: (one["observation_id"], one["evidence_no"])):
        told.setdefault(row["observation_id"], []).append(_quoted(row))
    return {id_: _joined(quotes) for id_, quotes in told.items()}


def _quoted(row: Mapping[str, Any]) -> str:
    page = ", ".join(row[name] for name in ("publisher", "published_on") if row[name])
    return f"“{row['sentence']}” {page} ({row['source']} at {row['locator']})"


def _joined(quotes: Sequence[str]) -> str:
    more = [f"and {len(quotes) - TOLD} more: see the sheet evidence"] if len(quotes) > TOLD else []
    return "\n".join([*quotes[:TOLD], *more])


def _widths(table: pa.Table) -> list[int]:
    """Return a width for each column: its name's, or that of its first texts."""
    first = table.slice(0, 50)
    return [
        max([len(name), *(len(str(value)) for value in first[name].to_pylist() if value is not None)])
        for name in table.column_names
    ]
