"""Figures that stand alone on their line, and the words below or above them that say what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.extract import extract
from etl.extract.blocks import blocks
from etl.extract.cards import cards
from etl.extract.reading import read
from etl.model import Document

EN = {
    "below": (
        (
            "Six landlords, and what they told investors in May.\n\n"
            "250,000\nGPUs Nebius expects to run by the end of 2026\n\n"
            "**$31.4 billion**\nAmazon's capital expenditure in the second quarter of 2025\n\n"
            "485,000\n\nHopper GPUs bought by Microsoft in 2024\n"
        ),
        (
            "250000 units_planned nebius 2026",
            "31400000000 capex amazon 2025Q2",
            "485000 units_purchased microsoft 2024",
        ),
    ),
    "above": (
        (
            "The build-out in numbers.\n\n"
            "Hopper GPUs bought by Microsoft in 2024\n485,000\n\n"
            "Meta's capex guidance for 2025\n$65 billion\n\n"
            "CoreWeave backlog at the end of March 2025\n$25.9 billion\n\nThat is all.\n"
        ),
        (
            "485000 units_purchased microsoft 2024",
            "65000000000 capex_guidance meta 2025",
            "25900000000 contract_value coreweave 2025-03",
        ),
    ),
    "with a colon or a dash": (
        (
            "- $65 billion — Meta's capex guidance for 2025\n"
            "- 1 million: TPUs Anthropic will use by 2026\n"
            "- 485,000 – Hopper GPUs bought by Microsoft in 2024\n"
        ),
        (
            "65000000000 capex_guidance meta 2025",
            "1000000 units_planned anthropic 2026",
            "485000 units_purchased microsoft 2024",
        ),
    ),
}
ZH = {
    "below": (
        (
            "48.5万枚\n微软2024年采购的Hopper GPU\n\n800亿美元\n微软2025财年数据中心资本开支\n\n"
            "## 一图看懂\n\n650亿美元\nMeta今年资本开支指引\n750亿美元\n谷歌2025年资本开支指引\n"
        ),
        (
            "485000 units_purchased microsoft 2024",
            "80000000000 capex microsoft FY2025",
            "65000000000 capex_guidance meta 2025",
            "75000000000 capex_guidance google 2025",
        ),
    ),
    "above": (
        ("微软2024年采购Hopper GPU\n48.5万枚\nMeta 2025年资本开支指引\n650亿美元\n阿里巴巴三年投资\n3800亿元\n"),
        (
            "485000 units_purchased microsoft 2024",
            "65000000000 capex_guidance meta 2025",
            "380000000000 investment_commitment alibaba ",
        ),
    ),
}
CASES = [*(("en", *case) for case in EN.values()), *(("zh", *case) for case in ZH.values())]
NAMES = [f"{lang} {name}" for lang, every in (("en", EN), ("zh", ZH)) for name in every]


def document(text: str, language: str) -> Document:
    return Document("card", "card", Path("card.md"), text, language=language, published_on="2025-08-02")


@pytest.mark.parametrize(("language", "text", "wanted"), CASES, ids=NAMES)
def test_a_card_says_what_its_figure_is(language: str, text: str, wanted: tuple[str, ...]) -> None:
    told = extract(document(text, language)).mentions
    found = [
        f"{one.quantity.value:f} {one.metric} {one.entity[0]} {one.period.label if one.period else ''}" for one in told
    ]
    assert tuple(found) == wanted


APART = (
    "8x\nB200 SXM6 — 180 GB — $6.69\nH100 SXM — 80 GB — $3.99\n",  # a line that has its own price
    "Sales rose.\n\n$5 billion\n\n",  # nothing says what it is
    "$5 billion\n# Prices\n",  # a heading of what follows
    "$5 billion\nIt is the largest sum that the firm has ever told of.\n",  # a sentence
    "| a | b |\n| 1 GW | 2 GW |\n",
)


@pytest.mark.parametrize("text", APART)
def test_what_is_no_card_stays_as_it_is(text: str) -> None:
    assert not list(cards(text, blocks(text), read(document(text, "en")).quantities))
