"""A chart's rows as a file: CSV, JSON or a workbook, each able to stand alone."""

from __future__ import annotations

import hashlib
import io
import json
import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.drawing import Drawn
from dashboard.passport import LICENCE, bibtex, citation
from dashboard.sdmx import told
from dashboard.snapshot import Snapshot
from dashboard.text import word

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

BOM = "\ufeff"
SOURCE_COLUMNS = (
    *("observation_id", "evidence_no", "source_kind", "source", "char_start", "char_end", "as_written", "sentence"),
    *("locator", "publisher", "source_title", "source_url", "source_tier", "published_on"),
)
_ROW_IDS = ("check_id", "chip_id", "milestone_id", "telling_id", "point_id")
"""Ids of rows that are no observations: which row a source is of."""

_NO_SOURCES = "These rows are about the tables of this snapshot themselves; no page tells them."
_LIVE = "=+-@|%\t\r\n\x00"
LIVE_START = "^[ \"'\u3000\ufeff]*[=+\\-@|%\t\r\n\\x00]"
"""The same as a regular expression, for columns of a million cells."""

_ILLEGAL = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
_WIDEST = 60


def safe(text: str) -> str:
    """
    Return text that no spreadsheet takes for a formula: a quote goes before =, +, -, @ and their like.

    >>> safe("=1+1"), safe("48.5万块")
    ("'=1+1", '48.5万块')
    """
    bare = text.lstrip(" \"'\u3000\ufeff")
    return f"'{text}" if text[:1] in tuple(_LIVE) or bare[:1] in tuple(_LIVE) else text


def csv(frame: pd.DataFrame, *, excel: bool = False, lang: str = "") -> bytes:
    """
    Return a frame as UTF-8 CSV, text cells guarded.

    `excel` puts a byte order mark first; with `lang` the columns carry their names in it instead of their ids.
    """
    guarded = pd.DataFrame({name: [_cell(value) for value in frame[name]] for name in frame}, columns=frame.columns)
    header = [word(lang, "column", str(name)) for name in frame] if lang else True
    text = guarded.to_csv(index=False, lineterminator="\n", header=header)
    return (BOM * excel + text).encode()


def json_bytes(drawn: Drawn, snapshot: Snapshot, link: str) -> bytes:
    """Return the rows and their drawing, with what they are, from which snapshot, and under which view."""
    rows = [{str(key): plain(value) for key, value in row.items()} for row in drawn.rows.to_dict("records")]
    told = {
        **dict(readme(drawn, snapshot, link)),
        "alt": drawn.words.alt,
        "columns": list(drawn.rows),
        "rows": rows,
        "figure": drawn.figure(),
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def workbook(drawn: Drawn, snapshot: Snapshot, link: str) -> bytes:
    """Return a workbook: the rows, what they are, and where each was told."""
    from openpyxl import Workbook  # noqa: PLC0415 - a tenth of what the server needs to start; the first workbook waits

    book = Workbook()
    first = book.active
    if first is None:
        raise RuntimeError("a new workbook has a sheet")
    first.title = "data"
    _fill(first, drawn.rows)
    _fill(book.create_sheet("readme"), pd.DataFrame(_dictionary(drawn, snapshot, link), columns=["what", "value"]))
    _fill(book.create_sheet("sources"), sources(drawn, snapshot))
    book.properties.creator = "Silicon Ledger"
    book.properties.created = book.properties.modified = snapshot.written.replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sources(drawn: Drawn, snapshot: Snapshot) -> pd.DataFrame:
    """Return the evidence of the rows, best first: one line per place where a figure was told."""
    rows, evidence = drawn.rows, snapshot.table("evidence")
    if "check_id" in rows:
        rows = rows.assign(observation_id=rows["inputs"].str.split(";")).explode("observation_id")
    if "observation_id" not in rows or evidence.empty:
        wanted = [name for name in (*_ROW_IDS, *SOURCE_COLUMNS) if name in rows]
        return rows[wanted] if wanted else pd.DataFrame({"note": [_NO_SOURCES]})
    ids = [name for name in _ROW_IDS if name in rows] + ["observation_id"]
    asked = rows[ids].drop_duplicates().assign(_place=lambda frame: range(len(frame)))
    placed = asked.merge(evidence, on="observation_id").sort_values(["_place", "evidence_no"], kind="stable")
    return placed[[name for name in (*ids[:-1], *SOURCE_COLUMNS) if name in placed]].reset_index(drop=True)


def readme(drawn: Drawn, snapshot: Snapshot, link: str) -> Iterable[tuple[str, Any]]:
    """Return what a file needs to stand alone: title, view, snapshot, rules, licence and how to cite it."""
    words, state = drawn.words, drawn.state
    return (
        ("chart", drawn.chart.id),
        ("title", words.title),
        ("subtitle", words.subtitle),
        ("facts", words.facts),
        ("source", words.source),
        ("rule", words.rule),
        ("notes", " ".join(words.notes)),
        ("as_of", state.as_of or "newest"),
        ("entities", ", ".join(state.entities) or "the chart's own choice"),
        ("lens", state.lens or next(iter(drawn.chart.lenses), "")),
        ("period", state.period or next(iter(drawn.chart.periods), "")),
        ("currency", state.currency),
        ("link", link),
        ("snapshot", snapshot.id),
        ("published", snapshot.written.date().isoformat()),
        ("rows_sha256", hashlib.sha256(csv(drawn.rows)).hexdigest()),
        ("status_in_sdmx", told()),
        ("licence", LICENCE),
        ("citation", citation(drawn, snapshot, link)),
        ("bibtex", bibtex(drawn, snapshot, link)),
        (
            "guard",
            "A quote stands before text that a spreadsheet would take for a formula; JSON has the text as it is.",
        ),
    )


def plain(value: Any) -> Any:
    """Return a cell as JSON has it: no NaN, dates as ISO text, whole floats as integers."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)) or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, (date, datetime)):
        return value.isoformat()[:10]
    if isinstance(value, Decimal):
        return float(value)
    if hasattr(value, "item"):
        return plain(value.item())
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 2**53
    return int(value) if whole else value


def _cell(value: Any) -> Any:
    found = plain(value)
    if found is None:
        return ""
    # A bare carriage return would end a line in readers that this writer does not quote for.
    return safe(found).replace("\r", " ").replace("\0", "") if isinstance(found, str) else found


def _dictionary(drawn: Drawn, snapshot: Snapshot, link: str) -> list[tuple[str, Any]]:
    said = list(readme(drawn, snapshot, link))
    # The same name may mean another thing in another table: what the chart reads comes last and wins.
    resources = sorted(snapshot.descriptor["resources"], key=lambda one: one["name"] in drawn.chart.tables)
    meaning: Mapping[str, str] = {
        one["name"]: one.get("description", "") for resource in resources for one in resource["schema"]["fields"]
    }
    return said + [(f"column {name}", meaning.get(str(name), "made for this chart")) for name in drawn.rows]


def _fill(sheet: Worksheet, frame: pd.DataFrame) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - the same

    sheet.append([str(name) for name in frame])
    for row in frame.itertuples(index=False):
        sheet.append([_for_sheet(value) for value in row])
    for place, column in enumerate(sheet.iter_cols(), start=1):
        longest = max((len(str(cell.value or "")) for cell in column), default=0)
        sheet.column_dimensions[get_column_letter(place)].width = min(longest + 2, _WIDEST)
    sheet.freeze_panes = "A2"


def _for_sheet(value: Any) -> Any:
    found = _cell(value)
    return found.translate(_ILLEGAL) if isinstance(found, str) else found
