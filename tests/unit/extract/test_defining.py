"""Of what a text says beside its numbers: definitions, kinds of contract, denominators."""

from __future__ import annotations

import pytest

from etl.extract import extract
from etl.languages import detect
from etl.model import Document, Mention


def figures(text: str) -> list[Mention]:
    found = extract(Document("0", "own", "own.md", text, language=detect(text), published_on="2025-08-20")).mentions
    return [one for one in found if one.metric not in {"attribute", "milestone"}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Microsoft's capital expenditures including finance leases were $24 billion in the second quarter; the "
                "cash paid for purchases of property and equipment was $17 billion."
            ),
            ["including_finance_leases", "cash_ppe"],
        ),
        ("微软二季度资本开支242亿美元，包含融资租赁。", ["including_finance_leases"]),
        ("Amazon's capex, net of incentives, was $31 billion in the second quarter.", ["net_of_incentives"]),
        ("Amazon's capex was $31 billion in the second quarter.", [""]),
        ("Amazon's capex will be $200 billion in 2026, most of it for AI infrastructure.", [""]),
        ("经销商报价显示，一张昇腾910C约18万元。", ["distributor_price"]),
    ],
)
def test_a_definition_is_told_only_where_the_text_tells_it(text: str, expected: list[str]):
    assert [one.definition for one in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The on-demand price of an H100 at Lambda is $2.99 an hour, the spot price $1.80 an hour.",
            ["on_demand", "spot"],
        ),
        ("An H100 rents for $2.99 an hour at Lambda.", [""]),
        ("IREN signed a $9.7 billion, five-year GPU cloud contract with Microsoft.", ["multi_year_contract"]),
        ("优刻得签订算力服务合同，总金额24亿元，租期36个月。", ["multi_year_contract"]),
        ("浪潮信息签订AI服务器采购合同，金额3亿元。", ["purchase"]),
    ],
)
def test_a_kind_of_contract_is_that_of_the_figures_own_words(text: str, expected: list[str]):
    assert [one.contract_type for one in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nvidia held 70% of the Chinese AI accelerator market in 2024, IDC said.", ["AI accelerators in China"]),
        ("Nvidia's GPUs hold about 80% of the world market for AI chips.", ["AI chips"]),
        ("据Omdia称，2024年服务器支出里有43%给了英伟达GPU。", [""]),
        (
            "按2024年收入计，壁仞科技在中国智能计算芯片市场的份额为0.16%，在GPGPU市场的份额为0.2%。",
            ["intelligent computing chips in China, by revenue", "GPGPUs in China, by revenue"],
        ),
    ],
)
def test_a_share_is_told_with_what_it_is_a_share_of(text: str, expected: list[str]):
    assert [one.denominator for one in figures(text)] == expected
