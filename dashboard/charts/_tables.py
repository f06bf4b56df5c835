"""Charts without a drawing: the rows are the table, with their values written out."""

from __future__ import annotations

import pandas as pd

from dashboard import marks
from dashboard.chart import Figure
from dashboard.row import each
from dashboard.state import State


def no_drawing(rows: pd.DataFrame, state: State) -> Figure:  # noqa: ARG001 - the signature of every chart
    """Return an empty figure."""
    return {"data": [], "layout": {}}


def shown_value(frame: pd.DataFrame, state: State) -> pd.DataFrame:
    """Return the frame with each value as text: a number, a range or a bound."""
    texts = [marks.value(row, state) for row in each(frame)]
    return frame.assign(value_text=pd.Series(texts, index=frame.index, dtype=object))
