"""Workbooks: what a spreadsheet program writes is read, what harms is refused before any library sees it."""

import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from etl.errors import InputRejected
from etl.readers import workbook
from etl.readers.tables import read

HEAD = [
    "figure_id", "metric", "entity", "value", "qualifier", "unit", "period_basis", "status", "publisher",
    "source_url", "source_tier", "given_on",
]  # fmt: skip
BODY = ["a", "capex", "Meta", 72.22e9, "exact", "USD", "calendar", "actual", "Meta", "https://example.org", 1, None]
BOMB = 210_000_000


def book(*rows: list[Any]) -> Workbook:
    made = Workbook()
    made.active.title = "Data"
    for row in rows:
        made.active.append(row)
    return made


def saved(folder: Path, made: Workbook) -> Path:
    path = folder / "mine.xlsx"
    made.save(path)
    return path


def repacked(path: Path, parts: dict[str, bytes]) -> Path:
    """Write the workbook again with parts replaced or added."""
    out = path.with_name("repacked.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in parts:
                new.writestr(part, old.read(part))
        for part, content in parts.items():
            new.writestr(part, content)
    return out


def body(**changes: Any) -> list[Any]:
    return [changes.get(name, cell) for name, cell in zip(HEAD, BODY, strict=True)]


def test_rows_know_their_sheet_and_numbers_are_plain(tmp_path: Path) -> None:
    table = read(saved(tmp_path, book(HEAD, body(), body(figure_id="b", value=0.1))))
    assert [row.locator for row in table.rows] == ["Data!row 2", "Data!row 3"]
    assert [row.cells["value"] for row in table.rows] == ["72220000000", "0.1"]
    assert table.rows[0].cells["source_tier"] == "1"


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
@pytest.mark.parametrize("day", [date(2025, 2, 28), datetime(2025, 2, 28)])  # noqa: DTZ001 - cells have no zone
def test_dates_are_days_in_both_epochs(tmp_path: Path, epoch: Any, day: date) -> None:
    made = book(HEAD, body(given_on=day))
    if epoch:
        made.epoch = epoch
    assert read(saved(tmp_path, made)).rows[0].cells["given_on"] == "2025-02-28"


@pytest.mark.parametrize("column", ["value", "given_on"])
def test_a_formula_is_not_evaluated_and_is_named(tmp_path: Path, column: str) -> None:
    table = read(saved(tmp_path, book(HEAD, body(**{column: "=1+1"}), body(figure_id="b"))))
    assert [row.cells["figure_id"] for row in table.rows] == ["b"]
    assert table.rejected[0].place == "Data!row 2"
    assert "formula without a stored value" in table.rejected[0].reason


def test_the_stored_value_of_a_formula_is_read(tmp_path: Path) -> None:
    path = saved(tmp_path, book(HEAD, body(value="=1+1")))
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    stored = re.sub(rb"<v ?/>|<v></v>", b"<v>7</v>", sheet)
    assert stored != sheet
    table = read(repacked(path, {"xl/worksheets/sheet1.xml": stored}))
    assert [row.cells["value"] for row in table.rows] == ["7"]


def test_a_hidden_sheet_is_read_and_named(tmp_path: Path) -> None:
    made = book(HEAD, body())
    hidden = made.create_sheet("Old")
    hidden.sheet_state = "hidden"
    hidden.append(HEAD)
    hidden.append(body(figure_id="b"))
    assert [row.locator for row in read(saved(tmp_path, made)).rows] == ["Data!row 2", "Old (hidden)!row 2"]


@pytest.mark.parametrize(
    ("merged", "kept", "named"),
    [
        ("B2:B3", ["a", "c"], ["Data!row 3"]),
        ("L2:L4", ["a"], ["Data!row 3", "Data!row 4"]),
        ("K3:L3", ["a", "c"], ["Data!row 3"]),
        ("A1:A1", ["a", "b", "c"], []),
        ("N3:N1000000", ["a", "b"], ["Data!row 4"]),
    ],
)
def test_rows_in_merged_cells_are_set_aside_and_named(
    tmp_path: Path, merged: str, kept: list[str], named: list[str]
) -> None:
    path = saved(tmp_path, book(HEAD, *(body(figure_id=id_, given_on="2025-02-28") for id_ in "abc")))
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    mark = f'</sheetData><mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>'
    table = read(repacked(path, {"xl/worksheets/sheet1.xml": sheet.replace(b"</sheetData>", mark.encode())}))
    assert [row.cells["figure_id"] for row in table.rows] == kept
    assert [fault.place for fault in table.rejected] == named
    assert all(f"merged cells {merged}" in fault.reason for fault in table.rejected)


def test_a_sheet_of_notes_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    made = book(HEAD, body())
    made.create_sheet("Notes").append(["Collected by hand"])
    made.create_sheet("Empty")
    table = read(saved(tmp_path, made))
    assert len(table.rows) == 1
    assert [fault.place for fault in table.rejected] == ["Notes!row 1"]


def test_an_id_may_stand_once_in_all_sheets(tmp_path: Path) -> None:
    made = book(HEAD, body())
    second = made.create_sheet("More")
    second.append(HEAD)
    second.append(body())
    assert [fault.place for fault in read(saved(tmp_path, made)).rejected] == ["More!row 2"]


def test_two_contracts_in_one_file_are_refused(tmp_path: Path) -> None:
    made = book(HEAD, body())
    chips = ["chip_id", "owner", "chip", "status", "publisher", "source_url", "source_tier"]
    sheet = made.create_sheet("Chips")
    sheet.append(chips)
    assert read(saved(tmp_path, made)).contract == "figures"
    sheet.append(["a", "Meta", "MTIA", "testing", "Meta", "https://example.org", 1])
    with pytest.raises(InputRejected, match="mixes chips and figures"):
        read(saved(tmp_path, made))


def test_a_row_that_begins_with_a_remark_is_no_row(tmp_path: Path) -> None:
    table = read(saved(tmp_path, book(HEAD, body(figure_id="# a", value="no number"), body())))
    assert [row.locator for row in table.rows] == ["Data!row 3"]
    assert table.rejected == ()


def test_links_to_other_files_are_not_followed(tmp_path: Path) -> None:
    path = saved(tmp_path, book(HEAD, body()))
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    table = read(repacked(path, {"xl/externalLinks/externalLink1.xml": link}))
    assert len(table.rows) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_refused_in_any_part(tmp_path: Path, encoding: str) -> None:
    path = saved(tmp_path, book(HEAD, body()))
    part = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
    with pytest.raises(InputRejected, match="DOCTYPE"):
        read(repacked(path, {"docProps/app.xml": part}))


def test_a_doctype_across_two_chunks_is_seen(tmp_path: Path) -> None:
    path = saved(tmp_path, book(HEAD, body()))
    part = b" " * (workbook._CHUNK - 4) + b"<!DOCTYPE a>"
    with pytest.raises(InputRejected, match="DOCTYPE"):
        read(repacked(path, {"docProps/app.xml": part}))


def test_a_bomb_is_refused_while_it_inflates(tmp_path: Path) -> None:
    path = saved(tmp_path, book(HEAD, body()))
    bomb = repacked(path, {"xl/media/image1.bin": bytes(BOMB)})
    assert bomb.stat().st_size < workbook.MEGABYTE
    with pytest.raises(InputRejected, match="bytes when inflated"):
        read(bomb)


@pytest.mark.parametrize(("mark", "reason"), [(b"<c/>", "cells"), (b"<row/>", "rows"), (b'<x:c r="A1"/>', "cells")])
def test_cells_and_rows_are_counted_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: bytes, reason: str
) -> None:
    monkeypatch.setattr(workbook, "MAX_CELLS", 20_000)
    monkeypatch.setattr(workbook, "MAX_ROWS", 20_000)
    path = saved(tmp_path, book(HEAD, body()))
    few = repacked(path, {"xl/worksheets/sheet9.xml": mark * 19_900})
    assert len(read(few).rows) == 1
    with pytest.raises(InputRejected, match=f"more than 20,000 {reason}"):
        read(repacked(path, {"xl/worksheets/sheet9.xml": mark * 20_100}))


def test_two_far_cells_do_not_claim_the_sheet_between_them(tmp_path: Path) -> None:
    made = book(HEAD, body())
    made.active["XFD1"] = "far"
    with pytest.raises(InputRejected, match="columns"):
        read(saved(tmp_path, made))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"figure_id,metric\n", b"\xd0\xcf\x11\xe0" + bytes(512)])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputRejected, match="is not a workbook"):
        read(path)


def test_a_workbook_with_a_damaged_part_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, book(HEAD, body()))
    with pytest.raises(InputRejected, match="damaged workbook"):
        read(repacked(path, {"xl/workbook.xml": b"<workbook"}))


def test_a_torn_workbook_never_raises_anything_else(tmp_path: Path) -> None:
    content = saved(tmp_path, book(HEAD, body())).read_bytes()
    path = tmp_path / "torn.xlsx"
    for length in range(0, len(content), 97):
        path.write_bytes(content[:length])
        with pytest.raises(InputRejected):
            read(path)
    for place in range(0, len(content), 53):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
        try:
            read(path)
        except InputRejected as fault:
            assert fault.remedy  # noqa: PT017 - some flips do no harm, and those that do must be told
