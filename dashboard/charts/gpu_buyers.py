"""Who bought most: Hopper GPUs by buyer in one year, by the origin that names the most buyers."""

from __future__ import annotations

import pandas as pd

from dashboard import marks, numbers
from dashboard.chart import Chart, Figure, Tables, Words
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._bars import bars, label
from dashboard.charts._gpus import by_lead, hopper
from dashboard.charts._rows import Rows
from dashboard.state import State

CHART = Chart(
    id="gpu-buyers",
    number="1.1",
    page="gpu-buying",
    tables=("gpu_purchases", "entities"),
    columns=(*select.OBSERVATION, "share_of_named", "named_total"),
    lenses=("units", "share"),
    periods=("2024", "2025", "2023"),
)
TWICE = 2


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return one row per named buyer, most first; the share is of the buyers shown."""
    found = by_lead(hopper(tables, state, _year(state)))
    found = select.chosen(found, state).sort_values(["value", "entity"], ascending=[False, True])
    total = found["value"].sum()
    found = found.assign(share_of_named=found["value"] / total if total else None, named_total=total)
    return select.named(found, tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw one bar per buyer."""
    share = state.lens == "share"
    unit = "share" if share else "units"
    values = [float(value) for value in rows["share_of_named" if share else "value"]]
    labels = [
        label(row, state, numbers.compact(value, unit, state), mark="*" if _has_h20(row) else "")
        for value, (_, row) in zip(values, rows.iterrows(), strict=True)
    ]
    page = Rows(state, list(rows["entity_name"]), [text for text, _ in labels], [plain for _, plain in labels])
    return bars(rows, state, values, unit, page)


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say who leads and by how much."""
    lens = state.lens or CHART.lenses[0]
    total = numbers.compact(float(rows["value"].sum()), "units", state) if len(rows) else ""
    subtitle = wording.say(CHART, f"subtitle_{lens}", state, period=_period(state), total=total)
    notes = (wording.say(CHART, "note_h20", state),) if any(_has_h20(row) for _, row in rows.iterrows()) else ()
    title = _title(rows, state) or wording.say(CHART, "question", state)
    rule = wording.say(CHART, "rule", state)
    key = marks.key(map(marks.bar_form, rows["status"]), state)
    return wording.words(rows, state, title=title, subtitle=subtitle, notes=notes, key=key, rule=rule)


def _year(state: State) -> str:
    return state.period or CHART.periods[0]


def _period(state: State) -> str:
    return wording.period(_year(state), state)


def _has_h20(row: pd.Series) -> bool:
    return "includes_h20" in str(row["flags"]).split(";")


def _title(rows: pd.DataFrame, state: State) -> str:
    headline = rows[~select.flagged(rows, "not_headline")] if len(rows) else rows
    if len(headline) < TWICE or headline.index[0] != 0:
        return ""
    first, second = headline.iloc[0], headline.iloc[1]
    name = "title_twice" if first["value"] > TWICE * second["value"] else "title_lead"
    return wording.say(
        CHART,
        name,
        state,
        first=first["entity_name"],
        value=marks.value(first, state),
        second=second["entity_name"],
        second_value=marks.value(second, state),
        period=_period(state),
    )
