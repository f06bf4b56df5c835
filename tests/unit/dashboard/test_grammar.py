"""What all charts share over their drawings: doubt at its mark, powers of ten, the first eight, events."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.chart import Figure
from dashboard.charts import _select as select
from dashboard.charts import charts, chip_timeline
from dashboard.charts._bars import bars
from dashboard.charts._events import MOST_NARROW, MOST_WIDE, Event, notes
from dashboard.charts._places import Plane, Taken
from dashboard.charts._rows import Rows
from dashboard.dates import period
from dashboard.disputes import Dispute, disputes, marked
from dashboard.drawing import drawn, of_page
from dashboard.repairs import mended
from dashboard.snapshot import Store
from dashboard.state import LANGUAGES, State
from dashboard.svg.still import still
from dashboard.tens import by_tens, helps
from dashboard.theme import theme
from etl.publish.snapshot import publish
from tests import ledger as small
from tests.unit.dashboard.conftest import client_of

READING = Dispute(485_000, 679_000, "units", 2, "One counts parts for China.", "其一计入中国版。")


def frame(*values: float, **more: Any) -> pd.DataFrame:
    """Return rows of buyers with these counts."""
    rows = [
        dict.fromkeys(select.OBSERVATION, "")
        | {"observation_id": f"o{place}", "entity": f"e{place}", "entity_name": f"E{place}", "period": "2024"}
        | {"value": value, "value_low": float("nan"), "value_high": float("nan"), "unit": "units", "status": "estimate"}
        | {"origin": "omdia", "origin_name": "Omdia", "known_from": "2025-01-01", **more}
        for place, value in enumerate(values)
    ]
    return pd.DataFrame(rows)


def drawing(rows: pd.DataFrame, state: State) -> Figure:
    texts = [f"{value:.0f}" for value in rows["value"]]
    page = Rows(state, list(rows["entity_name"]), texts, texts)
    return bars(rows, state, list(rows["value"]), "units", page)


def signs(figure: Figure) -> list[str]:
    return [one["text"] for one in figure["layout"]["annotations"] if ">!<" in one["text"]]


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_disputed_mark_is_signed_in_its_place_and_its_hover_says_how(width: str, lang: str) -> None:
    state, rows = State(width=width, lang=lang), frame(485_000, 224_000)
    figure = marked(drawing(rows, state), rows, {"o0": READING}, state)
    assert [text.endswith("</span> 485000") for text in signs(figure)] == [True]
    first, second = (trace["hovertext"][0] for trace in figure["data"])
    assert ("485–679k, 2 origins" if lang == "en" else "48.5–67.9万块") in first
    assert (READING.reason if lang == "en" else READING.reason_zh) in first
    assert READING.reason not in second


def test_where_all_are_disputed_no_sign_tells_them_apart() -> None:
    rows = frame(3, 2)
    figure = marked(drawing(rows, State()), rows, {"o0": READING, "o1": READING}, State())
    assert signs(figure) == []
    assert all(READING.reason in trace["hovertext"][0] for trace in figure["data"])


def test_what_counts_another_thing_is_told_in_the_hover_and_signs_no_mark() -> None:
    rows = frame(3, 2)
    figure = marked(drawing(rows, State()), rows, {"o0": replace(READING, is_signed=False)}, State())
    assert signs(figure) == []
    assert READING.reason in figure["data"][0]["hovertext"][0]


def test_a_row_is_signed_once_however_many_of_its_marks_are_disputed() -> None:
    rows = frame(3, 2, 1)
    figure = drawing(rows, State())
    figure["data"][1] = figure["data"][1] | {"y": [0.0]}
    assert len(signs(marked(figure, rows, {"o0": READING, "o1": READING}, State()))) == 1


def test_a_dispute_about_unlike_units_names_no_range() -> None:
    assert "–" not in Dispute(1, 2, "USD;units", 2, "Two deals.", "两笔交易。").said(State())
    assert Dispute(None, None, "USD", 1, "", "").said(State()) == "Disputed: readings differ"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(1, 1e9), min_size=2, max_size=8))
@example([1.0, 1.0000000000000002])
def test_by_tens_every_value_stands_inside_and_nothing_has_a_length(values: list[float]) -> None:
    rows = frame(*sorted(values, reverse=True))
    plain = drawing(rows, State())
    figure = by_tens(plain, rows, State())
    assert helps(plain) is (max(values) > 100 * min(values))
    assert {trace["type"] for trace in figure["data"]} == {"scatter"}
    assert [trace["x"] for trace in figure["data"]] == [trace["x"] for trace in plain["data"]]
    axis = figure["layout"]["xaxis"]
    low, high = axis["range"]
    assert axis["type"] == "log"
    assert 10**low < min(values)
    assert max(values) < 10**high
    labels = [one for one in figure["layout"]["annotations"] if one.get("xref") != "paper"]
    assert all(low <= one["x"] <= high for one in labels)
    assert all(10**low <= tick <= 10**high for tick in axis["tickvals"])


def test_by_tens_keeps_status_as_form_and_company_as_colour() -> None:
    rows = frame(5_000, 5, status="plan").assign(entity=["microsoft", "meta"])
    figure = by_tens(drawing(rows, State()), rows, State())
    look = theme("light")
    assert [trace["marker"]["line"]["color"] for trace in figure["data"]] == [
        look.company("microsoft"),
        look.company("meta"),
    ]
    assert all(trace["marker"]["color"] == look.surface for trace in figure["data"])
    assert all(shape["type"] == "line" for shape in figure["layout"]["shapes"])


@pytest.mark.parametrize("module", charts().values(), ids=lambda one: one.CHART.id)
def test_every_chart_can_be_asked_for_powers_of_ten(module: Any, ledger: Path) -> None:
    if module.CHART.kind != "figure":
        return
    snapshot = Store(ledger).current()
    assert snapshot is not None
    state = State(on=("log",))
    figure = drawn(snapshot, module.CHART.id, state).figure()
    rows = drawn(snapshot, module.CHART.id, State()).rows
    pd.testing.assert_frame_equal(drawn(snapshot, module.CHART.id, state).rows, rows)
    assert not {"solid", "hatch", "dashed"} & {form for form, _ in drawn(snapshot, module.CHART.id, state).words.key}
    for trace in figure["data"]:
        assert len(trace["x"]) == len(trace["y"]) == len(trace["customdata"])


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Publish twelve buyers, counted by one origin."""
    folder = tmp_path_factory.mktemp("crowd")
    names = (
        "lambda",
        "tesla",
        "baidu",
        "alibaba",
        "coreweave",
        "xai",
        "apple",
        "nebius",
        "crusoe",
        "nvidia",
        "amd",
        "oracle",
    )
    more = tuple(
        small._observation(f"c{place}", name, 9_000.0 - 10 * place, "omdia") for place, name in enumerate(names)
    )
    publish(small.tables(more=more), folder, {})
    return Store(folder)


def test_the_first_eight_are_drawn_and_the_others_are_named(crowd: Store) -> None:
    snapshot = crowd.current()
    assert snapshot is not None
    few, all_of_them = drawn(snapshot, "gpu-buyers", State()), drawn(snapshot, "gpu-buyers", State(on=("all",)))
    assert few.rows["entity"].nunique() == select.MOST
    here, whole = set(few.rows["entity_name"]), set(all_of_them.rows["entity_name"])
    assert set(few.others) == whole - here
    assert len(whole) > select.MOST
    assert all(any(name in note for note in few.words.notes) for name in few.others)
    assert "all" in few.switches
    assert all_of_them.others == ()
    assert "all" in all_of_them.switches
    chosen = drawn(snapshot, "gpu-buyers", State(entities=tuple(sorted(all_of_them.rows["entity"]))))
    assert len(chosen.rows) == len(all_of_them.rows)


def test_the_chips_of_those_drawn_are_pressed_and_the_others_are_offered(crowd: Store) -> None:
    snapshot, client = crowd.current(), client_of(crowd.path)
    assert snapshot is not None
    chip = re.compile(r'<button[^>]*data-toggle="([^"]+)" data-drawn="(yes|no)" aria-pressed="(true|false)"')
    chips = chip.findall(client.get("/gpu-buying").get_data(as_text=True))
    drawn_here = {
        name for one in of_page("gpu-buying") for name in drawn(snapshot, one.CHART.id, State()).rows["entity"]
    }
    assert {name for name, _, pressed in chips if pressed == "true"} == drawn_here
    assert {name for name, is_drawn, _ in chips if is_drawn == "yes"} == drawn_here
    held = {name for name, _, _ in chips}
    everybody = drawn(snapshot, "gpu-buyers", State(on=("all",))).rows["entity"]
    assert set(everybody) <= held
    assert len(held) > len(drawn_here)


LONG = (300, 120)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.floats(0, 100), st.text("ab ", min_size=1, max_size=30)), max_size=12)
)
@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_events_stay_inside_and_few(width: str, told: list[tuple[int, float, str]]) -> None:
    first = date(2025, 1, 1).toordinal()
    plane = Plane(LONG, (first, first + 400), (0, 100))
    held = [Event(date.fromordinal(first + day).isoformat(), height, text, height) for day, height, text in told]
    taken = Taken()
    found = notes(held, plane, taken, State(width=width), theme("light"))
    assert len(found) <= (MOST_WIDE if width == "wide" else MOST_NARROW)
    assert len(taken.boxes) == len(found)
    for left, top, right, bottom in taken.boxes:
        assert left >= -5
        assert right <= LONG[0] + 5
        assert top >= 0
        assert bottom <= LONG[1]


def test_the_weightiest_event_is_said_first() -> None:
    first = date(2025, 1, 1).toordinal()
    plane = Plane((600, 400), (first, first + 400), (0, 100))
    held = [Event("2025-06-01", 50.0, "small", 1), Event("2025-09-01", 50.0, "large", 2)]
    found = notes(held, plane, Taken(), State(), theme("light"))
    assert [one["text"] for one in found] == ["large", "small"]
    assert all(one["showarrow"] and (one["ax"], one["ay"]) != (0, 0) for one in found)


def steps(**guided: tuple[float, float]) -> Mapping[str, pd.DataFrame]:
    rows = [
        small._observation(f"s{place}", "meta", 0, "meta", metric="capex_guidance", status="guidance", unit="USD")
        | {"value": float("nan"), "value_low": low, "value_high": high, "period": "2025", "period_basis": "calendar"}
        | {"given_on": day, "known_from": day, "definition": "as_stated", "source_tier": 1}
        for place, (day, (low, high)) in enumerate(guided.items())
    ]
    return {"capex": small.frame_of("observations", rows), "entities": small.tables()["entities"]}


@pytest.mark.parametrize(
    ("second", "said"),
    [((64e9, 72e9), "widens its range to $64–72B"), ((66e9, 71e9), "raises by $6B"), ((50e9, 55e9), "cuts by $10B")],
)
def test_new_guidance_is_said_at_its_step(second: tuple[float, float], said: str) -> None:
    module = charts()["capex-ladder"]
    told = steps(**{"2025-01-30": (60e9, 65e9), "2025-04-30": second})
    rows = module.rows(told, State())
    assert len(rows) == 2
    led = [one["text"] for one in module.figure(rows, State())["layout"]["annotations"] if one["showarrow"]]
    assert [text.endswith(said) for text in [text.replace("&#36;", "$") for text in led]] == [True]


def test_a_rival_count_is_told_by_its_values_not_by_its_rank(tmp_path: Path) -> None:
    tables = small.tables()
    row = {"conflict_id": "k", "metric": "units_purchased", "entity": "meta", "unit": "units", "n_origins": 2}
    row |= {"value_low": 1e5, "value_high": 2e5, "observation_ids": "buy-meta", "reason": "cnbc: newest"}
    both = [
        row | {"kind": "rival_origins"},
        row | {"conflict_id": "l", "kind": "doubt", "observation_ids": "buy-google"},
        row | {"conflict_id": "m", "kind": "definition", "observation_ids": "buy-google;buy-amazon"},
    ]
    tables["conflicts"] = small.frame_of("conflicts", both)
    publish(tables, tmp_path, {})
    snapshot = Store(tmp_path).current()
    assert snapshot is not None
    found = disputes(snapshot)
    assert found["buy-meta"].said(State()) == "Disputed: 100–200k, 2 origins"
    assert found["buy-google"].said(State()).endswith("cnbc: newest")
    assert [found[name].is_signed for name in ("buy-meta", "buy-google", "buy-amazon")] == [True, True, False]


@pytest.mark.parametrize(
    ("label", "en", "zh"),
    [
        ("2026H2", "2026 H2", "2026年下半年"),
        ("2027-06-01/", "from 1 Jun 2027", "2027年6月1日起"),
        ("2025-09-23/2028-09-23", "23 Sep 2025 – 23 Sep 2028", "2025年9月23日 – 2028年9月23日"),
        ("as stated", "as stated", "as stated"),
    ],
)
def test_periods_read_as_words(label: str, en: str, zh: str) -> None:
    assert period(label, State()) == en
    assert period(label, State(lang="zh")) == zh


@pytest.mark.parametrize(
    ("zh", "told", "said"),
    [
        (
            False,
            "Mass production slips at least six months to 2026 after changes",
            "Mass production slips at least six months",
        ),
        (False, "Shelves its own network because of cost; keeps design", "Shelves its own network"),
        (True, "因成本搁置自建网络的设想，保留自研设计", "因成本搁置自建网络的设想，保留自研设计"),
        (True, "据称遇到困难，可能改由博通合作", "据称遇到困难"),
    ],
)
def test_a_new_plan_is_said_in_the_first_words_of_its_table(*, zh: bool, told: str, said: str) -> None:
    row = {"event_type": "revision", "source_kind": "table", "description": told, "description_zh": told}
    assert chip_timeline._words_of(row, State(lang="zh" if zh else "en")) == [said]
    assert chip_timeline._words_of(row | {"source_kind": "article"}, State()) == []


def wrenches(figure: Figure) -> list[tuple[Any, Any]]:
    shapes = figure["layout"].get("shapes", ())
    return [(one["xanchor"], one["yanchor"]) for one in shapes if one["type"] == "path"]


def test_a_repaired_figure_carries_a_wrench_at_its_mark_and_in_its_hover() -> None:
    rows = frame(485_000, 224_000).assign(flags=["", "malformed;repaired"])
    figure = mended(drawing(rows, State()), rows, State())
    assert wrenches(figure) == [(224_000, 1.0)]
    assert [line in figure["data"][1]["hovertext"][0] for line in ("misprints it",)] == [True]
    assert "misprints it" not in figure["data"][0]["hovertext"][0]
    assert '<path d="M' in still(figure, "x")
    assert len(re.findall("<circle", still(figure, "x"))) == 1


def test_where_nothing_was_repaired_the_drawing_stays_as_it_is() -> None:
    rows = frame(2, 1)
    plain = drawing(rows, State())
    assert mended(plain, rows, State()) is plain


def test_a_wrench_stays_at_its_mark_by_powers_of_ten() -> None:
    rows = frame(5_000, 5).assign(flags=["repaired", ""])
    figure = by_tens(mended(drawing(rows, State()), rows, State()), rows, State())
    assert wrenches(figure) == [(5_000, 0.0)]


def test_on_a_logarithmic_axis_the_sign_stands_at_its_mark() -> None:
    rows = frame(1_000_000, 1_000)
    figure = by_tens(drawing(rows, State()), rows, State())
    notes = [one for one in figure["layout"]["annotations"] if one.get("xref") == "paper"]
    bare = {**figure, "layout": {**figure["layout"], "annotations": notes}}
    more = [
        {**trace, "y": [0.0, 1.0], "x": [x, x], "customdata": [name, "p"], "hovertext": ["", ""]}
        for trace in bare["data"]
        for x, name in zip(trace["x"], trace["customdata"], strict=True)
    ]
    found = marked({**bare, "data": more}, rows, {"o0": READING}, State())
    assert [one["x"] for one in found["layout"]["annotations"] if one["text"].count(">!<")] == [6.0]
