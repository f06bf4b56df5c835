"""An exported workbook that comes back: what was not touched adds nothing, what was corrected is, and all is said."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from etl.__main__ import main
from etl.model import Table
from etl.publish import snapshot
from etl.publish.refresh import Request, refresh
from etl.readers.edited import AUTHOR, REASON
from etl.readers.tables import read

HEAD = (
    "figure_id,metric,entity,value,unit,period,status,origin,publisher,published_on,qualifier,period_basis,"
    "source_url,source_tier,note"
)
ROWS = (
    "a,capex_guidance,Meta,65000000000,USD,2025,guidance,Meta,Reuters,2025-01-24,exact,calendar,https://example.org/a,2,",
    'b,capex,Google,52500000000.5,USD,2024,actual,Google,Alphabet,2025-02-04,exact,calendar,https://example.org,1,"=1\n2"',
    "c,capex,Amazon,83000000000,USD,2024,actual,Amazon,Amazon,2025-02-06,exact,calendar,https://example.org/c,1,0012",
)
EDITED = {"observations", "capex", "coverage"}
"""The sheets that are edited here; the others only cost time."""

Change = Callable[[Any], None]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    (folder / "figures.csv").write_text("\n".join((HEAD, *ROWS)) + "\n", encoding="utf-8")
    words = ("--articles", "--tables", str(folder / "figures.csv"), "--jobs", "1")
    assert main(["export", "--xlsx", str(folder.parent / "whole.xlsx"), *words]) == 0
    book = load_workbook(folder.parent / "whole.xlsx")
    for name in set(book.sheetnames) - EDITED:
        del book[name]
    book.save(folder.parent / "book.xlsx")
    return folder


@pytest.fixture
def edit(folder: Path, tmp_path: Path) -> Callable[[Change], Path]:
    def edited(change: Change) -> Path:
        book = load_workbook(folder.parent / "book.xlsx")
        change(book)
        path = tmp_path / "edited.xlsx"
        book.save(path)
        return path

    return edited


def put(sheet: Any, whose: str, **cells: Any) -> None:
    columns = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, columns["entity"]).value == whose)
    for name, value in cells.items():
        sheet.cell(row, columns[name]).value = value


def why(**cells: Any) -> dict[str, Any]:
    return {AUTHOR: "desk", REASON: "page 3 says otherwise", **cells}


def observations(folder: Path, more: Path | None, store: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    tables = (folder / "figures.csv", *([more] if more else []))
    receipt = refresh(Request(tables, (), store), lambda *_: None)
    told = snapshot.read(store)["observations"]
    return receipt, {row["entity"]: row for row in told.to_dict("records") if row["source_kind"] == "table"}


def test_a_workbook_that_was_not_touched_adds_nothing(
    folder: Path, tmp_path: Path, edit: Callable[[Change], Path]
) -> None:
    path = edit(lambda _: None)
    for table in (read(path), read(folder.parent / "whole.xlsx")):
        assert (table.rows, table.rejected, table.noted) == ((), (), ())
    before, _ = observations(folder, None, tmp_path / "store")
    after, _ = observations(folder, path, tmp_path / "store")
    assert after["snapshot"] == before["snapshot"]
    assert (after["failed"], after["noted"]) == ([], [])


def test_an_edited_row_is_corrected_and_the_others_keep_their_ids(
    folder: Path, tmp_path: Path, edit: Callable[[Change], Path]
) -> None:
    _, before = observations(folder, None, tmp_path / "store")
    path = edit(lambda book: put(book["capex"], "google", **why(value=52.6e9, period="2023", entity="Alphabet")))
    receipt, after = observations(folder, path, tmp_path / "store")
    google = after["google"]
    assert (google["value"], google["period_start"], google["flags"]) == (52.6e9, "2023-01-01", "corrected")
    assert "corrected by desk in edited, capex!row" in google["reasons"]
    assert "page 3 says otherwise" in google["reasons"]
    assert {name: after[name]["observation_id"] for name in ("meta", "amazon")} == {
        name: before[name]["observation_id"] for name in ("meta", "amazon")
    }
    assert len(after) == len(before)
    assert (receipt["failed"], receipt["noted"]) == ([], [])


def test_a_correction_can_itself_be_corrected(folder: Path, tmp_path: Path, edit: Callable[[Change], Path]) -> None:
    first = edit(lambda book: put(book["observations"], "meta", **why(value=66e9))).rename(tmp_path / "first.xlsx")
    again = tmp_path / "again.xlsx"
    words = ("--articles", "--tables", str(folder / "figures.csv"), str(first), "--jobs", "1")
    assert main(["export", "--xlsx", str(again), *words]) == 0
    book = load_workbook(again)
    put(book["observations"], "meta", **why(value=67e9))
    book.save(again)
    receipt = refresh(Request((folder / "figures.csv", first, again), (), tmp_path / "store"), lambda *_: None)
    told = snapshot.read(tmp_path / "store")["observations"]
    assert told[told["entity"] == "meta"]["value"].to_list() == [67e9]
    assert (receipt["failed"], receipt["noted"]) == ([], [])


def delete(book: Any) -> None:
    book["observations"].delete_rows(2)


def add(book: Any) -> None:
    book["observations"].append(["new", "capex", "meta"])


def rename(book: Any) -> None:
    book["observations"]["A1"] = "id"


def copy(book: Any) -> None:
    book["observations"].append([cell.value for cell in book["observations"][2]])


def both(book: Any) -> None:
    put(book["observations"], "meta", **why(value=1))
    put(book["capex"], "meta", **why(value=2))


@pytest.mark.parametrize(
    ("change", "place", "reason", "remedy"),
    [
        (lambda book: put(book["capex"], "meta", value=1), "capex!row ", f"without {AUTHOR}", "put the cells back"),
        (lambda book: put(book["capex"], "meta", value=1, edit_author="a"), "capex!row ", f"without {REASON}", "Fill"),
        (lambda book: put(book["capex"], "meta", **why(value="many")), "capex!row ", "a plain number", "Mend"),
        (lambda book: put(book["capex"], "meta", **why(metric="profit")), "capex!row ", "allowed: ", "Mend"),
        (
            lambda book: put(book["capex"], "meta", **why(rank="best")),
            "capex!row ",
            "cannot be corrected",
            "Put it back",
        ),
        (
            lambda book: put(book["coverage"], "meta", state="x"),
            "coverage!row ",
            "not corrected here",
            "datasets/tables",
        ),
        (lambda book: put(book["capex"], "meta", **why(value="=1+1")), "capex!row ", "formula", "plain value"),
        (lambda book: book["capex"].merge_cells("U2:V2"), "capex!row 2", "merged cells", "plain value"),
        (add, "observations!row ", "not of the export", "etl template"),
        (copy, "observations!row ", "twice", "Take one"),
        (rename, "observations", "renamed, added or taken out", "Export again"),
        (both, "capex!row ", "corrects the same figure otherwise", "Keep one"),
    ],
)
def test_what_cannot_be_taken_is_named_with_place_and_remedy(
    edit: Callable[[Change], Path], change: Change, place: str, reason: str, remedy: str
) -> None:
    table = read(edit(change))
    assert len(table.rejected) == 1
    fault = table.rejected[0]
    assert fault.place.startswith(place)
    assert reason in fault.reason
    assert remedy in fault.remedy


def test_a_row_taken_out_takes_no_figure_out_and_is_told(
    folder: Path, tmp_path: Path, edit: Callable[[Change], Path]
) -> None:
    receipt, after = observations(folder, edit(delete), tmp_path / "store")
    assert {"google", "meta", "amazon"} <= set(after)
    assert [(one["place"], one["reason"][:30]) for one in receipt["noted"]] == [
        ("observations", "1 rows of the export are gone ")
    ]


def test_an_author_without_a_change_is_told(edit: Callable[[Change], Path]) -> None:
    table = read(edit(lambda book: put(book["capex"], "meta", **why())))
    assert (table.rows, table.rejected) == ((), ())
    assert [one.reason for one in table.noted] == ["nothing was changed here"]


def test_a_correction_whose_figure_is_gone_is_told(tmp_path: Path, edit: Callable[[Change], Path]) -> None:
    path = edit(lambda book: put(book["capex"], "meta", **why(value=1)))
    less = tmp_path / "figures.csv"
    less.write_text("\n".join((HEAD, *ROWS[1:])) + "\n", encoding="utf-8")
    receipt = refresh(Request((less, path), (), tmp_path / "store"), lambda *_: None)
    assert ["changes nothing" in one["reason"] for one in receipt["noted"]] == [True]


def through_libreoffice(path: Path, folder: Path) -> Path:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    words = ("--headless", "--convert-to", "xlsx", "--outdir", str(folder / "saved"), str(path))
    subprocess.run([str(shutil.which("soffice")), profile, *words], check=True, capture_output=True, timeout=120)
    return folder / "saved" / path.name


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: nothing to go through")
def test_a_workbook_saved_by_libreoffice_is_the_same(tmp_path: Path, edit: Callable[[Change], Path]) -> None:
    path = edit(lambda book: put(book["capex"], "google", **why(value=52.6e9)))
    saved = through_libreoffice(path, tmp_path)
    before, after = read(path), read(saved)
    assert [row.cells for row in after.rows] == [row.cells for row in before.rows]
    assert (after.rejected, after.noted) == ((), ())
    cells = [cell for row in load_workbook(saved)["observations"].iter_rows(min_row=2) for cell in row]
    assert sum(cell.comment is not None for cell in cells) == len(ROWS)
    assert sum(cell.hyperlink is not None for cell in cells) == len(ROWS)


def test_tables_of_edits_are_read_alone(edit: Callable[[Change], Path]) -> None:
    table: Table = read(edit(lambda book: put(book["observations"], "meta", **why(value=66e9))))
    assert table.contract == "edits"
    assert [row.cells["value"] for row in table.rows] == ["66000000000"]
