from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.period import Basis, FiscalYear, Period, known_by

CALENDAR = [
    ("2025", "2025-01-01", "2025-12-31"),
    ("2025Q3", "2025-07-01", "2025-09-30"),
    ("2025H1", "2025-01-01", "2025-06-30"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2025-05-23", "2025-05-23", "2025-05-23"),
    ("2024/2027", "2024-01-01", "2027-12-31"),
    ("2027/", "2027-01-01", None),
    ("/2031-12", None, "2031-12-31"),
]
JUNE, JANUARY, SEPTEMBER = FiscalYear(6, 30), FiscalYear(1, 31), FiscalYear(9, 30)
FISCAL = [
    ("FY2026", JUNE, "2025-07-01", "2026-06-30"),
    ("FY2026Q1", JUNE, "2025-07-01", "2025-09-30"),
    ("FY2026Q4", JUNE, "2026-04-01", "2026-06-30"),
    ("FY2026Q3", JANUARY, "2025-08-01", "2025-10-31"),
    ("FY2026H2", SEPTEMBER, "2026-04-01", "2026-09-30"),
]
NO_LABELS = ["", "25", "2025Q5", "2025-13", "next year", "2025Q1 ", "2025-02-30"]


@pytest.mark.parametrize(("label", "start", "end"), CALENDAR)
def test_a_label_spans_its_days(label: str, start: str | None, end: str | None) -> None:
    period = Period.parse(label)
    assert period.start == (start and date.fromisoformat(start))
    assert period.end == (end and date.fromisoformat(end))
    assert period.basis is Basis.CALENDAR


@pytest.mark.parametrize(("label", "year", "start", "end"), FISCAL)
def test_a_fiscal_label_needs_the_companys_calendar(label: str, year: FiscalYear, start: str, end: str) -> None:
    period = Period.parse(label, fiscal=year)
    assert (period.start, period.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert Period.parse(label).start is None
    assert period.basis is Basis.FISCAL


@pytest.mark.parametrize("label", NO_LABELS)
def test_what_is_no_label_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match=r"not a period label|day is out of range|month must be|bad month"):
        Period.parse(label)


@given(st.integers(1, 12), st.integers(2000, 2050))
def test_fiscal_quarters_tile_the_year(month: int, year: int) -> None:
    calendar = FiscalYear(month)
    quarters = [Period.parse(f"FY{year}Q{n}", fiscal=calendar) for n in (1, 2, 3, 4)]
    whole = Period.parse(f"FY{year}", fiscal=calendar)
    assert (quarters[0].start, quarters[-1].end) == (whole.start, whole.end)
    for left, right in pairwise(quarters):
        assert left.end is not None
        assert right.start is not None
        assert (right.start - left.end).days == 1


@pytest.mark.parametrize(
    ("partial", "day"), [("2025", "2025-12-31"), ("2025-02", "2025-02-28"), ("2025-02-11", "2025-02-11")]
)
def test_a_partial_date_is_known_at_its_end(partial: str, day: str) -> None:
    assert known_by(partial) == date.fromisoformat(day)


def test_no_date_is_no_day() -> None:
    assert known_by("") is None
