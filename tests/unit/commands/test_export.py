import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from etl.__main__ import main
from etl.publish.schema import schemas

ROOT = Path(__file__).parents[3]
ORIGINALS = ROOT.parent / "shared/originals"
LABELS = ROOT / "tests/gold/original_labels.jsonl"
DAY = "2025-02-11"
NOT_FIGURES = {"restatement", "attribute"}
HEAD = "figure_id,metric,entity,value,unit,period,status,origin,publisher,published_on,given_on,qualifier,period_basis"
ROWS = (
    "a,capex_guidance,Meta,65000000000,USD,2025,guidance,Meta,Reuters,2025-01-24,",
    "b,capex_guidance,Meta,68000000000,USD,2025,guidance,Meta,Reuters,2025-04-30,",
    "c,capex_guidance,Meta,40000000000,USD,2024,guidance,Meta,A Blog,2026-03-01,2024-04-24",
    "d,capex_guidance,Google,75000000000,USD,2025,guidance,Google,Reuters,2025-02,",
)


def export(out: Path, *words: str) -> dict[str, list[dict[str, str]]]:
    assert main(["export", "--out", str(out), "--jobs", "1", *words]) == 0
    texts = {path.stem: path.read_text(encoding="utf-8") for path in out.glob("*.csv")}
    return {name: list(csv.DictReader(io.StringIO(text))) for name, text in texts.items()}


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    path = tmp_path / "figures.csv"
    path.write_text(
        "\n".join((f"{HEAD},source_url,source_tier", *(f"{row},exact,calendar,https://example.org,2" for row in ROWS)))
        + "\n",
        encoding="utf-8",
    )
    return path


def known(tmp_path: Path, figures: Path, day: str) -> list[tuple[str, str]]:
    words = ("--articles", "--tables", str(figures), "--as-of", day)
    rows = export(tmp_path / "out", *words)["observations"]
    return [(row["value"], row["known_to"]) for row in rows]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-01-23", []),
        ("2025-02-27", [("65000000000", "")]),
        ("2025-02-28", [("75000000000", ""), ("65000000000", "")]),
        ("2025-04-30", [("75000000000", ""), ("65000000000", "2025-04-29"), ("68000000000", "")]),
    ],
)
def test_only_what_was_given_and_published_by_the_day(
    tmp_path: Path, figures: Path, day: str, expected: list[tuple[str, str]]
) -> None:
    assert sorted(known(tmp_path, figures, day)) == sorted(expected)


def test_every_table_is_written(tmp_path: Path, figures: Path) -> None:
    assert set(export(tmp_path / "out", "--articles", "--tables", str(figures))) == set(schemas())


def test_a_day_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--as-of", "yesterday", "--out", str(tmp_path)]) == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    data = ROOT / "datasets"
    sources = ("--articles", str(data / "articles"), "--tables", str(data / "tables"))
    return export(tmp_path_factory.mktemp("shipped"), *sources, "--as-of", DAY)


def test_no_shipped_row_was_published_or_known_after_the_day(shipped: dict[str, list[dict[str, str]]]) -> None:
    dated = {"published_on", "known_from", "known_to", "given_on", "told_on", "month", "happened_start"}
    for name, rows in shipped.items():
        late = [row for row in rows for column in dated & set(row) if row[column] > DAY]
        assert late == [], name
    assert len(shipped["observations"]) > 500


@pytest.mark.skipif(not ORIGINALS.exists(), reason="the original article is not ours to ship")
def test_the_original_alone_gives_exactly_its_figures(tmp_path: Path) -> None:
    rows = export(tmp_path, "--articles", str(ORIGINALS), "--tables", "--as-of", DAY)["observations"]
    told = [row for row in rows if not row["derived_from"]]
    found = sorted((row["metric"], _entity(row["entity"]), row["period"], *_bounds(row)) for row in told)
    assert found == sorted(_labelled())


@pytest.mark.skipif(not ORIGINALS.exists(), reason="the original article is not ours to ship")
def test_the_horizons_of_the_original_are_disputed_once_others_speak(tmp_path: Path) -> None:
    tables = str(ROOT / "datasets/tables")
    alone = export(tmp_path / "alone", "--articles", str(ORIGINALS), "--tables")["observations"]
    assert {row["horizon_status"] for row in alone} == {""}
    both = export(tmp_path / "both", "--articles", str(ORIGINALS), "--tables", tables)["observations"]
    guidance = [row for row in both if row["metric"] == "capex_guidance"]
    disputed = {(row["entity"], row["period"]) for row in guidance if row["horizon_status"] == "disputed"}
    assert {("meta", "2025"), ("meta", "2026"), ("microsoft", "2025"), ("microsoft", "FY2025")} <= disputed


def _labelled() -> list[tuple[Any, ...]]:
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    return [_label(one) for one in labels if one["metric"] not in NOT_FIGURES]


def _label(one: dict[str, Any]) -> tuple[Any, ...]:
    bounds = ("2026",) * 2 if one["unit"] == "date" else (float(one["value_low"]), float(one["value_high"]))
    return one["metric"], _entity((one["entity"] or "").lower()), one["period"] or "", *bounds


def _entity(text: str) -> str:
    return "+".join(sorted(text.split("+")))


def _bounds(row: dict[str, str]) -> tuple[Any, ...]:
    if row["unit"] == "date":
        return (row["period"],) * 2
    return float(row["value"] or row["value_low"]), float(row["value"] or row["value_high"])
