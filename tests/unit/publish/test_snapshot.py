import csv
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import StoreError
from etl.publish import snapshot
from etl.publish.disk import Disk
from etl.publish.plain import number
from etl.publish.schema import VERSION, schemas


def test_same_input_same_id_byte_for_byte(tables: Callable[..., Any], tmp_path: Path) -> None:
    one, two = (snapshot.publish(tables(485000.0, 224000.0), tmp_path / store) for store in "ab")
    assert one == two
    files = [{path.name: path.read_bytes() for path in (tmp_path / store / one).iterdir()} for store in "ab"]
    assert files[0] == files[1]


def test_another_value_is_another_snapshot_and_both_stay(tables: Callable[..., Any], tmp_path: Path) -> None:
    one = snapshot.publish(tables(485000.0), tmp_path)
    two = snapshot.publish(tables(224000.0), tmp_path)
    assert one != two
    assert snapshot.latest(tmp_path) == two
    assert snapshot.read(tmp_path, one)["observations"]["value"].tolist() == [485000.0]


def test_what_is_read_is_what_was_published(tables: Callable[..., Any], tmp_path: Path) -> None:
    told = tables(485000.0, known_from="2024-12-18")
    snapshot.publish(told, tmp_path)
    back = snapshot.read(tmp_path)["observations"]
    assert back["known_from"].tolist() == ["2024-12-18"]
    assert back["known_to"].tolist() == [""]
    assert back["value"].tolist() == told["observations"]["value"].tolist()


def test_csv_and_parquet_hold_the_same(tables: Callable[..., Any], tmp_path: Path) -> None:
    name = snapshot.publish(tables(485000.0, 0.25), tmp_path)
    text = (tmp_path / name / "observations.csv").read_bytes()
    assert b"\r" not in text
    rows = list(csv.DictReader(io.StringIO(text.decode())))
    assert [row["value"] for row in rows] == ["485000", "0.25"]
    assert list(rows[0]) == schemas()["observations"].names()


def test_the_descriptor_tells_every_file_its_hash_and_its_fields(tables: Callable[..., Any], tmp_path: Path) -> None:
    name = snapshot.publish(tables(485000.0), tmp_path)
    told = json.loads((tmp_path / name / "datapackage.json").read_text())
    assert {one["path"] for one in told["resources"]} == {
        f"{table}.{form}" for table in schemas() for form in ("csv", "parquet")
    }
    for one in told["resources"]:
        content = (tmp_path / name / one["path"]).read_bytes()
        assert one["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        assert one["bytes"] == len(content)
        assert all(field["description"] and field["description_zh"] for field in one["schema"]["fields"])


def test_a_changed_byte_anywhere_is_noticed(tables: Callable[..., Any], tmp_path: Path) -> None:
    name = snapshot.publish(tables(485000.0), tmp_path, {"counts": {"added": 1}})
    for path in sorted((tmp_path / name).iterdir()):
        whole = path.read_bytes()
        for at in (0, len(whole) // 2, len(whole) - 2, len(whole) - 1):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            with pytest.raises(StoreError, match=r"damaged|newer"):
                snapshot.read(tmp_path)
        path.write_bytes(whole)
        path.unlink()
        with pytest.raises(StoreError, match="damaged"):
            snapshot.read(tmp_path)
        path.write_bytes(whole)
    assert len(snapshot.read(tmp_path)["observations"]) == 1


def test_a_byte_that_hides_the_checksums_is_noticed(tables: Callable[..., Any], tmp_path: Path) -> None:
    name = snapshot.publish(tables(485000.0), tmp_path)
    path = tmp_path / name / "datapackage.json"
    path.write_text(path.read_text().replace('"checksums"', '"checksumz"'))
    with pytest.raises(StoreError, match=r"damaged: datapackage\.json"):
        snapshot.read(tmp_path)


def test_a_snapshot_of_before_the_checksums_is_read(tables: Callable[..., Any], tmp_path: Path) -> None:
    name = snapshot.publish(tables(485000.0), tmp_path)
    told = json.loads((tmp_path / name / "datapackage.json").read_text())
    told.pop("checksums")
    (tmp_path / name / "datapackage.json").write_text(json.dumps(told))
    (tmp_path / name / "SHA256SUMS").unlink()
    assert len(snapshot.read(tmp_path)["observations"]) == 1


def test_the_newest_whole_one_is_found_past_damaged_ones(tables: Callable[..., Any], tmp_path: Path) -> None:
    names = [snapshot.publish(tables(value), tmp_path) for value in (1.0, 2.0, 3.0)]
    assert snapshot.newest_whole(tmp_path)[0] == names[2]
    for name in names[1:]:
        (tmp_path / name / "capex.csv").write_text("nothing")
    assert snapshot.newest_whole(tmp_path)[0] == names[0]
    assert snapshot.newest_whole(tmp_path / "nowhere") == ("", {})


def test_a_damaged_snapshot_is_mended_by_the_same_input(tables: Callable[..., Any], tmp_path: Path) -> None:
    name = snapshot.publish(tables(485000.0), tmp_path)
    (tmp_path / name / "observations.csv").write_text("nothing")
    assert snapshot.publish(tables(485000.0), tmp_path) == name
    assert len(snapshot.read(tmp_path)["observations"]) == 1


def test_a_missing_snapshot_names_those_held(tables: Callable[..., Any], tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="it holds none"):
        snapshot.read(tmp_path)
    name = snapshot.publish(tables(485000.0), tmp_path)
    with pytest.raises(StoreError, match=name):
        snapshot.read(tmp_path, "0123456789abcdef")


def test_a_snapshot_of_a_newer_program_is_refused_and_kept(tables: Callable[..., Any], tmp_path: Path) -> None:
    name = snapshot.publish(tables(485000.0), tmp_path)
    path = tmp_path / name / "datapackage.json"
    path.write_text(path.read_text().replace(f'"version": {VERSION}', f'"version": {VERSION + 1}'))
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer"):
        snapshot.read(tmp_path)
    assert path.read_bytes() == before


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_back_as_it_was_and_has_no_exponent(value: float) -> None:
    text = number(value)
    assert float(text) == value
    assert "e" not in text.lower()


def test_left_overs_of_a_killed_publish_are_cleared(tables: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "0123456789abcdef.tmp").mkdir(parents=True)
    snapshot.publish(tables(485000.0), tmp_path)
    assert list(tmp_path.glob("*.tmp")) == []


def test_tables_of_metrics_are_parts_of_the_observations(tables: Callable[..., Any], tmp_path: Path) -> None:
    told = tables(485000.0, 80e9)
    told["observations"].loc[1, "metric"] = "capex_guidance"
    snapshot.publish(told, tmp_path)
    back = snapshot.read(tmp_path)
    assert [len(back[name]) for name in ("observations", "gpu_purchases", "capex", "supply")] == [2, 1, 1, 0]
    assert isinstance(back["capex"], pd.DataFrame)


def test_a_draft_holds_no_bytes_and_is_gone_where_it_is_not_kept(tables: Callable[..., Any], tmp_path: Path) -> None:
    old = snapshot.publish(tables(485000.0), tmp_path)
    with snapshot.drafted(tmp_path, Disk()) as draft:
        for name, frame in tables(224000.0).items():
            draft.add(name, frame)
        assert {file.content for file in draft.files.values()} == {b""}
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted((old, snapshot.LATEST))
