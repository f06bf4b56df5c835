"""The engine on sentences of our own: who, what, when, how sure, and what is not read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.extract import extract
from etl.languages import detect
from etl.model import Document, Extraction, Mention

SKIPPED = {"attribute", "milestone"}


def read(text: str, published: str = "2025-06-10", title: str = "") -> Extraction:
    return extract(Document("0", "own", "own.md", text, title=title, language=detect(text), published_on=published))


def figures(text: str, published: str = "2025-06-10", title: str = "") -> list[Mention]:
    return [mention for mention in read(text, published, title).mentions if mention.metric not in SKIPPED]


def told(mention: Mention) -> tuple[str, str, str, str]:
    period = mention.period.label if mention.period else ""
    return mention.metric, "+".join(mention.entity), period, str(mention.status)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the buyer owns the figure, not the nearest name
        ("甲骨文2024年向英伟达购买了6万块GPU。", ("units_purchased", "oracle", "2024", "actual")),
        ("据Omdia估算，特斯拉2024年购买了5万块AI芯片。", ("units_purchased", "tesla", "2024", "estimate")),
        (
            "Tesla bought 50,000 Nvidia GPUs in 2024, according to Omdia.",
            ("units_purchased", "tesla", "2024", "estimate"),
        ),
        ("Oracle plans to buy 60,000 AMD accelerators by 2026.", ("units_planned", "oracle", "2026", "plan")),
        ("百度已下单2万颗国产AI芯片。", ("units_ordered", "baidu", "", "actual")),
        # whose word it is
        ("据报，阿里巴巴下单了9万颗AI芯片。", ("units_ordered", "alibaba", "", "rumour")),
        ("Meta表示，2026年将在AI基础设施上投入700亿美元。", ("capex_guidance", "meta", "2026", "guidance")),
        ("谷歌2024年的资本支出为525亿美元。", ("capex", "google", "2024", "actual")),
        ("未来几年，软银将在AI数据中心上投资400亿美元。", ("investment_commitment", "softbank", "", "plan")),
        # money of other kinds
        ("OpenAI signed a $12 billion cloud contract with CoreWeave.", ("contract_value", "openai", "", "actual")),
        ("Nvidia's data center revenue was $39 billion in 2024.", ("revenue", "nvidia", "2024", "actual")),
        ("英伟达GPU占据全球AI芯片市场约八成份额。", ("market_share", "nvidia", "2025", "actual")),
        ("一次典型的AI芯片流片费用可达数千万美元。", ("chip_programme_cost", "", "", "estimate")),
        ("H100 GPUs now rent for $2.20 per GPU-hour.", ("rental_price_per_gpu_hour", "", "2025", "actual")),
    ],
)
def test_one_sentence_one_figure(text: str, expected: tuple[str, str, str, str]):
    assert [told(mention) for mention in figures(text)] == [expected]


def test_respectively_pairs_names_and_figures():
    found = figures("亚马逊和谷歌2024年分别购买了3万和5万块H200芯片。")
    assert [(mention.entity, int(mention.quantity.value or 0)) for mention in found] == [
        (("amazon",), 30000),
        (("google",), 50000),
    ]


def test_unequal_lists_are_left_unresolved():
    read_now = read("亚马逊、谷歌和微软2024年分别购买了3万和5万块H200芯片。")
    assert not [mention for mention in read_now.mentions if mention.metric == "units_purchased"]
    assert {one.reason for one in read_now.unexplained} == {
        "as many names as figures were not found: who has which is unresolved"
    }


def test_each_gives_every_owner_the_figure():
    found = figures("微软和谷歌去年各购买了15万块AI芯片。")
    assert [(mention.entity, mention.quantity.span) for mention in found] == [
        (("microsoft",), found[0].quantity.span),
        (("google",), found[0].quantity.span),
    ]


def test_a_sum_joins_its_owners():
    assert figures("字节跳动和腾讯2024年合计购买了23万块H20芯片。")[0].entity == ("bytedance", "tencent")


def test_consensus_stands_beside_the_actual():
    found = figures("微软2024年资本支出557亿美元，市场预期为530亿美元。")
    assert [(mention.status, mention.attributed_to) for mention in found] == [("actual", ""), ("estimate", "consensus")]


def test_old_guidance_is_superseded():
    old = figures("Alphabet raised its 2025 capex guidance to $85 billion; it had been $75 billion.")[1]
    assert (old.metric, old.flags) == ("capex_guidance", ("superseded",))


def test_a_restatement_is_no_second_figure():
    first, second = figures("甲骨文2024年资本支出为100亿美元（约合人民币730亿元）。")
    assert (second.metric, second.restates, second.entity) == ("restatement", first.quantity.span, ("oracle",))


def test_a_repeat_is_folded_into_the_first_telling():
    text = "Oracle buys 70,000 GPUs\n\nOracle will buy 70,000 GPUs from Nvidia for a new cloud region."
    found = figures(text)
    assert len(found) == 1
    assert len(found[0].repeats) == 1


def test_a_table_gives_owner_and_year_from_its_headers():
    text = "Capital expenditure\n\n| Company | 2023 | 2024 |\n| --- | --- | --- |\n| Meta | $27 billion | $37 billion |"
    assert [told(mention) for mention in figures(text)] == [
        ("capex", "meta", "2023", "actual"),
        ("capex", "meta", "2024", "actual"),
    ]


def test_an_unknown_firm_is_told_as_written():
    found = figures("星河智算公司采购了5000块H100 GPU。")[0]
    assert found.entity == ("星河智算公司",)
    assert "unknown organisation" in found.reasons


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("英伟达AI芯片业务净利润为319亿美元。", "profit, not revenue or spending"),
        ("OpenAI的AI芯片计划推高了公司估值，达5000亿美元。", "a value of the firm, not a figure of supply or spend"),
        ("AI chip maker Cerebras raised $1 billion.", "funding or debt, not spending"),
        ("Nvidia GPU sales grew 62%.", "a margin or growth rate"),
        ("The H200 GPU has 141GB of memory.", "no metric counts this unit (GB)"),
        ("面粉300克，烤箱180度。", "the page is not about AI chips, compute or spending on them"),
    ],
)
def test_what_is_never_read_has_its_reason(text: str, reason: str):
    found = read(text)
    assert [mention for mention in found.mentions if mention.metric not in SKIPPED] == []
    assert reason in {one.reason for one in found.unexplained}


WORDS = [
    "微软",
    "购买了",
    "48.5万块",
    "GPU",
    "，",
    "。",
    "\n",
    "分别",
    "$80 billion",
    "Meta",
    " and ",
    "2025年",
    "资本支出",
    "|",
    "（",
    "）",
    "%",
    "流片",
    "每年",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=25).map("".join))
def test_any_text_is_accounted_for(text: str):
    found = read(text)
    for mention in found.mentions:
        assert mention.quantity.span.of(text) == mention.quantity.surface
    assert [mention.quantity.span for mention in found.mentions] == sorted(
        mention.quantity.span for mention in found.mentions
    )
    told_spans = {mention.quantity.span for mention in found.mentions} | {s for m in found.mentions for s in m.repeats}
    assert not told_spans & {one.quantity.span for one in found.unexplained}


@pytest.mark.parametrize(
    "text", ["Oracle has ordered 400 racks of Nvidia GB200 chips.", "廣達2025年出貨1,300櫃GB200伺服器機櫃。"]
)
def test_racks_are_units_that_are_systems(text: str) -> None:
    (found,) = figures(text)
    assert (found.quantity.unit, found.unit_basis) == ("units", "systems")


@pytest.mark.parametrize(
    "text",
    [
        "| Chip | Owner | Tape-out | Mass production |\n|---|---|---|---|\n| Trainium3 | Amazon | 2024Q4 | 2026Q1 |",
        "| 芯片 | 公司 | 流片 | 量产 |\n|---|---|---|---|\n| Trainium3 | 亚马逊 | 2024年四季度 | 2026年一季度 |",
    ],
)
def test_dates_in_a_table_are_those_of_its_columns(text: str) -> None:
    found = [(one.metric, one.entity, one.quantity.label) for one in figures(text)]
    assert found == [
        ("tape_out_date", ("amazon",), "2024Q4"),
        ("production_date", ("amazon",), "2026Q1"),
    ]
