"""May I add these up: the months that each company's newest annual figure covers."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from dashboard import dates, marks, numbers
from dashboard.chart import EVERYBODY, Chart, Figure, Tables, Words
from dashboard.charts import _capex as capex
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import day_axis, layout, months, row_axis
from dashboard.charts._bars import trace
from dashboard.charts._rows import Rows
from dashboard.iso import iso
from dashboard.names import colour_key
from dashboard.row import each
from dashboard.state import State

CHART = Chart(
    id="capex-calendar",
    number="4.3",
    page="capex",
    tables=("capex", "entities"),
    columns=select.OBSERVATION,
    switches=("sum", EVERYBODY),
)
DEFAULT = ("microsoft", "oracle", "amazon", "google", "meta", "apple")
DAY_MS = 86_400_000
PADDING = timedelta(days=20)


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return the newest annual actual of each company whose first and last day are known, by the last day."""
    found = select.chosen(capex.actuals(tables, state), state, default=DEFAULT)
    found = found.assign(_first=iso(found["period_start"]), _last=iso(found["period_end"]))
    found = found[(found["_first"] != "") & (found["_last"] != "")]
    found = found.sort_values(["_last", "definition"], ascending=[False, True], kind="stable").drop_duplicates("entity")
    return select.named(found.sort_values(["_last", "entity"]), tables, state, CHART.columns)


def refusal(rows: pd.DataFrame, state: State) -> str:
    """Return why the years may not be added up, or nothing where they may."""
    if len(rows) < 2:  # noqa: PLR2004 - one year has no sum
        return wording.say(CHART, "no_sum_alone", state)
    if not _same_days(rows):
        return wording.say(CHART, "no_sum_days", state)
    return wording.say(CHART, "no_sum_units", state) if len(set(rows["unit"])) > 1 else ""


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw a bar from the first to the last day of each year."""
    page = Rows(state, list(rows["entity_name"]), (), (), [dates.period(str(label), state) for label in rows["period"]])
    first, last = _span(rows)
    traces = []
    for index, row in enumerate(each(rows)):
        colour = page.theme.company(colour_key(str(row["entity"])))
        days = (date.fromisoformat(row["period_end"]) - date.fromisoformat(row["period_start"])).days + 1
        marker = marks.bar("actual", colour, page.theme)
        bar = trace(row, state, days * DAY_MS, page.y(index), marker, page.half_bar / 1.8)
        traces.append(bar | {"base": [row["period_start"]]})
    ticks = [(day.isoformat(), dates.day(day.isoformat()[:7], state)) for day in months(first, last, 6)]
    parts = {
        "xaxis": day_axis(page.theme, ticks, first.isoformat(), last.isoformat(), side="top"),
        "yaxis": row_axis(page.theme, len(rows)),
        "annotations": page.texts(()),
        "barmode": "overlay",
    }
    return {"data": traces, "layout": layout(page.theme, page.height, page.margin, **parts)}


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say whether the years cover the same months, which is what adding them would need; add them where they do."""
    name = "title_same" if len(rows) and _same_days(rows) else "title_differ"
    title = wording.say(CHART, name if len(rows) > 1 else "question", state)
    notes = [wording.say(CHART, "note", state)]
    if "sum" in state.on and len(rows):
        notes.insert(0, refusal(rows, state) or _total(rows, state))
    key = marks.key(["solid"] if len(rows) else [], state)
    subtitle = wording.say(CHART, "subtitle", state)
    parts = {"alt": _alt(rows, title, state)}
    return wording.words(rows, state, title=title, subtitle=subtitle, notes=tuple(notes), key=key, **parts)


def _same_days(rows: pd.DataFrame) -> bool:
    return len(set(zip(rows["period_start"], rows["period_end"], strict=True))) == 1


def _total(rows: pd.DataFrame, state: State) -> str:
    unit = str(rows["unit"].iloc[0])
    total = numbers.compact(float(rows["value"].sum()), unit, state)
    told = wording.joined([f"{row['entity_name']} {marks.value(row, state)}" for row in each(rows)], state)
    doubt = wording.say(CHART, "sum_definitions", state) if len(set(rows["definition"])) > 1 else ""
    return wording.say(CHART, "sum", state, total=total, told=told, doubt=doubt)


def _span(rows: pd.DataFrame) -> tuple[date, date]:
    first = min(rows["period_start"], default="2025-01-01")
    last = max(rows["period_end"], default="2025-12-31")
    return date.fromisoformat(first) - PADDING, date.fromisoformat(last) + PADDING


def _alt(rows: pd.DataFrame, title: str, state: State) -> str:
    shown = [f"{row['entity_name']} {row['period_start']} – {row['period_end']}" for row in each(rows)]
    return wording.common(
        "alt", state, title=title, values=wording.listed(shown, state), facts=wording.facts(rows, state)
    )
