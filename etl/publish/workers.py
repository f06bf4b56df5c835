"""Processes that share the work of a refresh; none outlives it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import TypeVar

Task = TypeVar("Task")
Done = TypeVar("Done")


def mapped(pool: Executor | None, work: Callable[[Task], Done], tasks: Sequence[Task]) -> Iterable[Done]:
    """Yield what the work gives for each task, in order: by the processes, or here where there are none."""
    return pool.map(work, tasks) if pool else map(work, tasks)


@contextmanager
def workers(jobs: int) -> Iterator[Executor | None]:
    """Yield so many processes, None where this one is enough."""
    if jobs < 2:  # noqa: PLR2004 - one job is this process
        yield None
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _end_with_parent() -> None:
    """End this worker when the refresh is killed; it would wait for work for ever."""
    parent = parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
