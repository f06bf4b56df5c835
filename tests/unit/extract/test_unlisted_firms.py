"""Firms that no vocabulary lists are found where a text tells of them as only firms are told of."""

import pytest

from etl.extract.organisations import organisations
from etl.extract.reading import known

ENGLISH = [
    ("Quillmont's founders want no training runs.", ["Quillmont"]),
    ("Quillmont has so far raised $400 million for it.", ["Quillmont"]),
    ("Quillmont raised about $1.5 billion in a round.", ["Quillmont"]),
    ("It signed a lease with Quillmont for 40 MW.", ["Quillmont"]),
    ("The miner leases 366 MW to Quillmont for ten years.", ["Quillmont"]),
    ("It took its chips from Quillmont last year.", ["Quillmont"]),
    ("Ann Oster, co-founder of Quillmont, had no comment.", ["Quillmont"]),
    ("A Quillmont spokeswoman said so, and Quillmont CEO Ann Oster agreed.", ["Quillmont", "Quillmont"]),
    ("It is run by Quillmont Oy.", ["Quillmont"]),
    ("Quillmont to put in another $4 bn for 40,000 GPUs\n\nMore later.", ["Quillmont"]),
    ("Quillmont breaks ground in the north\n\nMore later.", ["Quillmont"]),
    ("Quillmont, second quarter, what the call was about\n\nMore later.", ["Quillmont"]),
    ("Quillmont Networks sold shares. Quillmont shares rose.", ["Quillmont Networks", "Quillmont Networks"]),
]
NO_FIRMS = [
    "Voters back the plan and lawmakers agree\n\nMore later.",
    "Something breaks in the north\n\nMore later.",
    "In Dullshire the council approved 40 MW.",
    "Prices fell, and the market is what it was.",
    "公司董事长表示，子公司签订合同。",
    "行政总裁说，4月宣布的计划不变。",
    "沈默4月宣布点亮集群。",
]
CHINESE = [
    ("证券代码：300000 证券简称：霁川数科 公告编号：2025-01", ["霁川数科"]),
    ("霁川数科：关于签订算力服务合同的公告\n一、概述", ["霁川数科"]),
    ("子公司霁川紫辰去年买进330台服务器。", ["霁川紫辰"]),
    ("一家叫霁川智算的公司租下机房。", ["霁川智算"]),
    ("业主是一家控股公司“霁智算”，一期已交付。", ["霁智算"]),
    ("关于对某霁川公司采购事项的回复\n某霁川公司付款。", ["某霁川公司", "某霁川公司"]),
    ("甲省XX数据集团与江南××大学下单。", ["甲省XX数据集团", "江南××大学"]),
    ("霁川董事长郑平指出，今年支出增加。", ["霁川"]),
    ("霁川摩能1月8日宣布，芯片已量产。", ["霁川摩能"]),
    ("霁川電（2399）1月營收542億元。", ["霁川電"]),
    ("租出12兆瓦予「霁川智算」(Quillmont AI)，公司「霁川智算」付租。", ["Quillmont AI"] * 3),
]


def found(text: str) -> list[str]:
    return [hit.term.id for hit in organisations(text, known(text)) if hit.term.cls == "unlisted"]


@pytest.mark.parametrize(("text", "firms"), [*ENGLISH, *CHINESE])
def test_a_firm_is_found_by_what_is_told_of_firms(text: str, firms: list[str]) -> None:
    assert found(text) == firms


@pytest.mark.parametrize("text", NO_FIRMS)
def test_words_places_and_persons_are_no_firms(text: str) -> None:
    assert found(text) == []


def test_the_beginning_of_a_longer_name_is_the_same_firm() -> None:
    text = "E2E Networks rents GPUs out. E2E has raised $5 million."
    assert [hit.term.id for hit in organisations(text, known(text))] == ["e2e-networks"]
