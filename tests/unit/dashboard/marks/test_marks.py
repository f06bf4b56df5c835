"""The grammar: a status has one form, whoever draws it, and text from data stays text."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import marks
from dashboard.state import State
from dashboard.theme import theme

LOOK = theme("light")
BLUE = LOOK.company("microsoft")


def row(**cells: object) -> pd.Series:
    known = {
        "entity_name": "Microsoft",
        "period": "2024",
        "value": 485_000.0,
        "value_low": float("nan"),
        "value_high": float("nan"),
        "unit": "units",
        "status": "estimate",
        "origin_name": "Omdia",
        "as_written": "48.5万块",
        "publisher": "Guancha",
    }
    return pd.Series(known | cells)


@pytest.mark.parametrize(
    ("status", "bar", "dot"),
    [
        ("actual", "solid", "disc"),
        ("estimate", "hatch", "triangle"),
        ("guidance", "dashed", "ring"),
        ("plan", "dashed", "ring"),
        ("rumour", "dotted", "query"),
        ("derived", "dotted", "diamond"),
        ("scenario", "dotted", "hollow"),
    ],
)
def test_each_status_has_its_form(status: str, bar: str, dot: str) -> None:
    assert (marks.bar_form(status), marks.dot_form(status)) == (bar, dot)


def test_only_an_actual_bar_is_solid() -> None:
    assert marks.bar("actual", BLUE, LOOK)["color"] == BLUE
    assert marks.bar("estimate", BLUE, LOOK)["pattern"]["shape"] == "/"
    for status in ("guidance", "plan", "rumour", "derived", "scenario"):
        assert marks.bar(status, BLUE, LOOK)["color"] == marks.CLEAR
        assert len(marks.outline(status, BLUE, (0, 0, 1, 1))) == 1
    assert marks.outline("actual", BLUE, (0, 0, 1, 1)) == []


def test_a_rival_and_a_promise_are_open() -> None:
    assert marks.dot("estimate", BLUE, LOOK)["color"] == BLUE
    assert marks.dot("estimate", BLUE, LOOK, rival=True)["color"] == LOOK.surface
    assert marks.dot("planned", BLUE, LOOK)["color"] == LOOK.surface


def test_hover_tells_every_digit_the_wording_the_origin_and_the_status() -> None:
    english = marks.hover(row(), State())
    chinese = marks.hover(row(), State(lang="zh"))
    for part in ("485,000", "48.5万块", "Omdia", "estimate", "Guancha"):
        assert part in english
    for part in ("485,000块", "原文", "Omdia", "估算", "观察者网"):
        assert part in chinese


def test_hover_tells_since_when_it_is_known_and_carried() -> None:
    days = {"known_from": "2024-12-17", "shown_from": "2025-02-11"}
    assert marks.hover(row(**days), State()).endswith("Known: given 17 Dec 2024, first carried 11 Feb 2025")
    assert marks.hover(row(**days), State(lang="zh")).endswith("所知日期：2024年12月17日给出，2025年2月11日首见刊载")
    days["shown_from"] = days["known_from"]
    assert marks.hover(row(**days), State()).endswith("Known: 17 Dec 2024")


def test_hover_of_a_range_names_both_ends_and_no_midpoint() -> None:
    told = row(value=float("nan"), value_low=60e9, value_high=65e9, unit="USD")
    assert marks.value(told, State()) == "$60–65B"
    assert "&#36;60,000,000,000 – &#36;65,000,000,000" in marks.hover(told, State())
    assert "62" not in marks.hover(told, State())


@given(st.text(max_size=40))
def test_no_text_becomes_markup_or_a_formula(text: str) -> None:
    for shown in (marks.escape(text), marks.bold(text), marks.quiet(text, LOOK), marks.doubt(text, LOOK)):
        inner = shown.removeprefix("<b>").removesuffix("</b>").partition(">")[2] if "<span" in shown else shown
        assert "$" not in inner
        assert "<" not in inner.removesuffix("</span>").removeprefix("<b>").removesuffix("</b>")


def test_the_key_lists_only_the_forms_present_in_one_order() -> None:
    assert [form for form, _ in marks.key(["triangle", "disc", "disc"], State())] == ["disc", "triangle"]
    assert marks.key([], State()) == ()


def test_a_chinese_character_is_as_wide_as_it_is_high() -> None:
    assert marks.text_width("微软", 13) == 26
    assert marks.text_width("Meta", 13) < 40
