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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what is compared keeps its own time
        ("Oracle's capex rose from $7 billion in fiscal 2024 to $21 billion in fiscal 2025.", ["FY2024", "FY2025"]),
        ("甲骨文资本开支从2023年的70亿美元增至2024年的210亿美元。", ["2023", "2024"]),
        ("谷歌2025年资本支出将达900亿美元，高于2024年的525亿美元。", ["2025", "2024"]),
        (
            "Google's capex was $24 billion in the third quarter, against $13 billion a year earlier.",
            ["2025Q3", "2024Q3"],
        ),
        (
            "Amazon spent $34 billion on capex in the third quarter, up from $31 billion in the previous quarter.",
            ["2025Q3", "2025Q2"],
        ),
        ("腾讯第三季度资本开支130亿元，去年同期为171亿元。", ["2025Q3", "2024Q3"]),
        # what stands behind a figure in its own phrase is its own
        ("Meta bought 150,000 Nvidia GPUs in 2023 and 224,000 Nvidia GPUs in 2024.", ["2023", "2024"]),
        ("微软购买了48万块H100（2024年）。", ["2024"]),
        # when something was said is not when it is
        ("In October Meta said that it would spend $70 billion on capital expenditures this year.", ["2025"]),
        # starts, ends and both
        ("OpenAI signed a contract worth $300 billion for GPU compute with Oracle that starts in 2027.", ["2027/"]),
        ("软银承诺在2029年前对AI数据中心总投资5000亿美元。", ["/2029"]),
        ("AMD将向甲骨文供应5万颗MI450，从2026年第三季度开始装机。", ["2026Q3/"]),
        ("OpenAI将部署10吉瓦的博通加速器，2026年下半年开始部署，2029年底前完成。", ["2026H2/2029"]),
        # a contract without a start, a plan without a target date
        ("CoreWeave signed a contract worth $12 billion with OpenAI.", [""]),
        ("OpenAI plans to deploy 6 gigawatts of AMD Instinct GPUs.", [""]),
        # the price of the day
        ("An H100 now sells for $27,000 apiece.", ["2025"]),
        ("Last week an H100 rented for $2.19 an hour.", ["2025-11"]),
        # a range keeps its shape a year before; guidance for the whole year, and what it replaces
        ("寒武纪前三季度营收46亿元，上年同期1.85亿元。", ["2025Q1/2025Q3", "2024Q1/2024Q3"]),
        (
            "Google's Q3 capex was $24 billion; it expects $92 billion for the full year, up from a prior $80 billion.",
            ["2025Q3", "2025", "2025"],
        ),
        # what has no label of its own ends the time told of before
        ("A year ago an H100 rented for $2.90 an hour; last week the quote was $2.19 apiece.", ["2024", "2025-11"]),
        ("微软上季资本支出349亿美元。", ["2025Q3"]),
        # a year to a month, and the years of a tender
        ("Sakura's capex for the year to March 2026 would be ¥39 billion, most of it for GPUs.", ["2025-04/2026-03"]),
        ("中国移动公示2024年至2025年智算中心采购的中标候选人。\n本次采购AI服务器7994台。", ["2024/2025"]),
        # the quarter that ended on a day
        ("微软截至9月底的单季资本支出为349亿美元。", ["2025Q3"]),
    ],
)
def test_a_figure_is_of_the_time_it_is_told_with(text: str, expected: list[str]):
    assert periods(text) == expected


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CoreWeave signed a contract worth $12 billion with OpenAI for GPU compute. It runs through 2029.", ["/2029"]),
        (
            "Nebius signed a GPU compute deal worth $3 billion with Meta; the five-year term starts in 2026.",
            ["2026/2030"],
        ),
        ("优刻得签署GPU算力合同，金额2.86亿元。服务期自2024年5月1日起，至2027年4月30日止。", ["2024-05/2027-04"]),
    ],
)
def test_a_contract_has_the_term_that_its_line_goes_on_to_tell(text: str, expected: list[str]):
    assert periods(text) == expected


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
