"""Rent or buy: one formula with the refresh, digit for digit; what the reader changes is a scenario of his own."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import marks
from dashboard.charts import _assumptions as assumptions
from dashboard.charts import rent_or_buy, rental_break_even
from dashboard.drawing import checked
from dashboard.scenario import Costs, break_even_hours, owned_hour
from dashboard.state import BadState, State
from etl.reconcile.derived.amount import Amount
from etl.reconcile.derived.break_even_hours import hours
from etl.reconcile.derived.published import _rounded

CHART = rent_or_buy.CHART
SOME = st.floats(0.01, 100_000)
RATES, YEARS, POWERS = st.just(0.0) | st.floats(0.001, 0.5), st.floats(1, 20), st.floats(0.1, 3)


@settings(max_examples=200)
@given(st.builds(Costs, SOME, SOME, RATES, YEARS, SOME, POWERS, st.floats(0, 1)))
def test_the_app_works_out_what_the_refresh_derives(costs: Costs) -> None:
    told = (costs.rent, costs.price, costs.capital, costs.life, costs.colocation, costs.power, costs.electricity)
    assert break_even_hours(costs) == _rounded(hours(*map(Amount.exactly, told)).value)


@given(st.builds(Costs, SOME, SOME, RATES, YEARS, SOME, POWERS, st.floats(0, 1)))
def test_at_the_break_even_an_owned_hour_costs_the_rent(costs: Costs) -> None:
    even = break_even_hours(costs)
    if even:
        assert owned_hour(costs, even) == pytest.approx(costs.rent)


def state(*edits: str, **more: str) -> State:
    return checked(State(assume=edits, **more), CHART)


def test_every_published_break_even_comes_out_to_the_digit(tables: dict[str, pd.DataFrame]) -> None:
    published = assumptions.break_evens(tables, State()).to_dict("records")
    assert len(published) > 3
    for row in published:
        found = assumptions.case(tables, state(f"cloud:{assumptions.name_of(row)}"))
        assert found is not None
        ends = [break_even_hours(found.costs(end)) for end in ("value", "low", "high")]
        assert ends == [row["value"], row["value_low"], row["value_high"]]


def test_the_lines_cross_where_the_published_hours_are(tables: dict[str, pd.DataFrame]) -> None:
    rows = rent_or_buy.rows(tables, State())
    even = rental_break_even.rows(tables, State()).set_index("entity")["value"]
    crossing = rows[rows["side"] == "crossing"].iloc[0]
    assert crossing["hours_per_year"] == even[crossing["entity"]]
    assert crossing["use"] == pytest.approx(crossing["hours_per_year"] / 87.6)


def test_without_edits_a_rent_is_as_sure_as_its_source_and_owning_a_scenario(tables: dict[str, pd.DataFrame]) -> None:
    found = rent_or_buy.rows(tables, State()).groupby("side")["status"].unique()
    assert {side: set(statuses) for side, statuses in found.items()} == {
        "own": {"scenario"},
        "rent": {"actual"},
        "crossing": {"scenario"},
    }


def test_an_edit_is_a_scenario_and_is_named(tables: dict[str, pd.DataFrame]) -> None:
    edited = state("price:30000", "rent:3")
    rows = rent_or_buy.rows(tables, edited)
    assert set(rows["status"]) == {"scenario"}
    assert set(rows["edited"]) == {"rent 3; price 30000"}
    assert "price $30,000" in rent_or_buy.words(rows, edited).notes[0]
    costs = Costs(3, 30_000, 0.1, 5, 184.06, 1.275, 0.0806)
    assert rows.loc[rows["side"] == "crossing", "hours_per_year"].iloc[0] == break_even_hours(costs)
    assert (rows["side"] == "own").sum() == (rows["side"] == "rent").sum()


def test_what_is_put_back_is_the_cited_figure_again(tables: dict[str, pd.DataFrame]) -> None:
    pd.testing.assert_frame_equal(rent_or_buy.rows(tables, state("price:50000")), rent_or_buy.rows(tables, State()))


def test_a_price_that_no_hours_make_up_for_has_no_crossing(tables: dict[str, pd.DataFrame]) -> None:
    rows = rent_or_buy.rows(tables, state("rent:0.05"))
    assert set(rows["side"]) == {"own", "rent"}
    assert "at any use" in rent_or_buy.words(rows, State()).title


@pytest.mark.parametrize(
    ("edit", "says"),
    [("price:-1", "from 1 to 10000000"), ("price:much", "not 'much'"), ("colour:3", "changes cloud, rent, use")],
)
def test_a_wrong_edit_names_what_is_allowed(edit: str, says: str) -> None:
    with pytest.raises(BadState, match=says):
        state(edit)


def test_a_cloud_without_a_price_names_those_with_one(tables: dict[str, pd.DataFrame]) -> None:
    with pytest.raises(BadState, match=r"runpod\.spot"):
        rent_or_buy.rows(tables, state("cloud:nobody"))


def test_a_day_before_the_first_price_has_nothing_to_draw(tables: dict[str, pd.DataFrame]) -> None:
    assert rent_or_buy.rows(tables, replace(State(), as_of="2020-01-01")).empty


def test_on_a_phone_the_line_of_the_year_runs_through_no_text(tables: dict[str, pd.DataFrame]) -> None:
    state = State(width="narrow")
    rows = rental_break_even.rows(tables, state)
    layout = rental_break_even.figure(rows, state)["layout"]
    pitch = (layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]) / layout["yaxis"]["range"][0]
    year = [one for one in layout["shapes"] if one["x0"] == one["x1"] == assumptions.YEAR_HOURS]
    texts = [one["y"] - one.get("yshift", 0) / pitch for one in layout["annotations"] if one.get("xanchor") == "right"]
    assert year
    assert texts
    half = marks.META / 2 / pitch
    assert not [y for y in texts for one in year if one["y0"] < y + half and one["y1"] > y - half]
