"""When does owning win: hours of use a year at which an owned accelerator costs what renting one does."""

from __future__ import annotations

import pandas as pd

from dashboard import marks, numbers
from dashboard.chart import Chart, Figure, Tables, Words
from dashboard.charts import _claims as claims
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import value_axis
from dashboard.charts._capex import high
from dashboard.charts._prices import ONE_REGION
from dashboard.charts._rows import Rows
from dashboard.state import State

CHART = Chart(
    id="rental-break-even",
    number="5.3",
    page="rental",
    tables=("observations", "entities"),
    columns=(*select.OBSERVATION, "rule", "reasons", "derived_from"),
    lenses=("on_demand", "spot"),
)
METRIC = "break_even_hours"
UNIT = "hours_per_year"
YEAR_HOURS = 8760
ROOM = 1.05
RECENT_MONTHS = 3


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return the newest break-even of each cloud for one lease type, the soonest first."""
    found = select.observations(tables, "observations", (METRIC,), state)
    found = found[(found["contract_type"] == (state.lens or CHART.lenses[0])) & found["value"].notna()]
    found = select.chosen(found[found["definition"] != ONE_REGION], state)
    found = found.sort_values(["period", "value", "observation_id"], ascending=[False, True, True])
    found = found.drop_duplicates(["entity", "product"]).sort_values(["value", "observation_id"])
    found = found if state.entities else found[found["period"] >= _recent(max(found["period"], default=""))]
    return select.named(found, tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw a diamond with its range per cloud on the hours of a year; beyond the year, renting is always cheaper."""
    page = Rows(state, ())
    top = max(YEAR_HOURS, *(high(row) for _, row in rows.iterrows()), 0) * ROOM
    pairs = zip(rows["entity_name"], rows["period"], strict=True)
    names = [(str(name), wording.period(str(period), state)) for name, period in pairs]
    told = rows.assign(_head=rows["product_name"])
    drawn = claims.claims(
        claims.groups(told, "_head"), names, value_axis(page.theme, top, UNIT, state, side="top"), state
    )
    year = marks.stroke((YEAR_HOURS, 0, YEAR_HOURS, 1), page.theme.ink_2, dash=marks.DASH) | {"yref": "paper"}
    drawn["layout"]["shapes"] = [*drawn["layout"]["shapes"], year]
    return drawn


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say after how many hours owning wins at the dearest and at the cheapest cloud shown."""
    title = _title(rows, state) or wording.say(CHART, "question", state)
    key = marks.key([*claims.forms(rows), *(["range"] if len(rows) else [])], state)
    subtitle = wording.say(CHART, "subtitle", state, lease=wording.common(f"lease_{_lease(state)}", state))
    notes = [wording.say(CHART, name, state) for name in ("formula", "note_scenario", "note_year", "note_recent")]
    if len(rows):
        notes.insert(1, wording.say(CHART, "inputs", state, inputs=_assumed(str(rows["reasons"].iloc[0]))))
    return wording.words(rows, state, title=title, subtitle=subtitle, key=key, notes=tuple(notes), rule="")


def _recent(newest: str) -> str:
    """
    Return the first of the last months that are drawn unless clouds are chosen.

    >>> _recent("2026-01")
    '2025-11'
    """
    if not newest:
        return ""
    month = int(newest[:4]) * 12 + int(newest[5:7]) - RECENT_MONTHS
    return f"{month // 12}-{month % 12 + 1:02d}"


def _lease(state: State) -> str:
    return state.lens or CHART.lenses[0]


def _assumed(reasons: str) -> str:
    """Return the inputs that all rows share: what the derivation lists after the rent itself."""
    listed = reasons.partition("inputs: ")[2]
    return listed.partition(", ")[2] or listed


def _title(rows: pd.DataFrame, state: State) -> str:
    within = rows[rows["value"] <= YEAR_HOURS]
    if len(within) < 2:  # noqa: PLR2004 - one cloud has no other to stand beside
        return ""
    first, last = within.iloc[0], within.iloc[-1]
    hours = {"low": numbers.compact(float(first["value"]), UNIT, state), "high": marks.value(last, state)}
    names = {"dear": first["entity_name"], "cheap": last["entity_name"], "product": first["product_name"]}
    return wording.say(CHART, "title", state, **names, **hours)
