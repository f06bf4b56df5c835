"""What a bare number counts: the unit of its neighbours, of a line over it, or nothing."""

from unittest import mock

import pytest

from etl.extract import counting, extract
from etl.extract.counting import NOTHING, Count, chosen
from etl.extract.declaring import Declared, declared
from etl.model import Document, Mention
from tests.texts import document_of


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


@pytest.mark.parametrize(
    "text",
    [
        "Meta的数据中心最终规模是10吉瓦，相当于10座核反应堆的发电能力。",
        "微软的数据中心用电5吉瓦，分布在12个州、20所园区。",
        "亚马逊今年投入1000亿美元建AI数据中心，遍布21国。",
    ],
)
def test_what_has_a_counter_of_its_own_goes_on_in_no_unit(text: str) -> None:
    assert len(figures(text, "zh")) == 1


def test_what_no_line_declares_is_no_figure() -> None:
    assert figures("The meeting about AI chips took place in room 412 of the hotel.", "en") == []


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 Meta bought 224,000 Hopper GPUs, and Amazon 196,000.",
        "微软购买了48.5万块Hopper芯片，Meta22.4万，谷歌16.9。",
    ],
)
def test_looks_weigh_the_same_whether_they_are_spelled_for_each_kind_or_not(text: str) -> None:
    told: list[list[Count]] = []
    with mock.patch.object(counting, "chosen", lambda found: told.append(found) or chosen(found)):
        extract(document_of(text))
    assert told
    held = counting.weights()
    for every in told:
        spelled = [counting.LEANING[one.unit == NOTHING] + sum(held.get(s, 0) for s in one.signs) for one in every]
        assert chosen(every) is every[spelled.index(max(spelled))]
        assert all(len(one.signs) == len(one.told) + len(one.looks) for one in every)


def test_a_unit_weighs_more_than_none_where_no_sign_is_known() -> None:
    every = [Count(NOTHING, frozenset()), Count(Declared("USD", 9), frozenset())]
    assert chosen(every).unit == Declared("USD", 9)
