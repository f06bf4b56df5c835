"""Of firms whose year does not end in December: which quarter or year their bare words name."""

from __future__ import annotations

from itertools import pairwise

import pytest

from etl.extract import extract
from etl.extract.calendars import last_or_next
from etl.languages import detect
from etl.model import Document
from etl.period import FiscalYear, Period


def periods(text: str, published: str) -> list[str]:
    found = extract(Document("0", "own", "own.md", text, language=detect(text), published_on=published)).mentions
    return [one.period.label if one.period else "" for one in found if one.metric not in {"attribute", "milestone"}]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # the quarter that had just ended, or has just begun, by the calendar of the firm
        ("Nvidia's revenue reached $68 billion in the fourth quarter, the company said.", "2026-02-26", ["FY2026Q4"]),
        ("Nvidia guided to $54 billion in revenue for the third quarter.", "2025-08-28", ["FY2026Q3"]),
        ("Broadcom guided to AI chip revenue of $8 billion for the first quarter.", "2025-12-12", ["FY2026Q1"]),
        ("Microsoft spent $30 billion on capital expenditures in the second quarter.", "2026-01-29", ["FY2026Q2"]),
        # by the calendar of everybody where that fits better
        ("微软第三季度资本开支349亿美元。", "2025-10-30", ["2025Q3"]),
        ("Microsoft's capital expenditures were $35 billion in the September quarter.", "2025-10-30", ["2025Q3"]),
        ("Amazon spent $34 billion on capex in the fourth quarter.", "2026-02-05", ["2025Q4"]),
        # short writings of broker notes
        ("Oracle capex was $12 billion in 2Q26.", "2025-12-11", ["FY2026Q2"]),
        ("Microsoft capex was $35 billion in 3Q25.", "2025-10-30", ["2025Q3"]),
        # what is told of "the quarter" is of the one reported on
        (
            (
                "Dell booked $12 billion of AI server orders in its third quarter, which ended in October.\n\n"
                "Revenue in the quarter rose to $27 billion. For the year to January 2026 Dell expects revenue of "
                "$111 billion."
            ),
            "2025-11-25",
            ["FY2026Q3", "FY2026Q3", "FY2026"],
        ),
        # the first quarter to come is of the next fiscal year
        (
            "英伟达公布2025财年第四财季财报，AI芯片营收393亿美元；预计第一财季营收430亿美元。",
            "2025-02-27",
            ["FY2025Q4", "FY2026Q1"],
        ),
        # by the year of publication alone no quarter is the last
        ("Nvidia's revenue reached $68 billion in the fourth quarter of 2025.", "2026", ["2025Q4"]),
    ],
)
def test_a_quarter_is_of_the_calendar_that_fits_the_day_it_is_told_on(text: str, published: str, expected: list[str]):
    assert periods(text, published) == expected


def test_the_last_quarter_of_a_number_had_ended_and_the_next_has_not():
    for year_end in ("01-31", "03-31", "05-31", "06-30", "10-31"):
        fiscal = FiscalYear(int(year_end[:2]), int(year_end[3:]))
        days = [one for number in (1, 2, 3, 4) if (one := Period.parse(f"FY2025Q{number}", fiscal=fiscal).end)]
        for day, after in pairwise(days):
            told = last_or_next("third quarter", year_end, day, ahead=False)
            to_come = last_or_next("third quarter", year_end, day, ahead=True)
            assert (Period.parse(told, fiscal=fiscal).end or after) <= day
            assert (Period.parse(to_come, fiscal=fiscal).end or day) > day
