"""How fresh is it: observations by the month since which they were known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from dashboard import dates, marks, numbers
from dashboard.chart import Chart, Figure, Tables, Words
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import count_axis, day_axis, layout, months
from dashboard.charts._counts import COLUMNS, OURSELVES, count_words
from dashboard.row import Row, each
from dashboard.state import State
from dashboard.theme import theme

CHART = Chart(
    id="data-freshness",
    number="10.2",
    page="data",
    tables=("observations",),
    columns=("month", *COLUMNS),
)
UNIT = "observations"
DAYS = ("known_from", "published_on", "given_on", "flags")
DAY_MS = 86_400_000
BAR_DAYS = 22


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return one row per month with the count of observations first known in it; months without any are left out."""
    found = select.before(select.table(tables, "observations", DAYS), state)
    since = select.day_told(found)
    frame = pd.DataFrame({"month": since.str[:7], "known_from": since})[since != ""]
    counted = frame.groupby("month", as_index=False).agg(n=("month", "size"), known_from=("known_from", "max"))
    counted = counted.assign(status="actual", **OURSELVES).sort_values("month")
    return counted.reindex(columns=list(CHART.columns)).reset_index(drop=True)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw one bar per month."""
    look = theme(state.theme)
    labels = list(rows["month"]) or ["2025-01", "2025-12"]
    first, last = date.fromisoformat(f"{labels[0]}-01"), date.fromisoformat(f"{labels[-1]}-28")
    top = float(rows["n"].max()) if len(rows) else 1.0
    ticks = [(day.isoformat(), str(day.year)) for day in months(first, last, 12)]
    parts = {
        "xaxis": day_axis(look, ticks, first.isoformat(), last.isoformat(), showgrid=False),
        "yaxis": count_axis(look, top, state),
    }
    trace = {
        "type": "bar",
        "x": [f"{label}-15" for label in rows["month"]],
        "y": [float(n) for n in rows["n"]],
        "width": BAR_DAYS * DAY_MS,
        "marker": marks.bar("actual", look.company("other"), look),
        "customdata": list(rows["month"]),
        "hovertext": [_hover(row, state) for row in each(rows)],
        "hoverinfo": "text",
    }
    return {"data": [trace] if len(rows) else [], "layout": layout(look, 260, (48, 8, 16, 32), **parts)}


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say when the newest observation became known and how many came in the last twelve months held."""
    title, total = wording.say(CHART, "question", state), 0
    if len(rows):
        total = int(rows["n"].sum())
        newest = str(rows["month"].iloc[-1])
        year = f"{int(newest[:4]) - 1}{newest[4:]}"
        recent = int(rows.loc[rows["month"] > year, "n"].sum())
        day = dates.day(str(rows["known_from"].max()), state)
        title = wording.say(CHART, "title", state, n=f"{recent:,}", total=f"{total:,}", day=day)
    return replace(count_words(CHART, rows, state, title, total), notes=(wording.say(CHART, "note", state),))


def _hover(row: Row, state: State) -> str:
    return f"{dates.day(str(row['month']), state)}: {numbers.full(float(row['n']), UNIT, state)}"
