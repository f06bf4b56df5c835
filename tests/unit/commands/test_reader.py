"""`--reader llm`: off by default, its variables named when missing, its links and its failures both told."""

import json
from pathlib import Path
from typing import Any

import pytest

from etl.__main__ import main
from etl.fetch.chat import KEY, MODEL, URL
from etl.publish import snapshot
from tests import model_server as server

TEXT = "Amazon likes AI chips. For 2024 that meant $10 billion."
LINK = {
    "quantity": 1,
    "metric": "capex",
    "quote": "For 2024 that meant $10 billion",
    "entity_quote": "Amazon",
    "counterparty_quote": "",
    "product_quote": "",
    "period_quote": "2024",
    "status": "actual",
}
TRUE = server.text(json.dumps({"proposals": [LINK]}))
LIE = server.text(json.dumps({"proposals": [{**LINK, "quote": "$20 billion"}]}))


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "articles" / "a.md"
    path.parent.mkdir()
    path.write_text(f'---\ntitle: "t"\ndate: "2025-01-10"\n---\n\n{TEXT}\n', encoding="utf-8")
    return path


def point_to(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ((URL, url), (MODEL, "small"), (KEY, "sk-secret")):
        monkeypatch.setenv(name, value)


def test_without_the_flag_nothing_is_asked(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with server.answering(TRUE) as found:
        point_to(found.url, monkeypatch)
        assert main(["extract", str(article), "--format", "jsonl"]) == 0
    assert found.asked == []
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("command", ["extract", "explain"])
@pytest.mark.parametrize("name", [URL, MODEL, KEY])
def test_a_missing_variable_is_a_usage_error(
    command: str, name: str, article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    point_to("http://127.0.0.1:9/v1", monkeypatch)
    monkeypatch.delenv(name)
    assert main([command, str(article), "--reader", "llm"]) == 2
    said = capsys.readouterr().err
    assert f"{name} is not set" in said
    assert "sk-secret" not in said


def test_extract_prints_a_proven_link_with_its_rule_and_flag(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with server.answering(TRUE) as found:
        point_to(found.url, monkeypatch)
        assert main(["extract", str(article), "--format", "jsonl", "--reader", "llm"]) == 0
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (row["entity"], row["metric"], row["value"], row["rule"]) == ("Amazon", "capex", 10_000_000_000, "llm.link")
    assert "model_proposed" in row["flags"]


@pytest.mark.parametrize("command", ["extract", "explain"])
def test_a_lie_is_told_and_prints_no_figure(
    command: str, article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with server.answering(LIE) as found:
        point_to(found.url, monkeypatch)
        assert main([command, str(article), "--reader", "llm"]) == 0
    said = capsys.readouterr()
    assert "model: the quote is not in the sentence" in said.out + said.err
    assert "capex" not in said.out


def refreshed(article: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    root = article.parents[1]
    (root / "tables").mkdir(exist_ok=True)
    places = ("--articles", article.parent, "--tables", root / "tables", "--store", root / "store")
    words = [*map(str, places), "--answers", str(root / "answers"), "--corrections", str(root / "none.jsonl")]
    capsys.readouterr()
    assert main(["refresh", *words, "--json", *more]) == 0
    receipt: dict[str, Any] = json.loads(capsys.readouterr().out.splitlines()[-1])["receipt"]
    return receipt


def test_refresh_publishes_a_proven_link_as_unconfirmed_and_asks_once(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with server.answering(TRUE, LIE) as found:
        point_to(found.url, monkeypatch)
        first = refreshed(article, capsys, "--reader", "llm")
        again = refreshed(article, capsys, "--reader", "llm")
    assert len(found.asked) == 1
    assert (first["counts"]["added"], again["snapshot"]) == (1, first["snapshot"])
    (row,) = snapshot.read(article.parents[1] / "store", first["snapshot"])["observations"].to_dict("records")
    assert (row["rule"], row["value"]) == ("llm.link", 10e9)
    assert (row["flags"], row["rank"], row["rank_reason"]) == (
        "model_proposed",
        "deprecated",
        "linked by a model, not confirmed",
    )


def test_refresh_publishes_no_lie_but_its_reason(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with server.answering(LIE) as found:
        point_to(found.url, monkeypatch)
        receipt = refreshed(article, capsys, "--reader", "llm")
    tables = snapshot.read(article.parents[1] / "store", receipt["snapshot"])
    assert len(tables["observations"]) == 0
    (row,) = tables["unexplained"].to_dict("records")
    assert "model: the quote is not in the sentence" in row["reason"]


def test_refresh_by_rule_asks_nobody(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with server.answering(TRUE) as found:
        point_to(found.url, monkeypatch)
        assert refreshed(article, capsys)["counts"]["added"] == 0
    assert found.asked == []
