"""Firms that stand each beside its own figure own it, whoever is the subject of the sentence."""

# ruff: noqa: E501 - sentences read best unbroken

import pytest

from etl.extract import extract
from etl.languages import detect
from etl.model import Document

BESIDE = [
    (
        "Meta bought 224,000 Hopper GPUs, followed by Amazon and Google with 196,000 and 169,000 units.",
        "meta amazon google",
    ),
    (
        "Microsoft bought 485,000 Hopper chips, ahead of Meta with 224,000 and Amazon with 196,000.",
        "microsoft meta amazon",
    ),
    (
        "Microsoft led with 485,000 Hopper GPUs, followed by Meta (224,000) and Google (169,000).",
        "microsoft meta google",
    ),
    (
        "Microsoft bought 485,000 Hopper GPUs, compared with 224,000 for Meta and 169,000 for Google.",
        "microsoft meta google",
    ),
    ("Microsoft bought 485,000 Hopper GPUs, more than Meta, which bought 224,000.", "microsoft meta"),
    (
        "Data center capex is highest at Amazon with $100 billion, Microsoft with $80 billion and Meta with $65 billion.",
        "amazon microsoft meta",
    ),
    (
        "微软购买48.5万块Hopper芯片居首，其次是Meta（22.4万块）、亚马逊（19.6万块）和谷歌（16.9万块）。",
        "microsoft meta amazon google",
    ),
    ("微软今年购入48.5万块Hopper，亚马逊与谷歌则为19.6万块与16.9万块。", "microsoft amazon google"),
    ("亚马逊（1000亿美元）、微软（800亿美元）和谷歌（750亿美元）今年的资本开支仍在增加。", "amazon microsoft google"),
]
DEALS = [
    (
        "OpenAI has signed deals with Oracle ($300 billion), Microsoft ($250 billion) and CoreWeave ($22.4 billion).",
        "openai",
        "oracle microsoft coreweave",
    ),
    (
        "OpenAI 已签下的算力合同包括：甲骨文3000亿美元、微软2500亿美元、CoreWeave 224亿美元。",
        "openai",
        "oracle microsoft coreweave",
    ),
]


def read(text: str):
    found = extract(Document("0", "own", "own.md", text, language=detect(text), published_on="2025-01-05"))
    return sorted((one for one in found.mentions if one.metric != "attribute"), key=lambda one: one.quantity.span)


@pytest.mark.parametrize(("text", "owners"), BESIDE)
def test_who_stands_beside_a_figure_owns_it(text: str, owners: str):
    assert ["+".join(one.entity) for one in read(text)] == owners.split()


@pytest.mark.parametrize(("text", "owner", "partners"), DEALS)
def test_deals_listed_by_partner_are_those_of_who_made_them(text: str, owner: str, partners: str):
    told = read(text)
    assert {"+".join(one.entity) for one in told} == {owner}
    assert ["+".join(one.counterparty) for one in told] == partners.split()


EACH = [
    "ByteDance and Tencent bought almost as many. The two Chinese companies ordered some 230,000 Hopper GPUs each.",
    "ByteDance and Tencent became major buyers. The companies bought some 230,000 Nvidia Hopper GPUs each.",
    "字节跳动和腾讯是最大的中国买家。两家中国公司各订购约23万块Hopper芯片。",
]


@pytest.mark.parametrize("text", EACH)
def test_what_each_of_the_firms_just_named_has_is_a_figure_of_each(text: str):
    told = read(text)
    assert {(one.entity, int(one.quantity.value or 0)) for one in told} == {
        (("bytedance",), 230_000),
        (("tencent",), 230_000),
    }
    assert len({(one.status, one.period) for one in told}) == 1


def test_what_goes_on_from_a_figure_is_of_its_time_and_as_sure():
    told = read(
        "Amazon plans to spend $100 billion in 2025, Microsoft $80 billion, and Meta up to $65 billion on data centers."
    )
    assert {(one.metric, str(one.status), one.period.label if one.period else "") for one in told} == {
        ("capex_guidance", "guidance", "2025")
    }


def test_a_time_told_inside_a_list_is_that_of_its_own_figure():
    told = read(
        "Microsoft spent $55 billion on capital projects in 2023, Meta $28 billion in 2023 and Google $52 billion in 2024."
    )
    assert [one.period.label for one in told if one.period] == ["2023", "2023", "2024"]


TABLES = [
    (
        (
            "AI capital spending in billions of dollars\n\n| Company | 2024 capex |\n|---|---|\n| Microsoft | $55B |\n"
            "| Alphabet (Google) | $52B |\n| Meta | $39B |\n| {} | $146B |\n"
        ),
        ["Combined", "Total", "**Total (3)**", "Sum"],
    ),
    (
        (
            "2024年资本开支（亿美元）\n\n| 公司 | 2024年资本开支 |\n|---|---|\n| 微软 | 550亿美元 |\n| 谷歌 | 520亿美元 |\n"
            "| Meta | 390亿美元 |\n| {} | 1460亿美元 |\n"
        ),
        ["合计", "总计", "三家合计"],
    ),
]


@pytest.mark.parametrize(("table", "head"), [(table, head) for table, heads in TABLES for head in heads])
def test_the_sum_of_a_table_is_of_all_its_firms(table: str, head: str):
    told = read(table.format(head))
    assert [one.entity for one in told] == [("microsoft",), ("google",), ("meta",), ("microsoft", "google", "meta")]
