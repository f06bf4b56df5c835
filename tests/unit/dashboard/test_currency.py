"""Money in dollars or yuan is what the snapshot published, with the rate in the row; nothing is multiplied."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from dashboard import currency
from dashboard.drawing import drawn
from dashboard.snapshot import Snapshot, Store
from dashboard.state import State
from etl.publish.snapshot import publish
from tests.ledger import tables

RATE = {
    "rate_id": "r",
    "currency": "CNY",
    "month": "2025-01",
    "rate": 7.2996,
    "unit": "CNY per USD",
    "source": "a bank",
    "days": 21,
}
AMOUNTS = [f"value_{code}{end}" for code in ("usd", "cny") for end in ("", "_low", "_high")] + ["usd_rate", "cny_rate"]
UNTIL = {"observation_id": "plan-microsoft", "value_usd": 80e9, "usd_rate": 1.0, "rate_month": "", "rate_source": ""}
EARLIER = (
    {**UNTIL, "stood_from": "2024-12-20", "stood_to": "2024-12-30"},
    {**UNTIL, "stood_from": "2024-12-31", "stood_to": "2025-01-30", "value_cny": 576e9, "cny_rate": 7.2},
)
"""What the plan was in yuan before the mean of January was known."""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Publish two rents: one told in dollars with both values, one in yuan without a rate."""
    folder = tmp_path_factory.mktemp("rates")
    rows = tables()
    held = rows["observations"]
    dollars = held["observation_id"] == "plan-microsoft"
    told = {"value_usd": 80e9, "value_cny": 584e9, "usd_rate": 1.0, "cny_rate": 7.3}
    for name, value in told.items():
        held.loc[dollars, name] = value
    held.loc[dollars, ["rate_month", "rate_source"]] = ["2025-01", "a bank"]
    held.loc[held["observation_id"] == "plan-meta", "unit"] = "CNY_per_year"
    rates = pd.DataFrame([dict.fromkeys(rows["rates"].columns, "") | RATE])
    earlier = pd.DataFrame([dict.fromkeys(rows["conversions"].columns) | one for one in EARLIER])
    more = {"rates": rates, "conversions": earlier.astype(dict.fromkeys(AMOUNTS, "float64"))}
    publish(rows | more, folder, {"added": 0, "changed": 0, "retracted": 0})
    found = Store(folder).current()
    assert found is not None
    return found


def row(frame: pd.DataFrame, name: str) -> pd.Series:
    return frame[frame["observation_id"] == name].iloc[0]


def test_money_is_what_was_published(snapshot: Snapshot) -> None:
    turned = row(currency.tables(snapshot, State(currency="CNY"))["observations"], "plan-microsoft")
    assert (turned["value"], turned["unit"]) == (584e9, "CNY")
    own = row(currency.tables(snapshot, State())["observations"], "plan-microsoft")
    assert (own["value"], own["unit"]) == (80e9, "USD")


def test_what_has_no_rate_keeps_its_own_money(snapshot: Snapshot) -> None:
    kept = row(currency.tables(snapshot, State())["observations"], "plan-meta")
    assert (kept["value"], kept["unit"]) == (60e9, "CNY_per_year")


def test_what_is_not_money_is_left_alone(snapshot: Snapshot) -> None:
    units = row(currency.tables(snapshot, State(currency="CNY"))["observations"], "omdia-microsoft")
    assert (units["value"], units["unit"]) == (485_000, "units")


@pytest.mark.parametrize(
    ("day", "value", "rate"),
    [("2024-12-21", 80e9, None), ("2024-12-31", 576e9, 7.2), ("2025-01-30", 576e9, 7.2), ("2025-01-31", 584e9, 7.3)],
)
def test_on_a_day_money_is_at_the_rates_that_were_known(
    snapshot: Snapshot, day: str, value: float, rate: float | None
) -> None:
    for name in ("observations", "capex"):
        turned = row(currency.tables(snapshot, State(currency="CNY", as_of=day))[name], "plan-microsoft")
        assert (turned["value"], turned["unit"]) == (value, "CNY" if rate else "USD")
        assert turned["cny_rate"] == rate or (rate is None and pd.isna(turned["cny_rate"]))


def test_days_between_which_no_rate_came_share_their_tables(snapshot: Snapshot) -> None:
    one, other = (currency.tables(snapshot, State(as_of=day)) for day in ("2024-12-31", "2025-01-30"))
    assert one is other
    newest = currency.tables(snapshot, State())
    assert all(currency.tables(snapshot, State(as_of=day)) is newest for day in ("2025-01-31", "2026-11-26"))


def test_a_snapshot_without_a_table_of_conversions_shows_those_of_today(snapshot: Snapshot) -> None:
    left = {name: snapshot.tables[name] for name in snapshot.tables if name != "conversions"}
    told = currency.tables(replace(snapshot, tables=left), State(currency="CNY", as_of="2024-12-30"))
    assert row(told["observations"], "plan-microsoft")["value"] == 584e9


def test_the_rate_is_stated_and_never_one_of_later(snapshot: Snapshot) -> None:
    assert currency.stated(snapshot, State()) == currency.Rate("7.3 CNY per USD", "2025-01", "a bank")
    assert currency.stated(snapshot, State(as_of="2025-01-31")) == currency.stated(snapshot, State())
    assert currency.stated(snapshot, State(as_of="2025-01-30")) is None


def test_a_card_says_which_figures_were_turned(snapshot: Snapshot) -> None:
    rows = currency.tables(snapshot, State(currency="CNY"))["observations"]
    (note,) = currency.notes(rows[rows["observation_id"] == "plan-microsoft"], State(currency="CNY"))
    assert note.startswith("1 of 1 figures")
    assert "a bank" in note
    assert (
        drawn(snapshot, "gpu-buyers", State(currency="CNY")).words.notes
        == drawn(snapshot, "gpu-buyers", State()).words.notes
    )
