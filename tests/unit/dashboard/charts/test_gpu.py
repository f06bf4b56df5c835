"""GPU buying: the figures of the curated tables, drawn and told as they are."""

from typing import Any

import pandas as pd
import pytest

from dashboard.charts import chart
from dashboard.marks import text_width
from dashboard.state import State

Ledger = dict[str, pd.DataFrame]


def test_the_buyers_of_2024_are_omdias_six(tables: Ledger) -> None:
    rows = chart("gpu-buyers").rows(tables, State())
    assert list(rows["value"]) == [485_000, 230_000, 230_000, 224_000, 196_000, 169_000]
    assert set(rows["origin"]) == {"omdia"}
    assert set(rows["status"]) == {"estimate"}


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Microsoft bought 485k Hopper GPUs in 2024, more than twice any other named buyer"),
        ("zh", "微软2024年购买48.5万块 Hopper GPU，是其他任一具名买家的两倍以上"),
    ],
)
def test_the_finding_is_a_sentence_of_its_language(tables: Ledger, lang: str, title: str) -> None:
    state = State(lang=lang)
    assert chart("gpu-buyers").words(chart("gpu-buyers").rows(tables, state), state).title == title


def test_the_lead_is_not_said_to_be_twice_what_it_is_not(tables: Ledger) -> None:
    state = State(entities=("bytedance", "tencent", "meta"))
    title = chart("gpu-buyers").words(chart("gpu-buyers").rows(tables, state), state).title
    assert "twice" not in title
    assert title.startswith("ByteDance bought the most")


def test_the_share_prints_its_denominator(tables: Ledger) -> None:
    state = State(lens="share", entities=("microsoft", "meta", "amazon", "google"))
    rows = chart("gpu-buyers").rows(tables, state)
    assert rows["share_of_named"].sum() == pytest.approx(1)
    assert set(rows["named_total"]) == {1_074_000}
    assert "1.07M" in chart("gpu-buyers").words(rows, state).subtitle


def test_the_version_for_china_is_footnoted(tables: Ledger) -> None:
    state = State()
    rows = chart("gpu-buyers").rows(tables, state)
    marked = [
        note["text"] for note in chart("gpu-buyers").figure(rows, state)["layout"]["annotations"] if "*" in note["text"]
    ]
    assert len(marked) == 2
    assert any("H20" in note for note in chart("gpu-buyers").words(rows, state).notes)


def test_a_figure_that_is_no_headline_is_drawn_but_not_told(tables: Ledger) -> None:
    purchases = tables["gpu_purchases"]
    first = (purchases["entity"] == "microsoft") & (purchases["origin"] == "omdia")
    barred = tables | {"gpu_purchases": purchases.assign(flags=purchases["flags"].mask(first, "not_headline"))}
    state = State()
    rows = chart("gpu-buyers").rows(barred, state)
    assert rows["entity"].iloc[0] == "microsoft"
    assert chart("gpu-buyers").words(rows, state).title == "Who bought the most Hopper GPUs?"


def test_rival_origins_stand_side_by_side_and_are_compared(tables: Ledger) -> None:
    rows = chart("gpu-origins").rows(tables, State())
    over = rows[~rows["leads"].astype(bool)].set_index("entity")["share_over_lead"].round(2).to_dict()
    assert over == {"microsoft": 0.40, "meta": 0.62, "amazon": 0.39, "google": 0.54}
    title = chart("gpu-origins").words(rows, State()).title
    assert title.startswith("Epoch AI counts 39% to 62% more Hopper GPUs than Omdia")


def test_lines_join_one_origin_only(tables: Ledger) -> None:
    rows = chart("gpu-years").rows(tables, State())
    assert set(rows["origin"]) == {"epoch-ai"}
    figure = chart("gpu-years").figure(rows, State())
    years = [trace["x"] for trace in figure["data"]]
    assert all(line == sorted(set(line)) for line in years)


def test_an_empty_cell_says_so_and_is_no_zero(tables: Ledger) -> None:
    rows = chart("gpu-coverage").rows(tables, State())
    figure = chart("gpu-coverage").figure(rows, State())
    said = [note["text"] for note in figure["layout"]["annotations"]]
    cells = len(figure["layout"]["shapes"])
    counted = len(chart("gpu-coverage").held(rows))
    assert said.count("not searched") + said.count("none found") == cells - counted
    assert not any(text.strip() == "0" for text in said)


def test_no_bound_is_drawn_as_a_value(tables: Ledger) -> None:
    rows = chart("gpu-buyers").rows(tables, State())
    assert "tesla-and-xai" not in set(rows["entity"])


def test_with_amd_both_makers_chips_of_one_origin_stand_in_one_order(tables: Ledger) -> None:
    state = State(on=("amd",))
    rows = chart("gpu-buyers").rows(tables, state)
    amd = rows[rows["product"] == "instinct-mi300"]
    assert dict(zip(amd["entity"], amd["value"], strict=True)) == {"meta": 173_000, "microsoft": 96_000}
    assert set(rows["origin"]) == {"omdia"}
    assert list(rows["value"]) == sorted(rows["value"], reverse=True)
    assert "AMD Instinct" in chart("gpu-buyers").words(rows, state).subtitle


def test_a_share_is_of_one_makers_chips_even_with_amd_on(tables: Ledger) -> None:
    rows = chart("gpu-buyers").rows(tables, State(lens="share", on=("amd",)))
    assert "instinct-mi300" not in set(rows["product"])
    assert rows["share_of_named"].sum() == pytest.approx(1)


def test_the_h100_lens_draws_what_the_refresh_derived(tables: Ledger) -> None:
    state = State(lens="h100e", on=("amd",))
    rows = chart("gpu-buyers").rows(tables, state)
    derived = tables["observations"].set_index("observation_id")["value"]
    assert list(rows["value"]) == [derived[one] for one in rows["observation_id"]]
    assert set(rows["metric"]) == {"h100_equivalents"}
    assert set(rows["status"]) == {"derived"}
    assert "bytedance" not in set(rows["entity"])


def test_the_money_lens_keeps_the_band_of_prices(tables: Ledger) -> None:
    state = State(lens="cost")
    rows = chart("gpu-buyers").rows(tables, state)
    assert rows["value"].isna().all()
    words = chart("gpu-buyers").words(rows, state)
    assert (
        words.title == "At the known band of prices, the Hopper GPUs that Microsoft bought in 2024 come to $12.1–19.4B"
    )
    assert "dotted" in dict(words.key)


def test_what_was_searched_in_vain_is_told_from_what_nobody_looked_for(tables: Ledger) -> None:
    module = chart("gpu-coverage")
    rows = module.rows(tables, State())
    cells = {(row["entity"], row["period"]): row for _, row in rows.iterrows()}
    assert cells["tencent", "2025"]["state"] == "searched_not_found"
    assert cells["tencent", "2022"]["state"] == "not_searched"
    assert cells["microsoft", "2024"]["n_origins"] == 2
    said = [note["text"] for note in module.figure(rows, State())["layout"]["annotations"]]
    assert "none found" in said
    assert "not searched" in said
    assert rows.loc[rows["n_origins"] == 0, "value"].isna().all()


def test_before_the_search_nobody_had_looked(tables: Ledger) -> None:
    rows = chart("gpu-coverage").rows(tables, State(as_of="2026-06-30"))
    assert "searched_not_found" not in set(rows["state"])
    assert len(chart("gpu-coverage").held(rows)) > 0


def test_coverage_is_drawn_where_no_search_is_recorded(tables: Ledger) -> None:
    bare = tables | {"coverage": tables["coverage"].iloc[:0]}
    rows = chart("gpu-coverage").rows(bare, State())
    assert len(rows) == len(chart("gpu-coverage").held(chart("gpu-coverage").rows(tables, State())))
    assert not chart("gpu-coverage").words(rows, State()).empty


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_names_of_both_series_stand_apart_on_a_phone(tables: Ledger, lang: str) -> None:
    module, state = chart("gpu-years"), State(lang=lang, width="narrow")
    years = {"hopper": {"2022": 1e5, "2023": 3e5, "2024": 68e4, "2025": 18e4}, "blackwell": {"2024": 5e4, "2025": 72e4}}
    row = tables["gpu_purchases"].query("product == 'hopper' and period == '2024' and unit == 'units'").iloc[0]
    points = [(product, year, value) for product, of in years.items() for year, value in of.items()]
    told = [
        {**row, "entity": "microsoft", "observation_id": one + year, "product": one, "period": year, "value": value}
        for one, year, value in points
    ]
    drawn = module.rows(tables | {"gpu_purchases": pd.DataFrame(told)}, state)
    layout = module.figure(drawn, state)["layout"]
    first, last = layout["xaxis"]["range"]
    plot_px = 390 - 2 * 16 - layout["margin"]["l"] - layout["margin"]["r"]
    year_px = plot_px * (layout["xaxis"]["domain"][1] - layout["xaxis"]["domain"][0]) / (last - first)
    names = [one for one in layout["annotations"] if one["text"] in {"Hopper", "Blackwell"}]
    (left, right) = sorted(span(one, year_px) for one in names)
    assert left[1] < right[0]


def span(note: dict[str, Any], year_px: float) -> tuple[float, float]:
    """Return where a note begins and ends, in px."""
    width, at = text_width(note["text"], 12), note["x"] * year_px + note.get("xshift", 0)
    begin = at - {"left": 0.0, "center": 0.5, "right": 1.0}[note["xanchor"]] * width
    return begin, begin + width


def test_own_chips_and_gpus_stand_by_powers_of_ten_or_from_zero(tables: Ledger) -> None:
    module = chart("chip-intake")
    rows = module.rows(tables, State())
    tens, linear = (module.figure(rows, state) for state in (State(), State(on=("linear",))))
    assert tens["layout"]["xaxis"]["type"] == "log"
    assert "type" not in linear["layout"]["xaxis"]
    assert linear["layout"]["xaxis"]["range"][0] == 0
    assert linear["layout"]["xaxis"]["range"][1] > rows["value"].max()
    assert [one["x"] for one in tens["data"]] == [one["x"] for one in linear["data"]]
    assert module.words(rows, State(on=("linear",))).subtitle != module.words(rows, State()).subtitle
