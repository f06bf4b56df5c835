"""Reading takes time in proportion to the text, whatever is in it."""

# ruff: noqa: E501 - texts and lists of strings read best unbroken

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import partial
from itertools import count

import pytest

import etl.extract
import etl.languages
from etl.extract.periods import periods
from etl.extract.quantities import quantities
from tests.growth import grows_within, used

SIZE = 5_000
GROWTH = 3.5  # what grows with the square grows fourfold
ENDS = ("a" * times for times in count(1))
MANY_GROWTH = 6.0  # of four times as many amounts; the square grows sixteenfold
NOISE = 0.15  # seconds under which a clock says nothing about growth
HOSTILE, BOUND = 40_000, 2.0  # characters, and the seconds no single pattern may take for them
PATTERN_GROWTH, PATTERN_NOISE = 6.0, 0.2
UNITS = [
    "1", "1,", "1,111,", "1.2.", "万", "亿万", "一", "二十", "1万", "(", "[", "](", "`", "<", " ", "-", "1-", "1~", "到", "1至2至", "1、", "数",
    "$", "$1 ", "2025", "2025-", "2025年", "1月", "今年", "第", "a ", "one ", "one and ", "one hundred and ", "tens of ", "1 million ",
    "from ", "march ", "the end of ", "*", "1/", "1/2/", "@", "a@", "http://", "1:", "点", "一点", "1 x ", "gpu ", "1 a ", "\n", "1e", "约1", "每年",
    "一分之", "1亿 ", "fy2", "1q", "(1", "2024 to ", "3 nvidia ", "1比", "1234-", "1亿美元（约合人民币7亿元）", "$7 (€6) ",
    "1 000 ", "- 1 ", "1 1/2 ", "½", "1个半", "百分之一到", "百 ", "分 之", "1 $ ", "1 dollar 1 cent ", "minus 1 ", "下下", "大前", "month after ", "nineteen ", "two thousand and ", "the 9",
    "one hundred fifths ", "one and a ", "三 百 五 又 三 ", "三分之", "1,11,", "1 over ", "1 in ", "third week of ", "5月的第", "7 2 折", "2^-", "九八年",
]  # fmt: skip


def read(text: str, language: str) -> None:
    """Read all amounts and times of a text; what was kept of an earlier reading is of no use to it."""
    told = f"{text}{next(ENDS)}"
    quantities(told, language)
    periods(told, language, "2025")


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    """Keep the collector from counting as the reader's time."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("unit", UNITS)
def test_twice_the_text_takes_about_twice_the_time(unit: str, language: str) -> None:
    text = unit * (SIZE // len(unit))
    half, whole = (partial(read, text[:size], language) for size in (SIZE // 2, SIZE))
    assert grows_within(GROWTH, half, whole, NOISE)


@pytest.mark.parametrize(("language", "told"), [("en", "bought 1,000 chips. "), ("zh", "买入1000块芯片。")])
def test_many_amounts_take_no_more_time_each_than_few(language: str, told: str) -> None:
    few, many = (partial(read, told * count, language) for count in (5_000, 20_000))
    assert grows_within(MANY_GROWTH, few, many)


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every pattern of the readers of text, by where it is kept."""
    for package in (etl.extract, etl.languages):
        for _, name, _ in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(name)
            for key, value in vars(module).items():
                yield from _within(f"{name}.{key}", value)


def _within(place: str, value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        yield place, value
    elif isinstance(value, (tuple, list)):
        for at, part in enumerate(value):
            yield from _within(f"{place}[{at}]", part)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _within(f"{place}[{key}]", part)
    elif hasattr(value, "__slots__") and type(value).__module__.startswith("etl."):
        for slot in type(value).__slots__:
            yield from _within(f"{place}.{slot}", getattr(value, slot, None))


def scan(pattern: re.Pattern[str], text: str) -> None:
    """Find all that one pattern finds in a text."""
    for _ in pattern.finditer(text):
        pass


def hostile(size: int) -> str:
    """Return so many characters, each of the units over and over in a run of its own."""
    run = size // len(UNITS)
    return "".join((unit * run)[:run] for unit in UNITS)


def test_no_pattern_takes_long_for_any_text() -> None:
    places = {pattern: place for place, pattern in patterns()}
    assert len(places) > len(UNITS)
    half, whole = hostile(HOSTILE // 2), hostile(HOSTILE)
    for pattern, place in places.items():
        of_half, of_whole = (partial(scan, pattern, text) for text in (half, whole))
        taken = used(of_whole)
        assert taken < BOUND, place
        assert taken < PATTERN_NOISE or grows_within(PATTERN_GROWTH, of_half, of_whole), place
