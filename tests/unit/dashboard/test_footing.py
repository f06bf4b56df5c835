"""What a card rests on: the sources behind its rows, how old they are, and whether they could be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard import footing, kept
from dashboard.drawing import Drawn
from dashboard.footing import aged, failed, resting
from dashboard.formats import sources
from dashboard.snapshot import Snapshot, Store
from etl.publish.snapshot import publish
from tests.ledger import UNREAD, frame_of, fresh_until, tables
from tests.unit.dashboard.conftest import client_of


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the small ledger with a table that is good until 27 March 2025 and was not read anew."""
    folder = tmp_path_factory.mktemp("old")
    step = {"observation_id": "made", "input_no": 1, "kind": "observation", "input_id": "made-first"}
    steps = [step, {**step, "observation_id": "made-first", "input_id": "omdia-meta"}]
    more = {"freshness": fresh_until("2025-03-27"), "derivations": frame_of("derivations", steps)}
    publish(tables() | more, folder, {"added": 13, **UNREAD})
    return folder


@pytest.fixture(scope="module")
def snapshot(old: Path) -> Snapshot:
    """Return the snapshot of it."""
    found = Store(old).current()
    assert found is not None
    return found


@pytest.mark.parametrize(
    "rows",
    [
        {"observation_id": ["omdia-meta"]},
        {"observation_id": ["made"]},
        {"check_id": ["x"], "inputs": ["nobody;omdia-meta"]},
    ],
    ids=["told", "computed", "named as an input"],
)
def test_rows_rest_on_the_sources_of_all_that_they_were_made_of(snapshot: Snapshot, rows: dict[str, list[str]]) -> None:
    assert resting(pd.DataFrame(rows), snapshot) == {"gpu_purchases"}


def test_a_check_lists_the_sources_of_all_that_it_holds_against_each_other(snapshot: Snapshot) -> None:
    rows = pd.DataFrame({"check_id": ["x", "y"], "inputs": ["nobody;omdia-meta", "plan-meta;omdia-meta"]})
    told = sources(cast("Drawn", SimpleNamespace(rows=rows)), snapshot)
    assert next(zip(told["check_id"], told["observation_id"], strict=True)) == ("x", "omdia-meta")
    assert set(told["observation_id"][told["check_id"] == "y"]) == {"plan-meta", "omdia-meta"}
    assert told["publisher"].ne("").all()


def test_rows_about_the_tables_themselves_say_that_no_page_tells_them(snapshot: Snapshot) -> None:
    told = sources(cast("Drawn", SimpleNamespace(rows=pd.DataFrame({"month": ["2025-01"]}))), snapshot)
    assert "no page tells them" in told["note"].iloc[0]


def test_rows_without_ids_rest_on_nothing_that_could_be_named(snapshot: Snapshot) -> None:
    assert resting(pd.DataFrame({"month": ["2025-01"]}), snapshot) == frozenset()


@pytest.mark.parametrize(("day", "count"), [("2025-03-27", 0), ("2025-03-28", 1)])
def test_a_source_is_stale_from_the_day_after_its_last(snapshot: Snapshot, day: str, count: int) -> None:
    found = aged(frozenset({"gpu_purchases", "digest"}), snapshot, date.fromisoformat(day))
    assert [one.source for one in found] == ["gpu_purchases"] * count


def test_what_was_not_read_anew_says_why_and_what_to_do(snapshot: Snapshot) -> None:
    found = failed(frozenset({"gpu_purchases", "digest"}), snapshot)
    assert [(one.source, one.reason, one.remedy) for one in found] == [
        ("gpu_purchases", "is not UTF-8", "Save it as CSV UTF-8")
    ]
    assert failed(frozenset({"digest"}), snapshot) == []


def test_only_cards_that_rest_on_it_say_so_and_a_past_day_has_no_age(old: Path) -> None:
    client = client_of(old)
    buyers = client.get("/parts/card/gpu-buyers").get_data(as_text=True)
    assert "Stale since 27 Mar 2025" in buyers
    assert "Source not read anew: gpu_purchases" in buyers
    past = client.get("/parts/card/gpu-buyers?as_of=2025-01-31").get_data(as_text=True)
    assert "Stale since" not in past
    assert "Source not read anew" in past


def test_a_kept_page_grows_stale_at_midnight(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(old)
    told = []
    for day in (date(2025, 3, 27), date(2025, 3, 28)):
        monkeypatch.setattr("dashboard.components.badges.today", lambda day=day: day)
        monkeypatch.setattr(kept, "today", lambda day=day: day)
        told.append("Stale since" in client.get("/gpu-buying").get_data(as_text=True))
    assert told == [False, True]
    assert footing.today() >= date(2026, 1, 1)


def test_a_ledger_that_declares_nothing_shows_no_badge(client: FlaskClient) -> None:
    assert 'class="badges"' not in client.get("/gpu-buying").get_data(as_text=True)
