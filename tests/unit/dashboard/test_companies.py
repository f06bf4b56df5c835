"""Marks say whose they are: what is dimmed with a company is what stands in its rows."""

import pandas as pd
import pytest

from dashboard.charts import charts
from dashboard.companies import named_by_company
from dashboard.state import State
from tests.contracts.test_charts import DRAWN, TABLES


@pytest.mark.parametrize("module", DRAWN, ids=lambda module: module.CHART.id)
def test_a_mark_is_named_as_its_row_says(module) -> None:  # noqa: ANN001 - a chart module
    rows = module.rows(TABLES, State())
    figure = named_by_company(module.figure(rows, State()), rows)
    column = next((name for name in ("entity", "owner") if name in rows), None)
    held = set(rows[column]) if column else set()
    named = {trace["meta"] for trace in figure["data"] if "meta" in trace}
    assert named <= held
    assert bool(named) == bool(held)


def test_a_row_drawing_names_its_outlines_and_labels_too() -> None:
    module = charts()["capex-plan-actual"]
    rows = module.rows(TABLES, State())
    figure = named_by_company(module.figure(rows, State()), rows)
    for part in ("shapes", "annotations"):
        assert {one.get("name") for one in figure["layout"][part]} - {None} == set(rows["entity"])


def test_what_belongs_to_several_is_named_after_none() -> None:
    rows = pd.DataFrame({"observation_id": ["a", "b"], "entity": ["meta", "google"]})
    trace = {"type": "scatter", "x": [1, 2], "y": [0, 1], "customdata": ["a", "b"]}
    assert "meta" not in named_by_company({"data": [trace], "layout": {}}, rows)["data"][0]
