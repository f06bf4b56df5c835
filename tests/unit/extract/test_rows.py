"""Figures in a row with slashes between: 670/858/1,240亿元."""

from __future__ import annotations

import pytest

from etl.extract import extract
from etl.extract.quantities import quantities
from etl.languages import detect
from etl.model import Document, Mention

ROWS = [
    ("甲骨文营收分别为670/858/1,240亿美元。", [67e9, 85.8e9, 124e9], "USD"),
    ("收入预测上调至67.73/121.85/201.00亿元。", [6.773e9, 12.185e9, 20.1e9], "CNY"),
    ("预计出货12/18/25万颗。", [120_000, 180_000, 250_000], "units"),
    ("资本开支3/4亿美元。", [3e8, 4e8], "USD"),
    ("Revenue of $206/258/301 billion is expected.", [206e9, 258e9, 301e9], "USD"),
    ("Spending of $3.2/4.5/6.1 billion.", [3.2e9, 4.5e9, 6.1e9], "USD"),
]


@pytest.mark.parametrize(("text", "values", "unit"), ROWS)
def test_all_of_a_row_have_the_size_and_the_unit_that_is_written_once(text: str, values: list[float], unit: str):
    found = quantities(text, detect(text))
    assert [(float(one.value or 0), one.unit) for one in found] == [(value, unit) for value in values]


@pytest.mark.parametrize(
    "text", ["They spend $206/258/301 billion on 12 sites, 7 of them new.", "三家投入$2/3/4亿，建12座，其中7座为新建。"]
)
def test_what_stands_behind_a_row_is_no_part_of_it(text: str):
    assert [one.unit for one in quantities(text, detect(text))[-2:]] == ["", ""]


@pytest.mark.parametrize(
    "text", ["It was open 24/7 on 9/11.", "On 12/18/25 it closed.", "全天24/7开放，日期为2025/11/20。"]
)
def test_a_date_and_an_hour_are_no_row(text: str):
    assert not [one for one in quantities(text, detect(text)) if one.unit]


def _figures(text: str) -> list[Mention]:
    document = Document("d", "d", "d", text, language=detect(text), published_on="2025-08-29")
    return [one for one in extract(document).mentions if one.metric not in {"milestone", "attribute"}]


def test_a_row_gives_each_year_its_own():
    found = _figures("Nvidia's revenue for 2026, 2027 and 2028 is seen at $206/258/301 billion.")
    assert [one.period.label if one.period else "" for one in found] == ["2026", "2027", "2028"]


def test_a_row_gives_each_firm_its_own():
    found = _figures("谷歌/微软/Meta 2026年资本开支预计1800/1400/1250亿美元。")
    assert [one.entity for one in found] == [("google",), ("microsoft",), ("meta",)]
