"""The store follows LATEST and never shows a damaged snapshot."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from dashboard.snapshot import SnapshotDamaged, Store, read
from etl.publish.prune import prune
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


def test_who_starts_on_a_damaged_snapshot_is_served_the_one_before(tmp_path: Path) -> None:
    good = publish(tables(), store(tmp_path))
    bad = publish(tables(more=(MORE,)), tmp_path)
    spoil(tmp_path / bad, "changed")
    fresh = Store(tmp_path)
    shown = fresh.current()
    assert shown is not None
    assert shown.id == good
    assert bad in fresh.fault


def test_any_flipped_byte_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / publish(tables(), tmp_path, {"counts": {"added": 1}})
    chance = random.Random(0)  # noqa: S311 - the same bytes in each run
    for path in sorted(folder.iterdir()):
        whole = path.read_bytes()
        for at in (0, len(whole) - 1, chance.randrange(len(whole))):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
            with pytest.raises(SnapshotDamaged):
                read(tmp_path, folder.name)
        path.write_bytes(whole)
    assert read(tmp_path, folder.name)


def test_the_receipt_shown_is_that_of_the_last_refresh(tmp_path: Path) -> None:
    name = publish(tables(), tmp_path, {"failed": []})
    line = json.dumps({"snapshot": name, "failed": [{"source": "broken.pdf"}]})
    (tmp_path / "receipts.jsonl").write_text(line + "\n", encoding="utf-8")
    shown = Store(tmp_path).current()
    assert shown is not None
    assert shown.receipt["failed"][0]["source"] == "broken.pdf"


def test_a_receipt_that_comes_after_the_name_has_moved_is_seen(tmp_path: Path) -> None:
    name = publish(tables(), tmp_path, {"failed": []})
    held = Store(tmp_path)
    first = held.current()
    line = json.dumps({"snapshot": name, "failed": [{"source": "broken.pdf"}]})
    (tmp_path / "receipts.jsonl").write_text(line + "\n", encoding="utf-8")
    shown = held.current()
    assert first is not None
    assert shown is not None
    assert shown.receipt["failed"][0]["source"] == "broken.pdf"
    assert shown.tables is first.tables  # nothing was read again


def test_what_is_shown_is_not_cleared_away(tmp_path: Path) -> None:
    name = publish(tables(), tmp_path)
    shown = Store(tmp_path).current()
    publish(tables(more=(MORE,)), tmp_path)
    assert prune(tmp_path, 1) == []
    assert shown is not None
    del shown
    assert prune(tmp_path, 1) == [name]


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
