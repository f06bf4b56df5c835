"""Processes that share a refresh hold memory as its own process does, and give results in the order of the tasks."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from etl.publish.frugal import SELDOM
from etl.publish.workers import MANY, giver, mapped, scribe, workers

ROOT = Path(__file__).parents[3]


def settings(_task: int) -> tuple[int, str]:
    return gc.get_threshold()[0], pa.default_memory_pool().backend_name


def test_a_worker_is_as_frugal_as_its_parent() -> None:
    with workers(2) as pool:
        assert set(mapped(pool, settings, range(3))) == {(SELDOM, "system")}


def pages_for_columns(many: int) -> int:
    """Make and let go of columns one after another, and return how many pages the system had to give for them."""
    import resource  # noqa: PLC0415 - only where it is asked for, since not every system has it

    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(many):
        np.ones(1_000_000)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process says how it asks for memory")
def test_a_column_is_made_where_the_last_one_was() -> None:
    with workers(2) as pool:
        one, many = mapped(pool, pages_for_columns, (1, 50))
    assert many < 3 * max(one, 8_000_000 // 4096)


def test_results_come_in_the_order_of_the_tasks() -> None:
    with workers(2) as pool:
        assert list(mapped(pool, abs, range(-20, 0))) == list(range(20, 0, -1))


def process_and_sum(*numbers: int) -> tuple[int, int]:
    return os.getpid(), sum(numbers)


def test_work_of_many_rows_is_given_away_and_that_of_few_is_done_here() -> None:
    with workers(2) as pool:
        give = giver(pool)
        (other, many), (own, few) = give(MANY, process_and_sum, 1, 2)(), give(MANY - 1, process_and_sum, 3, 4)()
    assert (many, few) == (3, 7)
    assert own == os.getpid() != other
    assert giver(None)(MANY, process_and_sum, 1)()[0] == own


BESIDE = """
import os, time
from etl.publish.workers import scribe
if __name__ == "__main__":
    with scribe(2) as one:
        print(one.submit(os.getpid).result(), flush=True)
        time.sleep(600)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="tells processes by /proc")
def test_the_scribe_ends_with_a_refresh_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "beside.py").write_text(BESIDE, encoding="utf-8")
    known = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(tmp_path / "beside.py")]
    with subprocess.Popen(command, env=known, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        other = Path("/proc", process.stdout.readline().strip())
        assert other.exists()
        process.kill()
    until = time.monotonic() + 30
    while other.exists():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_one_job_is_this_process() -> None:
    with workers(1) as pool, scribe(1) as one:
        assert (pool, one) == (None, None)
