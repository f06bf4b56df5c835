"""Who spent how much in one calendar year: years of fiscal quarters beside years that are calendar already."""

from __future__ import annotations

import pandas as pd

from dashboard import dates, marks, numbers
from dashboard.chart import EVERYBODY, Chart, Figure, Tables, Words
from dashboard.charts import _capex as capex
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._bars import bars, label
from dashboard.charts._rows import Rows
from dashboard.row import Row, each
from dashboard.state import State

CHART = Chart(
    id="capex-calendar-year",
    number="4.5",
    page="capex",
    tables=("capex", "derived", "entities"),
    columns=(*select.OBSERVATION, "period_wording"),
    periods=("2025", "2024", "2023", "2022"),
    switches=(EVERYBODY,),
)
DEFINITION = "cash_ppe"
"""What is counted: the one definition in which all companies' quarters are held. Others are never set beside it."""

SHIFTED = "quarters_shifted"


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return what each company spent in the year, most first: as reported, or its four quarters as the ledger adds."""
    made = select.single(select.observations(tables, "derived", ("capex_calendar_year",), state), tables)
    reported = capex.actuals(tables, state)
    found = pd.concat([reported[reported["period_basis"] == "calendar"], made], ignore_index=True)
    here = (found["period"] == _year(state)) & (found["definition"] == DEFINITION) & (found["unit"] == state.currency)
    found = select.chosen(found[here].drop_duplicates("entity"), state)
    found = found.sort_values(["value", "entity"], ascending=[False, True])
    return select.named(select.first(found, state), tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw one bar per company, in the form of its status."""
    values = [float(value) for value in rows["value"]]
    labels = [
        label(row, state, numbers.compact(value, state.currency, state), mark="*" if _is_shifted(row) else "")
        for value, row in zip(values, each(rows), strict=True)
    ]
    page = Rows(state, list(rows["entity_name"]), [text for text, _ in labels], [plain for _, plain in labels])
    return bars(rows, state, values, state.currency, page)


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say who spent most; a year whose quarters begin off the calendar is marked and explained."""
    period = dates.period(_year(state), state)
    title = _title(rows, state, period) or wording.say(CHART, "question", state, period=period)
    subtitle = wording.say(CHART, "subtitle", state, period=period)
    shifted = [str(row["entity_name"]) for row in each(rows) if _is_shifted(row)]
    notes = [wording.say(CHART, "note", state)]
    notes += [wording.say(CHART, "note_shifted", state, names=wording.joined(shifted, state))] if shifted else []
    key = marks.key(map(marks.bar_form, rows["status"]), state)
    return wording.words(rows, state, title=title, subtitle=subtitle, notes=tuple(notes), key=key)


def _year(state: State) -> str:
    return state.period or CHART.periods[0]


def _is_shifted(row: Row) -> bool:
    return SHIFTED in str(row["flags"]).split(";")


def _title(rows: pd.DataFrame, state: State, period: str) -> str:
    headline = rows[~select.flagged(rows, "not_headline")] if len(rows) else rows
    if len(headline) < 2 or headline.index[0] != 0:  # noqa: PLR2004 - one company leads nobody
        return ""
    first = headline.iloc[0]
    return wording.say(CHART, "title", state, name=first["entity_name"], value=marks.value(first, state), period=period)
