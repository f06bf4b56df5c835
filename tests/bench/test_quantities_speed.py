"""How fast figure-dense text is read, in MB a second of UTF-8, and that a long line is no slower."""

# ruff: noqa: E501 - texts and lists of strings read best unbroken

from __future__ import annotations

import time
from itertools import count

import pytest

from etl.extract.periods import periods
from etl.extract.quantities import quantities

TEXTS = {
    "zh": "微软2024年购买了48.5万块英伟达Hopper芯片，Meta购买了22.4万块，亚马逊和谷歌分别购买了19.6万和16.9万块。集群一年租金近25亿美元（折合人民币183亿元）。"
    "公司在声明中表示，算力需求仍在增长，新的数据中心将按计划分期建成，供应商也在扩大产能。今年晚些时候，资本开支预计为600亿至650亿美元，同比增长约80%。",
    "en": "Microsoft bought 485,000 Hopper chips in 2024, twice Meta's 224,000. Amazon and Google took 196,000 and 169,000 chips respectively. "
    "Capital expenditure will be $91–93 billion next year, up from $75 billion, the company said on Oct. 29, 2025, while rents of about $2.35 per hour held. "
    "Executives expect demand for computing power to keep growing as more customers move their work to the new data centres. ",
}


@pytest.mark.bench
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [4_000, 10_000_000])
def test_speed(language: str, size: int) -> None:
    rounds = max(1, 2_000_000 // size)
    base = TEXTS[language] * max(1, size // len(TEXTS[language].encode()))
    documents = [base + str(number) for number, _ in zip(count(), range(rounds), strict=False)]
    amount = sum(len(text.encode()) for text in documents)
    start = time.process_time()
    for text in documents:
        quantities(text, language)
        periods(text, language, "2025-11-20")
    print(f"{language} {size:>10,} B a document: {amount / (time.process_time() - start) / 1e6:.2f} MB/s")
