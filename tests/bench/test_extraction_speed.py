"""How fast articles become figures: MB of UTF-8 a second on one core, a line of 10 MB, and beside quantulum3."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl.extract import extract
from etl.model import Document
from etl.readers import read
from tests.bench import news

OTHERS = Path(__file__).parents[2] / "build" / "bench" / "quantulum3"
DOCUMENTS, ROUNDS = 8, 3
LINES = (1_000_000, 10_000_000)
THEIRS = (
    "import sys, time; from pathlib import Path; from quantulum3 import parser\n"
    "parser.parse('twenty-four miles'); texts = [Path(one).read_text('utf-8') for one in sys.argv[1:]]\n"
    "begin = time.process_time(); [parser.parse(text) for text in texts]; print(time.process_time() - begin)"
)


def size(paths: list[Path]) -> float:
    """Return the size of some files in MB."""
    return sum(path.stat().st_size for path in paths) / 1e6


def ours(paths: list[Path]) -> float:
    """Return the MB a second at which files become figures, the best of some rounds after one to warm up."""
    taken = []
    for _ in range(ROUNDS + 1):
        begin = time.process_time()
        found = [extract(document) for path in paths if isinstance(document := read(path), Document)]
        taken.append(time.process_time() - begin)
        assert any(one.mentions for one in found)
    return size(paths) / min(taken[1:])


@pytest.mark.bench
@pytest.mark.parametrize("kind", news.KINDS)
@pytest.mark.parametrize("language", news.LANGUAGES)
def test_one_core(tmp_path: Path, language: str, kind: str) -> None:
    print(f"{language} {kind:<6}{ours(news.write(tmp_path, language, kind, DOCUMENTS)):.3f} MB/s")


@pytest.mark.bench
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("language", news.LANGUAGES)
def test_a_long_line(language: str) -> None:
    text = news.TEXTS[language, "dense"].replace("\n\n", " ")
    rates = []
    for length in LINES:
        line = text * (length // len(text.encode()))
        begin = time.process_time()
        extract(Document("id", "line", "line.md", line, language=language, published_on="2025-02-11"))
        rates.append(length / 1e6 / (time.process_time() - begin))
    print(
        f"{language} one line: "
        + ", ".join(f"{n / 1e6:.0f} MB {r:.3f} MB/s" for n, r in zip(LINES, rates, strict=True))
    )
    assert rates[1] > rates[0] / 2, "the time grows faster than the line"


@pytest.mark.bench
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", news.KINDS)
def test_beside_quantulum3(tmp_path: Path, kind: str) -> None:
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(OTHERS)]
    if not OTHERS.is_dir() and subprocess.run([*pip, "quantulum3==0.10.0"], check=False).returncode:
        pytest.skip("quantulum3 could not be installed; with a package index in reach it is measured too")
    paths = news.write(tmp_path, "en", kind, DOCUMENTS)
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", THEIRS, *map(str, paths)],
        env={**os.environ, "PYTHONPATH": str(OTHERS)},
        capture_output=True,
        text=True,
        check=True,
    )
    theirs, own = size(paths) / float(told.stdout.split()[-1]), ours(paths)
    print(f"en {kind}: ours {own:.3f} MB/s, quantulum3 {theirs:.4f} MB/s; ratio {own / theirs:.1f}")
