"""Lines that each name a thing and tell it: Buyer: Microsoft, and below it Contract value: $9.7 billion."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.extract import extract
from etl.extract.blocks import blocks
from etl.extract.reading import read, scenes
from etl.extract.sheets import sheets
from etl.model import Document

DEAL = (
    "Buyer: Microsoft\nSeller: IREN\nContract value: $9.7 billion\nTerm: five years\nChips: GB300\n\n"
    "Buyer: OpenAI\nSeller: AWS\nContract value: $38 billion\nTerm: seven years\n"
)
SITE = "Operator: xAI\nLocation: Memphis\nGPUs installed: 200,000\nPower: 300 MW\n"
ZH = (
    "**买方**：微软\n**卖方**：IREN\n**合同金额**：97亿美元\n**期限**：5年\n\n"
    "- 公司：xAI\n- 集群：Colossus\n- GPU数量：20万张\n- 状态：已投运\n"
)
CASES = (
    (
        "en",
        DEAL,
        ("9.7e+09 contract_value microsoft of iren", "3.8e+10 contract_value openai of amazon"),
    ),
    ("en", SITE, ("200000 units_deployed xai", "0.3 power_capacity xai")),
    ("zh", ZH, ("9.7e+09 contract_value microsoft of iren", "200000 units_deployed xai")),
)


def document(text: str, language: str = "en") -> Document:
    return Document("sheet", "sheet", Path("sheet.md"), text, language=language, published_on="2025-11-05")


@pytest.mark.parametrize(("language", "text", "wanted"), CASES)
def test_a_sheet_says_whose_its_figures_are(language: str, text: str, wanted: tuple[str, ...]) -> None:
    found = []
    for one in extract(document(text, language)).mentions:
        sides = (one.entity, one.counterparty if one.metric == "contract_value" else ())
        found.append(
            f"{float(one.quantity.value or 0):g} {one.metric} {' of '.join(filter(None, map('+'.join, sides)))}"
        )
    assert tuple(found) == wanted


APART = (
    "Microsoft: $80 billion\nGoogle: $75 billion\nAmazon: $100 billion\n",  # a list of firms
    "Buyer: Microsoft\nValue: $9.7 billion\n",  # two lines
    "Term: five years\nValue: $9.7 billion\nChips: GB300\n",  # nobody's
    "采购人：宁波市数据有限公司\n采购方式：公开招标\n中标金额：1.2亿元\n",  # a notice
    "Buyer: Microsoft\n\nSeller: IREN\n\nValue: $9.7 billion\n",  # a paragraph each
)


@pytest.mark.parametrize("text", APART)
def test_what_is_no_sheet_stays_as_it_is(text: str) -> None:
    assert not list(sheets(text.lower(), blocks(text)))


@pytest.mark.parametrize("text", [DEAL, SITE, ZH, *APART])
def test_every_sign_of_every_line_is_in_one_sentence(text: str) -> None:
    lines = {at for one in blocks(text) for at in range(one.start, one.end) if not text[at].isspace()}
    told = [at for one in scenes(read(document(text))) for at in range(one.start, one.end)]
    assert lines <= {*told}
    assert told == sorted({*told})
