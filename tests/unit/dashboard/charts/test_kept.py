"""What is kept between views is what would be made anew, and goes with its tables."""

from __future__ import annotations

import gc
import weakref

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import currency
from dashboard.charts import _select as select
from dashboard.charts import charts
from dashboard.charts._kept import MOST, kept
from dashboard.snapshot import Snapshot, Store, read
from dashboard.state import CURRENCIES, State

ENTITIES = ("microsoft", "google", "meta", "openai", "tencent", "nobody")
DAYS = ("", "2024-12-31", "2025-02-11", "2026-06-30")


@pytest.fixture(scope="module")
def snapshot(ledger) -> Snapshot:  # noqa: ANN001 - the fixture's own type
    found = Store(ledger).current()
    assert found is not None
    return found


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_view_has_the_rows_it_would_have_alone(snapshot: Snapshot, data: st.DataObject) -> None:
    module = data.draw(st.sampled_from(list(charts().values())))
    state = State(
        currency=data.draw(st.sampled_from(CURRENCIES)),
        as_of=data.draw(st.sampled_from(DAYS)),
        lens=data.draw(st.sampled_from(("", *module.CHART.lenses))),
        period=data.draw(st.sampled_from(("", *module.CHART.periods))),
        entities=tuple(sorted(data.draw(st.sets(st.sampled_from(ENTITIES), max_size=3)))),
    )
    held = currency.tables(snapshot, state)
    alone = {name: frame.copy() for name, frame in held.items()}
    pd.testing.assert_frame_equal(module.rows(held, state), module.rows(alone, state))


def test_the_same_question_is_worked_out_once_and_a_day_is_another(snapshot: Snapshot) -> None:
    held = currency.tables(snapshot, State())
    first, same, other = (
        select.observations(held, "gpu_purchases", ("units_purchased",), state)
        for state in (State(), State(theme="dark", entities=("meta",)), State(as_of="2025-06-30"))
    )
    assert same is first
    assert other is not first


def test_not_more_is_kept_than_fits(snapshot: Snapshot) -> None:
    asked: list[str] = []

    @kept("as_of")
    def count(_, state: State) -> str:  # noqa: ANN001 - any tables
        asked.append(state.as_of)
        return state.as_of

    held = currency.tables(snapshot, State())
    for day in range(MOST + 1):
        assert count(held, State(as_of=f"{2000 + day}-01-01")) == f"{2000 + day}-01-01"
    assert count(held, State(as_of="2000-01-01")) == "2000-01-01"
    assert len(asked) == MOST + 2


def test_what_is_kept_goes_with_its_snapshot(ledger) -> None:  # noqa: ANN001 - the fixture's own type
    found = read(ledger, (ledger / "LATEST").read_text(encoding="utf-8").strip())
    rows = select.observations(currency.tables(found, State()), "gpu_purchases", ("units_purchased",), State())
    gone = weakref.ref(rows)
    del found, rows
    gc.collect()
    assert gone() is None
