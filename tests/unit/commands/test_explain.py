"""`etl explain`: every quantity marked, with what it is or why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.__main__ import main

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
