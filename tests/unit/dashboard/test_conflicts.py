"""On a past day the conflicts are those that the snapshot tells of it, as they stood then."""

from pathlib import Path

import pandas as pd
import pytest

from dashboard.conflicts import conflicts
from dashboard.disputes import disputes
from dashboard.snapshot import Snapshot, Store
from etl.publish.snapshot import publish
from tests.ledger import frame_of, tables, without

CONFLICT = {"kind": "rival_origins", "unit": "units", "n_origins": 2, "value_low": 1.0, "value_high": 2.0}
NOW = [
    CONFLICT | {"conflict_id": "three", "observation_ids": "a;b;c", "stood_from": "2025-03-01"},
    CONFLICT | {"conflict_id": "undated", "observation_ids": "d;e", "stood_from": ""},
]
PAST = [
    CONFLICT | {"conflict_id": "two", "observation_ids": "a;b", "stood_from": "2025-01-10", "stood_to": "2025-02-28"},
    CONFLICT | {"conflict_id": "lasting", "observation_ids": "d;f", "stood_from": "2025-02-01", "stood_to": ""},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("store")
    told = {"conflicts": frame_of("conflicts", NOW), "past_conflicts": frame_of("past_conflicts", PAST)}
    publish(tables() | told, found, {"added": 13})
    return found


def current(folder: Path) -> Snapshot:
    found = Store(folder).current()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("", ["three", "undated"]),
        ("2025-01-09", []),
        ("2025-01-10", ["two"]),
        ("2025-02-28", ["two", "lasting"]),
        ("2025-03-01", ["three", "lasting"]),
    ],
)
def test_a_day_tells_what_stood_on_it(folder: Path, day: str, told: list[str]) -> None:
    found = conflicts(current(folder), day)
    assert sorted(found["conflict_id"]) == sorted(told)
    assert list(found) == list(current(folder).table("conflicts"))


def test_a_mark_is_disputed_while_its_conflict_stands(folder: Path) -> None:
    assert set(disputes(current(folder), "2025-01-10")) == {"a", "b"}
    assert set(disputes(current(folder))) == {"a", "b", "c", "d", "e"}


def test_a_snapshot_that_tells_no_days_of_conflicts_tells_none_of_a_past_one(tmp_path: Path) -> None:
    publish(tables() | {"conflicts": frame_of("conflicts", NOW)}, tmp_path, {"added": 13})
    without(tmp_path, "conflicts", "stood_from")
    assert len(conflicts(current(tmp_path), "")) == len(NOW)
    assert conflicts(current(tmp_path), "2025-03-01").empty


def test_rows_without_a_past_are_those_of_now(tmp_path: Path) -> None:
    publish(tables() | {"conflicts": frame_of("conflicts", NOW)}, tmp_path, {"added": 13})
    pd.testing.assert_frame_equal(conflicts(current(tmp_path), "2025-03-01"), conflicts(current(tmp_path), "").iloc[:1])
