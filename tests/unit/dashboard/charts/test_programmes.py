"""Where each programme stands: what the table calls things in either language."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.charts import chip_programmes
from dashboard.state import State
from dashboard.text import said

STATED = ["chip_name", "process_node", "foundry", "design_partner"]


def shown(tables: Mapping[str, pd.DataFrame], lang: str) -> pd.DataFrame:
    return chip_programmes.rows(tables, State(lang=lang, lens="all", on=("everybody",)))


def test_chinese_rows_name_companies_and_chips_by_the_vocabulary(tables: Mapping[str, pd.DataFrame]) -> None:
    entities = tables["entities"]
    ours = entities[(entities["name_zh"] != "") & (entities["name_zh"] != entities["name_en"])]
    companies = set(ours[ours["kind"] == "company"]["name_en"])
    words = " ".join(shown(tables, "zh")[STATED].map(str).to_numpy().ravel())
    assert [name for name in sorted(companies) if name in words] == []
    assert "台积电" in words


def test_remarks_of_ours_are_said_in_chinese(tables: Mapping[str, pd.DataFrame]) -> None:
    rows = shown(tables, "zh").set_index("chip_id")
    assert rows.loc["microsoft-maia-200", "design_partner"] == "GUC（据分析师报告）"


def test_english_rows_stay_as_they_were_written(tables: Mapping[str, pd.DataFrame]) -> None:
    rows = shown(tables, "en").set_index("chip_id")
    assert rows.loc["microsoft-maia-200", "design_partner"] == "GUC (reported by an analyst note)"
    assert said("en", "GUC (reported by an analyst note)") == "GUC (reported by an analyst note)"
