"""The shipped articles are digests in our own words, and the two of the first article carry all its figures."""

import json
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "datasets/articles"
SHARED = ROOT.parent / "shared"
ORIGINALS = sorted((SHARED / "originals").glob("*.md"))
LABELS = SHARED / "extraction-dev/original_labels.jsonl"
ZH = ARTICLES / "2025-02-11-openai-first-chip-zh.md"
EN = ARTICLES / "2025-02-11-openai-first-chip-en.md"
RUN = 16


def body(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("---\n", 2)[2]


def han_runs(text: str) -> set[str]:
    han = "".join(re.findall(r"[\u3400-\u9fff]", text))
    return {han[start : start + RUN] for start in range(len(han) - RUN + 1)}


def test_the_check_sees_a_copied_run() -> None:
    copied = "英伟达与台积电都没有对这一消息作出任何回应"
    assert han_runs(f"前文。{copied[:9]},{copied[9:]}") & han_runs(copied)
    assert not han_runs(copied[:15]) & han_runs(copied)


@pytest.mark.skipif(not ORIGINALS, reason="the original lies beside the project, not in it")
@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.md")), ids=lambda path: path.stem)
def test_no_digest_copies_the_original(path: Path) -> None:
    original = set().union(*(han_runs(body(one)) for one in ORIGINALS))
    assert han_runs(body(path)) & original == set()


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.md")), ids=lambda path: path.stem)
def test_every_article_says_where_it_comes_from(path: Path) -> None:
    front = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n", 2)[1])
    assert front["url"].startswith("http")
    assert isinstance(front["title"], str)
    assert front["rendition"] is True


@pytest.mark.skipif(not LABELS.is_file(), reason="the labels lie beside the project, not in it")
def test_the_chinese_digest_keeps_every_number_of_the_original() -> None:
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    figures = [label["mention"] for label in labels if label["metric"] != "attribute"]
    assert len(figures) == 18
    assert [mention for mention in figures if mention not in body(ZH)] == []


ENGLISH = [
    "3-nanometer", "40 people", "about 20 people", "2026", "tens of millions of dollars", "$2.5 billion a year",
    "18.3 billion yuan", "$500 billion", "3.65 trillion yuan", "about 80%", "$60 billion", "4.38千亿1亿元",
    "$80 billion", "5.85千亿亿元", "485,000", "224,000", "196,000", "169,000",
]  # fmt: skip
NAMES = ["systolic array", "HBM", "Richard Ho", "Broadcom", "TSMC", "MI300X", "Azure", "Maia 100", "MTIA v2", "Omdia"]


@pytest.mark.parametrize("words", ENGLISH + NAMES)
def test_the_english_digest_tells_the_same(words: str) -> None:
    assert words in body(EN)
