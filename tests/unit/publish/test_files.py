"""Tables as files: written piece by piece, their bytes are those of tables written whole, however they are held."""

import io
from collections.abc import Callable
from typing import Any

import pyarrow.parquet as pq
import pytest

from etl.publish import files, plain
from etl.publish.files import files_of, files_of_table
from etl.publish.schema import conform, schemas
from etl.reconcile.codes import coded

VALUES = (485000.0, 224000.0, 0.5, 1e-7, 7.0)
WORDS = {"note": 'said "so", twice', "known_from": "2024-12-18", "source_tier": 2}


def written(name: str, frame: Any) -> dict[str, bytes]:
    return {path: b"".join(pieces) for path, pieces in files_of_table(name, frame)}


@pytest.mark.parametrize("block", [1, 2, 100])
def test_pieces_and_categories_give_the_bytes_of_the_whole(
    tables: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    frame = tables(*VALUES, **WORDS)["observations"]
    whole = conform(schemas()["observations"], frame)
    sink = io.BytesIO()
    pq.write_table(whole, sink, compression="zstd", version="2.6")
    wanted = plain.csv_bytes(whole)
    monkeypatch.setattr(plain, "BLOCK", block)
    for held in (frame, coded(frame, ("observation_id",)), coded(frame, ())):
        found = written("observations", held)
        assert found["observations.csv"] == found["gpu_purchases.csv"] == wanted
        assert found["observations.parquet"] == found["gpu_purchases.parquet"] == sink.getvalue()
        assert found["capex.csv"].count(b"\n") == 1


def test_a_long_table_is_written_group_by_group(tables: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    frame = tables(*VALUES, **WORDS)["observations"]
    whole = files.frames_of(files_of({"observations": frame}))["observations"]
    monkeypatch.setattr(files, "GROUP", 2)
    found = files_of({"observations": frame})
    assert pq.read_metadata(io.BytesIO(found["observations.parquet"].content)).num_row_groups == 3
    assert files.frames_of(found)["observations"].equals(whole)
