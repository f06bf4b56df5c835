"""Families of periods that differ by one word, in both languages."""

from __future__ import annotations

import pytest

from etl.extract.periods import periods

PUBLISHED = "2025-11-20"
FAMILIES = [
    ("en", "350,000 of them by Christmas", "2025"),
    ("en", "up and running before Christmas", "2025"),
    ("en", "not until New Year", "2025"),
    ("en", "in place before the year is out", "2025"),
    ("en", "delivered before the year's over", "2025"),
    ("en", "switched on by year's end", "2025"),
    ("en", "at the turn of the year", "2025"),
    ("en", "against $91 billion in the year gone", "2024"),
    ("en", "more than in the year just past", "2024"),
    ("en", "sales of the quarter just ended", "2025Q3"),
    ("en", "what it sold five years ago", "2020"),
    ("en", "two years ago", "2023"),
    ("zh", "四年前份额高达95%", "2021"),
    ("zh", "两年前的营收", "2023"),
    ("zh", "圣诞节前交付", "2025"),
    ("zh", "聖誕前出貨", "2025"),
    ("zh", "年关前到货", "2025"),
    ("zh", "跨年前上线", "2025"),
    ("zh", "鸿海二五年出货", "2025"),
    ("zh", "二七年資本支出", "2027"),
    ("zh", "二六年第三季量产", "2026Q3"),
    ("zh", "二六年底", "2026"),
    ("zh", "2025年之后", "2026/"),
    ("zh", "2025年以后", "2026/"),
    ("en", "orders after 2025", "2026/"),
    ("en", "beyond Q3 2025", "2025Q4/"),
    ("en", "post-2026 demand", "2027/"),
    ("en", "runs through the end of 2033", "/2033"),
    ("en", "by the end of 2033", "2033"),
    ("zh", "在2029年前", "2029"),
    ("zh", "自2024年5月1日起，至2027年4月30日止", "2024-05-01/2027-04-30"),
    ("zh", "2025年1-9月", "2025-01/2025-09"),
    ("zh", "2025年1—6月", "2025H1"),
    ("zh", "AMD2025年收入", "2025"),
    ("zh", "Meta2025Q1资本开支", "2025Q1"),
    ("zh", "Oracle2027财年", "FY2027"),
    ("zh", "去年1至9月", "2024-01/2024-09"),
    ("zh", "2025年前十个月", "2025-01/2025-10"),
    ("zh", "2025年前11个月", "2025-01/2025-11"),
    ("zh", "2026财年首季", "FY2026Q1"),
    ("zh", "2025年末季", "2025Q4"),
    ("zh", "2026年下半，", "2026H2"),
    ("zh", "民國114年", "2025"),
    ("zh", "114年第3季", "2025Q3"),
    ("zh", "截至2025年9月30日止的三个月", "2025Q3"),
    ("zh", "截至9月底的季度", "2025Q3"),
    ("zh", "截至今年6月的三个月", "2025Q2"),
    ("zh", "在截至8月的12个月内", "2024-09/2025-08"),
    ("zh", "截至8月底的过去十二个月", "2024-09/2025-08"),
    ("zh", "截至2026年3月的财年", "2025-04/2026-03"),
    ("zh", "截至2025年6月30日止年度", "2024-07/2025-06"),
    ("zh", "截至2025年3月底的一年", "2024-04/2025-03"),
    ("zh", "截至2025年12月31日年内", "2025"),
    ("zh", "3月五日至十二日", "2025-03-05/2025-03-12"),
    ("zh", "八十年代", "1980/1989"),
    ("en", "3 to 12 May 2024", "2024-05-03/2024-05-12"),
    ("en", "05/2024", "2024-05"),
    ("en", "2024/5", "2024-05"),
    ("en", "the quarter ending in June 2026", "2026Q2"),
    ("en", "CY26", "2026"),
    ("en", "CY25 Q3", "2025Q3"),
    ("en", "H1 CY2026", "2026H1"),
    ("en", "FQ3 2026", "FY2026Q3"),
    ("en", "the back half of 2026", "2026H2"),
    ("en", "a successor in '28, with its own CPU", "2028"),
    ("en", "it follows in early '27.", "2027"),
    ("en", "due this autumn", "2025"),
    ("en", "launched last summer", "2025"),
    ("en", "ready next spring", "2026"),
    ("en", "set for the winter", "2025"),
    ("en", "shipping began early in the year", "2025"),
    ("en", "a launch later in the year", "2025"),
    ("en", "by mid-year, the first", "2025"),
]
NO_BOUNDS = [
    ("en", "after 2025's record", "2025"),
    ("en", "after March 2025", "2025-03"),
    ("en", "after Oct. 29, 2025", "2025-10-29"),
]


@pytest.mark.parametrize(("language", "text", "label"), FAMILIES + NO_BOUNDS)
def test_a_family_reads_whole(language: str, text: str, label: str) -> None:
    (found,) = periods(text, language, PUBLISHED)
    assert found.period.label == label


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "a Christmas present for investors"),
        ("en", "a new year dawned"),
        ("en", "as the years gone by show"),
        ("en", "the year just as he said"),
        ("zh", "用了二三年前的卡"),
        ("zh", "第二五年计划"),
        ("zh", "圣诞礼物"),
        ("zh", "二五年期合约"),
    ],
)
def test_what_only_looks_like_one_is_none(language: str, text: str) -> None:
    assert [found.period.label for found in periods(text, language, PUBLISHED) if found.period.label] == []


def test_a_number_of_machines_is_no_year() -> None:
    assert periods("2000多台服务器，2010余块", "zh", PUBLISHED) == []


@pytest.mark.parametrize("months", ["十", "十一", "十二", "10", "11", "12", "1", "九"])
def test_the_first_months_of_any_number_read_without_a_fault(months: str) -> None:
    (found,) = periods(f"2025年前{months}个月", "zh", PUBLISHED)
    assert found.period.label.startswith("2025")


def test_a_bare_quarter_of_another_paragraph_is_fiscal_only_if_it_follows() -> None:
    nvidia = periods("2026财年第三财季营收570亿美元。\n第四季预计650亿美元。", "zh", PUBLISHED)
    assert [found.period.label for found in nvidia] == ["FY2026Q3", "FY2026Q4"]
    others = periods("微软2025财年第四财季支出242亿美元。\n亚马逊二季度支出314亿美元。", "zh", PUBLISHED)
    assert [found.period.label for found in others] == ["FY2025Q4", "2025Q2"]


@pytest.mark.parametrize(
    ("language", "text", "labels"),
    [
        ("zh", "2024年一季度营收500亿美元，四季度营收700亿美元。", ["2024Q1", "2024Q4"]),
        ("zh", "将于2026年一季度推出一款，四季度推出另一款。", ["2026Q1", "2026Q4"]),
        ("en", "$10 billion in the first quarter of 2024 and $14 billion in the fourth quarter", ["2024Q1", "2024Q4"]),
        # Not where the first is only compared with, nor in another sentence, nor back in the year.
        ("en", "Compared with the second quarter of 2024, sales rose in the third quarter.", ["2024Q2", "2025Q3"]),
        ("en", "up from $3bn in Q1 2024, third-quarter sales came to $5bn", ["2024Q1", "2025Q3"]),
        ("zh", "较2024年一季度的5亿，三季度升至7亿", ["2024Q1", "2025Q3"]),
        ("zh", "2024年一季度营收5亿。三季度营收7亿。", ["2024Q1", "2025Q3"]),
        ("zh", "2024年四季度营收5亿，一季度营收7亿", ["2024Q4", "2025Q1"]),
    ],
)
def test_a_quarter_without_a_year_is_of_the_year_of_the_one_before_it(
    language: str, text: str, labels: list[str]
) -> None:
    assert [found.period.label for found in periods(text, language, PUBLISHED)] == labels
