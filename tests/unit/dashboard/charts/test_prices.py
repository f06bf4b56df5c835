"""Prices of one series never mix two memory sizes, and headlines obey their flags."""

import re

import pandas as pd
import pytest

from dashboard.charts import chart
from dashboard.charts._bars import label
from dashboard.marks import text_width
from dashboard.state import State

Ledger = dict[str, pd.DataFrame]
YEARLY = "rental_cost_per_year"


def test_a_month_told_twice_in_one_series_is_left_out(tables: Ledger) -> None:
    before = chart("rental-prices").rows(tables, State())
    first = before.iloc[0]
    costs = tables["rental_costs"]
    twin = costs[costs["observation_id"] == first["observation_id"]]
    twin = twin.assign(observation_id="twin", value=first["value"] + 1)
    doubled = tables | {"rental_costs": pd.concat([costs, twin])}
    after = chart("rental-prices").rows(doubled, State())
    same = (after["series"] == first["series"]) & (after["period"] == first["period"])
    assert not same.any()
    assert len(after) == len(before) - 1


def test_a_missing_month_breaks_the_line(tables: Ledger) -> None:
    state = State()
    rows = chart("rental-prices").rows(tables, state)
    line = rows[rows["series"] == rows["series"].iloc[0]]
    gap = rows[rows["observation_id"] != line["observation_id"].iloc[1]]
    heights = chart("rental-prices").figure(gap, state)["data"][0]["y"]
    assert heights[1] is None
    assert heights[0] is not None


def test_a_deal_of_which_one_reading_is_no_headline_is_told_without_a_number(tables: Ledger) -> None:
    costs = tables["rental_costs"]
    dearest = costs.loc[(costs["metric"] == YEARLY) & (costs["unit"] == "USD_per_year"), "value"].max()
    barred = costs.assign(flags=costs["flags"].mask(costs["value"] == dearest, "not_headline"))
    rows = chart("rental-yearly").rows(tables | {"rental_costs": barred}, State())
    title = chart("rental-yearly").words(rows, State()).title
    assert rows["value"].iloc[0] == dearest
    assert "$60B" not in title
    assert "$30B" not in title
    assert "OpenAI" in title
    assert "Oracle" in title
    assert not any(letter.isdigit() for letter in title)


def test_yuan_and_dollars_are_not_drawn_on_one_axis(tables: Ledger) -> None:
    for currency in ("USD", "CNY"):
        rows = chart("rental-yearly").rows(tables, State(currency=currency))
        assert set(rows["unit"]) <= {f"{currency}_per_year"}


def test_own_chips_that_are_no_headline_stay_out_of_the_title(tables: Ledger) -> None:
    bought = tables["gpu_purchases"]
    barred = bought.assign(flags=bought["flags"].mask(bought["product"] == "mtia", "not_headline"))
    rows = chart("chip-intake").rows(tables | {"gpu_purchases": barred}, State())
    title = chart("chip-intake").words(rows, State()).title
    assert "meta" in set(rows["entity"])
    assert title.startswith("By Omdia’s estimate, Google and Amazon deployed")


def test_what_a_market_asks_for_a_machine_is_no_tenants_rent(tables: Ledger) -> None:
    rows = chart("rental-yearly").rows(tables, State())
    market = rows.iloc[[0]].assign(entity="", observation_id="market", value=9877.0, known_to="")
    more = tables | {
        "rental_costs": pd.concat([tables["rental_costs"], market], ignore_index=True).fillna({"flags": ""})
    }
    assert list(chart("rental-yearly").rows(more, State())["observation_id"]) == list(rows["observation_id"])


def test_names_of_claims_and_their_headings_end_before_the_axis(tables: Ledger) -> None:
    """A name is set in by blanks that take room, and a heading's bold letters are wider than they are measured."""
    module = chart("supply-packaging")
    figure = module.figure(module.rows(tables, State()), State())
    for one in figure["layout"]["annotations"]:
        if one.get("xref") == "paper":
            bold = 1.1 if "<b>" in one["text"] else 1
            assert text_width(re.sub(r"<[^>]+>", "", one["text"]).strip(" ")) * bold <= figure["layout"]["margin"]["l"]


def test_a_whole_year_is_named_at_its_line(tables: Ledger) -> None:
    module = chart("rental-break-even")
    layout = module.figure(module.rows(tables, State()), State())["layout"]
    named = [one["x"] for one in layout["annotations"] if one["text"] == "a whole year"]
    top, foot = layout["yaxis"]["range"][::-1]
    assert named == [one["x0"] for one in layout["shapes"] if (one["y0"], one["y1"]) == (top, foot)]


@pytest.mark.parametrize(("origin", "said"), [("Amazon", ""), ("SEC", "SEC")])
def test_a_company_that_tells_its_own_spending_is_named_once(origin: str, said: str) -> None:
    row = {"status": "actual", "entity_name": "Amazon", "origin_name": origin}
    assert label(row, State(), "$132B")[1].split() == ["$132B", *said.split()]


def test_a_count_that_no_head_names_says_its_chip(tables: Ledger) -> None:
    module = chart("chip-intake")
    rows = module.rows(tables, State())
    others = rows[(rows["side"] == "bought") & (rows["product_name"] != "Hopper")]
    told = [one["text"] for one in module.figure(rows, State())["layout"]["annotations"]]
    assert len(others)
    assert sum("MI300" in text for text in told) == len(others)


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_a_refused_share_by_compute_is_said_in_its_row(tables: Ledger, width: str) -> None:
    module, state = chart("chip-share"), State(width=width)
    rows = module.rows(tables, state)
    told = [one["text"] for one in module.figure(rows, state)["layout"]["annotations"]]
    refused = set(rows["entity"]) - set(rows.loc[rows["metric"] == "custom_silicon_share_by_compute", "entity"])
    assert sum("no share by compute" in text for text in told) == len(refused) > 0


def test_on_a_phone_no_label_of_a_claim_stands_on_its_name(tables: Ledger) -> None:
    """A row named by its origin says it once; name and label share one line of 342 px."""
    state = State(width="narrow")
    module = chart("supply-packaging")
    rows = module.rows(tables, state)
    notes = module.figure(rows, state)["layout"]["annotations"]
    names = [one for one in notes if one["xanchor"] == "left"]
    labels = {one["y"]: one["text"] for one in notes if one["xanchor"] == "right"}
    assert len(labels) == len(rows)
    for one in names:
        said = re.sub(r"<[^>]+>", "", one["text"] + labels.get(one["y"], ""))
        assert text_width(said) < 342


def test_on_a_phone_no_value_of_2_1_stands_on_the_ticks(tables: Ledger) -> None:
    module, state = chart("chip-intake"), State(width="narrow")
    layout = module.figure(module.rows(tables, state), state)["layout"]
    foot, top = layout["yaxis"]["range"]
    plot_px = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    below = [one for one in layout["annotations"] if one.get("yshift", 0) < 0]
    assert below
    for one in below:
        middle_px = (one["y"] - top) / (foot - top) * plot_px - one["yshift"]
        assert middle_px + one["font"]["size"] / 2 <= plot_px
