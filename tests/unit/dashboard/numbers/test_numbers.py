"""Numbers as a mark, a tick and a hover text show them, in both languages."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import numbers
from dashboard.state import State

EN, ZH = State(), State(lang="zh")

MARKS = [
    (485_000, "units", "485k", "48.5万块"),
    (169_000, "units", "169k", "16.9万块"),
    (1_074_000, "units", "1.07M", "107.4万块"),
    (999_950, "units", "1M", "100万块"),
    (999_499, "units", "999k", "99.9万块"),
    (99_996_000, "units", "100M", "1亿块"),
    (40, "people", "40", "40人"),
    (0, "units", "0", "0块"),
    (80e9, "USD", "$80B", "800亿美元"),
    (91.447e9, "USD", "$91.4B", "914.5亿美元"),
    (131.819e9, "USD", "$132B", "1,318亿美元"),
    (1.4e12, "USD", "$1.4T", "1.4万亿美元"),
    (-5.7e9, "USD", "−$5.7B", "−57亿美元"),
    (380e9, "CNY", "¥380B", "3,800亿元"),
    (2.5e9, "USD_per_year", "$2.5B/yr", "25亿美元/年"),
    (2.5, "USD_per_gpu_hour", "$2.50/GPU-h", "2.50美元/卡时"),
    (12.29, "USD_per_gpu_hour", "$12.29/GPU-h", "12.29美元/卡时"),
    (0.2564, "share", "25.6%", "25.6%"),
    (4.5, "GW", "4.5 GW", "4.5吉瓦"),
    (131_000, "superchips", "131k superchips", "13.1万 superchips"),
]


@pytest.mark.parametrize(("value", "unit", "en", "zh"), MARKS)
def test_a_mark_is_short_in_both_languages(value: float, unit: str, en: str, zh: str) -> None:
    assert (numbers.compact(value, unit, EN), numbers.compact(value, unit, ZH)) == (en, zh)


@pytest.mark.parametrize(
    ("state", "expected"),
    [(State(numbers="wanyi"), "$800亿"), (State(lang="zh", numbers="kmb"), "80B美元"), (ZH, "800亿美元")],
)
def test_the_number_format_can_be_chosen_apart_from_the_language(state: State, expected: str) -> None:
    assert numbers.compact(80e9, "USD", state) == expected


@pytest.mark.parametrize(
    ("low", "high", "unit", "en", "zh"),
    [
        (60e9, 65e9, "USD", "$60–65B", "600–650亿美元"),
        (900e6, 1.2e9, "USD", "$900M–1.2B", "9–12亿美元"),
        (100e9, 145e9, "USD", "$100–145B", "1,000–1,450亿美元"),
        (1.5, 3, "USD_per_gpu_hour", "$1.50–3.00/GPU-h", "1.50–3.00美元/卡时"),
    ],
)
def test_a_range_says_its_unit_once(low: float, high: float, unit: str, en: str, zh: str) -> None:
    assert (numbers.span(low, high, unit, EN), numbers.span(low, high, unit, ZH)) == (en, zh)


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [
        (5.0, 4.0, 6.0, "5"),
        (math.nan, 4.0, 6.0, "4–6"),
        (None, 196_000.0, None, "≥ 196k"),
        (None, math.nan, 196_000.0, "≤ 196k"),
        (None, None, math.nan, ""),
    ],
)
def test_a_measure_never_invents_a_midpoint(
    value: float | None, low: float | None, high: float | None, expected: str
) -> None:
    assert numbers.measure(value, low, high, "units", EN) == expected


@pytest.mark.parametrize(
    ("value", "unit", "en", "zh"),
    [
        (485_000, "units", "485,000", "485,000块"),
        (131.819e9, "USD", "$131,819,000,000", "131,819,000,000美元"),
        (0.2564, "share", "25.64%", "25.64%"),
        (3.9344, "USD_per_gpu_hour", "$3.9344/GPU-h", "3.9344美元/卡时"),
    ],
)
def test_hover_text_keeps_every_digit(value: float, unit: str, en: str, zh: str) -> None:
    assert (numbers.full(value, unit, EN), numbers.full(value, unit, ZH)) == (en, zh)


@pytest.mark.parametrize(
    ("value", "unit", "en", "zh"),
    [(500_000, "units", "500k", "50万"), (50e9, "USD", "$50B", "500亿"), (0.25, "share", "25%", "25%")],
)
def test_a_tick_says_no_unit_word(value: float, unit: str, en: str, zh: str) -> None:
    assert (numbers.bare(value, unit, EN), numbers.bare(value, unit, ZH)) == (en, zh)


@given(st.floats(min_value=1e-3, max_value=9e14))
def test_no_mark_ever_says_giga_or_an_exponent(value: float) -> None:
    for state in (EN, ZH):
        text = numbers.compact(value, "units", state)
        assert "G" not in text
        assert "e" not in text


@given(st.integers(min_value=1_000, max_value=10**14))
def test_both_languages_read_back_as_one_number(value: int) -> None:
    sizes = {"k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12, "万亿": 1e12, "亿": 1e8, "万": 1e4}
    for state in (EN, ZH):
        text = numbers.compact(value, "units", state).removesuffix("块").replace(",", "")
        word = next((name for name in sizes if text.endswith(name)), "")
        read = float(text.removesuffix(word)) * sizes.get(word, 1)
        assert read == pytest.approx(value, rel=0.0051)


@given(st.floats(min_value=0.01, max_value=1e13), st.integers(min_value=2, max_value=8))
def test_ticks_start_at_the_bottom_and_stay_within(top: float, count: int) -> None:
    steps = numbers.ticks(top, count)
    assert steps[0] == 0
    assert steps[-1] <= top * (1 + 1e-6)
    assert 2 <= len(steps) <= count + 1


def test_ticks_of_nothing_are_one_tick() -> None:
    assert numbers.ticks(0) == [0.0]
    assert numbers.ticks(200, 5, bottom=55) == [100.0, 150.0, 200.0]
