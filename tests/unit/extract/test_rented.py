"""What is paid each year for what is rented, told so right beside the sum; and sums of each year that are no rent."""

from __future__ import annotations

import pytest

from etl.extract.quantities import quantities
from etl.extract.rented import is_rent

RENT = (
    "A 16,000-GPU cluster rents for about $280 million a year, said one broker.",
    "xAI rents a 24,000-GPU cluster from Oracle for $400 million a year.",
    "The machines are leased to Meta for roughly $600 million a year.",
    "Renting the same capacity would cost Meta $900 million a year, analysts say.",
    "Anthropic spends $1.2 billion a year renting TPUs from Google.",
    "It takes $70 million a year to rent one.",
    "Amazon charges Anthropic about $1 billion a year for the servers.",
    "租一个万卡集群每年大约要花2.8亿美元。",
    "公司在马来西亚租用数据中心，每年支付3亿美元。",
)
OTHER = (
    "Nvidia sells chips for $40 billion a year.",
    "The cloud brings in $10 billion a year, and rents are falling.",
    "Leasing revenue grew to $4 billion a year.",
    "Meta pays its staff $9 billion a year.",
    "A cluster rents for $2 per hour.",
    "A gigawatt rents for $10 billion to $13 billion a year.",
    "The pile of leases signed but not yet begun is at nearly $1.8 billion a year.",
    "Amazon charges its customers $8 billion a year for delivery.",
    "每年向客户租出服务器的收入为3亿美元。",
    "租期三年，买下它要花2.8亿美元。",
)


def _is_rent(text: str) -> list[bool]:
    told = quantities(text, "zh" if "\u4e00" <= text[-2] <= "\u9fff" else "en")
    return [is_rent(text.lower(), one) for one in told if one.unit.startswith(("USD", "usd"))]


@pytest.mark.parametrize("text", RENT)
def test_a_sum_of_each_year_for_what_is_rented_is_rent(text: str) -> None:
    assert _is_rent(text) == [True]


@pytest.mark.parametrize("text", OTHER)
def test_other_sums_are_none(text: str) -> None:
    assert _is_rent(text) == [False]
