"""Numbers as they are spoken or set in rows: 13块2, 七个多亿, 11万一颗, 营收挂零."""

from __future__ import annotations

from decimal import Decimal

import pytest

from etl.extract import extract
from etl.extract.quantities import quantities
from etl.model import Document

ONE = [
    ("zh", "单租13块2一小时", "13.2", "CNY_per_gpu_hour"),
    ("zh", "包年折 11块6，不贵", "11.6", "CNY"),
    ("zh", "一卡时三块二。", "3.2", "CNY"),
    ("zh", "货值将近8个亿", "800000000", ""),
    ("zh", "花了40个亿元", "4000000000", "CNY"),
    ("zh", "投了三个亿美元", "300000000", "USD"),
    ("zh", "出厂约11万一颗", "110000", ""),
    ("zh", "如今五万一台", "50000", ""),
    ("zh", "五万一千颗", "51000", "units"),
    ("zh", "已通电200多兆瓦", "0.2", "GW"),
    ("zh", "通電500餘千瓦", "0.0005", "GW"),
    ("zh", "营收兆元新台币", "1000000000000", "TWD"),
    ("zh", "市值上看兆美元", "1000000000000", "USD"),
    ("zh", "华为20%", "0.2", "share"),
    ("zh", "華為有 1,205人", "1205", "people"),
    ("zh", "收入56.6亿元(美元‧下同)", "5660000000", "USD"),
    ("zh", "收入56.6億元（港元，下同）", "5660000000", "HKD"),
    ("en", "we model 2.1 million units", "2100000", "units"),
    ("en", "power should top 850 MW", "0.85", "GW"),
    ("en", "phase 100 MW", "0.1", "GW"),
    ("en", "STILL SEE $1 TRLN", "1000000000000", "USD"),
    ("en", "its near-90% part", "0.9", "share"),
]
OPEN = [
    ("zh", "已交付十几台", 10, 20, "units"),
    ("zh", "買了三百幾張", 300, 400, "units"),
    ("en", "tens of gigawatts", 10, 100, "GW"),
]
ONE += [
    ("zh", "一百来号人", "100", "people"),
    ("zh", "就算300萬鎂", "3000000", "USD"),
    ("zh", "海外3.4刀", "3.4", "USD"),
]
NOUGHT = ["预计为零。", "营收掛零，", "销售归零", "公司今年零收入", "本季零订单"]
NONE_OF_IT = ["零售商", "零部件", "从零开始", "清零行动", "零碳园区"]
KEPT = [
    ("zh", "买了2块4090", ["2", "4090"]),
    ("zh", "3年增长一倍", ["3", "1"]),
    ("zh", "8个亿级项目", ["8"]),
    ("zh", "8刀片的机箱", ["8"]),
    ("zh", "8个万卡集群", ["8"]),
    ("en", "the model 3 and phase 2", []),
    ("en", "the iPhone 16 and the Galaxy 24", []),
]


@pytest.mark.parametrize(("language", "text", "value", "unit"), ONE)
def test_a_spoken_number_reads_as_one_amount(language: str, text: str, value: str, unit: str) -> None:
    (found,) = quantities(text, language)
    assert (found.value, found.unit) == (Decimal(value), unit)
    assert found.surface == found.span.of(text)


@pytest.mark.parametrize(("language", "text", "low", "high", "unit"), OPEN)
def test_what_is_left_open_has_its_bounds(language: str, text: str, low: int, high: int, unit: str) -> None:
    found = quantities(text, language)[-1]
    assert (found.value, found.low, found.high, found.unit) == (None, low, high, unit)


@pytest.mark.parametrize("text", NOUGHT)
def test_nothing_is_a_number_where_something_comes_to_it(text: str) -> None:
    assert [(one.value, one.surface) for one in quantities(text, "zh")] == [(Decimal(0), "零")]


@pytest.mark.parametrize("text", NONE_OF_IT)
def test_other_words_with_its_sign_are_none(text: str) -> None:
    assert "零" not in [one.surface for one in quantities(text, "zh")]


@pytest.mark.parametrize(("language", "text", "values"), KEPT)
def test_what_only_looks_like_one_stays_apart(language: str, text: str, values: list[str]) -> None:
    assert [one.value for one in quantities(text, language)] == [Decimal(value) for value in values]


@pytest.mark.parametrize("number", ["12月營收　8,629　年增31.77%", "12月营收 8,629 年减3%"])
def test_a_year_that_growth_is_told_from_is_no_unit(number: str) -> None:
    first, second = quantities(number, "zh")
    assert (first.value, first.unit, second.unit) == (Decimal(8629), "", "share")


def sums(text: str) -> list[Decimal | None]:
    document = Document("0", "t", "t.md", text, language="en", published_on="2025-11-20")
    return [one.quantity.value for one in extract(document).mentions if one.quantity.unit == "USD"]


def test_a_sum_of_a_table_in_millions_is_not_told_by_its_bare_number() -> None:
    head = "Nvidia's quarter\n\nIn the quarter Nvidia sold more AI chips than ever, it said.\n\n"
    rows = "(in millions)\n\n| | Q2 FY26 | Q2 FY25 |\n|---|---|---|\n| Revenue | $46,743 | $30,040 |\n"
    assert not {Decimal(46_743), Decimal(30_040)} & set(sums(head + rows))


def test_a_bare_number_of_a_table_has_its_declared_size_once() -> None:
    head = "Capital spending on AI data centers in 2023\n\nThe four bought GPUs.\n\n"
    rows = "| Capex ($bn) | 2023 | 2022 |\n|---|---|---|\n| Microsoft | 41.2 | 28.1 |\n| Amazon | 52.7 | 63.6 |\n"
    assert Decimal(41_200_000_000) in sums(head + rows)


def test_a_sum_of_running_text_keeps_its_size() -> None:
    text = (
        "(in millions)\n\nCambricon's chips are dear: an Nvidia H100 GPU costs $30,000 apiece in the market, they say."
    )
    assert Decimal(30_000_000_000) not in sums(text)


def test_a_sum_with_its_own_word_keeps_its_size() -> None:
    text = "H3C wins\n\n| 成交金额(万元) | 9,576.00 |\n|---|---|\n| 评审费 | 21,600元 |\n\n采购人买下GPU服务器。\n"
    document = Document("0", "t", "t.md", text, language="zh", published_on="2025-11-20")
    extraction = extract(document)
    every = [*extraction.mentions, *extraction.unexplained]
    told = [one.quantity for one in every if one.quantity.surface == "21,600元"]
    assert [one.value for one in told] == [Decimal(21_600)]
