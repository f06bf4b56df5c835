"""Numbers in words, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.numerals import chinese, decade, english, magnitude
from etl.languages import language

ZH, EN = language("zh"), language("en")
CHINESE = [
    ("七十八万五佰零六", "780506"),
    ("四亿五千六百四十二万零一十五", "456420015"),
    ("五兆六十二亿四万五千二", "5006200045200"),
    ("一千六", "1600"),
    ("二百五", "250"),
    ("九十二万四", "924000"),
    ("四万万", "400000000"),
    ("48万5000", "485000"),
    ("5亿1万4千6百", "500014600"),
    ("5万2", "52000"),
    ("五点二亿", "520000000"),
    ("负三点五", "-3.5"),
    ("两千三点一", "2300.1"),
    ("十", "10"),
    ("三十五万亿", "35000000000000"),
]
ENGLISH = [
    ("one hundred and three", "103"),
    ("twenty-one hundred", "2100"),
    ("three hundred fifty thousand", "350000"),
    ("two and a half million", "2500000"),
    ("one billion two hundred thousand", "1000200000"),
    ("three point five million", "3500000"),
    ("minus seven", "-7"),
    ("zero", "0"),
]
DIGITS = "零一二三四五六七八九"
ONES = [word for word, value in EN.numerals.items() if value < 20 and word not in {"a", "an", "nought", "naught"}]
TENS = {value: word for word, value in EN.numerals.items() if value >= 20}


@pytest.mark.parametrize(("text", "value"), CHINESE)
def test_chinese(text: str, value: str) -> None:
    found = chinese(text, ZH.numerals, ZH.magnitudes)
    assert found is not None
    assert found.value == Decimal(value)


@pytest.mark.parametrize(("text", "value"), ENGLISH)
def test_english(text: str, value: str) -> None:
    found = english(text, EN.numerals, EN.magnitudes)
    assert found is not None
    assert found.value == Decimal(value)


def spelled(number: int) -> str:
    """Write a number below 10^12 the way Chinese does."""
    for power, sign in ((8, "亿"), (4, "万"), (3, "千"), (2, "百"), (1, "十")):
        head, tail = divmod(number, 10**power)
        if head:
            gap = "零" if tail and tail < 10 ** (power - 1) else ""
            return spelled(head) + sign + (gap + spelled(tail) if tail else "")
    return DIGITS[number]


def worded(number: int) -> str:
    """Write a number below 10^12 the way English does."""
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        head, tail = divmod(number, size)
        if head:
            return f"{worded(head)} {name}" + (f" {worded(tail)}" if tail else "")
    if number < len(ONES):
        return ONES[number]
    tens, ones = divmod(number, 10)
    return TENS[tens * 10] + (f"-{ONES[ones]}" if ones else "")


@given(st.integers(1, 10**12 - 1))
def test_a_spelled_number_reads_back(number: int) -> None:
    found = chinese(spelled(number), ZH.numerals, ZH.magnitudes)
    assert found is not None
    assert found.value == number


@given(st.integers(0, 10**12 - 1))
def test_a_worded_number_reads_back(number: int) -> None:
    found = english(worded(number), EN.numerals, EN.magnitudes)
    assert found is not None
    assert found.value == number


def test_magnitudes_must_rise() -> None:
    assert magnitude("万亿", ZH.magnitudes) == (12, True)
    assert magnitude("千亿亿", ZH.magnitudes) == (11, False)


def test_a_size_spans_a_decade_or_two() -> None:
    bounds = [decade(run, ZH.magnitudes) for run in ("千万", "亿", "十亿", "百亿")]
    assert [(found.low, found.high) for found in bounds if found] == [
        (10**7, 10**8),
        (10**8, 10**9),
        (10**9, 10**11),
        (10**10, 10**12),
    ]
