"""Of when a figure is, how sure it is told and what it is of: families of sentences of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.extract import extract
from etl.extract.asides import asides
from etl.extract.reading import read, scenes
from etl.languages import detect
from etl.model import Document, Mention

SENTENCES = Path(__file__).parent / "sentences"
SKIPPED = {"attribute", "milestone"}
PUBLISHED = "2025-11-20"


def sentences(name: str) -> list[tuple[str, str, list[str]]]:
    """Return the sentences of a file: the day, the text, and what is expected of each figure (- for nothing)."""
    lines = (SENTENCES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    told = [line.split(" ||| ") for line in lines if not line.startswith("#")]
    return [
        (published, text.replace("\\n", "\n"), ["" if one == "-" else one for one in expected.split(", ")])
        for published, text, expected in told
    ]


def document(text: str, published: str = PUBLISHED, title: str = "") -> Document:
    return Document("0", "own", "own.md", text, title=title, language=detect(text), published_on=published)


def figures(text: str, published: str = PUBLISHED, title: str = "") -> list[Mention]:
    found = extract(document(text, published, title)).mentions
    return [mention for mention in found if mention.metric not in SKIPPED]


def periods(text: str, published: str = PUBLISHED, title: str = "") -> list[str]:
    return [mention.period.label if mention.period else "" for mention in figures(text, published, title)]


def statuses(text: str, published: str = PUBLISHED, title: str = "") -> list[str]:
    return [str(mention.status) for mention in figures(text, published, title)]


def products(text: str, published: str = PUBLISHED, title: str = "") -> list[str]:
    return [mention.product for mention in figures(text, published, title)]


def test_a_report_gives_its_quarter_to_figures_that_name_none():
    text = "AMD revenue was $9.2 billion. Data center revenue was $4.3 billion.\n\nWe expect revenue of $9.6 billion."
    assert periods(text, "2025-11-05", "AMD third-quarter 2025 results") == ["2025Q3", "2025Q3", "2025Q4"]


def test_a_firm_keeps_its_own_calendar():
    text = "微软2026财年第一财季资本支出349亿美元。\n\n亚马逊三季度资本支出342亿美元。"
    assert periods(text) == ["FY2026Q1", "2025Q3"]
    assert periods("Broadcom expects revenue of $17 billion in fiscal Q1.", "2025-12-09") == ["FY2026Q1"]


@pytest.mark.parametrize(("published", "text", "expected"), sentences("sure"))
def test_a_figure_is_as_sure_as_its_words_and_its_voice(published: str, text: str, expected: list[str]):
    assert statuses(text, published) == expected


@pytest.mark.parametrize(("published", "text", "expected"), sentences("dated"))
def test_a_figure_is_of_its_own_time(published: str, text: str, expected: list[str]):
    assert periods(text, published) == expected


def test_a_firm_that_says_we_guides_and_an_analyst_who_says_we_estimates():
    said = "We expect 2026 capital expenditures of $120 billion."
    assert statuses(f"Meta update.\n\nOur data centers grow, said the CFO of Meta. {said}", "2026-03-01") == [
        "guidance"
    ]
    assert statuses(f"EQUITY RESEARCH on Meta. {said}", "2026-03-01") == ["estimate"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云计算：AWS第三季度收入330亿美元，谷歌云收入152亿美元。", ["aws-segment", "google-cloud"]),
        ("Amazon bought 40,000 Blackwells in 2025.", ["blackwell"]),
        ("Cloud remaining performance obligations of Oracle reached $455 billion.", ["rpo"]),
        ("CoreWeave's revenue backlog reached $55.6 billion.", ["backlog"]),
        ("Nebius now has $20 billion of contracted GPU backlog.", ["backlog"]),
        ("Oracle ended the quarter with $455 billion in RPO for its AI cloud.", ["rpo"]),
        ("中科曙光手握AI服务器订单，在手订单超过200亿元。", ["backlog"]),
        ("Meta will deploy six gigawatts of AMD Instinct GPUs, beginning with one gigawatt in 2026.", ["instinct"] * 2),
    ],
)
def test_a_figure_is_of_what_it_counts_or_pays_for(text: str, expected: list[str]):
    assert products(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Capex was $20 billion, up from $10 billion in 2024.", ["from $10 billion in 2024."]),
        ("Meta bought 30,000 chips from Nvidia in 2024.", []),
        ("Oracle has more than $100 billion.", []),
        ("收入100亿元，较2024年的50亿元翻倍。", ["较2024年的50亿元"]),
    ],
)
def test_an_aside_begins_with_its_opener_and_ends_where_the_statement_goes_on(text: str, expected: list[str]):
    reading = read(document(text))
    assert [
        reading.plain[one.start : one.end] for scene in scenes(reading) for one in asides(reading.plain, scene)
    ] == expected


def test_what_a_named_chip_does_is_told_with_the_chip_and_not_of_the_programme():
    text = "OpenAI正在开发自研AI芯片。OpenAI尝试采用AMD的MI300X用于训练。Meta推出了自研芯片MTIA v2用于推理。"
    told = {(one.entity, one.key, one.quantity.label) for one in extract(document(text)).mentions if one.key}
    assert (("meta",), "in_house_chip", "MTIA v2, inference") in told
    assert not any(key == "workload" for _, key, _ in told)


def test_a_list_that_replaces_another_has_its_order():
    text = "高盛将寒武纪AI芯片2025年、2026年营收预测分别上调至64亿元和137亿元，此前为58亿元和117亿元。"
    assert periods(text) == ["2025", "2026", "2025", "2026"]


def test_the_scale_over_a_table_is_no_figure():
    assert not figures("Hyperscaler capex (US$ billions)\n\nAmazon spends on AI chips.")


def test_who_opens_a_text_unnamed_doubts_what_the_firm_means_to_do_but_not_what_others_say_of_themselves():
    text = (
        "ByteDance plans capital expenditure of 160 billion yuan in 2026, people familiar with the matter said.\n\n"
        "ByteDance will spend 85 billion yuan of its capital expenditure on AI chips in 2026.\n\n"
        "Alibaba said its capital expenditure was 31.5 billion yuan in the September quarter."
    )
    assert statuses(text) == ["rumour", "rumour", "actual"]


def test_what_came_in_is_of_the_quarter_reported_on_and_not_of_the_year_that_guidance_beside_it_names():
    text = (
        "Meta spent $19.37 billion on capital expenditures in the third quarter.\n\n"
        "The company now sees 2025 capital expenditures of $70 billion to $72 billion. Revenue was $51.24 billion, "
        "compared with $40.59 billion a year ago and the $49.41 billion Wall Street was looking for."
    )
    title = "Meta's third-quarter results"
    assert periods(text, "2025-10-30", title) == ["2025Q3", "2025", "2025Q3", "2024Q3", "2025Q3"]
