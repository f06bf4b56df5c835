"""What the words around a chart say of those who tell its figures."""

import pandas as pd
import pytest

from dashboard.charts import _words as wording
from dashboard.state import State


@pytest.mark.parametrize(
    ("told_by", "en", "zh"),
    [
        (["omdia", "epoch-ai", "omdia"], "2 origins", "2个来源方"),
        (["omdia", "unattributed"], "1 origin", "1个来源方"),
        (["unattributed", "unattributed"], "no named origin", "来源方未具名"),
        ([""], "no named origin", "来源方未具名"),
    ],
)
def test_only_origins_that_have_a_name_are_counted(told_by: list[str], en: str, zh: str) -> None:
    assert wording.origins(told_by, State()) == en
    assert wording.origins(told_by, State(lang="zh")) == zh


def test_a_source_line_names_four_carriers_and_how_many_more() -> None:
    rows = pd.DataFrame({"origin_name": ["Omdia"] * 7, "publisher": [f"Outlet {number}" for number in range(7)]})
    told = wording.source(rows, State())
    assert "Outlet 3" in told
    assert "Outlet 4" not in told
    assert told.endswith("and 3 more.")
