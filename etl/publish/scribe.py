"""The scribe: a process beside a refresh that reads what is too little for many of them, and writes the tables."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

from etl.extract import extract
from etl.publish.place import CACHE, FILE
from etl.publish.workers import processes
from etl.readers import readers
from etl.readers.article import About, document

MUCH = 2**23
"""Bytes of readings; of a store that keeps so many the engine takes longer to load than all else before it is asked."""

TOLD = (
    "Meta bought 90,000 Nvidia H100 GPUs in 2024, it said.",
    "据Omdia预计，微软2024年购买了48.5万块英伟达Hopper芯片。",
)


@contextmanager
def scribe(jobs: int, store: Path) -> Iterator[Executor | None]:
    """
    Yield one that loads what reads while this process loads the rest; None where one is enough.

    That is for one job, and for a store that keeps little: all of it is read before another process has begun.
    """
    if jobs < 2 or _size(store / CACHE / FILE) < MUCH:  # noqa: PLR2004 - one job is this process
        yield None
        return
    with processes(1) as one:
        one.submit(load)
        yield one


def load() -> None:
    """Load what reads a document, by reading one in each language; then, while a document may be read, what writes."""
    readers()
    for text in TOLD:
        extract(document(Path("told.md"), b"", text, About()))
    threading.Thread(target=importlib.import_module, args=("etl.publish.writing",)).start()


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
