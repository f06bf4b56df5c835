"""Processes that share the work of a refresh; none outlives it."""

from __future__ import annotations

import atexit
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from etl.leaving import leave
from etl.reconcile.meanwhile import Give, here

Task = TypeVar("Task")
Done = TypeVar("Done")


MANY = 200_000
"""Of fewer rows work is done here: to hand it to another process, which may have to begin first, costs more."""

AHEAD = 8
"""Tasks handed out at a time: what waits for its turn, or to be fetched, takes memory."""


def mapped(pool: Executor | None, work: Callable[[Task], Done], tasks: Iterable[Task]) -> Iterator[Done]:
    """Return what the work gives for each task, in order: of the processes, at work from now on, or here one by one."""
    if pool is None:
        return map(work, tasks)
    left = iter(tasks)
    return _fetched(pool, work, left, deque(pool.submit(work, task) for task in islice(left, AHEAD)))


def _fetched(
    pool: Executor, work: Callable[[Task], Done], left: Iterator[Task], given: deque[Future[Done]]
) -> Iterator[Done]:
    while given:
        one = given.popleft().result()
        given.extend(pool.submit(work, task) for task in islice(left, 1))
        yield one


def giver(pool: Executor | None) -> Give:
    """Return a way to give away work: that of many rows to the processes, the other is done when it is asked for."""

    def give(rows: int, work: Callable[..., Done], /, *of: Any) -> Callable[[], Done]:
        return here(rows, work, *of) if pool is None or rows < MANY else pool.submit(work, *of).result

    return give


@contextmanager
def beside(work: Callable[[], Done], jobs: int) -> Iterator[Callable[[], Done]]:
    """Yield what gives what some work gives, which a thread does until it is asked for, if two may be at it."""
    if jobs == 1:
        yield work
        return
    with ThreadPoolExecutor(1) as thread:
        yield thread.submit(work).result


@contextmanager
def workers(jobs: int) -> Iterator[Executor | None]:
    """Yield so many processes, None where this one is enough."""
    if jobs < 2:  # noqa: PLR2004 - one job is this process
        yield None
        return
    with processes(jobs) as pool:
        yield pool


@contextmanager
def processes(count: int) -> Iterator[Executor]:
    """Yield so many processes, each begun when there is work for it; what is broken off ends them at once."""
    context = get_context("spawn")
    heard, held = context.Pipe(duplex=False)
    with heard, held, ProcessPoolExecutor(count, context, _begin, (heard,)) as pool:
        try:
            yield pool
        except BaseException:
            held.close()
            pool.shutdown(cancel_futures=True)
            raise


def _begin(heard: Connection) -> None:
    # Who begins processes need not have loaded what they do.
    from etl.publish.frugal import frugal  # noqa: PLC0415

    frugal()
    threading.Thread(target=_end_with, args=(heard,), daemon=True).start()
    atexit.register(leave)


def _end_with(heard: Connection) -> None:
    """End this worker when its parent lets go of the other end, or is killed: it would do its task for nobody."""
    wait([heard])
    os._exit(1)
