"""The store follows LATEST and never shows a damaged snapshot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.snapshot import SnapshotDamaged, Store, read
from etl.publish.snapshot import publish
from tests.ledger import store, tables

MORE = {
    "observation_id": "new",
    "metric": "units_purchased",
    "entity": "meta",
    "value": 1.0,
    "unit": "units",
    "status": "plan",
    "source": "t",
    "locator": "row 9",
    "publisher": "",
    "source_title": "",
    "source_url": "",
    "source_tier": 3,
    "published_on": "",
}


def test_a_store_without_a_snapshot_has_none_and_no_fault(tmp_path: Path) -> None:
    empty = Store(tmp_path / "nowhere")
    assert empty.current() is None
    assert empty.fault == ""


def test_tables_come_typed_and_without_holes_in_text(tmp_path: Path) -> None:
    snapshot = Store(store(tmp_path)).current()
    assert snapshot is not None
    observations = snapshot.table("observations")
    assert observations["value"].dtype == float
    assert not observations["flags"].isna().any()
    assert snapshot.table("no_such_table").empty


def test_a_new_snapshot_is_followed_and_an_unmoved_one_is_kept(tmp_path: Path) -> None:
    held = Store(store(tmp_path))
    first = held.current()
    assert held.current() is first
    publish(tables(more=(MORE,)), tmp_path)
    second = held.current()
    assert second is not None
    assert first is not None
    assert second.id != first.id
    assert len(second.table("observations")) == len(first.table("observations")) + 1


@pytest.mark.parametrize(
    "damage", ["changed", "shorter", "missing", "no descriptor", "half a descriptor", "outside", "newer"]
)
def test_a_damaged_snapshot_is_noticed_and_the_last_good_one_stays(tmp_path: Path, damage: str) -> None:
    held = Store(store(tmp_path))
    good = held.current()
    assert good is not None
    name = publish(tables(more=(MORE,)), tmp_path)
    spoil(tmp_path / name, damage)
    assert held.current() is good
    assert name in held.fault
    with pytest.raises(SnapshotDamaged):
        read(tmp_path, name)


def spoil(folder: Path, damage: str) -> None:
    table, descriptor = folder / "observations.parquet", folder / "datapackage.json"
    told = json.loads(descriptor.read_text(encoding="utf-8"))
    if damage == "changed":
        table.write_bytes(table.read_bytes()[:-1] + b"x")
    elif damage == "shorter":
        table.write_bytes(table.read_bytes()[:-9])
    elif damage == "missing":
        table.unlink()
    elif damage == "no descriptor":
        descriptor.unlink()
    elif damage == "half a descriptor":
        descriptor.write_text(descriptor.read_text(encoding="utf-8")[:200], encoding="utf-8")
    elif damage == "outside":
        told["resources"][0]["path"] = "../LATEST"
        descriptor.write_text(json.dumps(told), encoding="utf-8")
    else:
        descriptor.write_text(json.dumps({**told, "version": 99}), encoding="utf-8")


@pytest.mark.parametrize("name", ["../x", "/etc", "a/b", ""])
def test_a_pointer_out_of_the_store_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SnapshotDamaged):
        read(store(tmp_path), name)


def test_a_mended_store_is_used_again(tmp_path: Path) -> None:
    held = Store(store(tmp_path))
    good = held.current()
    assert good is not None
    (tmp_path / "LATEST").write_text("0123456789abcdef\n", encoding="utf-8")
    assert held.current() is good
    assert held.fault
    publish(tables(), tmp_path)
    assert held.current() is not None
    assert held.fault == ""


def test_receipts_come_newest_first_and_broken_lines_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "receipts.jsonl").write_text('{"n": 1}\n{"n": 2}\n{"n": 3', encoding="utf-8")
    assert [one["n"] for one in Store(tmp_path).receipts()] == [2, 1]
