"""The scribe begins when there is much to load or work for it, reads as the refresh does, and ends with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from multiprocessing import resource_tracker
from pathlib import Path

import pytest

from etl.model import Extraction
from etl.publish import refresh as refreshing
from etl.publish import snapshot
from etl.publish.one import read_one
from etl.publish.place import CACHE, FILE
from etl.publish.request import Request
from etl.publish.scribe import MUCH, scribe
from etl.publish.workers import processes
from tests.bench.corpus import write
from tests.processes import runs

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
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
    with scribe(1, keeping(tmp_path, MUCH)) as one:
        assert one is None


def keeping(store: Path, size: int) -> Path:
    """Make a store that keeps so many bytes."""
    (store / CACHE).mkdir()
    with (store / CACHE / FILE).open("wb") as file:
        file.truncate(size)
    return store


def test_a_store_that_keeps_little_needs_none(tmp_path: Path) -> None:
    with scribe(2, keeping(tmp_path, MUCH - 1)) as one:
        assert one is None


@by_proc
def test_of_a_store_that_keeps_much_it_begins_at_once(tmp_path: Path) -> None:
    resource_tracker.ensure_running()  # a process that every first pool begins
    before = children()
    with scribe(2, keeping(tmp_path, MUCH)):
        assert len(children() - before) == 1


LOADED = """
import sys
import threading
from pathlib import Path
from etl.publish.one import read_one
from etl.publish.scribe import load
load()
for thread in {*threading.enumerate()} - {threading.main_thread()}:
    thread.join()
before = {*sys.modules}
read_one(Path("datasets/articles/en01.md"))
print(sorted(name for name in {*sys.modules} - before if name.startswith("etl")), "pandas" in before)
"""


def test_it_loads_all_that_reading_loads_and_then_what_writes() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] True"


def test_it_reads_as_this_process_does(tmp_path: Path) -> None:
    article = tmp_path / "one.md"
    article.write_text("Meta bought 90,000 Nvidia H100 GPUs in 2024.", encoding="utf-8")
    with scribe(2, keeping(tmp_path, MUCH)) as one:
        assert one is not None
        found = one.submit(read_one, article).result()
    assert isinstance(found, Extraction)
    assert found == read_one(article)


@by_proc
def test_it_ends_with_a_refresh_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "beside.py").write_text(BESIDE, encoding="utf-8")
    known = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(tmp_path / "beside.py"), str(keeping(tmp_path, MUCH))]
    with subprocess.Popen(command, env=known, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        other = process.stdout.readline().strip()
        assert runs(other)
        process.kill()
    until = time.monotonic() + 30
    while runs(other):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_refresh_with_it_gives_what_one_alone_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refreshing, "FEW", 0)
    receipts = []
    with processes(1) as one:
        for count in (10, 20):
            write(tmp_path / "articles", 3)
            changed = f"Meta bought {count},000 Nvidia H100 GPUs in 2024."
            (tmp_path / "articles/own.md").write_text(changed, encoding="utf-8")
            for store, jobs, other in ((tmp_path / "alone", 1, None), (tmp_path / "two", 2, one)):
                request = Request((), (tmp_path / "articles",), store, jobs, scribe=other)
                receipts.append(refreshing.refresh(request, lambda *_: None, lambda: NOW))
                snapshot.verified(store, receipts[-1]["snapshot"])
    told = [json.dumps({**one, "seconds": {}}) for one in receipts]
    assert told[0] == told[1]
    assert told[2] == told[3]
    assert receipts[2]["counts"]["changed"]
