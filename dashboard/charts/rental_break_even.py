"""When does owning win: hours of use a year at which an owned accelerator costs what renting one does."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from dashboard import dates, marks, numbers
from dashboard.chart import Chart, Figure, Tables, Words
from dashboard.charts import _assumptions as assumptions
from dashboard.charts import _claims as claims
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import value_axis
from dashboard.charts._rows import Rows
from dashboard.state import State

CHART = Chart(
    id="rental-break-even",
    number="5.3b",
    page="rental",
    tables=("observations", "derivations", "assumptions", "entities"),
    columns=(*select.OBSERVATION, "rule", "inputs_name", "derived_from"),
    lenses=("on_demand", "spot"),
)
UNIT = "hours_per_year"
ROOM = 1.05
ABOVE_PX = 21
"""How far over the plot the year is named: over the ticks."""

OVER, UNDER = -0.04, 0.56
"""Between which heights, in rows from a phone's row, no text stands."""


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return the newest break-even of each cloud for one lease type, the soonest first."""
    found = assumptions.break_evens(tables, state)
    found = select.chosen(found[found["contract_type"] == _lease(state)], state)
    found = found if state.entities else assumptions.recent(found)
    case = assumptions.case(tables, state)
    shared = assumptions.told(case, state) if case else ""
    return select.named(found.assign(inputs_name=shared), tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw a diamond with its range per cloud on the hours of a year; beyond the year, renting is always cheaper."""
    page = Rows(state, ())
    # A range reaches beyond its middle: plotly shows neither a bar nor a label beyond the axis.
    top = max([assumptions.YEAR_HOURS, *rows["value"].dropna(), *rows["value_high"].dropna()]) * ROOM
    pairs = zip(rows["entity_name"], rows["period"], strict=True)
    names = [(str(name), dates.period(str(period), state)) for name, period in pairs]
    told = rows.assign(_head=rows["product_name"])
    drawn = claims.claims(
        claims.groups(told, "_head"), names, value_axis(page.theme, top, UNIT, state, side="top"), state
    )
    place = {"x": assumptions.YEAR_HOURS, "y": 1, "yref": "paper", "yshift": ABOVE_PX, "xanchor": "center"}
    named = marks.note(wording.say(CHART, "year", state), page.theme, size=marks.TICK, colour=page.theme.ink_2, **place)
    drawn["layout"]["shapes"] = [*drawn["layout"]["shapes"], *_year(page, drawn["layout"]["yaxis"]["range"][0])]
    drawn["layout"]["annotations"] = [*drawn["layout"]["annotations"], named]
    return drawn


def _year(page: Rows, end: float) -> list[dict[str, Any]]:
    """Return the line of a whole year down to the `end` of the rows; on a phone it spares the texts over the marks."""
    first, *rest = range(math.ceil(end))
    parts = [(-0.5, first + UNDER), *((row + OVER, row + UNDER) for row in rest)] if page.narrow else [(-0.5, end)]
    hours = assumptions.YEAR_HOURS
    return [marks.stroke((hours, top, hours, foot), page.theme.ink_2, dash=marks.DASH) for top, foot in parts]


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say after how many hours owning wins at the dearest and at the cheapest cloud shown."""
    title = _title(rows, state) or wording.say(CHART, "question", state)
    key = marks.key([*claims.forms(rows), *(["range"] if len(rows) else [])], state)
    subtitle = wording.say(CHART, "subtitle", state, lease=wording.common(f"lease_{_lease(state)}", state))
    notes = [wording.say(CHART, name, state) for name in ("formula", "note_scenario", "note_year")]
    rule = wording.say(CHART, "rule", state)
    if len(rows):
        notes.insert(1, wording.say(CHART, "inputs", state, inputs=rows["inputs_name"].iloc[0]))
    return wording.words(rows, state, title=title, subtitle=subtitle, key=key, notes=tuple(notes), rule=rule)


def _lease(state: State) -> str:
    return state.lens or CHART.lenses[0]


def _title(rows: pd.DataFrame, state: State) -> str:
    within = rows[rows["value"] <= assumptions.YEAR_HOURS]
    if len(within) < 2:  # noqa: PLR2004 - one cloud has no other to stand beside
        return ""
    first, last = within.iloc[0], within.iloc[-1]
    hours = {"low": numbers.compact(float(first["value"]), UNIT, state), "high": marks.value(last, state)}
    names = {"dear": first["entity_name"], "cheap": last["entity_name"], "product": first["product_name"]}
    return wording.say(CHART, "title", state, **names, **hours)
