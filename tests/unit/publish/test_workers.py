"""Processes that share a refresh hold memory as its own process does, and give results in the order of the tasks."""

from __future__ import annotations

import gc
import os
import sys
import time

import numpy as np
import pyarrow as pa
import pytest

from etl.publish.frugal import SELDOM
from etl.publish.workers import MANY, giver, mapped, workers


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


def broken_off() -> None:
    with workers(2) as pool:
        assert pool is not None
        assert pool.submit(abs, -1).result() == 1
        pool.submit(time.sleep, 60)
        raise KeyboardInterrupt


def test_what_is_broken_off_ends_the_tasks_that_are_being_done() -> None:
    begin = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert time.monotonic() - begin < 30
