"""Who has what where one sentence lists several: names with their tickers, and lists that are of one time."""

from __future__ import annotations

import pytest

from etl.extract import extract
from etl.model import Mention
from tests.texts import document_of

GIANTS = (
    "Microsoft, Amazon (AWS), Google (Alphabet), Meta, and Oracle have committed $280 billion in capex for 2025.",
    "Microsoft (MSFT), Amazon (NASDAQ: AMZN), Alphabet (GOOGL), Meta (META -0.5%) and Oracle will spend $280 billion.",
    "微软（MSFT.US）、亚马逊（AMZN.US）、谷歌-A（GOOGL.US）、Meta（META.US）和甲骨文2025年资本开支合计2800亿美元。",
)


def read(text: str) -> list[Mention]:
    return list(extract(document_of(text, published_on="2025-12-01")).mentions)


@pytest.mark.parametrize("text", GIANTS)
def test_names_given_with_a_ticker_or_another_name_are_one_list(text: str) -> None:
    (found,) = read(text)
    assert found.entity == ("microsoft", "amazon", "google", "meta", "oracle")


def test_a_sentence_may_hold_two_lists_each_of_one_time() -> None:
    text = (
        "- 投资节奏:海外云厂商从2023Q3启动资本开支增长。\n"
        "- 增速与规模:2025年资本开支方面,微软、亚马逊、谷歌分别达1160亿、1250亿、910亿美元;"
        "国内厂商平均同比增长80%,字节、腾讯、阿里分别约1800亿、1000亿、1180亿元。\n"
    )
    told = [("+".join(one.entity), one.period.label if one.period else "") for one in read(text)]
    assert told == [(owner, "2025") for owner in ("microsoft", "amazon", "google", "bytedance", "tencent", "alibaba")]
