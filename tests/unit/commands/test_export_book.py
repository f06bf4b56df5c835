"""The export as a workbook: it stands alone, it shows where each number was told, and its text stays text."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from etl.__main__ import main
from etl.publish.schema import schemas
from etl.readers.edited import AUTHOR, REASON, ROW_CHECK

HEAD = (
    "figure_id,metric,entity,value,unit,period,status,origin,publisher,published_on,qualifier,period_basis,"
    "source_url,source_tier,source_title,flags,note"
)
ROWS = (
    (
        "a,capex_guidance,Meta,65000000000,USD,2025,guidance,Meta,Reuters,2025-01-24,exact,calendar,"
        'https://example.org/a,2,"=HYPERLINK(""http://evil.example"")",,#N/A'
    ),
    (
        "b,capex,Google,52500000000,USD,2024,actual,Google,Alphabet,2025-02-04,exact,calendar,"
        "https://example.org/b,4,+1+1,,\x07bell"
    ),
    (
        "c,capex,Amazon,83000000000,USD,2024,actual,Amazon,Amazon,2025-02-06,exact,calendar,"
        "https://example.org/c,1,,unlinkable,-2"
    ),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book")
    figures = folder / "figures.csv"
    figures.write_text("\n".join((HEAD, *ROWS)) + "\n", encoding="utf-8")
    out = folder / "book.xlsx"
    words = ("--articles", "--tables", str(figures), "--jobs", "1", "--as-of", "2025-03-01")
    assert main(["export", "--xlsx", str(out), *words]) == 0
    return out


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    return load_workbook(path)


def rows(book: Any, name: str) -> dict[str, dict[str, Any]]:
    head, *cells = book[name].iter_rows()
    found = [{column.value: cell for column, cell in zip(head, row, strict=True)} for row in cells]
    return {row["entity"].value: row for row in found}


def test_every_table_has_a_sheet_that_scrolls_under_its_head(book: Any) -> None:
    assert book.sheetnames == ["readme", "data_dictionary", *schemas()]
    assert {sheet.freeze_panes for sheet in book} == {"B2"}
    for name, contract in schemas().items():
        heads = [cell.value for cell in book[name][1]]
        assert [head for head in heads if head not in (AUTHOR, REASON, ROW_CHECK)] == contract.names()
        assert heads[-1] == ROW_CHECK


def test_the_readme_tells_the_day_and_the_dictionary_every_column(book: Any) -> None:
    told = {row[0]: row[1] for row in book["readme"].iter_rows(values_only=True)}
    assert told["as known on"] == "2025-03-01"
    assert told["rows of observations"] == 3
    meanings = {row[:2]: row[3] for row in book["data_dictionary"].iter_rows(min_row=2, values_only=True)}
    for name, contract in schemas().items():
        assert all(meanings[name, column.name] == column.en for column in contract.columns)


def test_pages_of_tiers_1_to_3_are_linked_and_no_other(book: Any) -> None:
    links = {entity: row["source_url"].hyperlink for entity, row in rows(book, "observations").items()}
    assert links["meta"].target == "https://example.org/a"
    assert links["google"] is None
    assert links["amazon"] is None
    assert rows(book, "observations")["google"]["source_url"].value == "https://example.org/b"


@pytest.mark.parametrize("name", ["observations", "capex"])
def test_a_number_carries_its_evidence_and_no_other_cell_does(book: Any, name: str) -> None:
    for row in rows(book, name).values():
        assert "row " in row["value"].comment.text
        assert row["publisher"].value in row["value"].comment.text
        assert [column for column, cell in row.items() if cell.comment] == ["value"]


def test_text_is_never_a_formula_or_an_error(path: Path, book: Any) -> None:
    row = rows(book, "observations")["meta"]
    assert row["source_title"].value == '=HYPERLINK("http://evil.example")'
    assert (row["source_title"].data_type, row["note"].data_type) == ("s", "s")
    assert row["source_title"].quotePrefix
    assert rows(book, "observations")["google"]["note"].value == "bell"
    with zipfile.ZipFile(path) as parts:
        sheets = [parts.read(part) for part in parts.namelist() if part.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(book.sheetnames)
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b't="e"' in sheet]


def test_a_file_of_another_kind_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--xlsx", str(tmp_path / "book.csv"), "--articles", "--tables"]) == 2
    assert ".xlsx" in capsys.readouterr().err
