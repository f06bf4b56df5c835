"""Early, late and the rest of a period are days of it."""

from datetime import date

import pytest

from etl.extract.narrowing import days
from etl.extract.periods import periods

TODAY = "2025-11-20"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("early next year", "2026-01-01", "2026-06-30"),
        ("late last year", "2024-07-01", "2024-12-31"),
        ("early next month", "2025-12-01", "2025-12-15"),
        ("late last month", "2025-10-16", "2025-10-31"),
        ("later this year", "2025-11-20", "2025-12-31"),
        ("later this month", "2025-11-20", "2025-11-30"),
        ("earlier this year", "2025-01-01", "2025-11-20"),
        ("the rest of the month", "2025-11-20", "2025-11-30"),
        ("the rest of the week", "2025-11-20", "2025-11-23"),
        ("early in the third quarter of 2026", "2026-07-01", "2026-09-30"),
        ("2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_part_of_a_period_is_so_many_of_its_days(text: str, start: str, end: str) -> None:
    (found,) = periods(text, "en", TODAY)
    assert tuple(map(str, days(found.period, date.fromisoformat(TODAY)))) == (start, end)


def test_without_a_day_to_count_from_the_rest_is_the_whole() -> None:
    (found,) = periods("the rest of 2026", "en", "")
    assert tuple(map(str, days(found.period, None))) == ("2026-01-01", "2026-12-31")
