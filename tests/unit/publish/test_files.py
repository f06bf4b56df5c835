"""Tables as files: written piece by piece, their bytes are those of tables written whole, however they are held."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pyarrow.parquet as pq
import pytest

from etl.publish import files, plain
from etl.publish.files import files_of
from etl.publish.schema import conform, schemas
from etl.reconcile.codes import coded

VALUES = (485000.0, 224000.0, 0.5, 1e-7, 7.0)
WORDS = {"note": 'said "so", twice', "known_from": "2024-12-18", "source_tier": 2}


def written(name: str, frame: Any) -> dict[str, bytes]:
    return {path: file.content for path, file in files_of({name: frame}).items()}


@pytest.mark.parametrize(("group", "block"), [(100, 1), (100, 2), (100, 100), (2, 100)])
def test_pieces_and_categories_give_the_rows_of_the_whole(
    tables: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, group: int, block: int
) -> None:
    frame = tables(*VALUES, **WORDS)["observations"]
    whole = conform(schemas()["observations"], frame)
    wanted = plain.csv_bytes(whole)
    monkeypatch.setattr(plain, "BLOCK", block)
    monkeypatch.setattr(files, "GROUP", group)
    for held in (frame, coded(frame, ("observation_id",)), coded(frame, ())):
        found = written("observations", held)
        assert found["observations.csv"] == found["gpu_purchases.csv"] == wanted
        assert found["observations.parquet"] == found["gpu_purchases.parquet"]
        parquet = pq.ParquetFile(io.BytesIO(found["observations.parquet"]))
        assert (parquet.num_row_groups, parquet.read()) == (-(-len(VALUES) // group), whole)
        assert found["capex.csv"].count(b"\n") == 1


def test_a_long_table_is_written_group_by_group(tables: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    frame = tables(*VALUES, **WORDS)["observations"]
    whole = files.frames_of(files_of({"observations": frame}))["observations"]
    monkeypatch.setattr(files, "GROUP", 2)
    found = files_of({"observations": frame})
    assert pq.read_metadata(io.BytesIO(found["observations.parquet"].content)).num_row_groups == 3
    assert files.frames_of(found)["observations"].equals(whole)


def test_all_files_of_a_table_are_written_a_few_rows_at_a_time(
    tables: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "GROUP", 2)
    passing = files.Passing(files.pieces_of("observations", tables(*VALUES)["observations"]))
    whole = [path for path, piece in passing if path in ("observations.csv", "gpu_purchases.csv") and piece]
    head, part = ["observations.csv", "gpu_purchases.csv"], ["observations.csv", "gpu_purchases.csv"]
    assert whole == [*head, *part * 3]
    monkeypatch.undo()
    at_once = {path: replace(file, content=b"") for path, file in files_of(tables(*VALUES)).items()}
    assert all(told == at_once[path] for path, told in passing.files().items() if path.endswith(".csv"))
