"""The empty workbook: it offers what the contracts allow, and what is filled in is read."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from etl.__main__ import main
from etl.errors import InputRejected
from etl.publish.template import examples
from etl.readers.contract import contracts
from etl.readers.tables import read

TABLES = Path(__file__).parents[3] / "datasets/tables"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "mine.xlsx"
    assert main(["template", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    return load_workbook(path)


def offered(book: Any, sheet: str, column: str) -> set[str]:
    head = [cell.value for cell in book[sheet][1]]
    letter = book[sheet].cell(1, head.index(column) + 1).column_letter
    rules = [one for one in book[sheet].data_validations.dataValidation if str(one.sqref).startswith(f"{letter}2:")]
    assert [one.type for one in rules] == ["list"]
    name, place = str(rules[0].formula1).replace("'", "").split("!")
    return {str(row[0].value) for row in book[name][place.replace("$", "")]}


@pytest.mark.parametrize("name", contracts())
def test_each_contract_has_a_sheet_with_its_columns_and_notes(book: Any, name: str) -> None:
    heads = book[name][1]
    assert [cell.value for cell in heads] == contracts()[name].names()
    assert all(
        column.meaning in cell.comment.text for column, cell in zip(contracts()[name].columns, heads, strict=True)
    )
    assert [cell.font.bold for cell in heads] == [column.required for column in contracts()[name].columns]
    assert book[name].freeze_panes == "B2"


@pytest.mark.parametrize(("name", "contract"), contracts().items())
def test_every_column_of_codes_offers_just_its_words(book: Any, name: str, contract: Any) -> None:
    for column in contract.columns:
        if column.allowed:
            assert offered(book, name, column.name) == set(column.allowed)


def test_known_companies_and_products_are_offered(book: Any) -> None:
    assert {"microsoft", "meta", "bytedance"} <= offered(book, "figures", "entity")
    assert "nvidia" in offered(book, "figures", "counterparty")
    assert "h100" in offered(book, "figures", "product")


@pytest.mark.parametrize(("name", "contract"), contracts().items())
def test_each_example_is_a_row_that_is_shipped(name: str, contract: Any) -> None:
    example = examples()[name]
    assert contract.faults(example) == []
    texts = [path.read_text(encoding="utf-8") for path in TABLES.glob("*.csv")]
    shipped = [row for text in texts for row in csv.DictReader(io.StringIO(text))]
    assert example in [{key: cell for key, cell in row.items() if cell} for row in shipped]


def test_nothing_filled_in_is_told(path: Path) -> None:
    with pytest.raises(InputRejected, match="no row below its heads"):
        read(path)


@pytest.mark.parametrize(("name", "contract"), contracts().items())
def test_what_is_filled_in_is_read(path: Path, tmp_path: Path, name: str, contract: Any) -> None:
    book = load_workbook(path)
    cells = [examples()[name].get(column.name) for column in contract.columns]
    book[name].append(cells)
    mine = tmp_path / "mine.xlsx"
    book.save(mine)
    table = read(mine)
    assert (table.contract, table.rejected) == (name, ())
    assert [{key: cell for key, cell in row.cells.items() if cell} for row in table.rows] == [examples()[name]]


def test_a_file_of_someone_is_left_alone(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    assert main(["template", str(path)]) == 2
    assert "choose another name" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_one_contract_can_be_had_alone(tmp_path: Path) -> None:
    path = tmp_path / "chips.xlsx"
    assert main(["template", str(path), "--only", "chips"]) == 0
    assert load_workbook(path).sheetnames == ["readme", "chips", "lists"]
