"""What a card says of figures that had been given by a day and are cited from a later page."""

import pandas as pd

from dashboard import days
from dashboard.state import State

ROWS = pd.DataFrame({"published_on": ["2025-01-15", "2025-02", "2025-10-30", ""]})


def test_a_card_says_which_pages_came_later() -> None:
    (note,) = days.notes(ROWS, State(as_of="2025-02-11"))
    assert note.startswith("1 of 4 figures had been given by 11 Feb 2025")
    (note,) = days.notes(ROWS, State(as_of="2025-02-11", lang="zh"))
    assert note.startswith("4 条数字中有 1 条")


def test_nothing_is_said_where_no_page_came_later_or_no_day_is_asked_for() -> None:
    assert days.notes(ROWS, State(as_of="2025-10-30")) == ()
    assert days.notes(ROWS, State()) == ()
    assert days.notes(ROWS.drop(columns="published_on"), State(as_of="2025-02-11")) == ()
