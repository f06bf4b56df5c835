"""What the README tells a reader to type works against a served ledger."""

import re
import urllib.request
from pathlib import Path

import pandas as pd
import pytest

pytestmark = pytest.mark.browser
README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8050"


def test_the_pandas_lines_load_a_chart_and_a_table(server: str) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, pd.DataFrame] = {}
    exec(block.replace(ADDRESS, server), {}, names)  # noqa: S102 - the README's own lines are what is tested
    assert names["buyers"]["entity"].tolist()[0] == "microsoft"
    assert len(names["observations"]) > len(names["buyers"]) == 6


def test_the_excel_address_carries_the_mark_excel_needs(server: str) -> None:
    (address,) = set(re.findall(rf"{ADDRESS}(/charts/[\w.-]+\?excel=1)", README))
    with urllib.request.urlopen(server + address, timeout=5) as answer:  # noqa: S310 - our own loopback server
        assert answer.read().startswith(b"\xef\xbb\xbf")


def test_the_list_of_charts_is_where_it_says(server: str) -> None:
    with urllib.request.urlopen(f"{server}/charts", timeout=5) as answer:  # noqa: S310 - the same
        assert b"gpu-buyers" in answer.read()
