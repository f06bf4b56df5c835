"""Lists whose items only name whose a figure is: the line over them says what they count, of when and how sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.extract import extract, leads
from etl.extract.reading import read, scenes
from etl.languages import detect
from etl.model import Document

LISTS = {
    "chips bought": (
        (
            "Omdia has counted how many Nvidia Hopper GPUs the big technology companies bought last year, "
            "and the numbers are these:\n\n- Microsoft: 485,000\n- Meta: 224,000\n- Amazon: 196,000\n\n"
            "Microsoft bought twice as many as anybody else.\n"
        ),
        (
            "485000 units_purchased microsoft 2025 estimate",
            "224000 units_purchased meta 2025 estimate",
            "196000 units_purchased amazon 2025 estimate",
        ),
    ),
    "spending to come": (
        (
            "Here is what each company has said it will spend on capital expenditures in 2026:\n\n"
            "- Amazon: $200 billion\n- Google: $175 billion to $185 billion\n- Microsoft: about $140 billion\n\n"
            "None has said what it will spend in 2027.\n"
        ),
        (
            "200000000000 capex_guidance amazon 2026 guidance",
            "180000000000 capex_guidance google 2026 guidance",
            "140000000000 capex_guidance microsoft 2026 guidance",
        ),
    ),
    "spending done": (
        "Capital expenditures in 2025:\n\n• Amazon $131 billion\n• Google $91 billion\n• Meta $72 billion\n\nAll.\n",
        (
            "131000000000 capex amazon 2025 actual",
            "91000000000 capex google 2025 actual",
            "72000000000 capex meta 2025 actual",
        ),
    ),
    "计划": (
        "各家公布的2026年资本开支计划：\n\n- 亚马逊：2000亿美元\n- 谷歌：1750亿至1850亿美元\n\n微软没有公布。\n",
        ("200000000000 capex_guidance amazon 2026 guidance", "180000000000 capex_guidance google 2026 guidance"),
    ),
    "采购": (
        "据Omdia统计，2024年各家采购的英伟达Hopper GPU数量如下：\n\n- 微软：48.5万块\n- 字节跳动：23万块\n\n仅此。\n",
        ("485000 units_purchased microsoft 2024 estimate", "230000 units_purchased bytedance 2024 estimate"),
    ),
}


def document(text: str) -> Document:
    return Document("0", "leads", Path("leads.md"), text, language=detect(text), published_on="2026-02-08")


@pytest.mark.parametrize(("text", "wanted"), LISTS.values(), ids=LISTS)
def test_the_line_over_a_list_says_what_its_items_are(text: str, wanted: tuple[str, ...]) -> None:
    told = extract(document(text)).mentions
    found = [
        f"{(one.quantity.value or (one.quantity.low + one.quantity.high) / 2):f} {one.metric} {one.entity[0]} "
        f"{one.period.label if one.period else ''} {one.status}"
        for one in told
    ]
    assert tuple(found) == wanted


LEADS = (
    ("Chips bought in 2024:\n- Meta: 224,000\n- Google: 169,000\n", ["Chips bought in 2024:"] * 2),
    ("## Chips\n- Meta: 224,000\n\n- Google: 169,000\n", ["## Chips"] * 2),
    ("What did they buy?\n- Meta: 224,000\n", [""]),
    ("(in thousands)\n- Meta: 224\n", [""]),
    ("They bought these. All of them are in use.\n- Meta: 224,000\n", [""]),
    (
        "Chips bought:\nMeta says that it will buy more of them in the next two years than before.\n- Meta: 224,000\n",
        [""],
    ),
    ("Chips bought in 2024:\n- Meta bought 224,000 in 2023 and 400,000 in 2025\n", [""]),
    ("Chips bought in 2024:\n- Meta: 224,000 of 500,000\n", [""]),
)


@pytest.mark.parametrize(("text", "wanted"), LEADS)
def test_only_a_heading_or_a_colon_leads_and_only_an_item_that_says_no_more(text: str, wanted: list[str]) -> None:
    reading = read(document(text))
    lead, found = None, []
    for one in scenes(reading):
        lead = leads.leading(reading.plain, lead, one)
        over = leads.over(lead, one, one.quantities[0]) if one.quantities else None
        found += [text[over.start : over.end].strip() if over else ""] if one.quantities else []
    assert found == wanted
