"""Tables written beside the other work where there are two cores; what waits for the disk is bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager

import pandas as pd

AHEAD = 2
"""Tables that are written or wait for it: who makes one more waits, since each that waits is held."""

Write = Callable[[str, pd.DataFrame], object]


@contextmanager
def writing(add: Write, jobs: int, last: AbstractContextManager[None]) -> Iterator[Write]:
    """Yield what writes a table; at the end all are written, and inside of `last` those that were not by then."""
    if jobs == 1:
        yield add
        return
    with ThreadPoolExecutor(1) as beside:
        given: list[Future[object]] = []

        def write(name: str, frame: pd.DataFrame) -> None:
            if len(given) >= AHEAD:
                given[-AHEAD].result()
            given.append(beside.submit(add, name, frame))

        try:
            yield write
            with last:
                for one in given:
                    one.result()
        except BaseException:
            beside.shutdown(cancel_futures=True)
            raise
