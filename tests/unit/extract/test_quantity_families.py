"""Families of amounts that differ by one word, each read by the whole family and not by the case."""

from __future__ import annotations

from decimal import Decimal

import pytest

from etl.extract.quantities import quantities
from etl.model import Qualifier

COUNTED = [
    ("en", "took 4,500 Nvidia GB300 racks", "4500", "racks"),
    ("en", "the first 400 of Nvidia's GB200 NVL72 racks", "400", "racks"),
    ("en", "16,000 Nvidia H100 server GPUs", "16000", "units"),
    ("en", "40,000 units of the older card", "40000", "units"),
    ("en", "a 100k-H100 cluster", "100000", "units"),
    ("en", "a 100k-GPU cluster", "100000", "units"),
    ("zh", "4500个英伟达GB300机架", "4500", "racks"),
    ("zh", "72个GB300 NVL72机柜", "72", "racks"),
    ("zh", "2000多台服务器", "2000", "units"),
    ("zh", "其中H100十五万块", "150000", "units"),
    ("zh", "现已装上二十万块GPU", "200000", "units"),
    ("zh", "近万张卡", "10000", "units"),
    ("zh", "上万块GPU", "10000", "units"),
    ("zh", "每月订走5.1万片", "51000", "wafers_per_month"),
    ("zh", "9万片/月", "90000", "wafers_per_month"),
    ("zh", "CoWoS-S订单约15.5万片", "155000", "wafers"),
    ("zh", "CoWoS带动加速卡15.5万片GPU", "155000", "units"),
    ("en", "90,000 wpm of capacity", "90000", "wafers_per_month"),
    ("zh", "耗电20百万瓦", "0.02", "GW"),
]
PARTS = [
    ("zh", "三成半", "0.35", "share"),
    ("zh", "降半成", "0.05", "share"),
    ("zh", "七成六", "0.76", "share"),
    ("zh", "六折", "0.6", "share"),
    ("zh", "85折", "0.85", "share"),
    ("zh", "七五折", "0.75", "share"),
    ("en", "a quarter of a trillion dollars", "250000000000", "USD"),
    ("en", "three quarters of a million chips", "750000", "units"),
]
MONEY = [
    ("en", "Rs. 12,500 crore", "125000000000", "INR"),
    ("en", "1.5 lakh crore rupees", "1500000000000", "INR"),
    ("en", "USD 40 billion", "40000000000", "USD"),
    ("en", "RMB 3bn", "3000000000", "CNY"),
    ("en", "EUR 2.5m", "2500000", "EUR"),
    ("en", "₡500", "500", "CRC"),
    ("en", "500 ₾", "500", "GEL"),
    ("en", "SR 4bn", "4000000000", "SAR"),
    ("en", "Dh3 billion", "3000000000", "AED"),
    ("zh", "500兆韩元", "500000000000000", "KRW"),
    ("zh", "每卡时14元", "14", "CNY_per_gpu_hour"),
    ("zh", "14元/卡/小时", "14", "CNY_per_gpu_hour"),
    ("zh", "每年租金新台幣120億元", "12000000000", "TWD_per_year"),
    ("en", "¥12 billion per year", "12000000000", "JPY_per_year"),
    ("en", "$2.50 per accelerator-hour", "2.5", "USD_per_gpu_hour"),
    ("en", "$2.50 per H100 hour", "2.5", "USD_per_gpu_hour"),
    ("en", "$2.50 an hour per GPU", "2.5", "USD_per_gpu_hour"),
]
SIZES = [
    ("en", "a nine-foot rack", "9", "ft"),
    ("en", "12,500 metric tons of steel", "12500", "t"),
    ("en", "a 40-gallon tank", "40", "gal"),
    ("en", "weighs 18lbs", "18", "lb"),
    ("en", "3.5 million cubic feet of gas", "3500000", "ft3"),
    ("en", "a site of 14 hectares", "14", "ha"),
    ("en", "a six billion dollar plan", "6000000000", "USD"),
    ("zh", "每台重约一吨", "1", "t"),
    ("zh", "厚两公斤半", "2.5", "kg"),
    ("zh", "高三米半", "3.5", "m"),
    ("zh", "占地26公顷", "26", "ha"),
    ("zh", "每天用水4000立方米", "4000", "m3"),
    ("zh", "六十两", "60", ""),
    ("zh", "产能从30升级", "30", ""),
]
RANGES = [
    ("zh", "一到五个芯片", "1", "5", "units"),
    ("zh", "三至五年", "3", "5", "years"),
    ("zh", "两到三万块", "20000", "30000", "units"),
    ("zh", "区间从660亿至720亿美元缩为700亿至720亿美元", "66000000000", "72000000000", "USD"),
    ("en", "spending of from $66 billion to $70 billion", "66000000000", "70000000000", "USD"),
    ("zh", "新台币1412亿至1502亿元之间", "141200000000", "150200000000", "TWD"),
    ("zh", "約港幣95億到102億元", "9500000000", "10200000000", "HKD"),
    ("zh", "人民币3万到20万元不等", "30000", "200000", "CNY"),
]
LISTS = [
    ("zh", "今明两年依次为1,250、1,600亿元", ("125000000000", "160000000000"), "CNY"),
    ("zh", "分别购买12和15万块", ("120000", "150000"), "units"),
]
WRITINGS = [
    ("zh", "營收1兆7,785億元", "1778500000000"),
    ("zh", "3 兆 2,000 億韓元", "3200000000000"),
    ("zh", "1億2,500萬美元", "125000000"),
    ("en", "ninety - four", "94"),
    ("en", "four hundred  and  twelve", "412"),
    ("en", "three hundred point sixty-two", "300.62"),
    ("en", "about 3.1 k", "3100"),
    ("zh", "负2500", "-2500"),
    ("zh", "二十 余 万", "200000"),
    ("zh", "3 万2 千6 百", "32600"),
    ("zh", "百分之四 十", "0.4"),
    ("zh", "六斤", "6"),
    ("en", "2 million guilders", "2000000"),
    ("en", "5 billion markka", "5000000000"),
    ("zh", "3亿兹罗提", "300000000"),
]
BOUNDS = [
    ("en", "greater or equal to 40", "min", "40"),
    ("en", "smaller or equal than 40", "max", "40"),
    ("zh", "大于或者等于40", "min", "40"),
    ("zh", "小于 或 等于40", "max", "40"),
    ("zh", "四十或者以上", "min", "40"),
    ("zh", "40 之下", "max", "40"),
    ("zh", "<= 40", "max", "40"),
    ("zh", "一以上", "min", "1"),
    ("zh", "比四十大", "min", "40"),
    ("zh", "比 40 低", "max", "40"),
    ("zh", "最多投1000亿美元", "max", "100000000000"),
    ("zh", "至少要用上6.7万块", "min", "67000"),
    ("zh", "总额上看5,200亿美元", "max", "520000000000"),
    ("zh", "最多可扩到10万块", "max", "100000"),
    ("en", "$80+ billion for capex", "min", "80000000000"),
    ("en", "$80bn+ for capex", "min", "80000000000"),
    ("en", "2+ million chips", "min", "2000000"),
    ("en", "100,000+ GPUs", "min", "100000"),
    ("en", "a 3.5+ GW site", "min", "3.5"),
    ("zh", "800+亿美元", "min", "80000000000"),
    ("zh", "800亿+美元", "min", "80000000000"),
    ("zh", "70万+块GPU", "min", "700000"),
]
NO_DISCOUNT = ["三折叠屏手机", "100亿折合人民币", "折旧年限", "五折页"]


@pytest.mark.parametrize(("language", "text", "value", "unit"), COUNTED + PARTS + MONEY + SIZES)
def test_a_family_reads_whole(language: str, text: str, value: str, unit: str) -> None:
    (found,) = quantities(text, language)
    assert (found.value, found.unit) == (Decimal(value), unit)
    assert found.surface == found.span.of(text)


@pytest.mark.parametrize(
    "text",
    [
        "中国移动 (600941-CN)(00941-HK)签约",
        "海南华铁(603300.SH)中标",
        "台積電(2330-TW)擴產",
        "两台Atlas 800与CloudMatrix 384",
    ],
)
def test_the_number_of_a_share_or_a_model_counts_nothing(text: str) -> None:
    assert [found.surface for found in quantities(text, "zh") if found.surface != "两台"] == []


@pytest.mark.parametrize(("language", "text", "low", "high", "unit"), RANGES)
def test_a_range_takes_its_unit_from_the_right(language: str, text: str, low: str, high: str, unit: str) -> None:
    found = quantities(text, language)[0]
    assert (found.low, found.high, found.unit) == (Decimal(low), Decimal(high), unit)
    assert found.qualifier is Qualifier.RANGE


@pytest.mark.parametrize(("language", "text", "values", "unit"), LISTS)
def test_one_magnitude_is_written_for_both(language: str, text: str, values: tuple[str, str], unit: str) -> None:
    found = [one for one in quantities(text, language) if one.unit == unit]
    assert [one.value for one in found] == [Decimal(value) for value in values]
    assert "inherited_magnitude" in found[0].flags


@pytest.mark.parametrize(("language", "text", "kind", "bound"), BOUNDS)
def test_a_verb_may_stand_between_hedge_and_number(language: str, text: str, kind: str, bound: str) -> None:
    (found,) = quantities(text, language)
    assert (found.qualifier, found.value) == (Qualifier(kind), Decimal(bound))
    assert (found.high if kind == "min" else found.low) is None


def test_a_paragraph_goes_on_counting_wafers_a_month() -> None:
    found = quantities("月产能去年底为7.5万片，今年底可达11万至12万片。\n另购3万片。", "zh")
    assert [one.unit for one in found] == ["wafers_per_month", "wafers_per_month", "units"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("廣達今公布10月營收1,734億元，年增25%，為歷年同期新高，伺服器出貨暢旺", "TWD"),
        ("騰訊第三季資本支出129.8億元人民幣，低於預期，營收1,500億元則優於預期", "CNY"),
        ("腾讯三季度资本支出129.8亿元，低于预期；廣達没有置评", "CNY"),
    ],
)
def test_a_bare_yuan_is_of_the_place_of_its_writing(text: str, unit: str) -> None:
    assert {one.unit for one in quantities(text, "zh") if one.unit != "share"} == {unit}


@pytest.mark.parametrize("text", NO_DISCOUNT)
def test_a_fold_is_no_discount(text: str) -> None:
    assert all(found.unit != "share" for found in quantities(text, "zh"))


@pytest.mark.parametrize(("language", "text", "value"), WRITINGS)
def test_a_number_reads_however_it_is_spaced_and_spelled(language: str, text: str, value: str) -> None:
    (found,) = quantities(text, language)
    assert found.low == Decimal(value)


def test_from_an_old_to_a_new_value_is_no_range() -> None:
    found = quantities("资本支出从650亿美元到700亿美元", "zh")
    assert [one.qualifier for one in found] == [Qualifier.EXACT] * 2


@pytest.mark.parametrize("verb", ["下修为", "上修至", "砍到", "上调至", "拉高至"])
def test_what_was_a_range_before_it_was_changed_is_one(verb: str) -> None:
    found = quantities(f"将出货预测由3万至3.5万颗{verb}5万颗", "zh")
    assert [(one.low, one.high) for one in found] == [(30_000, 35_000), (50_000, 50_000)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It raised its budget from $7.5 to $8 billion.", [7_500_000_000, 8_000_000_000]),
        ("The plan was lifted from 60 to about 65 billion dollars.", [60_000_000_000, 65_000_000_000]),
        ("Spending grew from $64-66 to $70 billion.", [65_000_000_000, 70_000_000_000]),
        # Not where the two are far apart as written, nor where the old value has words of its own.
        ("It went from $500 to $8 billion.", [500, 8_000_000_000]),
        ("It grew from $5.3 million to $6 billion.", [5_300_000, 6_000_000_000]),
    ],
)
def test_an_old_value_is_told_in_what_the_new_one_is(text: str, values: list[int]) -> None:
    found = quantities(text, "en")
    assert [one.value for one in found] == values
    assert {one.unit for one in found} == {"USD"}


def test_an_old_amount_of_power_takes_the_unit_of_the_new_one() -> None:
    found = quantities("The site grows from 300 to 450 megawatts.", "en")
    assert [str(one.value) for one in found] == ["0.300", "0.450"]
