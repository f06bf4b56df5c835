"""Of how sure a figure is told: who judges whom, what a doubt reaches, what a question asks for."""

from __future__ import annotations

import pytest

from etl.extract import extract
from etl.languages import detect
from etl.model import Document


def statuses(text: str, published: str) -> list[str]:
    found = extract(Document("0", "own", "own.md", text, language=detect(text), published_on=published)).mentions
    return [str(one.status) for one in found if one.metric not in {"attribute", "milestone"}]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # a bank or house that forecasts another's number
        ("Morgan Stanley raised its forecast for Amazon capex in 2026 to $190 billion.", "2025-11-19", ["estimate"]),
        ("Amazon raised its forecast for capex in 2026 to $190 billion.", "2025-11-19", ["guidance"]),
        # a doubt that stands apart reaches only its own clause
        ("H100s rent for $2.20 an hour, and inference is said to be why.", "2026-02-19", ["actual"]),
        ("Meta is said to have bought 100,000 Nvidia GPUs in 2025.", "2026-02-19", ["rumour"]),
        # what was expected, in the short words of a ticker
        ("Meta first, AI capex later. Revenue was $55.9B vs. $55.4B est.", "2026-04-29", ["actual", "estimate"]),
        # what a clause goes on to promise is not yet of its first figure
        (
            "Meta's capex was $19 billion in the first quarter and it expects $125 billion in 2026.",
            "2026-04-29",
            ["actual", "guidance"],
        ),
        # who speaks of it in a later sentence of the line has spoken before
        (
            "知情人士称，华为准备明年把昇腾910C的产量提高到60万颗。\n\n今年的产量至多30万颗，其中包括库存。知情人士说，限制产量的是设备。",
            "2025-09-30",
            ["rumour", "rumour"],
        ),
        # what a question asks for
        ("英伟达2026财年第三季度电话会\n\nQ:下季度指引?\nA:收入650亿美元,上下2%。", "2025-11-20", ["guidance"]),
        ("英伟达2026财年第三季度电话会\n\nQ:收入多少?\nA:收入650亿美元。", "2025-11-20", ["actual"]),
        # a node of a chip that is made already
        (
            "壁仞科技首代芯片BR106于2023年1月量产，采用7nm制程；下一代芯片预计2026年商业化。",
            "2025-12-18",
            ["actual", "actual", "plan"],
        ),
        # power that was handed over, and money that was given
        ("Oracle handed over 400 MW of data centre capacity in the quarter.", "2025-12-11", ["actual"]),
        # what somebody has is no guidance, though the year runs on
        ("OpenAI said its annualised revenue run rate from AI hit $10 billion in June.", "2025-06-12", ["actual"]),
        # a mean that opens the sentence
        ("机构一致预期，寒武纪2025年芯片营收约62亿元。", "2025-06-12", ["estimate"]),
        ("Groq has cut its 2025 revenue projection for AI chips to $500 million.", "2025-07-20", ["guidance"]),
        # a deal to supply is made once it is signed, a letter of intent is not
        (
            "Nebius signed an agreement to supply Microsoft with GPU capacity worth $17 billion.",
            "2025-09-20",
            ["actual"],
        ),
        (
            "OpenAI and Nvidia signed a letter of intent to deploy at least 10 gigawatts of Nvidia systems.",
            "2025-09-22",
            ["plan"],
        ),
        # money that came in is no guidance, though its year runs on
        ("Lambda posted GPU cloud revenue of $640 million for the year to date.", "2025-08-27", ["actual"]),
        ("市场预计英伟达2026年芯片营收2060亿美元。", "2025-08-27", ["estimate"]),
        # a margin beside a sum takes nothing from it
        (
            "Marvell's outlook: revenue of $2.2 billion plus or minus 5% from AI chips is expected next quarter.",
            "2025-12-03",
            ["guidance"],
        ),
        ("据两位供应链人士透露，Meta已订购50万颗英伟达GPU。", "2025-06-18", ["rumour"]),
        # the sum that a signed contract is expected to come to
        ("优刻得公告，签订算力服务合同，预计合同总金额24亿元。", "2025-07-21", ["actual"]),
    ],
)
def test_a_figure_is_as_sure_as_its_own_words(text: str, published: str, expected: list[str]):
    assert statuses(text, published) == expected
