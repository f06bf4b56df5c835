"""A drawing's words for those who do not see it: each value by a name of its own, in the reader's punctuation."""

import re

import pandas as pd
import pytest

from dashboard.charts import chart, charts
from dashboard.state import State

Ledger = dict[str, pd.DataFrame]
LATIN_STOP = re.compile(r"[\u4e00-\u9fff][.;] ")


@pytest.mark.parametrize("name", sorted(charts()))
def test_chinese_words_end_in_chinese_stops(name: str, tables: Ledger) -> None:
    state = State(lang="zh")
    assert not LATIN_STOP.search(chart(name).words(chart(name).rows(tables, state), state).alt)


def test_values_of_one_company_are_told_apart(tables: Ledger) -> None:
    rows = chart("gpu-years").rows(tables, State())
    alt = chart("gpu-years").words(rows, State()).alt
    told = [part.rpartition(": ")[0] for part in alt.split(". ")[1].split(", ")]
    assert len(told) == len(set(told)) > 1
    assert any(one.startswith("Microsoft · Hopper") and one.endswith("2024") for one in told)


def test_coverage_counts_every_origin_behind_its_cells(tables: Ledger) -> None:
    module = chart("gpu-coverage")
    rows = module.held(module.rows(tables, State()))
    words = module.words(module.rows(tables, State()), State())
    behind = {origin for cell in rows["origins"] for origin in cell.split(";")}
    assert f"{rows['n_observations'].sum()} facts, {len(behind)} origins" in words.facts
    assert rows["n_origins"].max() <= len(behind)
