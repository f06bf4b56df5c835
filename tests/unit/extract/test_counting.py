"""What a bare number counts: the unit of its neighbours, of a line over it, or nothing."""

import pytest

from etl.extract import extract
from etl.extract.counting import NOTHING, Count, chosen
from etl.extract.declaring import Declared, declared
from etl.model import Document, Mention


def figures(text: str, language: str) -> list[Mention]:
    document = Document("id", "test.md", "test.md", text, language=language, published_on="2025-11-20")
    return list(extract(document).mentions)


@pytest.mark.parametrize(
    ("line", "unit", "power"),
    [
        ("单位：万元/张，含税", "CNY", 4),
        ("(亿美元)", "USD", 8),
        ("按厂商排(万张):", "units", 4),
        ("单位:美元/卡/小时", "USD_per_gpu_hour", 0),
        ("(billions of dollars.)", "USD", 9),
        ("accelerators, thousands", "", 3),
        ("capex, us$m", "USD", 6),
        ("gpu rents, $/gpu-hr", "USD_per_gpu_hour", 0),
        ("load, mw", "GW", -3),
        ("shipments ('000s)", "", 3),
    ],
)
def test_a_line_declares_a_unit(line: str, unit: str, power: int) -> None:
    assert declared(line) == (Declared(unit, power),)


@pytest.mark.parametrize("line", ["$60bn", "it spent 3 billion dollars", "5000万元", "12 mw", "a 600-mw site"])
def test_a_number_of_its_own_declares_nothing(line: str) -> None:
    assert declared(line) == ()


def test_a_number_goes_on_in_the_unit_of_the_one_before() -> None:
    read = figures("Alphabet's capital expenditures for 2025 are now $93 billion (was 85).", "en")
    assert [(int(one.quantity.value or 0), one.quantity.unit) for one in read] == [
        (93_000_000_000, "USD"),
        (85_000_000_000, "USD"),
    ]
    assert "inherited_unit" in read[1].flags


def test_what_no_line_declares_is_no_figure() -> None:
    assert figures("The meeting about AI chips took place in room 412 of the hotel.", "en") == []


def test_a_unit_weighs_more_than_none_where_no_sign_is_known() -> None:
    every = [Count(NOTHING, frozenset()), Count(Declared("USD", 9), frozenset())]
    assert chosen(every).unit == Declared("USD", 9)
