"""What every chart keeps: a new file in dashboard/charts is under these from its first day."""

import importlib.util
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.chart import Chart, ChartModule, Words
from dashboard.charts import charts
from dashboard.state import LANGUAGES, THEMES, WIDTHS, State
from dashboard.theme import theme

ROOT = Path(__file__).parents[2]
_SPEC = importlib.util.spec_from_file_location("ledger", ROOT / "tests/unit/dashboard/charts/conftest.py")
assert _SPEC is not None
assert _SPEC.loader is not None
_LEDGER = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_LEDGER)

_FOUND = {path.stem: _LEDGER.read(path) for path in sorted(_LEDGER.HERE.glob("*.csv"))}
TABLES = _FOUND | dict.fromkeys(("gpu_purchases", "capex", "rental_costs", "supply"), _FOUND["observations"])
EMPTY = {name: frame.iloc[:0] for name, frame in TABLES.items()}
MODULES = list(charts().values())
DRAWN = [module for module in MODULES if module.CHART.kind == "figure"]
CARTESIAN = {"bar", "scatter"}
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)")
ENTITIES = ("microsoft", "google", "openai", "coreweave", "nobody")


def name(module: ChartModule) -> str:
    return module.CHART.id


def state_of(chart: Chart, **given: str) -> State:
    lens = given.pop("lens", "") or (chart.lenses[0] if chart.lenses else "")
    return State(lens=lens, **given)


each = pytest.mark.parametrize("module", MODULES, ids=name)
each_drawn = pytest.mark.parametrize("module", DRAWN, ids=name)


def test_the_charts_of_the_release_are_there() -> None:
    assert {"gpu-buyers", "gpu-origins", "gpu-years", "gpu-coverage"} <= set(charts())
    assert {"chip-intake", "chip-share", "chip-programmes", "chip-timeline", "chip-slips"} <= set(charts())
    assert {"capex-plan-actual", "capex-ladder", "capex-calendar", "capex-programmes"} <= set(charts())
    assert {
        "rental-yearly",
        "rental-contracts",
        "rental-prices",
        "rental-spread",
        "rental-break-even",
        "rental-checks",
    } <= set(charts())
    assert {"supply-shares", "supply-shipments", "supply-packaging"} <= set(charts())
    numbers = [module.CHART.number for module in MODULES]
    assert len(set(numbers)) == len(numbers)


@each
def test_the_small_ledger_has_rows_for_it(module: ChartModule) -> None:
    assert len(module.rows(TABLES, State())) > 0


@each
def test_rows_have_the_declared_columns_an_id_a_status_and_an_origin(module: ChartModule) -> None:
    rows = module.rows(TABLES, State())
    assert tuple(rows.columns) == module.CHART.columns
    identifier = module.CHART.columns[0]
    assert rows[identifier].is_unique
    for column in (identifier, "status", "origin"):
        assert rows[column].map(lambda cell: isinstance(cell, str) and bool(cell)).all(), column


@each
def test_a_view_without_rows_says_why_and_draws_nothing(module: ChartModule) -> None:
    for tables, state in ((EMPTY, State()), ({}, State()), (TABLES, State(as_of="1999-01-01"))):
        rows = module.rows(tables, state)
        words = module.words(rows, state)
        assert tuple(rows.columns) == module.CHART.columns
        assert rows.empty
        assert words.empty
        assert words.title
        assert "{" not in words.title + words.subtitle + words.empty
        assert [trace for trace in module.figure(rows, state)["data"] if len(trace["x"])] == []


OF_OURS = ("rental-checks", "data-holdings", "data-freshness")
"""Counts and checks of the ledger itself, in which nothing is chosen among rival values."""


@each
@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_whole(module: ChartModule, lang: str) -> None:
    state = State(lang=lang)
    words = module.words(module.rows(TABLES, state), state)
    assert not words.empty
    for text in (words.title, words.subtitle, words.facts, words.source, words.alt):
        assert text.strip()
    whole = " ".join((words.title, words.subtitle, words.facts, words.source, words.rule, words.alt, *words.notes))
    assert "{" not in whole
    assert not re.search(r"\bnan\b", whole, re.IGNORECASE)
    if module.CHART.kind == "figure":
        assert words.key
    assert words.rule or module.CHART.id in OF_OURS


@each
def test_the_key_names_only_known_marks_in_both_languages(module: ChartModule) -> None:
    forms = [[mark for mark, _ in words_in(module, lang).key] for lang in LANGUAGES]
    assert forms[0] == forms[1]


def words_in(module: ChartModule, lang: str) -> Words:
    state = State(lang=lang)
    return module.words(module.rows(TABLES, state), state)


@each
def test_both_languages_show_the_same_numbers(module: ChartModule) -> None:
    english, chinese = (module.rows(TABLES, State(lang=lang)) for lang in LANGUAGES)
    same = [column for column in english if not column.endswith("_name") and column not in {"value_text", "horizon"}]
    said = [column for column in same if english[column].map(lambda cell: cell == "not stated").any()]
    stable = [column for column in same if column not in said]
    pd.testing.assert_frame_equal(english[stable], chinese[stable])
    drawn = [module.figure(rows, State(lang=lang)) for rows, lang in ((english, "en"), (chinese, "zh"))]
    assert points(drawn[0]) == points(drawn[1])


@each_drawn
@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_said_at_a_value_stands_within_its_axis(module: ChartModule, width: str) -> None:
    """Plotly shows no note beyond the end of an axis."""
    state = state_of(module.CHART, width=width)
    layout = module.figure(module.rows(TABLES, state), state)["layout"]
    for note in layout.get("annotations", ()):
        for side in ("x", "y"):
            ref = note.get(f"{side}ref", side)
            if ref == "paper" or ref.endswith(" domain"):
                continue
            ends = layout[f"{side}axis{ref[1:]}"]["range"]
            assert min(ends) <= note[side] <= max(ends), note


@each
def test_rows_and_words_do_not_ask_for_the_look_of_the_page(module: ChartModule) -> None:
    """What is kept of a view is kept for all looks of it."""
    rows = module.rows(TABLES, State())
    for state in (State(theme="dark"), State(width="narrow")):
        pd.testing.assert_frame_equal(module.rows(TABLES, state), rows)
        assert module.words(rows, state) == module.words(rows, State())


@each_drawn
@pytest.mark.parametrize("look", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_figure_is_plain_quiet_and_in_the_palette(module: ChartModule, look: str, width: str) -> None:
    state = State(theme=look, width=width)
    figure = module.figure(module.rows(TABLES, state), state)
    text = json.dumps(figure, allow_nan=False)
    assert {trace["type"] for trace in figure["data"]} <= CARTESIAN
    assert figure["layout"]["dragmode"] is False
    assert figure["layout"]["showlegend"] is False
    assert figure["layout"]["height"] >= 100
    tokens = set(theme(look).tokens.values())
    washes = {theme(look).wash(colour) for colour in tokens if re.fullmatch(r"#[0-9a-f]{6}", colour)}
    assert set(COLOUR.findall(text.replace("&#36;", ""))) - tokens - washes - {"rgba(0,0,0,0)"} == set()
    assert all("overlaying" not in axis for key, axis in figure["layout"].items() if key.startswith("yaxis"))


@each_drawn
def test_every_point_leads_to_a_row_and_every_row_is_drawn(module: ChartModule) -> None:
    state = State()
    rows = module.rows(TABLES, state)
    figure = module.figure(rows, state)
    led = {str(identifier) for _, _, identifier in points(figure) if identifier is not None}
    identifiers = set(rows[module.CHART.columns[0]])
    assert led <= identifiers
    shown = set(rows.loc[~first_words(rows), module.CHART.columns[0]])
    assert shown <= led
    for trace in figure["data"]:
        assert len(trace["hovertext"]) == len(trace["x"]) == len(trace["customdata"])


def first_words(rows: pd.DataFrame) -> "pd.Series[bool]":
    """First guidance is drawn as a tick: a shape, which no pointer can meet."""
    return rows["role"] == "first" if "role" in rows else pd.Series(data=False, index=rows.index)


@each_drawn
def test_bars_start_at_zero_and_are_sorted(module: ChartModule) -> None:
    state = State()
    figure = module.figure(module.rows(TABLES, state), state)
    bars = [trace for trace in figure["data"] if trace["type"] == "bar" and trace.get("orientation") == "h"]
    if not bars or figure["layout"]["xaxis"].get("type") == "date":
        return
    assert figure["layout"]["xaxis"]["range"][0] == 0
    if module.CHART.id != "capex-plan-actual":
        values = [trace["x"][0] for trace in bars]
        assert values == sorted(values, reverse=True)


@each_drawn
def test_text_from_data_is_never_markup(module: ChartModule) -> None:
    entities = TABLES["entities"].assign(name_en="<script>&co", name_zh="<b>&co")
    for lang in LANGUAGES:
        state = State(lang=lang)
        text = json.dumps(module.figure(module.rows(TABLES | {"entities": entities}, state), state))
        assert "<script" not in text
        assert "<b>&co" not in text


@each
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_any_view_is_drawn_or_says_why_not(module: ChartModule, data: st.DataObject) -> None:
    chart = module.CHART
    state = replace(
        State(),
        lang=data.draw(st.sampled_from(LANGUAGES)),
        theme=data.draw(st.sampled_from(THEMES)),
        width=data.draw(st.sampled_from(WIDTHS)),
        lens=data.draw(st.sampled_from(("", *chart.lenses))),
        period=data.draw(st.sampled_from(("", *chart.periods))),
        as_of=data.draw(st.sampled_from(("", "2024-12-31", "2025-02-11", "2025-11-01", "2026-06-30"))),
        entities=tuple(data.draw(st.lists(st.sampled_from(ENTITIES), max_size=3, unique=True))),
    )
    rows = module.rows(TABLES, state)
    words = module.words(rows, state)
    json.dumps(module.figure(rows, state), allow_nan=False)
    assert rows.empty == bool(words.empty)
    for name in ("known_from", "shown_from"):
        if state.as_of and name in rows:
            assert all(day <= state.as_of for day in rows[name].dropna())


@each
def test_what_is_superseded_cancelled_or_deprecated_is_not_drawn(module: ChartModule) -> None:
    observations = TABLES["observations"]
    for change in (
        {"flags": "superseded_by_better_source"},
        {"flags": "weak_source;cancelled"},
        {"rank": "deprecated"},
    ):
        gone = observations.assign(**change)
        tables = TABLES | dict.fromkeys(("observations", "gpu_purchases", "capex", "rental_costs", "supply"), gone)
        if "observation_id" in module.CHART.columns:
            assert module.rows(tables, State()).empty


def points(figure: dict[str, Any]) -> list[tuple[Any, Any, Any]]:
    return [
        point for trace in figure["data"] for point in zip(trace["x"], trace["y"], trace["customdata"], strict=True)
    ]
