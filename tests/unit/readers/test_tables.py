"""What the table reader takes, what it sets aside, and what it refuses."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import InputRejected
from etl.readers.contract import contracts, described
from etl.readers.tables import read, reads

GOOD = {
    "figure_id": "a",
    "metric": "units_purchased",
    "entity": "Microsoft",
    "value": "485000",
    "qualifier": "exact",
    "unit": "units",
    "period": "2024",
    "period_basis": "calendar",
    "status": "estimate",
    "origin": "Omdia",
    "publisher": "TipRanks",
    "source_url": "https://example.org/a",
    "source_tier": "3",
}
ROOT = Path(__file__).parents[3]


def written(folder: Path, *rows: dict[str, str], name: str = "mine.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize(
    ("name", "read_it"),
    [("a.csv", True), ("A.XLSX", True), ("a.md", False), ("~$a.xlsx", False), ("a.xls", False), ("csv", False)],
)
def test_tables_are_known_by_name(name: str, read_it: bool) -> None:
    assert reads(Path(name)) is read_it


def test_a_good_row_keeps_its_cells_and_its_place(tmp_path: Path) -> None:
    table = read(written(tmp_path, GOOD, GOOD | {"figure_id": "b", "value": "0"}))
    assert (table.contract, table.name, table.rejected) == ("figures", "mine", ())
    assert [row.locator for row in table.rows] == ["row 2", "row 3"]
    assert dict(table.rows[0].cells) == GOOD
    assert table.rows[1].cells["value"] == "0"


BAD = [
    ({"value": "48.5万"}, "value is '48.5万'; expected a plain number"),
    ({"value": "485,000"}, "expected a plain number"),
    ({"value": "nan"}, "expected a plain number"),
    ({"value": "=1+1"}, "expected a plain number"),
    ({"value": ""}, "expected at least one"),
    ({"status": "certain"}, "status is 'certain'; allowed: actual, estimate"),
    ({"metric": ""}, "metric is empty; allowed: units_purchased"),
    ({"metric": "gpus_bought"}, "allowed: units_purchased"),
    ({"unit": "GPUs"}, "allowed: units"),
    ({"period": "last year"}, "expected a period such as 2025"),
    ({"period": "2025Q5"}, "expected a period such as 2025"),
    ({"source_url": "javascript:alert(1)"}, "expected an http or https address"),
    ({"source_url": ""}, "source_url is empty"),
    ({"source_tier": "5"}, "allowed: 1, 2, 3, 4"),
    ({"published_on": "May 2025"}, "expected YYYY"),
    ({"published_on": "2025-02-30"}, "expected YYYY"),
    ({"given_on": "2025-05"}, "expected a day"),
    ({"period_start": "2025-05-02", "period_end": "2025-05-01"}, "before period_start"),
    ({"value_low": "600000"}, "out of order"),
    ({"unit": "share", "value": "0.5"}, "of what and in what"),
    ({"flags": "weak_source;certain"}, "allowed: superseded"),
]


@pytest.mark.parametrize(("change", "reason"), BAD, ids=[str(change) for change, _ in BAD])
def test_a_bad_row_is_set_aside_and_the_rest_stands(tmp_path: Path, change: dict[str, str], reason: str) -> None:
    columns = dict.fromkeys(["published_on", "given_on", "period_start", "period_end", "value_low", "flags"], "")
    table = read(written(tmp_path, GOOD | columns, GOOD | columns | {"figure_id": "b"} | change))
    assert [row.cells["figure_id"] for row in table.rows] == ["a"]
    assert len(table.rejected) == 1
    assert table.rejected[0].place == "row 3"
    assert reason in table.rejected[0].reason


def test_a_repeated_id_and_a_strange_column_are_named(tmp_path: Path) -> None:
    table = read(written(tmp_path, GOOD | {"mood": "good"}, GOOD | {"mood": "good"}))
    assert len(table.rows) == 1
    assert [fault.reason for fault in table.rejected] == [
        "column 'mood' is not read",
        "figure_id 'a' stands in the file before",
    ]


def test_a_missing_column_names_the_file_the_column_and_the_remedy(tmp_path: Path) -> None:
    path = written(tmp_path, {key: cell for key, cell in GOOD.items() if key != "status"})
    with pytest.raises(InputRejected, match=r"mine\.csv, row 1: lacks the column status\. .*README"):
        read(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"year,value\n2024,5\n", "has none of the columns figure_id"),
        (b"figure_id,\xd6\xd0\n", "is not UTF-8"),
        (b'figure_id,"met"ric\n', "is no CSV file"),
        (b"figure_id," * 1001 + b"\n", "goes beyond"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(content)
    with pytest.raises(InputRejected, match=reason):
        read(path)


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(",".join([*GOOD, "status"]) + "\n", encoding="utf-8")
    with pytest.raises(InputRejected, match="names a column twice"):
        read(path)


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match="cannot be read"):
        read(tmp_path / "gone.csv")


@given(st.dictionaries(st.sampled_from(contracts()["figures"].names()), st.text(max_size=30)))
def test_no_cell_can_make_a_contract_raise(cells: dict[str, str]) -> None:
    for contract in contracts().values():
        assert isinstance(contract.faults(cells), list)


@pytest.mark.parametrize("path", sorted((ROOT / "datasets/tables").glob("*.csv")), ids=lambda path: path.name)
def test_every_shipped_row_is_accepted(path: Path) -> None:
    table = read(path)
    assert table.rows
    assert table.rejected == ()


def test_the_readme_of_the_datasets_lists_the_contracts() -> None:
    assert described() in (ROOT / "datasets/README.md").read_text(encoding="utf-8")
