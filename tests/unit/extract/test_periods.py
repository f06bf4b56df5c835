"""Periods as printed in news, each with its label."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.periods import periods
from etl.period import Period

PUBLISHED = "2025-11-20"
STATED = [
    ("zh", "2024年", "2024", "year"),
    ("zh", "2025年第三季度", "2025Q3", "quarter"),
    ("zh", "2025Q3", "2025Q3", "quarter"),
    ("zh", "②23Q1 才铺开", "2023Q1", "quarter"),
    ("zh", "3Q25", "2025Q3", "quarter"),
    ("zh", "Q3 2025", "2025Q3", "quarter"),
    ("zh", "2025年Q1", "2025Q1", "quarter"),
    ("zh", "FY2026", "FY2026", "fiscal"),
    ("zh", "2026财年第三财季", "FY2026Q3", "fiscal"),
    ("zh", "2026財年第一季", "FY2026Q1", "fiscal"),
    ("zh", "2023 财年第三季度", "FY2023Q3", "fiscal"),
    ("zh", "2024年3月", "2024-03", "month"),
    ("zh", "2025年10月17日", "2025-10-17", "day"),
    ("zh", "2025-10-17", "2025-10-17", "day"),
    ("zh", "2025年上半年", "2025H1", "half"),
    ("zh", "2025年初", "2025", "year"),
    ("zh", "2025年中期", "2025", "year"),
    ("zh", "2025年底", "2025", "year"),
    ("zh", "2024至2027年", "2024/2027", "range"),
    ("zh", "2024-2027年", "2024/2027", "range"),
    ("zh", "2025年7月至9月", "2025-07/2025-09", "range"),
    ("zh", "2025年前三季度", "2025Q1/2025Q3", "range"),
    ("zh", "自2027年起", "2027/", "open"),
    ("zh", "二〇二五年", "2025", "year"),
    ("zh", "上世纪90年代", "1990/1999", "range"),
    ("en", "Q3 2025", "2025Q3", "quarter"),
    ("en", "3Q25", "2025Q3", "quarter"),
    ("en", "FY26 Q3", "FY2026Q3", "fiscal"),
    ("en", "Q3 FY26", "FY2026Q3", "fiscal"),
    ("en", "fiscal 2026", "FY2026", "fiscal"),
    ("en", "the third quarter of fiscal 2026", "FY2026Q3", "fiscal"),
    ("en", "March 2024", "2024-03", "month"),
    ("en", "May 23, 2025", "2025-05-23", "day"),
    ("en", "23 May 2025", "2025-05-23", "day"),
    ("en", "three months to March 31, 2025", "2025Q1", "quarter"),
    ("en", "three months ended Oct. 26, 2025", "2025-08/2025-10", "range"),
    ("en", "H1 2025", "2025H1", "half"),
    ("en", "mid-2025", "2025", "year"),
    ("en", "early 2026", "2026", "year"),
    ("en", "by the end of 2027", "2027", "year"),
    ("en", "2024-2027", "2024/2027", "range"),
    ("en", "between 2024 and 2027", "2024/2027", "range"),
    ("en", "March to May 2025", "2025-03/2025-05", "range"),
    ("en", "from 2027", "2027/", "open"),
    ("en", "through 2031", "/2031", "open"),
    ("en", "the 2020s", "2020/2029", "range"),
    ("en", "first nine months of 2025", "2025-01/2025-09", "range"),
]
RELATIVE = [
    ("zh", "今年", "2025"),
    ("zh", "明年", "2026"),
    ("zh", "去年12月", "2024-12"),
    ("zh", "前年", "2023"),
    ("zh", "本季度", "2025Q4"),
    ("zh", "上季度", "2025Q3"),
    ("zh", "下个季度", "2026Q1"),
    ("zh", "今年下半年", "2025H2"),
    ("zh", "Blackwell Ultra下半年量产", "2025H2"),
    ("zh", "H20三季度出货", "2025Q3"),
    ("zh", "今年晚些时候", "2025"),
    ("zh", "今年3月", "2025-03"),
    ("zh", "10月6日", "2025-10-06"),
    ("zh", "9月30日", "2025-09-30"),
    ("zh", "3月5日至7日", "2025-03-05/2025-03-07"),
    ("zh", "前三季度", "2025Q1/2025Q3"),
    ("zh", "上月", "2025-10"),
    ("en", "this year", "2025"),
    ("en", "next year", "2026"),
    ("en", "last year", "2024"),
    ("en", "this quarter", "2025Q4"),
    ("en", "last month", "2025-10"),
    ("en", "this March", "2025-03"),
    ("en", "next June", "2026-06"),
    ("en", "Sept. 30", "2025-09-30"),
    ("en", "the quarter to Sept. 30", "2025Q3"),
    ("en", "September quarter", "2025Q3"),
    ("en", "September period", "2025Q3"),
    ("en", "Q2", "2025Q2"),
    ("en", "the third quarter this year", "2025Q3"),
]
NOTHING = [
    ("zh", "五年内售出2000台，目前年营收574亿美元"),
    ("zh", "H100与48.5万块"),
    ("en", "it may march on with 2,025 units and 2000 chips"),
    ("en", "$2025 for 1998 people"),
]


@pytest.mark.parametrize(("language", "text", "label", "kind"), STATED)
def test_a_stated_period_needs_no_date(language: str, text: str, label: str, kind: str) -> None:
    (found,) = periods(text, language)
    assert (found.period.label, found.kind, found.relative) == (label, kind, False)
    assert found.period == Period.parse(label, wording=found.span.of(text))


@pytest.mark.parametrize(("language", "text", "label"), RELATIVE)
def test_a_relative_period_counts_from_publication(language: str, text: str, label: str) -> None:
    (found,) = periods(text, language, PUBLISHED)
    assert (found.period.label, found.relative) == (label, True)


@pytest.mark.parametrize(("language", "text", "label"), RELATIVE)
def test_without_a_date_it_is_reported_unlabelled(language: str, text: str, label: str) -> None:
    assert label
    (found,) = periods(text, language)
    assert (found.period.label, found.relative) == ("", True)


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_numbers_are_not_years(language: str, text: str) -> None:
    assert periods(text, language, PUBLISHED) == []


@pytest.mark.parametrize(
    ("published", "label"), [("2025", "2026"), ("2025-05", "2026"), ("2025-05-23", "2026"), ("", "")]
)
def test_a_partial_date_is_enough_for_a_year(published: str, label: str) -> None:
    assert periods("明年", "zh", published)[0].period.label == label


def test_a_partial_date_does_not_name_a_quarter() -> None:
    assert periods("本季度", "zh", "2025")[0].period.label == ""
    assert periods("本季度", "zh", "2025-05")[0].period.label == "2025Q2"


def test_a_quarter_follows_the_fiscal_quarter_named_before() -> None:
    text = "in the third quarter of fiscal 2026. For the fourth quarter it expects more"
    assert [found.period.label for found in periods(text, "en", PUBLISHED)] == ["FY2026Q3", "FY2026Q4"]
    text = "2023 财年第三季度业绩。下季展望"
    assert [found.period.label for found in periods(text, "zh", "2022-11-18")] == ["FY2023Q3", "FY2023Q4"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("2026年第一季推出一款，同年第四季再推一款；2027年第四季又一款", ["2026Q1", "2026Q4", "2027Q4"]),
        ("2024年增至50亿元，次年达80亿元", ["2024", "2025"]),
        ("合同在2024年12月签订。翌年3月交付", ["2024-12", "2025-03"]),
        ("2023年买下，当年就部署", ["2023", "2023"]),
        ("2023年买下。\n\n同年部署", ["2023", ""]),
        ("次年再说", [""]),
    ],
)
def test_the_same_year_and_the_next_are_counted_from_the_year_named_before(text: str, labels: list[str]) -> None:
    assert [found.period.label for found in periods(text, "zh", "2025-11-20")] == labels


def test_a_comparison_is_not_open() -> None:
    assert [found.period.label for found in periods("up 20% from 2024", "en")] == ["2024"]


def test_a_month_is_the_nearest() -> None:
    assert periods("10月6日", "zh", "2026-01-15")[0].period.label == "2025-10-06"
    assert periods("in March", "en", "2025-01-15")[0].period.label == "2025-03"


def test_an_impossible_day_has_no_label() -> None:
    assert periods("2025-02-30", "en")[0].period.label == ""


@pytest.mark.parametrize("language", ["zh", "en"])
@given(
    text=st.text(
        alphabet=st.sampled_from("0123456789-/. 年月日季度财第一二三上下半今明去至起qQhHfyYFMarchJunes'"), max_size=40
    ),
    published=st.sampled_from(["", "2025", "2025-05", "2025-05-23", "garbage", "0000", "2025-13-45"]),
)
def test_any_text_reads_without_a_fault(language: str, text: str, published: str) -> None:
    last = 0
    for found in periods(text, language, published):
        assert found.period.wording == found.span.of(text)
        assert last <= found.span.start < found.span.end
        last = found.span.end
