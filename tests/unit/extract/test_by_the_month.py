"""What is told by the month is no yearly rent, no price and no count of chips: it is left with the reason."""

from pathlib import Path

import pytest

from etl.extract import extract
from etl.extract.bymonth import RENT, SUM
from etl.extract.choosing import NOT_CHIPS
from etl.languages import detect
from etl.model import Document

LEFT = (
    ("租赁市场方面，H100整机八卡月租已由年初的8万元降至约6.5万元，折合每卡时11元左右。", ("8万元", "6.5万元"), RENT),
    ("八卡H100服务器月租6.5万元，H200服务器月租金7.8万元/台。", ("6.5万元", "7.8万元"), RENT),
    ("优刻得向某客户出租H800集群，每月租金1200万元，租期三年。", ("1200万元",), RENT),
    ("H100服务器租金从每月8万元跌到6.5万元。", ("8万元", "6.5万元"), RENT),
    ("算力租赁：H200八卡服务器包月价7.5万元；H100服务器则要6.2万元/台/月。", ("7.5万元", "6.2万元/台/月"), RENT),
    (
        "An eight-GPU H100 server rents for $14,000 a month, down from $18,000 in January.",
        ("$14,000 a month", "$18,000"),
        RENT,
    ),
    ("The monthly rent of an HGX H100 box fell from $18,000 to $14,000.", ("$18,000", "$14,000"), RENT),
    ("Nodes of H100s now cost $15,500 per node per month, against $20,000 a year ago.", ("$15,500", "$20,000"), RENT),
    ("Anthropic pays xAI $1.25 billion a month for compute in Memphis.", ("$1.25 billion a month",), SUM),
    (
        "TSMC's CoWoS capacity is to climb to 115,000 wafers a month by the end of 2026 from 75,000, for AI chips.",
        ("115,000 wafers a month", "75,000"),
        NOT_CHIPS,
    ),
    (
        "TSMC's CoWoS capacity should reach 75,000 wafers a month by the end of 2025 and 110,000 a year later.",
        ("110,000",),
        NOT_CHIPS,
    ),
    (
        "TSMC plans to raise monthly CoWoS output to 75,000 wafers in 2025 and 100,000 in 2026 for Nvidia and AMD.",
        ("75,000 wafers", "100,000"),
        NOT_CHIPS,
    ),
    ("大摩预计台积电CoWoS月产能将由2025年底的7.5万片增至2026年底的11.5万片。", ("7.5万片", "11.5万片"), NOT_CHIPS),
)


@pytest.mark.parametrize(("text", "surfaces", "reason"), LEFT)
def test_what_is_told_by_the_month_is_left_with_its_reason(text: str, surfaces: tuple[str, ...], reason: str) -> None:
    document = Document("0", "t", Path("t.md"), text, language=detect(text), published_on="2025-11-06")
    reasons = {one.quantity.surface: one.reason for one in extract(document).unexplained}
    assert {surface: reasons.get(surface, "") for surface in surfaces} == dict.fromkeys(surfaces, reason)


def test_a_price_by_the_hour_beside_a_monthly_one_is_read() -> None:
    text = "An H100 node costs about $12,500 per month to rent; a single H100 goes for $2.10 an hour."
    found = extract(Document("0", "t", Path("t.md"), text, published_on="2025-11-06"))
    assert [(one.metric, one.quantity.unit) for one in found.mentions] == [
        ("rental_price_per_gpu_hour", "USD_per_gpu_hour")
    ]


def test_a_yearly_rent_beside_a_monthly_one_keeps_its_size() -> None:
    text = "OpenAI will pay Oracle $5 billion a month for compute, or $60 billion a year."
    (found,) = extract(Document("0", "t", Path("t.md"), text, published_on="2025-11-06")).mentions
    assert (found.metric, found.quantity.value) == ("rental_cost_per_year", 60_000_000_000)
