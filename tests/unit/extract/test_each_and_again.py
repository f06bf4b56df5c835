"""What each of several has, what is told again or once more, and whose money a bare 元 is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from etl.extract import extract
from etl.languages import sentence_bounds
from tests.texts import document_of


def _read(text: str, *, title: str = "") -> list[tuple[str, str, tuple[str, ...], Decimal | None, str]]:
    document = document_of(text, title=title)
    return [
        (one.metric, one.quantity.unit, one.entity, one.quantity.value, one.product)
        for one in extract(document).mentions
        if one.metric not in {"milestone", "attribute"}
    ]


SHARED = [
    (
        "Google and Oracle sit at 50,000 H100 GPUs apiece; CoreWeave bought 40,000 in 2023.",
        50000,
        "google+oracle",
    ),
    ("谷歌、甲骨文同为5万块H100，CoreWeave买了4万块。", 50000, "google+oracle"),
    ("谷歌、甲骨文分别采购最多5万块英伟达芯片。", None, "google+oracle"),
]


@pytest.mark.parametrize(("text", "value", "owners"), SHARED)
def test_who_has_as_much_each_has_it_alone(text: str, value: int | None, owners: str):
    told = [entity for _, _, entity, size, _ in _read(text) if value is None or size == value]
    assert told[:2] == [(one,) for one in owners.split("+")]


def test_a_price_each_is_no_figure_of_each_buyer():
    text = "Alibaba and Tencent have ordered Nvidia H200 chips at around $27,000 each."
    assert sum(metric == "unit_price" for metric, *_ in _read(text)) == 1


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("中國電信公布上半年業績，資本開支342億元，用於算力和人工智能晶片。", "CNY"),
        ("廣達公布11月營收1929億元，輝達AI伺服器出貨強勁。", "TWD"),
        ("中國電信資本開支新台幣342億元，用於算力和人工智能晶片。", "TWD"),
    ],
)
def test_in_traditional_script_the_yuan_of_a_mainland_firm_is_its_own(text: str, unit: str):
    assert {told for _, told, *_ in _read(text)} == {unit}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("OpenAI signed with Nvidia for 10 gigawatts of compute. OpenAI signed with Broadcom for 10 gigawatts.", 2),
        (
            "xAI's site runs on 150 megawatts for its GPUs. In May another 150 megawatts was switched on for xAI.",
            2,
        ),
        ("DeepSeek has 10,000 H800 chips and 10,000 H100 chips.", 2),
        ("Oracle bought 40,000 Nvidia H100 GPUs. The 40,000 GPUs that Oracle bought are in Texas.", 1),
    ],
)
def test_as_much_again_is_a_figure_of_its_own(text: str, count: int):
    told = [size for metric, unit, _, size, _ in _read(text) if unit in {"GW", "units"}]
    assert len(told) == count


@pytest.mark.parametrize("before", ["Oracle signed a cloud deal with OpenAI.", "Microsoft rents chips from xAI."])
def test_who_places_an_order_owns_it_whatever_deal_was_told_before(before: str):
    told = _read(f"{before} CoreWeave placed an order with Nvidia worth $6.3 billion.")
    assert [entity for metric, _, entity, *_ in told if metric == "contract_value"] == [("coreweave",)]


@pytest.mark.parametrize("before", ["Oracle signed a cloud deal with OpenAI.", "Microsoft rents chips from xAI."])
def test_the_deal_told_before_is_not_meant_where_two_firms_are_named(before: str):
    told = _read(f"{before} CoreWeave disclosed an order from Nvidia worth $6.3 billion.")
    (owner,) = [entity for metric, _, entity, *_ in told if metric == "contract_value"]
    assert owner in {("coreweave",), ("nvidia",)}


def test_a_sentence_ends_behind_a_name_in_capitals_and_not_behind_initials():
    text = "It runs on xAI. AMD has 5 GW. J. Su of the U.S. firm said so."
    bounds = sentence_bounds(text, "en")
    assert [text[start:end] for start, end in bounds] == [
        "It runs on xAI.",
        "AMD has 5 GW.",
        "J. Su of the U.S. firm said so.",
    ]
