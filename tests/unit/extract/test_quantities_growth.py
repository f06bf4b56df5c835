"""Reading takes time in proportion to the text, whatever is in it."""

# ruff: noqa: E501 - texts and lists of strings read best unbroken

from __future__ import annotations

import time

import pytest

from etl.extract.periods import periods
from etl.extract.quantities import quantities

SIZE = 6_000
GROWTH = 3.5
NOISE = 0.03  # seconds under which a clock says nothing about growth
UNITS = [
    "1", "1,", "1,111,", "1.2.", "万", "亿万", "一", "二十", "1万", "(", "[", "](", "`", "<", " ", "-", "1-", "1~", "到", "1至2至", "1、", "数",
    "$", "$1 ", "2025", "2025-", "2025年", "1月", "今年", "第", "a ", "one ", "one and ", "one hundred and ", "tens of ", "1 million ",
    "from ", "march ", "the end of ", "*", "1/", "1/2/", "@", "a@", "http://", "1:", "点", "一点", "1 x ", "gpu ", "1 a ", "\n", "1e", "约1", "每年",
    "一分之", "1亿 ", "fy2", "1q", "(1", "2024 to ", "3 nvidia ", "1比", "1234-", "1亿美元（约合人民币7亿元）", "$7 (€6) ",
]  # fmt: skip


def cost(text: str, language: str) -> float:
    """Return the least of two readings, in seconds of this process."""
    least = float("inf")
    for attempt in "ab":
        start = time.process_time()
        quantities(text + attempt, language)
        periods(text + attempt, language, "2025")
        least = min(least, time.process_time() - start)
    return least


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("unit", UNITS)
def test_twice_the_text_takes_about_twice_the_time(unit: str, language: str) -> None:
    text = unit * (SIZE // len(unit))
    doubled = cost(text * 2, language)
    assert doubled < max(GROWTH * cost(text, language), NOISE)
