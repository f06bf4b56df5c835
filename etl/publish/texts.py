"""What documents say, on the disk while a snapshot is made: it may be many times as much as all that is read of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from etl.publish.packing import Aside, by_itself

DOCUMENTS, TEXT, AT = "documents", "text", "text_at"
SCHEMA = pa.schema([(TEXT, pa.large_string())])


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of documents in a file; of those that are asked for only some are held at a time."""

    path: Path

    @contextmanager
    def shelving(self) -> Iterator[Aside]:
        """Yield what puts the texts of documents there, and in their stead their places; raises OSError."""
        count = 0
        with pa.OSFile(str(self.path), "wb") as file, pa.ipc.new_file(file, SCHEMA) as writer:

            def aside(name: str, table: pa.Table) -> pa.Table:
                nonlocal count
                if name != DOCUMENTS:
                    return table
                if len(table):
                    writer.write_table(table.select([TEXT]).cast(SCHEMA))
                places = np.arange(count, count := count + len(table))
                return by_itself(table.drop_columns(TEXT).append_column(AT, pa.array(places)))

            yield aside

    def filled(self, documents: pd.DataFrame) -> pd.DataFrame:
        """Return some documents with their texts; those that have them, and rows of other tables, are as they were."""
        if AT not in documents:
            return documents
        return documents.assign(**{TEXT: pd.array(self._take(documents[AT].to_numpy()), dtype="str")})

    def _take(self, places: Any) -> pa.ChunkedArray:
        order = np.argsort(places, kind="stable")
        back = np.empty(len(order), dtype=np.int64)
        back[order] = np.arange(len(order))
        with pa.memory_map(str(self.path)) as file:
            found = pa.chunked_array([*_some(pa.ipc.open_file(file), places[order])], pa.large_string())
        return found.take(pa.array(back))


def _some(reader: Any, places: Any) -> Iterator[Any]:
    """Yield the texts of places in order; of Arrow's pieces all would be made one first."""
    first = 0
    for batch in map(reader.get_batch, range(reader.num_record_batches)):
        here = places[slice(*np.searchsorted(places, (first, first + len(batch))))]
        yield batch.column(0).take(pa.array(here - first))
        first += len(batch)
