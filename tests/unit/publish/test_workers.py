"""Processes that share a refresh hold memory as its own process does, and give results in the order of the tasks."""

from __future__ import annotations

import gc

import pyarrow as pa

from etl.publish.frugal import SELDOM
from etl.publish.workers import mapped, workers


def settings(_task: int) -> tuple[int, str]:
    return gc.get_threshold()[0], pa.default_memory_pool().backend_name


def test_a_worker_is_as_frugal_as_its_parent() -> None:
    with workers(2) as pool:
        assert set(mapped(pool, settings, range(3))) == {(SELDOM, "system")}


def test_results_come_in_the_order_of_the_tasks() -> None:
    with workers(2) as pool:
        assert list(mapped(pool, abs, range(-20, 0))) == list(range(20, 0, -1))
