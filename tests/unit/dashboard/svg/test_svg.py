"""A picture shows what the figure says: well formed, every word in it, marks where the values are."""

import re
from xml.etree import ElementTree as ET

import pytest

from dashboard.chart import Words
from dashboard.svg.drawing import drawing
from dashboard.svg.plane import planes
from dashboard.svg.sheet import sheet
from dashboard.svg.still import still
from dashboard.svg.words import wrapped
from dashboard.theme import theme

AXIS = {"gridcolor": "#eee", "zerolinecolor": "#888", "showgrid": True, "tickfont": {"size": 11, "color": "#444"}}
NOTE = {"font": {"size": 12, "color": "#111"}, "xanchor": "left", "yanchor": "middle", "showarrow": False}


def figure(**layout: object) -> dict[str, object]:
    base = {
        "height": 100,
        "margin": {"l": 10, "r": 10, "t": 10, "b": 10},
        "xaxis": AXIS | {"range": [0, 100], "tickvals": [0, 50], "ticktext": ["0", "50k"], "zeroline": True},
        "yaxis": AXIS | {"range": [1.5, -0.5], "showticklabels": False, "showgrid": False},
    }
    return {"data": [], "layout": base | layout}


def elements(content: str, name: str) -> list[ET.Element]:
    return list(ET.fromstring(f"<g>{content}</g>").iter(name))


def test_values_stand_where_the_axis_puts_them() -> None:
    plane = planes(figure(), 120)[""]
    assert [plane.x.px(value) for value in (0, 50, 100)] == [10, 60, 110]
    assert plane.y.px(-0.5) == 10
    assert plane.y.px(1.5) == 90


@pytest.mark.parametrize(
    ("axis", "value", "px"),
    [
        ({"type": "log", "range": [2, 4]}, 1000, 60),
        ({"type": "date", "range": ["2025-01-01", "2025-01-03"]}, "2025-01-02", 60),
    ],
)
def test_logarithmic_and_date_axes(axis: dict[str, object], value: object, px: float) -> None:
    assert planes(figure(xaxis=AXIS | axis), 120)[""].x.px(value) == px


def test_a_bar_reaches_from_its_base_to_its_end() -> None:
    bar = {"type": "bar", "orientation": "h", "x": [25], "y": [0], "base": [50], "width": [0.5]}
    bar |= {"marker": {"color": "#123456", "line": {"width": 0}}}
    box = elements(drawing(figure() | {"data": [bar]}, 120), "rect")[0]
    assert (box.get("x"), box.get("width"), box.get("fill")) == ("60", "25", "#123456")


def test_a_hatch_is_defined_once_and_used() -> None:
    marker = {"color": "#123456", "line": {"width": 1.5, "color": "#123456"}}
    marker |= {"pattern": {"fgcolor": "#123456", "bgcolor": "#eeeeee"}}
    bar = {"type": "bar", "orientation": "h", "x": [25], "y": [0], "width": [0.5], "marker": marker}
    drawn = drawing(figure() | {"data": [bar, bar]}, 120)
    assert len(elements(drawn, "pattern")) == 1
    assert drawn.count("url(#h123456)") == 2


def test_a_tick_beyond_the_axis_is_not_drawn() -> None:
    """Plotly shows none either: its words would stand beside the plot, and go when plotly comes."""
    axis = AXIS | {"range": [10, 40], "tickvals": [0, 25, 50], "ticktext": ["0%", "25%", "50%"], "zeroline": True}
    drawn = drawing(figure(xaxis=axis), 120)
    assert [one.text for one in elements(drawn, "tspan")] == ["25%"]
    assert len(elements(drawn, "line")) == 1


def test_no_line_runs_through_a_note() -> None:
    noted = {"annotations": [NOTE | {"text": "x", "x": 50, "y": 0}], "hoverlabel": {"bgcolor": "#fafafa"}}
    halo = elements(drawing(figure(**noted), 120), "g")[1]
    assert (halo.get("paint-order"), halo.get("stroke"), halo.find("text") is not None) == ("stroke", "#fafafa", True)


def test_without_a_width_a_drawing_is_told_in_parts_of_it() -> None:
    bar = {"type": "bar", "orientation": "h", "x": [25], "y": [0], "base": [50], "width": [0.5], "customdata": ["a"]}
    bar |= {"marker": {"color": "#123456", "line": {"width": 0}}}
    line = {"type": "scatter", "mode": "lines+markers", "x": [0, 50], "y": [0, 1], "customdata": ["b", ["c", 1]]}
    line |= {"line": {"color": "#111", "width": 2}, "marker": {"color": "#111", "size": 8, "symbol": "circle"}}
    drawn = still(figure(annotations=[NOTE | {"text": "x", "x": 50, "y": 0, "xshift": 8}]) | {"data": [bar, line]}, "a")
    box = elements(drawn, "rect")[0]
    assert (box.get("x"), box.get("width"), box.get("y")) == ("50%", "25%", "20")
    assert [one.get("x") for one in elements(drawn, "svg")[2:]] == ["0%", "50%"]  # the whole and the line before them
    assert [one.get("data-at") for one in elements(drawn, "path") if one.get("data-at")] == ["b", "c"]
    stretched = next(one for one in elements(drawn, "path") if one.get("vector-effect"))
    assert (stretched.get("d"), stretched.get("vector-effect")) == ("M0,30L50,70", "non-scaling-stroke")
    noted = elements(drawn, "text")[-1]
    assert (noted.get("x"), noted.get("dx")) == ("50%", "10")
    assert 'style="padding:0 10px 0 10px"' in drawn


def test_drawings_of_one_page_define_nothing_twice() -> None:
    marker = {"color": "#123456", "line": {"width": 1.5, "color": "#123456"}}
    marker |= {"pattern": {"fgcolor": "#123456", "bgcolor": "#eeeeee"}}
    bar = {"type": "bar", "orientation": "h", "x": [25], "y": [0], "width": [0.5], "marker": marker}
    drawn = [still(figure() | {"data": [bar]}, owner) for owner in ("one", "two")]
    assert [re.findall(r'id="([^"]+)"', one) for one in drawn] == [["one-h123456"], ["two-h123456"]]
    assert "url(#two-h123456)" in drawn[1]


def test_what_is_not_known_breaks_a_line_and_has_no_dot() -> None:
    line = {"type": "scatter", "mode": "lines+markers", "x": [0, 25, 50, 75], "y": [0, None, 1, 0]}
    line |= {"line": {"color": "#111", "width": 2}, "marker": {"color": "#111", "size": 8, "symbol": "circle"}}
    paths = [one.get("d") or "" for one in elements(drawing(figure() | {"data": [line]}, 120), "path")]
    assert len([one for one in paths if "a" in one]) == 3
    assert len([one for one in paths if "a" not in one]) == 1


def test_steps_go_level_before_they_rise() -> None:
    line = {"type": "scatter", "mode": "lines", "x": [0, 50], "y": [1, 0]}
    line |= {"line": {"shape": "hv", "color": "#111", "width": 2, "dash": "5px,3px"}}
    drawn = elements(drawing(figure() | {"data": [line]}, 120), "path")[0]
    assert drawn.get("d") == "M10,70L60,70L60,30"
    assert drawn.get("stroke-dasharray") == "5,3"


def test_markup_of_notes_is_set_and_text_is_no_markup() -> None:
    text = '<b>&#36;5B</b>  <span style="color:#777;font-size:11px">a &lt;b&gt; &amp; c</span><br>second'
    drawn = drawing(figure(annotations=[NOTE | {"text": text, "x": 50, "y": 0, "xshift": 8}]), 120)
    spans = elements(drawn, "tspan")
    assert [one.text for one in spans if one.get("font-weight") == "600"] == ["$5B"]
    assert "a <b> & c" in [one.text for one in spans]
    lines = [one for one in elements(drawn, "text") if one.get("x") == "70"]
    assert len(lines) == 2
    assert float(lines[1].get("y") or 0) > float(lines[0].get("y") or 0)


@pytest.mark.parametrize(
    ("text", "lines"),
    [("谁买了多少块卡", ["谁买了多", "少块卡"]), ("one two three", ["one two", "three"]), ("", [])],
)
def test_long_lines_are_broken(text: str, lines: list[str]) -> None:
    assert wrapped(text, 10, 40) == lines


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_sheet_stands_alone(look: str) -> None:
    key = tuple((form, f"meaning of {form}") for form in ("solid", "hatch", "dashed", "band", "ring", "cross", "tick"))
    words = Words("A finding", "metric · unit", "6 facts", alt="what is seen", key=key)
    made = sheet(figure(), words, ["Source somebody", "http://example.org"], theme(look)).decode()
    root = ET.fromstring(made)
    said = " ".join(root.itertext())
    for told in ("A finding", "metric · unit · 6 facts", "Source somebody", "http://example.org", "meaning of tick"):
        assert told in said
    assert root.get("aria-label") == "what is seen"
    assert theme(look).surface in made
    assert not re.search(r"\bnan\b", made)
