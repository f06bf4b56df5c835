"""What do we hold: how many observations of each metric, and of which status."""

from __future__ import annotations

import pandas as pd

from dashboard import marks, numbers
from dashboard.chart import Chart, Figure, Tables, Words
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import layout, row_axis, value_axis
from dashboard.charts._counts import COLUMNS, OURSELVES, count_trace, count_words
from dashboard.charts._rows import Rows
from dashboard.iso import iso
from dashboard.row import Row, each
from dashboard.state import State
from dashboard.text import t
from dashboard.theme import theme

STATUSES = ("actual", "estimate", "guidance", "plan", "rumour", "derived", "scenario")
CHART = Chart(
    id="data-holdings",
    number="10.1",
    page="data",
    tables=("observations", "metrics"),
    columns=("metric", "metric_name", *COLUMNS, *(f"n_{status}" for status in STATUSES)),
)
UNIT = "observations"


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return one row per metric with its count of observations known by the day, in all and by status."""
    found = select.before(select.table(tables, "observations", ("metric", "status", "known_from")), state)
    counts = pd.crosstab(found["metric"], found["status"])
    counts = counts.reindex(columns=list(STATUSES), fill_value=0).rename(columns=lambda status: f"n_{status}")
    names = select.table(tables, "metrics", ("metric", "name_en", "name_zh")).set_index("metric")[f"name_{state.lang}"]
    newest = iso(found["known_from"]).groupby(found["metric"]).max()
    frame = counts.assign(n=counts.sum(axis=1).astype(int), known_from=newest, status="actual", **OURSELVES)
    frame = frame.rename_axis("metric").reset_index()
    frame = frame.assign(metric_name=[str(names.get(metric, metric)) for metric in frame["metric"]])
    frame = frame.sort_values(["n", "metric"], ascending=[False, True])
    return frame.reindex(columns=list(CHART.columns)).reset_index(drop=True)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw one bar per metric; the statuses are told in words, since unlike ones are not stacked."""
    shares = [_shares(row, state) for row in each(rows)]
    counts = [numbers.full(float(n), UNIT, state) for n in rows["n"]]
    plain = [f"{count}  {share}" for count, share in zip(counts, shares, strict=True)]
    labels = [_label(count, share, state) for count, share in zip(counts, shares, strict=True)]
    page = Rows(state, list(rows["metric_name"]), labels, plain)
    values = [float(n) for n in rows["n"]]
    traces = [
        count_trace(str(row["metric"]), values[index], page.y(index), page, f"{row['metric_name']}: {plain[index]}")
        for index, row in enumerate(each(rows))
    ]
    parts = {
        "xaxis": value_axis(page.theme, max(values, default=0.0), UNIT, state, side="top"),
        "yaxis": row_axis(page.theme, len(rows)),
        "annotations": page.texts(values),
        "barmode": "overlay",
    }
    return {"data": traces, "layout": layout(page.theme, page.height, page.margin, **parts)}


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say how many observations are held and how many of them are actuals."""
    values = {"n": f"{int(rows['n'].sum()):,}", "metrics": len(rows), "actual": f"{int(rows['n_actual'].sum()):,}"}
    title = wording.say(CHART, "title" if len(rows) else "question", state, **values)
    return count_words(CHART, rows, state, title, int(rows["n"].sum()))


def _label(count: str, share: str, state: State) -> str:
    if state.width == "narrow":
        return marks.bold(count)
    return f"{marks.bold(count)}  {marks.quiet(share, theme(state.theme))}"


def _shares(row: Row, state: State) -> str:
    said = [
        f"{t(state.lang, f'charts.status.{status}')} {row[f'n_{status}']:,}"
        for status in STATUSES
        if row[f"n_{status}"]
    ]
    return wording.common("list_joiner", state).join(said)
