"""Names beside promises stand within the picture, on the side of their mark where there is room."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from dashboard.charts import charts
from dashboard.charts.chip_slips import NEAR_PX
from dashboard.state import State

SLIPS = charts()["chip-slips"]


def promise(number: int, told: date) -> dict[str, Any]:
    end = told + timedelta(days=400)
    days = {"told_on": told, "promised_start": end, "promised_end": end, "promised": end}
    texts = dict.fromkeys(SLIPS.CHART.columns, "")
    names = {"telling_id": f"t{number}", "owner": "openai", "programme": f"chip-{number}", "milestone": "deployment"}
    return {**texts, **names, "programme_name": "Jalapeño", **{name: day.isoformat() for name, day in days.items()}}


def test_a_name_far_from_its_promise_is_led_to_it() -> None:
    rows = pd.DataFrame([promise(number, date(2025, 1, 1)) for number in range(9)])
    names = SLIPS.figure(rows.assign(moved_days_low=None, moved_days_high=None), State())["layout"]["annotations"]
    assert len(names) == 9
    far = [abs(one.get("ay", one.get("yshift", 0))) > NEAR_PX for one in names]
    assert [bool(one["showarrow"]) for one in names] == far
    assert any(far)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_name_at_the_edge_of_a_phone_stands_before_its_mark(lang: str) -> None:
    rows = pd.DataFrame([promise(number, date(2025, 1, 1) + timedelta(days=250 * number)) for number in range(3)])
    rows = rows.assign(moved_days_low=None, moved_days_high=None)
    figure = SLIPS.figure(rows, State(lang=lang, width="narrow"))
    names = figure["layout"]["annotations"]
    assert len(names) == 3
    assert [one["xanchor"] for one in names] == ["left", "left", "right"]
