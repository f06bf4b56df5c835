"""Amounts told twice, in two currencies, check each other."""

from __future__ import annotations

import pytest

from etl.extract.quantities import quantities, restatements

PAIRS = [
    ("25亿美元（约合人民币{}元）", "183亿"),
    ("5000亿美元（约合人民币{}元）", "3.65万亿"),
    ("600亿美元（约合人民币{}元）", "4.38千亿"),
    ("800亿美元（约合人民币{}元）", "5.85千亿"),
]
TENFOLD = ["1830亿", "36.5万亿", "43.8千亿", "58.5千亿"]
TENTH = ["18.3亿", "3650亿", "438亿", "585亿"]


def article(amounts: list[str]) -> str:
    return "，".join(frame.format(amount) for (frame, _), amount in zip(PAIRS, amounts, strict=True))


def test_pairs_are_found() -> None:
    text = article([amount for _, amount in PAIRS])
    found = quantities(text, "zh")
    assert restatements(found, text) == [(1, 0), (3, 2), (5, 4), (7, 6)]
    assert not any(one.flags for one in found)


@pytest.mark.parametrize(
    ("text", "language"), [("40 billion RMB ($5.5 billion)", "en"), ("3000億美元(逾新台幣9兆元)", "zh")]
)
def test_a_pair_stands_in_brackets(text: str, language: str) -> None:
    assert restatements(quantities(text, language), text) == [(1, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "全年营收596亿元；若以美元计算则为83亿美元",
        "營收達新台幣5960億元，年增率12.3％；若以美金計算則為191億美元",
        "资本开支860亿元，按美元计约121亿美元",
        "合同额45亿欧元，换算成人民币约372亿元",
    ],
)
def test_a_sum_counted_in_another_currency_is_told_once_more(text: str) -> None:
    found = quantities(text, "zh")
    assert restatements(found, text) == [(len(found) - 1, 0)]


def test_what_is_counted_in_another_currency_repeats_no_sum_far_before() -> None:
    text = "微软投入800亿美元，谷歌和亚马逊的开支今年也都提高了，Meta则说明年还要再提高一些；以人民币计约3800亿元"
    assert restatements(quantities(text, "zh"), text) == []


def test_neighbours_are_no_pair() -> None:
    text = "微软投入800亿美元，阿里投入3800亿元"
    assert restatements(quantities(text, "zh"), text) == []


@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize("slips", [TENFOLD, TENTH])
def test_a_slip_by_ten_is_caught(at: int, slips: list[str]) -> None:
    amounts = [amount for _, amount in PAIRS]
    amounts[at] = slips[at]
    found = quantities(article(amounts), "zh")
    assert [index for index, one in enumerate(found) if "absurd_conversion" in one.flags] == [2 * at + 1]


def test_a_misprint_is_repaired_by_its_dollars() -> None:
    found = quantities(article(["183亿", "3.65万亿", "4.38千亿1亿", "5.85千亿亿"]), "zh")
    assert [(str(one.value), one.flags) for one in found[5::2]] == [
        ("438000000000", ("malformed", "repaired")),
        ("585000000000", ("malformed", "repaired")),
    ]


def test_a_misprint_without_a_pair_stays_malformed() -> None:
    assert quantities("投入4.38千亿1亿元。", "zh")[0].flags == ("malformed",)


def test_an_absurd_conversion_keeps_its_printed_value() -> None:
    found = quantities("營收882億美元,約合新台幣124兆元。", "zh")
    assert (str(found[1].value), found[1].flags) == ("124000000000000", ("absurd_conversion",))
