"""Tables of sites: what their columns count, when what a row counts is to run, and where one table ends."""

from __future__ import annotations

import pytest

from etl.extract import extract
from etl.model import Document, Mention

SITES = """| Site | Owner | GPUs | Ready |
|---|---|---|---|
| Colossus 2 | xAI | 550,000 | early 2026 |
| Fairwater | Microsoft | 300,000 | late 2025 |
| Cortex | Tesla | 67,000 | 2024 |"""
SPENDING = """| Company | Capex 2024 | Capex 2026 |
|---|---|---|
| Amazon | $83bn | $150bn |"""
OVER = "Of the $450 billion that hyperscalers will spend next year, Nvidia gets about half.\n\n"


def figures(text: str) -> list[Mention]:
    return list(extract(Document("0", "own", "own.md", text, language="en", published_on="2025-09-10")).mentions)


@pytest.mark.parametrize("over", ["Where they stand.\n\n", OVER])
def test_a_row_is_planned_where_its_date_is_yet_to_come(over: str):
    told = [(one.metric, str(one.status), one.period.label if one.period else "") for one in figures(over + SITES)]
    assert told[-3:-1] == [("units_planned", "plan", "2026"), ("units_planned", "plan", "2025")]
    assert told[-1][1] == "actual"


def test_a_column_of_gpus_counts_no_money_of_the_line_over_it():
    assert [one.quantity.unit for one in figures(OVER + SITES)] == ["USD", "units", "units", "units"]


def test_a_table_behind_an_empty_line_has_its_own_heads():
    told = [
        one.period.label if one.period else ""
        for one in figures(f"{SITES}\n\n{SPENDING}")
        if one.metric.startswith("capex")
    ]
    assert told == ["2024", "2026"]
