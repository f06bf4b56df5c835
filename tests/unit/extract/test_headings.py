"""What a line takes from the headings over it: whose it is, what it counts, of when, and how sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.extract import extract, headings
from etl.extract.blocks import Kind, blocks
from etl.extract.reading import read, scenes
from etl.languages import detect
from etl.model import Document

LISTS = {
    "marked parts": (
        (
            "## Capex guidance (2025, $bn)\n- Microsoft: 80\n- Meta: 65\n\n"
            "## Hopper GPUs bought (2024, thousands)\n- Microsoft: 485\n- Meta: 224\n\n"
            "## Rent of an H100 ($/GPU-hour)\n- CoreWeave: 2.49\n- Lambda: 2.99\n"
        ),
        (
            "80000000000 capex_guidance microsoft 2025 guidance",
            "65000000000 capex_guidance meta 2025 guidance",
            "485000 units_purchased microsoft 2024 actual",
            "224000 units_purchased meta 2024 actual",
            "2.49 rental_price_per_gpu_hour coreweave 2025 actual",
            "2.99 rental_price_per_gpu_hour lambda 2025 actual",
        ),
    ),
    "a number of its own": (
        (
            "表1　2025年资本开支指引（亿美元）\n\n谷歌：850\nMeta：720\n\n"
            "表2　2024年资本开支（亿美元）\n\n谷歌：525\n\n以上。\n"
        ),
        (
            "85000000000 capex_guidance google 2025 guidance",
            "72000000000 capex_guidance meta 2025 guidance",
            "52500000000 capex google 2024 actual",
        ),
    ),
}


def document(text: str) -> Document:
    return Document("0", "heads", Path("heads.md"), text, language=detect(text), published_on="2025-05-06")


@pytest.mark.parametrize(("text", "wanted"), LISTS.values(), ids=LISTS)
def test_a_heading_says_what_the_lines_below_count(text: str, wanted: tuple[str, ...]) -> None:
    told = extract(document(text)).mentions
    found = [
        f"{one.quantity.value:f} {one.metric} {one.entity[0]} {one.period.label if one.period else ''} {one.status}"
        for one in told
    ]
    assert tuple(found) == wanted


HEADINGS = (
    "资本开支（2025年，亿美元）",
    "表2　2025年全年指引（億美元）",
    "# Capex",
    "**Capex**",
)
NO_HEADINGS = (
    "未达标：某股份行（昇腾，4,096）、某车企（寒武纪，2,000出头）",
    "微软说，今年会花更多",
    "一、微软今年花了800亿美元。",
)


@pytest.mark.parametrize("line", HEADINGS)
def test_a_numbered_line_is_a_heading_and_its_number_is_no_quantity(line: str) -> None:
    assert blocks(line)[0].kind is Kind.HEADING
    assert [one.surface for one in read(document(line)).quantities] == []


@pytest.mark.parametrize("line", NO_HEADINGS)
def test_a_line_that_pauses_like_a_sentence_is_none(line: str) -> None:
    assert blocks(line)[0].kind is Kind.TEXT


OVER = (
    ("云赛智联\n一、概述\n（一）设备\n二、风险\n", ["二、风险", "云赛智联"]),
    ("云赛智联\n一、概述\n（一）设备\n", ["（一）设备", "一、概述", "云赛智联"]),
    ("# Capex\n## Microsoft\n### Leases\n## Google\n", ["## Google", "# Capex"]),
    ("Microsoft\nGoogle\n", ["Google"]),
    ("一、概述\n甲\n乙\n二、风险\n", ["二、风险"]),
    ("Results\n# Capex\n", ["# Capex"]),
)


@pytest.mark.parametrize(("text", "wanted"), OVER)
def test_a_heading_stands_under_those_of_the_parts_that_hold_it(text: str, wanted: list[str]) -> None:
    reading = read(document(text))
    over: tuple[headings.Scene, ...] = ()
    for one in scenes(reading):
        over = headings.beneath(reading.plain, over, one)
    assert [text[one.start : one.end].strip() for one in over] == wanted


def test_a_part_of_nobody_is_of_whom_the_part_that_holds_it_is():
    text = "# 云厂盘点\n## 微软\n### 资本开支\n2025财年花了800亿美元。\n## 谷歌\n### 资本开支\n2025年预计750亿美元。\n"
    assert [one.entity for one in extract(document(text)).mentions] == [("microsoft",), ("google",)]
