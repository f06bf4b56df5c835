"""On a past day a conflict is one of the readings that were told by then, and none where these did not differ."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.conflicts import EXACT, WIDE, conflicts
from dashboard.disputes import disputes
from dashboard.snapshot import Snapshot, Store
from etl.publish.snapshot import publish
from etl.reconcile.rule import rule
from tests.ledger import _observation, tables

EARLY, LATE = "2025-01-31", "2025-03-31"
SAID = {"shown_from": "2025-01-10", "known_from": "2025-01-10", "rank": "normal"}


def test_readings_differ_by_the_tolerance_that_the_refresh_has() -> None:
    tolerance = rule().tolerance
    assert {name: tolerance[name] for name in ("exact", "approx")} == {"exact": EXACT, **WIDE}


def ledger(folder: Path, kind: str, *more: Mapping[str, Any]) -> Snapshot:
    """Return a ledger in which Omdia's count of Microsoft's chips stands in one conflict with some others."""
    given = [_observation(f"m{place}", "microsoft", **{"origin": f"o{place}", **one}) for place, one in enumerate(more)]
    held = tables(more=tuple(given))
    ids = ["omdia-microsoft", *(one["observation_id"] for one in given)]
    row = dict.fromkeys(held["conflicts"].columns, "") | {
        "conflict_id": "c",
        "kind": kind,
        "unit": "units",
        "observation_ids": ";".join(ids),
        "origins": ";".join(["omdia", *(one["origin"] for one in given)]),
        "n_origins": len(ids),
        "value_low": 1.0,
        "value_high": 9e9,
        "spread": 9e9,
        "reason": "omdia: why",
        "reason_zh": "omdia：故",
        **{name: ";".join("x" * len(ids)) for name in ("origin_classes", "source_tiers", "statuses")},
    }
    publish(held | {"conflicts": pd.DataFrame([row])}, folder, {"added": 13})
    found = Store(folder).current()
    assert found is not None
    return found


def test_readings_told_later_are_no_part_of_the_conflict_of_a_day(tmp_path: Path) -> None:
    late = SAID | {"shown_from": "2025-03-01"}
    shown = ledger(tmp_path, "rival_origins", SAID | {"value": 600_000.0}, late | {"value": 700_000.0})
    (then,) = conflicts(shown, EARLY).to_dict("records")
    assert then["observation_ids"] == "omdia-microsoft;m0"
    assert (then["value_low"], then["value_high"], then["n_origins"]) == (485_000, 600_000, 2)
    assert (then["origins"], then["statuses"], then["ranks"]) == ("omdia;o0", "x;x", "preferred;normal")
    assert then["reason"] == "omdia: why"
    assert set(disputes(shown, EARLY)) == {"omdia-microsoft", "m0"}
    assert conflicts(shown, LATE)["observation_ids"].tolist() == ["omdia-microsoft;m0;m1"]
    assert conflicts(shown, "2024-12-18").empty


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        ("rival_origins", {"value": 490_000.0, "qualifier": "approx"}),
        ("rival_origins", {"value": 600_000.0, "origin": "omdia"}),
        ("definition", {"value": 600_000.0, "known_to": "2025-01-20"}),
        ("restated", {"value": 485_000.0}),
        ("unit_basis", {"value": float("nan"), "value_low": 400_000.0}),
    ],
)
def test_what_is_left_of_a_conflict_is_none_where_it_can_be_true(
    tmp_path: Path, kind: str, other: dict[str, Any]
) -> None:
    late = SAID | {"shown_from": "2025-03-01", "value": 900_000.0}
    shown = ledger(tmp_path, kind, SAID | other, late)
    assert conflicts(shown, EARLY).empty
    assert len(conflicts(shown, LATE)) == 1


@pytest.mark.parametrize("kind", ["horizon", "doubt"])
def test_one_number_told_twice_and_what_a_person_found_need_no_other_number(tmp_path: Path, kind: str) -> None:
    shown = ledger(tmp_path, kind, SAID | {"value": 485_000.0}, SAID | {"shown_from": "2025-03-01", "value": 485_000.0})
    assert conflicts(shown, EARLY)["observation_ids"].tolist() == ["omdia-microsoft;m0"]


def test_a_reason_that_names_who_had_not_spoken_is_left_out(tmp_path: Path) -> None:
    shown = ledger(tmp_path, "rival_origins", SAID | {"value": 600_000.0}, SAID | {"value": 700_000.0})
    (then,) = conflicts(shown, "2025-01-15").to_dict("records")
    assert then["reason"] == "omdia: why"
    held = shown.tables["observations"]
    held.loc[held["observation_id"] == "omdia-microsoft", "shown_from"] = "2025-02-01"
    (then,) = conflicts(shown, "2025-01-16").to_dict("records")
    assert (then["observation_ids"], then["reason"], then["reason_zh"]) == ("m0;m1", "", "")
