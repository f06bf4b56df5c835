"""Contracts for compute: who signed with whom for how much; a table, never added up."""

from __future__ import annotations

import pandas as pd

from dashboard.chart import Chart, Figure, Tables, Words
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._tables import no_drawing, shown_value
from dashboard.state import State

CHART = Chart(
    id="rental-contracts",
    number="5.1b",
    page="rental",
    tables=("rental_costs", "entities"),
    columns=(*select.OBSERVATION, "value_text"),
    kind="table",
)


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return one row per contract, newest first, those of no day of their own last; totals and repeats are left out."""
    found = select.observations(tables, "rental_costs", ("contract_value",), state)
    found = found[~select.flagged(found, "do_not_add")] if len(found) else found
    found = select.chosen(found, state)
    found = select.one_each(found, ["entity", "counterparty", "period", "value", "value_low", "value_high", "unit"])
    found = found.assign(_since=select.day_told(found))
    found = found.sort_values(["_since", "observation_id"], ascending=[False, True])
    return select.named(shown_value(found, state), tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Return no drawing: the rows are the table."""
    return no_drawing(rows, state)


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say how many contracts are held and why they have no total."""
    title = wording.say(CHART, "title" if len(rows) > 1 else "question", state, n=len(rows))
    notes = (wording.say(CHART, "note", state),)
    return wording.words(rows, state, title=title, subtitle=wording.say(CHART, "subtitle", state), notes=notes)
