"""Quantities as printed in news, each with the reading it must have."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.quantities import quantities
from etl.model import Qualifier, Quantity

EXACT = [
    ("zh", "48.5万块", "485000", "units"),
    ("zh", "48萬5000塊", "485000", "units"),
    ("zh", "４８．５万块", "485000", "units"),
    ("zh", "485,000 颗", "485000", "units"),
    ("zh", "23 万个芯片", "230000", "units"),
    ("zh", "2万台H200", "20000", "units"),
    ("zh", "8000台服务器", "8000", "units"),
    ("zh", "1,600亿", "160000000000", ""),
    ("zh", "3.65万亿元", "3650000000000", "CNY"),
    ("zh", "119 亿美元", "11900000000", "USD"),
    ("zh", "1500亿元人民币", "150000000000", "CNY"),
    ("zh", "1,600亿人民币", "160000000000", "CNY"),
    ("zh", "人民币17,032.32万元", "170323200", "CNY"),
    ("zh", "新台幣9兆元", "9000000000000", "TWD"),
    ("zh", "NT$9", "9", "TWD"),
    ("zh", "HK$3.2亿", "320000000", "HKD"),
    ("zh", "＄８０ billion", "80000000000", "USD"),
    ("zh", "￥500万", "5000000", "CNY"),
    ("zh", "20亿欧元", "2000000000", "EUR"),
    ("zh", "2.3万亿韩元", "2300000000000", "KRW"),
    ("zh", "10吉瓦", "10", "GW"),
    ("zh", "500兆瓦", "0.5", "GW"),
    ("zh", "120万千瓦", "1.2", "GW"),
    ("zh", "5百萬瓩", "5", "GW"),
    ("zh", "3千兆瓦", "3", "GW"),
    ("zh", "3纳米", "3", "nm"),
    ("zh", "40人", "40", "people"),
    ("zh", "六个月", "6", "months"),
    ("zh", "20个机柜", "20", "racks"),
    ("zh", "5万片晶圆", "50000", "wafers"),
    ("zh", "月产能3万片", "30000", "wafers_per_month"),
    ("zh", "53.6%", "0.536", "share"),
    ("zh", "七成", "0.7", "share"),
    ("zh", "四分之三", "0.75", "share"),
    ("zh", "百分之五十", "0.5", "share"),
    ("zh", "12.5个百分点", "0.125", "pp"),
    ("zh", "两倍", "2", "x"),
    ("zh", "2.35美元/卡时", "2.35", "USD_per_gpu_hour"),
    ("zh", "每小时2.35美元", "2.35", "USD_per_gpu_hour"),
    ("zh", "600亿美元/年", "60000000000", "USD_per_year"),
    ("zh", "每年應付600億美元", "60000000000", "USD_per_year"),
    ("zh", "平均每年带来营业收入7亿元", "700000000", "CNY"),
    ("zh", "一百二十五万", "1250000", ""),
    ("zh", "五点二亿元", "520000000", "CNY"),
    ("zh", "同比-16.5%", "-0.165", "share"),
    ("en", "$80 billion", "80000000000", "USD"),
    ("en", "US$5bn", "5000000000", "USD"),
    ("en", "$40bn", "40000000000", "USD"),
    ("en", "$ 75 million", "75000000", "USD"),
    ("en", "RMB40bn", "40000000000", "CNY"),
    ("en", "40 billion RMB", "40000000000", "CNY"),
    ("en", "S$5m", "5000000", "SGD"),
    ("en", "361 million pounds", "361000000", "GBP"),
    ("en", "Rs 500 crore", "5000000000", "INR"),
    ("en", "2.3 trillion won", "2300000000000", "KRW"),
    ("en", "half a million", "500000", ""),
    ("en", "one million TPUs", "1000000", "units"),
    ("en", "two and a half million chips", "2500000", "units"),
    ("en", "5.2K", "5200", ""),
    ("en", "3mn", "3000000", ""),
    ("en", "485,000 Nvidia Hopper chips", "485000", "units"),
    ("en", "400,000 GB200s", "400000", "units"),
    ("en", "10,000 of Nvidia's H100 chips", "10000", "units"),
    ("en", "1-GW", "1", "GW"),
    ("en", "1.2-gigawatt", "1.2", "GW"),
    ("en", "500 megawatts", "0.5", "GW"),
    ("en", "2.5x", "2.5", "x"),
    ("en", "three times", "3", "x"),
    ("en", "30,000 wafers per month", "30000", "wafers_per_month"),
    ("en", "$2.99/hr", "2.99", "USD_per_gpu_hour"),
    ("en", "$600 billion a year", "600000000000", "USD_per_year"),
    ("en", "annual rent of $2.5 billion", "2500000000", "USD_per_year"),
    ("en", "12 GB of RAM", "12", "GB"),
    ("en", "a dozen", "12", ""),
    ("en", "zero", "0", ""),
    ("en", "three quarters of it", "0.75", "share"),
    ("en", "1,500 employees", "1500", "people"),
    ("en", "1.3e4", "13000", ""),
]
HEDGED = [
    ("zh", "超过5万块", Qualifier.MIN, "50000", "50000", None),
    ("zh", "逾3亿美元", Qualifier.MIN, "300000000", "300000000", None),
    ("zh", "近10万块", Qualifier.APPROX, "100000", "100000", "100000"),
    ("zh", "约2万美元", Qualifier.APPROX, "20000", "20000", "20000"),
    ("zh", "至少3万块", Qualifier.MIN, "30000", "30000", None),
    ("zh", "不到4万块", Qualifier.MAX, "40000", None, "40000"),
    ("zh", "不超过5亿美元", Qualifier.MAX, "500000000", None, "500000000"),
    ("zh", "出货量可到40万颗", Qualifier.MAX, "400000", None, "400000"),
    ("zh", "500余万块", Qualifier.MIN, "5000000", "5000000", None),
    ("zh", "100多块", Qualifier.MIN, "100", "100", None),
    ("zh", "10万块以上", Qualifier.MIN, "100000", "100000", None),
    ("zh", "80%左右", Qualifier.APPROX, "0.8", "0.8", "0.8"),
    ("zh", "高达4550億美元", Qualifier.EXACT, "455000000000", "455000000000", "455000000000"),
    ("zh", "七八千块", Qualifier.RANGE, "7500", "7000", "8000"),
    ("zh", "数千万美元", Qualifier.VAGUE, None, "10000000", "100000000"),
    ("zh", "数十亿美元", Qualifier.VAGUE, None, "1000000000", "100000000000"),
    ("zh", "数百亿美元", Qualifier.VAGUE, None, "10000000000", "1000000000000"),
    ("zh", "数百名工程师", Qualifier.VAGUE, None, "100", "1000"),
    ("en", "nearly 500,000 chips", Qualifier.APPROX, "500000", "500000", "500000"),
    ("en", "more than one million", Qualifier.MIN, "1000000", "1000000", None),
    ("en", "up to 400,000 GPUs", Qualifier.MAX, "400000", None, "400000"),
    ("en", "300B+", Qualifier.MIN, "300000000000", "300000000000", None),
    ("en", "five hundred or more", Qualifier.MIN, "500", "500", None),
    ("en", "20-odd", Qualifier.APPROX, "20", "20", "20"),
    ("en", "~$2.35/GPU-hour", Qualifier.APPROX, "2.35", "2.35", "2.35"),
    ("en", "tens of billions of dollars", Qualifier.VAGUE, None, "10000000000", "100000000000"),
    ("en", "tens of millions", Qualifier.VAGUE, None, "10000000", "100000000"),
    ("en", "several hundred GPUs", Qualifier.VAGUE, None, "100", "1000"),
]
RANGES = [
    ("zh", "700至720亿美元", "70000000000", "72000000000", "USD"),
    ("zh", "600亿至650亿美元", "60000000000", "65000000000", "USD"),
    ("zh", "800亿–1,210亿元", "80000000000", "121000000000", "CNY"),
    ("zh", "约为 5 亿至 5.5 亿美元", "500000000", "550000000", "USD"),
    ("zh", "25%–30%", "0.25", "0.3", "share"),
    ("en", "$91–93bn", "91000000000", "93000000000", "USD"),
    ("en", "$91–$93 billion", "91000000000", "93000000000", "USD"),
    ("en", "$91-93 billion", "91000000000", "93000000000", "USD"),
    ("en", "$64 billion to $72 billion", "64000000000", "72000000000", "USD"),
    ("en", "$25k–$40k", "25000", "40000", "USD"),
    ("en", "$40–46k", "40000", "46000", "USD"),
    ("en", "$7–$12+/hr", "7", "12", "USD_per_gpu_hour"),
    ("en", "$2.00–$2.50 per hour", "2", "2.5", "USD_per_gpu_hour"),
    ("en", "between 20 and 30", "20", "30", ""),
]
NOTHING = [
    ("zh", "英伟达H100芯片与MI300X、GB200、TPUv5"),
    ("zh", "图 https://a.b/om_640360/0 与 ![图](https://a.b/641_2.jpg) 和 `x = 12`"),
    ("zh", "鸿海（2317）与海南华铁(603300)"),
    ("zh", "第3名与第三名"),
    ("zh", "昇腾910B与910C"),
    ("zh", "发布时间：11:08"),
    ("zh", "十分依赖，万一统一，百度与三星一直一样"),
    ("zh", "市值蒸发亿美元"),
    ("zh", "截至2025年3月31日，2026年第二季度，今年9月30日"),
    ("zh", "邮箱 a123@b.com，电话 138-0013-8000"),
    ("en", "H100, MI300X, v2, GB200, TPUv5, 640_360, GPT-4"),
    ("en", "the 3rd and the 1st"),
    ("en", "call 555-123-4567 at 11:08"),
    ("en", "version 1.2.3 [4]"),
    ("en", "S&P 500 and RTX 4090"),
    ("en", "in May 2025, on Sept. 30, in Q3 2025 and FY2026"),
]


def only(language: str, text: str) -> Quantity:
    found = quantities(text, language)
    assert len(found) == 1, found
    return found[0]


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(("language", "text", "value", "unit"), EXACT)
def test_a_plain_amount_reads_exactly(language: str, text: str, value: str, unit: str) -> None:
    found = only(language, text)
    assert (found.value, found.low, found.high, found.unit) == (*[Decimal(value)] * 3, unit)
    assert found.qualifier is Qualifier.EXACT


@pytest.mark.parametrize(("language", "text", "kind", "value", "low", "high"), HEDGED)
def test_a_hedge_bounds_the_value(
    language: str, text: str, kind: Qualifier, value: str | None, low: str | None, high: str | None
) -> None:
    found = only(language, text)
    assert (found.qualifier, found.value, found.low, found.high) == (kind, number(value), number(low), number(high))


@pytest.mark.parametrize(("language", "text", "low", "high", "unit"), RANGES)
def test_a_range_keeps_both_ends(language: str, text: str, low: str, high: str, unit: str) -> None:
    found = only(language, text)
    assert (found.low, found.high, found.unit, found.qualifier) == (Decimal(low), Decimal(high), unit, Qualifier.RANGE)
    assert found.value == (Decimal(low) + Decimal(high)) / 2


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_digits_that_are_no_amount_are_left(language: str, text: str) -> None:
    assert quantities(text, language) == []


def test_a_list_shares_its_unit() -> None:
    shared = quantities("亚马逊和谷歌分别购买了19.6万和16.9万块Hopper芯片", "zh")
    assert [(found.value, found.unit) for found in shared] == [(196000, "units"), (169000, "units")]
    assert "inherited_unit" in shared[0].flags
    years = quantities("依序為320億、730億、1,140億與1,440億美元", "zh")
    assert [found.unit for found in years] == ["USD"] * 4
    assert [found.value for found in years] == [32 * 10**9, 73 * 10**9, 114 * 10**9, 144 * 10**9]


def test_old_and_new_are_no_range() -> None:
    raised = quantities("raised its forecast from $66 billion to $70 billion", "en")
    assert [found.value for found in raised] == [66 * 10**9, 70 * 10**9]
    assert [found.value for found in quantities("从750亿提升至850亿美元", "zh")] == [75 * 10**9, 85 * 10**9]
    assert [found.unit for found in quantities("20% to $33 billion", "en")] == ["share", "USD"]


REPLACED_RANGES = [
    "narrowed its range to $66 billion-$72 billion, from $64 billion to $72 billion",
    "raised guidance to between $66 billion and $72 billion from $64 billion to $72 billion",
    "now $66-72 billion (up from $64 billion to $72 billion)",
]


@pytest.mark.parametrize("text", REPLACED_RANGES)
def test_what_a_range_replaced_is_a_range(text: str) -> None:
    found = [(one.low, one.high) for one in quantities(text, "en")]
    assert found == [(66 * 10**9, 72 * 10**9), (64 * 10**9, 72 * 10**9)]


def test_the_noun_is_kept_as_written() -> None:
    assert only("zh", "48.5万块英伟达Hopper芯片").noun == "块英伟达Hopper芯片"
    assert only("en", "485,000 Nvidia Hopper chips").noun == "Nvidia Hopper chips"


def test_a_bare_dollar_follows_its_text() -> None:
    text = "In Singapore the firm spent S$2 billion (US$1.5 billion), up from $1.8 billion."
    units = [(found.unit, "ambiguous_dollar" in found.flags) for found in quantities(text, "en")]
    assert units == [("SGD", False), ("USD", False), ("SGD", True)]
    assert only("en", "The firm in Hong Kong spent $5 million there.").unit == "USD"


def test_a_slip_for_another_magnitude_is_flagged() -> None:
    assert "suspect_range" in only("zh", "60-650億美元").flags


def test_an_amount_that_the_text_cuts_off_is_flagged() -> None:
    assert "cut_off" in quantities("微软今年卖得很好。它在2025年将投入800", "zh")[-1].flags
    assert quantities("微软今年卖得很好。它在2025年将投入800亿美元", "zh")[-1].flags == ()
    assert "cut_off" in quantities("A card costs less than a car, about $30...", "en")[-1].flags


@pytest.mark.parametrize(
    "text", ["A card costs less than a car, about $30,000.", "- Microsoft: 485,000\n- Meta: 224,000"]
)
def test_a_full_stop_or_a_list_ends_an_amount(text: str) -> None:
    assert "cut_off" not in quantities(text, "en")[-1].flags


def test_a_step_is_told_apart_from_what_it_leads_to() -> None:
    found = quantities("It rose by $15 billion to $50 billion.", "en")
    assert [one.value for one in found] == [15 * 10**9, 50 * 10**9]
    assert [one.value for one in quantities("支出增加150亿至500亿元。", "zh")] == [15 * 10**9, 50 * 10**9]
    assert len(quantities("It rose by $3 billion to $4 billion.", "en")) == 1


def test_a_mark_that_closes_a_quotation_is_no_inch() -> None:
    assert [one.unit for one in quantities('He said "tens of billions" and "we bought 5,000".', "en")] == ["", ""]
    assert [one.unit for one in quantities("“卖了5,000”", "zh")] == [""]
    assert only("en", 'a 27" screen').unit == "inch"


def test_a_year_before_is_no_rate() -> None:
    assert only("en", "up from $2.15 billion a year before").unit == "USD"


@pytest.mark.parametrize("language", ["zh", "en"])
@given(
    text=st.text(
        alphabet=st.sampled_from(
            "0123456789.,%$¥-–~+()/ \n½¼万亿千百十半余多来又块元美约至和、年月个日qQkKmMbBoneofty第"
        ),
        max_size=60,
    )
)
def test_any_text_reads_without_a_fault(language: str, text: str) -> None:
    last = 0
    for found in quantities(text, language):
        assert found.surface == found.span.of(text)
        assert last <= found.span.start < found.span.end
        last = found.span.end


@given(st.integers(1, 10**9), st.integers(0, 3), st.sampled_from([("万", 4), ("亿", 8), ("万亿", 12), ("千", 3)]))
def test_a_chinese_number_reads_back(digits: int, places: int, magnitude: tuple[str, int]) -> None:
    amount = Decimal(digits).scaleb(-places)
    found = only("zh", f"投入{amount:,}{magnitude[0]}美元。")
    assert (found.value, found.unit) == (amount.scaleb(magnitude[1]), "USD")


@given(
    st.integers(1, 10**9),
    st.integers(0, 3),
    st.sampled_from([("thousand", 3), ("million", 6), ("billion", 9), ("bn", 9)]),
)
def test_an_english_number_reads_back(digits: int, places: int, magnitude: tuple[str, int]) -> None:
    amount = Decimal(digits).scaleb(-places)
    found = only("en", f"It spent ${amount:,} {magnitude[0]} there.")
    assert (found.value, found.unit) == (amount.scaleb(magnitude[1]), "USD")


ORIGINAL = Path(__file__).parents[4] / "shared" / "originals" / "2025-02-11-openai-first-chip.md"


@pytest.mark.skipif(not ORIGINAL.exists(), reason="the article is not shipped")
def test_the_first_article_reads_whole() -> None:
    text = ORIGINAL.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    found = [one for one in quantities(text, "zh") if one.unit]
    read = [(str(one.value), one.unit) for one in found if one.value and one.value >= 10000]
    counts = ["485000", "224000", "196000", "169000"]
    money = [("2500000000", "USD_per_year"), ("18300000000", "CNY"), ("500000000000", "USD"), ("3650000000000", "CNY")]
    misprinted = [("60000000000", "USD"), ("438000000000", "CNY"), ("80000000000", "USD"), ("585000000000", "CNY")]
    assert read == [*money, *misprinted, *((count, "units") for count in counts)]
    assert sum("repaired" in one.flags for one in found) == 2
