"""Rows as charts read them are those that pandas gives, kind by kind."""

from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest

from dashboard.row import each

COLUMNS: dict[str, list[Any]] = {
    "text": ["a", "", "b"],
    "number": [1.5, float("nan"), -2.0],
    "whole": [1, 2, 3],
    "yes": [True, False, True],
    "day": [date(2025, 1, 1), None, date(2026, 1, 1)],
    "moment": [datetime(2025, 1, 1, tzinfo=UTC), None, datetime(2026, 1, 1, tzinfo=UTC)],
}


@pytest.mark.parametrize("names", [list(COLUMNS), ["whole"], ["number", "whole"], ["yes", "text"], ["moment", "day"]])
@pytest.mark.parametrize("kept", [3, 1, 0])
def test_each_row_is_what_pandas_gives(names: list[str], kept: int) -> None:
    frame = pd.DataFrame({name: COLUMNS[name] for name in names}).head(kept)
    found, wanted = each(frame), frame.to_dict("records")
    assert [list(row) for row in found] == [list(row) for row in wanted]
    assert [[type(cell) for cell in row.values()] for row in found] == [
        [type(cell) for cell in row.values()] for row in wanted
    ]
    pd.testing.assert_frame_equal(pd.DataFrame(found), pd.DataFrame(wanted))
