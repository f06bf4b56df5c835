"""Of how long a contract runs, and of what else a line says beside the time of its figure."""

from __future__ import annotations

import pytest

from etl.extract import extract
from etl.extract.terms import length
from etl.languages import detect
from etl.model import Document


def periods(text: str, published: str) -> list[str]:
    found = extract(Document("0", "own", "own.md", text, language=detect(text), published_on=published)).mentions
    return [one.period.label if one.period else "" for one in found if one.metric not in {"attribute", "milestone"}]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("服务期自2025年10月1日起60个月", 60),
        ("租期为36个月", 36),
        ("一份为期三年的算力合同", 36),
        ("五年期合同", 60),
        ("over five years", 60),
        ("for 18 months", 18),
        ("a three-year deal", 36),
        ("两年前签的合同", 0),
        ("12 of the 36 sites", 0),
    ],
)
def test_a_length_is_counted_in_months(text: str, months: int):
    assert length(text, 0, len(text)) == months


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # a start and a length make an end
        ("优刻得签订算力服务合同，总金额24亿元，服务期自2025年10月1日起60个月。", "2025-07-21", ["2025-10/2030-09"]),
        # what comes after is another's time
        ("Anthropic将使用100万颗谷歌TPU，超过1吉瓦的算力会在2026年上线。", "2025-10-24", ["", "2026"]),
        # when something was said, begun or signed is not when it is
        ("In March a Loop Capital analyst claimed that Apple had ordered 250 Nvidia servers.", "2025-08-07", [""]),
        (
            "Tesla signed a $16 billion contract with Samsung for chips in July that runs to the end of 2033.",
            "2025-09-01",
            ["/2033"],
        ),
        # a line of a list or diary tells its time before or behind
        ("* 腾讯广州集群:8000张H800,2024年3月投用", "2025-06-01", ["2024-03"]),
        ("**Feb 19.** H100s rent for $2.20 an hour at Lambda.", "2026-02-20", ["2026-02"]),
        # the next month of that name is meant
        (
            "FuriosaAI has shipped 4,000 accelerators and should ship 20,000 by December.",
            "2026-01-28",
            ["", "2026-12"],
        ),
        # a relative clause tells of its name
        ("xAI, which in 2023 owned nothing, operates 200,000 Nvidia GPUs.", "2025-09-17", ["2025"]),
        # the heading over a paragraph says more than the report does
        (
            "寒武纪2025年第三季度报告\n\n2024年的芯片\n\n寒武纪公布了营收。芯片营业收入为11.7亿元。",
            "2025-10-20",
            ["2024"],
        ),
        # a run rate is of the moment
        ("Anthropic's annualised revenue from AI models is close to $7 billion.", "2025-10-24", ["2025"]),
    ],
)
def test_a_figure_is_of_its_own_time(text: str, published: str, expected: list[str]):
    assert periods(text, published) == expected
