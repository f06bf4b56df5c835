"""What the words around a chart say of those who tell its figures."""

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
