"""`etl explain`: every quantity marked, with what it is or why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from etl.__main__ import main
from etl.publish.refresh import Request, refresh
from etl.publish.snapshot import read
from etl.reconcile.account import account

TEXT = "Microsoft bought 50,000 GPUs in 2024 <b>& more</b>. Net income rose to $20 billion on AI chips."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_plain_text_marks_read_and_unread(article: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["explain", str(article)]) == 0
    said = capsys.readouterr().out
    assert "[50,000 GPUs]1" in said
    assert "units_purchased entity=Microsoft" in said
    assert "not read: profit, not revenue or spending" in said


def test_page_escapes_the_article(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    page = tmp_path / "page.html"
    assert main(["explain", str(article), "--html", str(page)]) == 0
    said = page.read_text(encoding="utf-8")
    assert "<b>" not in said
    assert "&lt;b&gt;&amp; more&lt;/b&gt;" in said
    assert said.count("<mark class=read") == 1
    assert said.count("<mark class=not") == 1
    assert str(page) in capsys.readouterr().out


def test_a_page_without_a_name_is_printed_and_faults_stand_apart(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    garbled = tmp_path / "b.txt"
    garbled.write_bytes("锟斤拷".encode() * 40)
    assert main(["explain", str(article), str(garbled), "--html"]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("<!doctype html>")
    assert said.out.endswith("</body>\n\n")
    assert "b.txt" in said.err


ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("store")
    data = ROOT / "datasets"
    articles = (data / "articles/zh18.md", data / "articles/en30.md")
    refresh(Request((data / "tables",), articles, store, corrections=data / "corrections.jsonl"), lambda *_: None)
    return store


def told(store: Path, capsys: pytest.CaptureFixture[str], **wanted: str) -> str:
    rows = read(store)["observations"]
    for name, value in wanted.items():
        rows = rows[rows[name] == value]
    assert main(["explain", "--observation", rows["observation_id"].iloc[0], "--store", str(store)]) == 0
    return capsys.readouterr().out


def test_a_computed_figure_is_told_down_to_its_sentences(store: Path, capsys: pytest.CaptureFixture[str]):
    said = told(store, capsys, metric="custom_silicon_share_by_compute", entity="microsoft")
    assert "rule: derived: own chips x peak" in said
    assert "units_purchased hopper 2024: 485,000 units" in said
    assert "evidence 1: gpu_supply at row" in said
    assert "assumption peak-hopper-bf16" in said
    assert "github.com/stas00/ml-engineering" in said
    assert "chip " in said


def test_a_figure_of_earlier_days_is_told_with_its_days_and_inputs(store: Path, capsys: pytest.CaptureFixture[str]):
    then = read(store)["wordings"].query("metric == 'buyer_concentration'").iloc[0]
    assert main(["explain", "--observation", then["observation_id"], "--store", str(store)]) == 0
    said = capsys.readouterr().out
    assert f"from {then['stood_from']} to {then['stood_to']}: " in said
    assert "rule: derived: sum of the squares" in said
    assert all(f"(estimate), {id_}" in said for id_ in then["derived_from"].split(";"))


def test_a_read_figure_is_told_with_rank_rates_and_correction(store: Path, capsys: pytest.CaptureFixture[str]):
    said = told(store, capsys, unit="CNY", entity="alibaba", metric="investment_commitment", status="plan")
    assert "in dollars: " in said
    assert "CNY per USD, mean of 2025-02 (European Central Bank" in said
    assert "rank: preferred" in said
    rows = read(store)["observations"]
    corrected = rows[rows["flags"].str.contains("corrected")].iloc[0]
    said = told(store, capsys, observation_id=corrected["observation_id"])
    assert "correction: corrected by" in said


@pytest.mark.parametrize("words", [["--observation", "0000000000"], [], ["a.md", "--observation", "abc"]])
def test_what_cannot_be_told_is_refused(store: Path, capsys: pytest.CaptureFixture[str], words: list[str]):
    assert main(["explain", *words, "--store", str(store)]) == 2
    assert capsys.readouterr().err.startswith("etl explain: ")


def test_every_kind_of_figure_that_ships_is_told_with_all_that_made_it(store: Path):
    tables = read(store)
    rows = tables["observations"].sort_values("observation_id")
    kinds = rows.drop_duplicates(["metric", "source_kind", "status", "rank"])
    disputed = rows[rows["observation_id"].isin(";".join(tables["conflicts"]["observation_ids"]).split(";"))]
    sample = pd.concat([kinds, disputed.head(3), rows[rows["flags"].str.contains("corrected")].head(2)])
    assert len(kinds) > 60
    for row in sample.to_dict("records"):
        said = list(account(tables, row["observation_id"]))
        for wanted in told_of(row, tables):
            assert any(line.strip().startswith(wanted) for line in said), (row["metric"], wanted, said)


def told_of(row: dict[str, Any], tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Yield how lines begin that the account of a figure must have."""
    yield from (row["observation_id"], f"status: {row['status']}", f"rank: {row['rank']}, ", "rule: ", "counted: ")
    derived = row["source_kind"] == "derived"
    used = tables["derivations"][tables["derivations"]["observation_id"] == row["observation_id"]]
    yield from ["made of:", *(f"{number}. " for number in used["input_no"])] if derived else ["evidence 1: "]
    if "corrected" in row["flags"].split(";"):
        yield "correction: corrected by"
    if row["flags"]:
        yield "warnings: "
    if row["rate_month"]:
        yield "in yuan: " if row["usd_rate"] == 1 else "in dollars: "
    told = tables["conflicts"]["observation_ids"].str.split(";").map(lambda ids: row["observation_id"] in ids)
    yield from (f"conflict: {kind}" for kind in tables["conflicts"].loc[told, "kind"])
