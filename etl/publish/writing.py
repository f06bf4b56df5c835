"""Tables written by another process beside the other work: each lies in a file of the draft until its turn comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa

from etl.publish.files import Files
from etl.publish.packing import table_of
from etl.publish.snapshot import DRAFT, Draft

LAID = ".rows"
"""How the file ends in which a table lies; that way none is held that waits, nor copied for another process."""

Write = Callable[[str, pd.DataFrame], None]


@contextmanager
def writing(draft: Draft, scribe: Executor | None, last: AbstractContextManager[None]) -> Iterator[Write]:
    """Yield what writes a table; at the end all are written, and inside of `last` those that were not by then."""
    if scribe is None:
        yield draft.add
        return
    empty = replace(draft, files={})
    given: list[Future[Files]] = []

    def write(name: str, frame: pd.DataFrame) -> None:
        # What the disk refuses is told as soon as that is known.
        for one in given:
            if one.done():
                one.result()
        _lay(_place(draft, name), frame)
        given.append(scribe.submit(taken, empty, name))

    try:
        yield write
        with last:
            for one in given:
                draft.files |= one.result()
    except BaseException:
        scribe.shutdown(cancel_futures=True)
        raise


def ready() -> None:
    """Do nothing, for which all is loaded that it takes to write a table."""


def taken(draft: Draft, name: str) -> Files:
    """Write the files of a table that lies beside them, and return them; raises StoreError, OSError."""
    place = _place(draft, name)
    frame = _laid(place)
    place.unlink()
    draft.add(name, frame)
    return draft.files


def _place(draft: Draft, name: str) -> Path:
    return draft.store / DRAFT / f"{name}{LAID}"


def _lay(place: Path, frame: pd.DataFrame) -> None:
    table = table_of(frame)
    with pa.OSFile(str(place), "wb") as file, pa.ipc.new_stream(file, table.schema) as stream:
        stream.write_table(table)


def _laid(place: Path) -> pd.DataFrame:
    with pa.OSFile(str(place)) as file:
        found: pd.DataFrame = pa.ipc.open_stream(file).read_all().to_pandas()
    return found
