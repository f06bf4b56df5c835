"""`etl extract`: one record per figure, no store touched, faults told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from etl.__main__ import main

BODY = "据Omdia估算，特斯拉2024年购买了5万块Hopper GPU（价值10亿美元）。"
ARTICLE = f'---\ntitle: "t"\ndate: "2025-01-10"\n---\n\n{BODY}\n'
FIELDS = (
    "doc_id entity counterparty product metric value value_low value_high qualifier unit period status attributed_to "
    "char_start char_end flags key of rule reasons"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "tesla.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_jsonl_has_every_field_and_true_offsets(article: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["extract", str(article), "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert set(FIELDS.split()) <= set(rows[0])
    assert BODY[rows[0]["char_start"] : rows[0]["char_end"]] == rows[0]["mention"] == "5万块"
    expected = {"doc_id": "tesla", "entity": "Tesla", "counterparty": "Nvidia", "product": "Hopper", "value": 50000}
    expected |= {"period": "2024", "status": "estimate", "attributed_to": "Omdia"}
    assert {name: rows[0][name] for name in expected} == expected


def test_table_is_for_eyes(article: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["extract", str(article)]) == 0
    head, first = capsys.readouterr().out.splitlines()[:2]
    assert head.split()[:3] == ["doc_id", "metric", "entity"]
    assert first.split()[:3] == ["tesla", "units_purchased", "Tesla"]


@pytest.mark.usefixtures("article")
def test_a_file_that_cannot_be_read_is_told_and_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "empty.md").write_bytes(b"")
    assert main(["extract", str(tmp_path), "--format", "jsonl"]) == 1
    said = capsys.readouterr()
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert "empty.md" in said.err
    assert any(row.get("entity") == "Tesla" for row in rows)


def test_a_missing_path_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["extract", str(tmp_path / "none.md")]) == 2
    assert "no such file" in capsys.readouterr().err
