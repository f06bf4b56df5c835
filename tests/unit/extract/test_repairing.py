"""The currency of amounts that name none."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.extract import extract
from etl.model import Document

TEXTS = (
    (
        "博通业绩会速记",
        "本季总营收193.1亿，其中AI芯片收入84亿。单位均为美元。\n下季AI芯片收入约107亿。",
        {"193.1亿": "USD", "84亿": "USD", "107亿": "USD"},
    ),
    (
        "云厂资本开支",
        "阿里资本开支318亿，谷歌资本开支240亿美元，微软349亿美元。",
        {"318亿": "CNY", "240亿美元": "USD", "349亿美元": "USD"},
    ),
    ("国内云厂资本开支", "阿里资本开支318亿元，腾讯资本开支191亿元。", {"318亿元": "CNY", "191亿元": "CNY"}),
)


@pytest.mark.parametrize(("title", "text", "units"), TEXTS)
def test_a_bare_amount_is_of_the_currency_of_its_owners_land(title: str, text: str, units: dict[str, str]) -> None:
    document = Document("0", "t", Path("t.md"), text, title=title, language="zh", published_on="2026-03-05")
    found = {one.quantity.surface: one.quantity.unit for one in extract(document).mentions}
    assert {surface: found.get(surface) for surface in units} == units
