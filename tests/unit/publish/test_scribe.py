"""The scribe begins when there is much to load or work for it, reads as the refresh does, and ends with it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from multiprocessing import resource_tracker
from pathlib import Path

import pytest

from etl.model import Extraction
from etl.publish import scribe as module
from etl.publish.one import read_one
from etl.publish.place import CACHE, FILE
from etl.publish.scribe import load, scribe

ROOT = Path(__file__).parents[3]
ALIVE = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
BESIDE = """
import os, sys, time
from pathlib import Path
from etl.publish.scribe import scribe
if __name__ == "__main__":
    with scribe(2, Path(sys.argv[1])) as one:
        print(one.submit(os.getpid).result(), flush=True)
        time.sleep(600)
"""
by_proc = pytest.mark.skipif(not ALIVE.exists(), reason="tells processes by /proc")


def children() -> set[str]:
    return set(ALIVE.read_text().split())


def test_one_job_is_this_process(tmp_path: Path) -> None:
    with scribe(1, tmp_path) as one:
        assert one is None


@by_proc
@pytest.mark.parametrize("size", [0, 1])
def test_it_begins_at_once_where_a_store_keeps_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(module, "MUCH", 1)
    (tmp_path / CACHE).mkdir()
    (tmp_path / CACHE / FILE).write_bytes(b"." * size)
    resource_tracker.ensure_running()  # a process that every first pool begins
    before = children()
    with scribe(2, tmp_path):
        assert bool(children() - before) == bool(size)


LOADED = """
import sys
from pathlib import Path
from etl.publish.one import read_one
from etl.publish.scribe import load
load()
before = {*sys.modules}
read_one(Path("datasets/articles/en01.md"))
print(sorted(name for name in {*sys.modules} - before if name.startswith("etl")))
"""


def test_it_loads_all_that_reading_loads() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_it_reads_as_this_process_does(tmp_path: Path) -> None:
    article = tmp_path / "one.md"
    article.write_text("Meta bought 90,000 Nvidia H100 GPUs in 2024.", encoding="utf-8")
    with scribe(2, tmp_path) as one:
        assert one is not None
        one.submit(load)
        found = one.submit(read_one, article).result()
    assert isinstance(found, Extraction)
    assert found == read_one(article)


@by_proc
def test_it_ends_with_a_refresh_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "beside.py").write_text(BESIDE, encoding="utf-8")
    known = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(tmp_path / "beside.py"), str(tmp_path)]
    with subprocess.Popen(command, env=known, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        other = Path("/proc", process.stdout.readline().strip())
        assert other.exists()
        process.kill()
    until = time.monotonic() + 30
    while other.exists():
        assert time.monotonic() < until
        time.sleep(0.05)
