"""Numbers that stand close to something that is not theirs: names, columns, noughts; and one unit without a number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from etl.extract.nodes import nodes
from etl.extract.quantities import quantities

WRITTEN = [
    ("zh", "上季營收一○二三億美元", ["102300000000"]),
    ("zh", "二月說七五○億元，七月改八五○億元", ["75000000000", "85000000000"]),
    ("zh", "全年上看二．一兆元", ["2100000000000"]),
    ("zh", "單月二八○六．二四億元", ["280624000000"]),
    ("zh", "約九一○至九三○億美元", ["92000000000"]),
    ("zh", "约二三亿美元", ["250000000"]),
    ("zh", "七八千块芯片，一万零五块，四万五千二百块", ["7500", "10005", "45200"]),
    ("zh", "六五億美元", ["6500000000"]),
    ("zh", "沐曦／C600／3.5万张", ["35000"]),
    ("zh", "Trainium4：2奈米，投片", ["2"]),
    ("zh", "P800／7奈米", ["7"]),
    ("zh", "H100 PCIe 19万元", ["190000"]),
    ("zh", "GB200/300機櫃", []),
    ("en", "Bank A — 465 — 667", ["465", "667"]),
    ("en", "Amazon $83B ~$200B", ["83000000000", "200000000000"]),
    ("en", "$80B - $90B", ["85000000000"]),
    ("en", "they guide to 1.3 to 1.5 million", ["1400000"]),
    ("zh", "100 ~ 200块芯片", ["150"]),
]


@pytest.mark.parametrize(("language", "text", "values"), WRITTEN)
def test_a_number_is_read_whole_and_by_itself(language: str, text: str, values: list[str]):
    assert [one.value for one in quantities(text, language)] == [Decimal(value) for value in values]


NODES = [
    ("Who makes what at TSMC\n| Chip | Taped out | Size | With |\n| MTIA 450 | early 2027 | N3 | Broadcom |", ["3"]),
    ("made by TSMC on its 4N process", ["4"]),
    (
        "TSMC told of much in its long call this week, of prices, of sites and demand.\nAlchip has few slots of N3P.",
        ["3"],
    ),
    ("It costs N3 credits and runs 4N hours.", []),
]


@pytest.mark.parametrize(("text", "sizes"), NODES)
def test_a_node_is_known_by_its_trade_name(text: str, sizes: list[str]):
    assert [one.value for one in nodes(text, text.lower())] == [Decimal(size) for size in sizes]


LONE = [
    ("The site draws more than a gigawatt.", "1", "min"),
    ("The first gigawatt starts in 2026.", "1", "exact"),
    ("It adds up to a gigawatt by 2028.", "1", "max"),
    ("It takes a gigawatt of data centre capacity.", "1", "exact"),
    ("They take another megawatt.", "0.001", "exact"),
    ("首个吉瓦在2026年启用。", "1", "exact"),
]


@pytest.mark.parametrize(("text", "value", "qualifier"), LONE)
def test_one_unit_needs_no_numeral(text: str, value: str, qualifier: str):
    language = "en" if text.isascii() else "zh"
    found = [one for one in quantities(text, language) if one.unit == "GW"]
    told = [one.value if one.value is not None else one.high for one in found]
    assert (told, [str(one.qualifier) for one in found]) == ([Decimal(value)], [qualifier])


@pytest.mark.parametrize(
    "text",
    [
        "It costs $50 billion a gigawatt.",
        "A gigawatt costs about fifty billion dollars.",
        "A gigawatt of Rubin takes a year to fill.",
        "a gigawatt-scale campus",
        "It is the first gigawatt training cluster.",
        'The "first gigawatt" is more like a third.',
    ],
)
def test_what_any_gigawatt_costs_or_needs_is_none(text: str):
    assert not [one for one in quantities(text, "en") if one.unit == "GW"]
