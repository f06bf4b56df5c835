"""Counts of our own holdings: bars whose origin is the ledger itself."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import marks
from dashboard.chart import Chart, Words
from dashboard.charts import _words as wording
from dashboard.charts._rows import Rows
from dashboard.state import State
from dashboard.text import t

COLUMNS = ("n", "known_from", "status", "origin", "origin_name")
OURSELVES = {"origin": "silicon-ledger", "origin_name": "Silicon Ledger"}


def count_trace(identifier: str, value: float, y: float, page: Rows, hover: str) -> dict[str, Any]:
    """Return the bar of one count, in the ink of text: no company is meant."""
    return {
        "type": "bar",
        "orientation": "h",
        "x": [value],
        "y": [y],
        "width": [page.half_bar * 2],
        "marker": marks.bar("actual", page.theme.company("other"), page.theme),
        "customdata": [identifier],
        "hovertext": [marks.escape(hover)],
        "hoverinfo": "text",
    }


def count_words(chart: Chart, rows: pd.DataFrame, state: State, title: str, total: int) -> Words:
    """Return the words around counts: the ledger is their source, and no rule chose them."""
    return wording.words(
        rows,
        state,
        title=title,
        subtitle=wording.say(chart, "subtitle", state),
        key=(("solid", t(state.lang, "charts.key.count")),) if len(rows) else (),
        facts=wording.common("counted", state, n=f"{total:,}"),
        source=OURSELVES["origin_name"],
        rule="",
        alt=title,
    )
