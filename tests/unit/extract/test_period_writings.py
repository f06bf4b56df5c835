"""Ways of writing a period: in words, turned round, over the new year, counted from the day of publication."""

from __future__ import annotations

import pytest

from etl.extract.periods import periods

PUBLISHED = "2025-11-20"
SPELLED = [
    ("en", "founded in nineteen ninety-three", "1993"),
    ("en", "a plan of two thousand and twenty-one", "2021"),
    ("en", "expected by twenty twenty-seven, at the latest", "2027"),
    ("en", "in May of nineteen eighty four", "1984-05"),
    ("en", "the second quarter of two thousand nineteen", "2019Q2"),
    ("zh", "两千零八年", "2008"),
    ("zh", "二千一十二年第二季度", "2012Q2"),
    ("zh", "民国九十九年", "2010"),
    ("zh", "公元962年", "0962"),
    ("en", "in the year 962.", "0962"),
    ("zh", "九八年五月", "1998-05"),
    ("zh", "零三年8月6日", "2003-08-06"),
    ("en", "5 to 9 March, two thousand and nineteen", "2019-03-05/2019-03-09"),
]
TURNED = [
    ("en", "2024's second quarter", "2024Q2"),
    ("en", "2024/Q4", "2024Q4"),
    ("en", "Q4/2024", "2024Q4"),
    ("en", "2023 September", "2023-09"),
    ("en", "Aug'24", "2024-08"),
    ("en", "August of 24", "2024-08"),
    ("en", "from July to September in 2023", "2023-07/2023-09"),
    ("en", "last year's third quarter", "2024Q3"),
    ("en", "next year's first half", "2026H1"),
    ("en", "this year's March", "2025-03"),
    ("zh", "2024-06，", "2024-06"),
    ("zh", "2024/6，", "2024-06"),
    ("en", "due 8-2026", "2026-08"),
    ("en", "between 6 and 14 of August", "2025-08-06/2025-08-14"),
    ("en", "the second month of 2024", "2024-02"),
    ("en", "between 4 and 22 of this month", "2025-11-04/2025-11-22"),
    ("en", "from 4-23 in next month", "2025-12-04/2025-12-23"),
    ("en", "November between 19 and 20", "2025-11-19/2025-11-20"),
    ("en", "Feb between 2-7 two thousand and eighteen", "2018-02-02/2018-02-07"),
    ("en", "the rest of the year", "2025"),
    ("zh", "去年第三个季度", "2024Q3"),
    ("zh", "第二个季度", "2025Q2"),
    ("en", "the year before last", "2023"),
    ("en", "the quarter before last", "2025Q2"),
    ("en", "due 2024 - 09.", "2024-09"),
    ("en", "of 2024/ 03, it says", "2024-03"),
    ("en", "shipped (07 / 2024)", "2024-07"),
    ("en", "shipped 12 -2024", "2024-12"),
    ("zh", "交付期：2024 / 06。", "2024-06"),
    ("zh", "2024 - 11", "2024-11"),
    ("en", "in March 98", "1998-03"),
]
JOINED = [
    ("en", "capex of $9 billion in Q2FY26", "FY2026Q2"),
    ("en", "Q4FY2025 revenue", "FY2025Q4"),
    ("en", "shipped in Q1 F2026", "FY2026Q1"),
    ("en", "orders of Q3F26", "FY2026Q3"),
    ("en", "Q2'FY26", "FY2026Q2"),
    ("en", "3QF26 sales", "FY2026Q3"),
    ("en", "fiscal 2Q26", "FY2026Q2"),
    ("en", "H1FY27", "FY2027H1"),
    ("en", "the March 2026 quarter", "2026Q1"),
    ("en", "the quarter ended November 1, 2025", "2025-08/2025-10"),
    ("en", "the three months ended May 2, 2025", "2025-02/2025-04"),
    ("en", "the quarter ended January 3, 2026", "2025Q4"),
    ("en", "the quarter ended October 26, 2025", "2025-08/2025-10"),
]
STRETCHES = [
    ("en", "the first three quarters of 2024", "2024Q1/2024Q3"),
    ("en", "the first eleven months of 2024", "2024-01/2024-11"),
    ("en", "the last three months of 2024", "2024Q4"),
    ("en", "December to February 2024", "2023-12/2024-02"),
    ("en", "December 2023 to February", "2023-12/2024-02"),
    ("zh", "一至三季度", "2025Q1/2025Q3"),
    ("zh", "去年2-4季度", "2024Q2/2024Q4"),
    ("zh", "首三季", "2025Q1/2025Q3"),
    ("zh", "首季", "2025Q1"),
    ("zh", "今年头两个月", "2025-01/2025-02"),
    ("zh", "2023年11月至2月", "2023-11/2024-02"),
]
DECADES = [
    ("en", "in the 80s", "1980/1989"),
    ("en", "in the '30s", "1930/1939"),
    ("en", "the nineteen sixties", "1960/1969"),
    ("en", "the twenty-twenties", "2020/2029"),
    ("en", "the noughties", "2000/2009"),
    ("en", "by the end of this decade", "2020/2029"),
    ("zh", "1990年代", "1990/1999"),
    ("zh", "上个世纪七十年代", "1970/1979"),
]
RELATIVE = [
    ("en", "last quarter", "2025Q3"),
    ("en", "last quarter of the group", "2025Q3"),
    ("en", "the last quarter of 2024", "2024Q4"),
    ("en", "the month after next", "2026-01"),
    ("en", "the year after the next", "2027"),
    ("zh", "上上个月", "2025-09"),
    ("zh", "下下个月", "2026-01"),
    ("zh", "大前年", "2022"),
    ("zh", "大后年", "2028"),
]
WINDOWS = [
    ("en", "over the past three years", "2022-11-20", "2025-11-19"),
    ("en", "in the next 18 months", "2025-11-21", "2027-05-20"),
    ("en", "the coming ten days", "2025-11-21", "2025-11-30"),
    ("zh", "过去两年", "2023-11-20", "2025-11-19"),
    ("zh", "未来六个月", "2025-11-21", "2026-05-20"),
    ("zh", "近十个星期", "2025-09-11", "2025-11-19"),
    ("en", "the week of Oct. 29", "2025-10-27", "2025-11-02"),
    ("zh", "10月8日当周", "2025-10-06", "2025-10-12"),
    ("zh", "下下周", "2025-12-01", "2025-12-07"),
    ("en", "over the past two decades", "2005-11-20", "2025-11-19"),
]
WEEKS = [
    ("en", "the second week of May 2024", "2024-05-13", "2024-05-19"),
    ("en", "the last week of August", "2025-08-25", "2025-08-31"),
    ("en", "in the first week of 2026", "2025-12-29", "2026-01-04"),
    ("en", "the final week of 2020", "2020-12-28", "2021-01-03"),
    ("en", "the third week of next month", "2025-12-15", "2025-12-21"),
    ("en", "next weekend", "2025-11-29", "2025-11-30"),
    ("en", "on the weekend", "2025-11-22", "2025-11-23"),
    ("en", "later in the week", "2025-11-17", "2025-11-23"),
    ("en", "the past few days", "2025-11-17", "2025-11-19"),
    ("zh", "上周末", "2025-11-15", "2025-11-16"),
    ("zh", "9月第二周", "2025-09-08", "2025-09-14"),
    ("zh", "九月的最后一周", "2025-09-22", "2025-09-28"),
    ("zh", "2024年3月的第一个星期", "2024-03-04", "2024-03-10"),
    ("zh", "2024年第一周", "2024-01-01", "2024-01-07"),
    ("zh", "明年二月的第三周", "2026-02-16", "2026-02-22"),
    ("en", "next 4weeks", "2025-11-21", "2025-12-18"),
    ("zh", "后3个月", "2025-11-21", "2026-02-20"),
]
CENTURIES = [
    ("en", "in the 18th  century.", "1700-01-01", "1799-12-31"),
    ("en", "the largest of the twenty-first century", "2000-01-01", "2099-12-31"),
    ("zh", "19 世纪", "1800-01-01", "1899-12-31"),
    ("zh", "二十一世纪以来", "2000-01-01", "2099-12-31"),
]
# What stands beside a year with blanks is its month only where nothing is counted by it.
BESIDE_A_YEAR = [
    ("en", "in 2024 - 12 percent more", ["2024"]),
    ("en", "Table 10 - 2024 capex", ["2024"]),
    ("en", "in 2024 / 12 racks", ["2024"]),
    ("en", "in March 98 racks came", ["2025-03"]),
    ("en", "in March 75% came", ["2025-03"]),
    ("zh", "2024 - 12万台", ["2024"]),
]
PARTS = ["**Early 2024:** sold out", "\nLate 2024", '"Mid-2024"', "the end of 2024"]
NOTHING = [
    ("en", "in nineteen twenty-dollar notes"),
    ("en", "in two thousand five hundred shops"),
    ("en", "a latency of 90s, and a man in his sixties"),
    ("en", "twenty thirty-packs"),
    ("zh", "用了150年来计算"),
    ("zh", "据21世纪经济报道"),
    ("en", "the 20th Century Fox lot"),
    ("en", "a 19th-century mill"),
    ("en", "that year 300 of them came"),
]


@pytest.mark.parametrize(("language", "text", "label"), SPELLED + TURNED + JOINED + STRETCHES + DECADES + RELATIVE)
def test_a_writing_reads_as_its_period(language: str, text: str, label: str) -> None:
    (found,) = periods(text, language, PUBLISHED)
    assert found.period.label == label
    assert found.period.wording == found.span.of(text)


@pytest.mark.parametrize(("language", "text", "start", "end"), WINDOWS + WEEKS + CENTURIES)
def test_a_window_has_days_and_no_label(language: str, text: str, start: str, end: str) -> None:
    (found,) = periods(text, language, PUBLISHED)
    assert (found.period.label, str(found.period.start), str(found.period.end)) == ("", start, end)


@pytest.mark.parametrize(("language", "text", "start", "end"), WINDOWS)
def test_a_window_without_a_day_to_count_from_has_none(language: str, text: str, start: str, end: str) -> None:
    assert start < end
    assert [found.period.label for found in periods(text, language, "2025")] == [""]


@pytest.mark.parametrize("text", PARTS)
def test_a_part_of_a_year_is_taken_in_whatever_stands_before_it(text: str) -> None:
    (found,) = periods(text, "en", PUBLISHED)
    assert found.period.label == "2024"
    assert found.span.of(text) != "2024"


@pytest.mark.parametrize(("language", "text", "labels"), BESIDE_A_YEAR)
def test_a_number_that_counts_is_no_month(language: str, text: str, labels: list[str]) -> None:
    assert [found.period.label for found in periods(text, language, PUBLISHED)] == labels


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_words_that_are_no_period_are_left(language: str, text: str) -> None:
    assert periods(text, language, PUBLISHED) == []
