"""What a card draws for a query, and what is kept of it."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from dashboard.charts import charts
from dashboard.drawing import card_state, drawn
from dashboard.snapshot import Store, read
from dashboard.state import BadState, State

CHART = charts()["gpu-buyers"].CHART


@pytest.mark.parametrize(
    ("query", "lens", "tab"),
    [
        ({}, "", "chart"),
        ({"lens": "share"}, "share", "chart"),
        ({"lens": "H200"}, "", "chart"),
        ({"gpu-buyers.lens": "share", "lens": "units"}, "share", "chart"),
        ({"lens": "units"}, "", "chart"),
        ({"gpu-origins.tab": "table"}, "", "chart"),
        ({"tab": "table"}, "", "table"),
    ],
)
def test_a_card_takes_what_is_meant_for_it(query: dict[str, str], lens: str, tab: str) -> None:
    state = card_state(query, CHART)
    assert (state.lens, state.tab) == (lens, tab)


def test_a_lens_of_its_own_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadState, match="units, share"):
        card_state({"gpu-buyers.lens": "money"}, CHART)


def test_the_same_view_is_drawn_once(ledger: Path) -> None:
    snapshot = Store(ledger).current()
    assert snapshot is not None
    assert drawn(snapshot, CHART.id, State()) is drawn(snapshot, CHART.id, State())
    assert drawn(snapshot, CHART.id, State()) is not drawn(snapshot, CHART.id, State(lang="zh"))


def test_what_was_drawn_goes_with_its_snapshot(ledger: Path) -> None:
    snapshot = read(ledger, (ledger / "LATEST").read_text(encoding="utf-8").strip())
    kept = weakref.ref(drawn(snapshot, CHART.id, State()).rows)
    del snapshot
    gc.collect()
    assert kept() is None
