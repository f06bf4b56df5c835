"""Publication dates: as precise as stated, and where they were found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.readers import dating

STATED = [
    ("2025-05-23", "2025-05-23"),
    ("2025-05-23T10:00:00+08:00", "2025-05-23"),
    ("2025/5/3 08:00", "2025-05-03"),
    ("20250523", "2025-05-23"),
    ("2025-05", "2025-05"),
    ("2025", "2025"),
    ("2025年5月23日", "2025-05-23"),
    ("2025年5月", "2025-05"),
    ("May 23, 2025", "2025-05-23"),
    ("23rd September 2025", "2025-09-23"),
    ("Sept. 2025", "2025-09"),
    ("", ""),
    (None, ""),
    ("yesterday", ""),
    ("2025-13-01", ""),
    ("2025-02-30", ""),
    ("1025-02-03", ""),
    ("20259", ""),
]
ADDRESSES = [
    ("https://example.org/2025/11/20/chips.shtml", "2025-11-20"),
    ("https://example.org/2025/1120/1721580.shtml", "2025-11-20"),
    ("https://example.org/a/202401031039.html", "2024-01-03"),
    ("https://example.org/IG2022111800000139.shtml", ""),
    ("https://example.org/news/2025-05/a", "2025-05"),
    ("https://example.org/story/6848/9016566", ""),
    ("https://example.org/a?date=2025-01-01", ""),
    ("http://[broken/2025/01/01", ""),
]
TOPS = [
    (["Chips for rent", "", "2025-03-04, London"], "2025-03-04"),
    (["发布时间：2025年3月4日 10:20 来源：某报"], "2025-03-04"),
    (["發佈時間：11:08 2025-12-23 HKT"], "2025-12-23"),
    (["09:15 4 March 2025"], "2025-03-04"),
    (["By Staff", "Published on March 4, 2025"], "2025-03-04"),
    (["2024年微软购买了48.5万块芯片"], ""),
    (["2025-03-04 was the day on which " + "much happened " * 9], ""),
    ([*[""] * 9, "2025-03-04"], ""),
]


@pytest.mark.parametrize(("stated", "day"), STATED)
def test_a_stated_date(stated: str | None, day: str) -> None:
    assert dating.partial(stated) == day


@pytest.mark.parametrize(("url", "day"), ADDRESSES)
def test_a_date_in_an_address(url: str, day: str) -> None:
    assert dating.in_address(url) == day


@pytest.mark.parametrize(("lines", "day"), TOPS)
def test_a_date_near_the_top(lines: list[str], day: str) -> None:
    assert dating.in_lines(lines) == day


def test_the_first_trusted_source_counts() -> None:
    assert dating.first_found(("", dating.FRONT_MATTER), ("2025", dating.ADDRESS)) == dating.Dated("2025", "address")
    assert dating.first_found(("", dating.ADDRESS)).trust == "none"


@given(st.text(max_size=60))
def test_any_text_has_a_date_or_none(text: str) -> None:
    assert len(dating.partial(text)) in {0, 4, 7, 10}
    assert len(dating.in_address(text)) in {0, 4, 7, 10}
