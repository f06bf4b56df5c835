"""Multi-year pledges apart from annual spending: total, horizon and status; a table."""

from __future__ import annotations

import pandas as pd

from dashboard import dates
from dashboard.chart import Chart, Figure, Tables, Words
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._tables import no_drawing, shown_value
from dashboard.state import State

CHART = Chart(
    id="capex-programmes",
    number="4.4",
    page="capex",
    tables=("capex", "entities"),
    columns=(*select.OBSERVATION, "value_text", "horizon"),
    kind="table",
)


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return one row per pledge, largest first within a currency; superseded ones are left out."""
    found = select.observations(tables, "capex", ("investment_commitment",), state)
    found = select.chosen(select.single(found, tables), state)
    found = select.one_each(found, ["entity", "period", "definition", "value", "value_low", "value_high", "unit"])
    size = found["value"].fillna(found["value_high"]).fillna(found["value_low"])
    found = found.assign(_size=size, horizon=[dates.period(str(label), state) for label in found["period"]])
    found = found.sort_values(["unit", "_size", "entity"], ascending=[False, False, True])
    return select.named(shown_value(found, state), tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Return no drawing: the rows are the table."""
    return no_drawing(rows, state)


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say how many pledges stand, and that they are not spending of any one year."""
    title = wording.say(CHART, "title" if len(rows) > 1 else "question", state, n=len(rows))
    notes = (wording.say(CHART, "note", state),)
    return wording.words(rows, state, title=title, subtitle=wording.say(CHART, "subtitle", state), notes=notes)
