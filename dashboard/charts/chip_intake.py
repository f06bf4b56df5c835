"""How far in-house silicon has come: own chips deployed beside the merchant GPUs bought, in one year, by one origin."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

import pandas as pd

from dashboard import dates, marks, numbers
from dashboard.chart import EVERYBODY, Chart, Figure, Tables, Words
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import axis, value_axis
from dashboard.charts._dots import Dot, dots
from dashboard.charts._rows import Rows
from dashboard.row import Row, each
from dashboard.state import State

LINEAR = "linear"
"""The switch from powers of ten, on which no firm vanishes, to lengths that compare."""

CHART = Chart(
    id="chip-intake",
    number="2.1",
    page="custom-chips",
    tables=("gpu_purchases", "entities"),
    columns=(*select.OBSERVATION, "side"),
    periods=("2024", "2025", "2023"),
    half=True,
    switches=(LINEAR, EVERYBODY),
    together=("entity",),
    tells=("unit_basis",),
)
MERCHANT = ("hopper", "instinct", "blackwell")
COUNTED = ("", "gpus", "chips", "packages")
DEFAULT = ("google", "meta", "amazon", "microsoft")
DECADES = (10_000, 100_000, 1_000_000, 10_000_000)
LOW, LOWER, HIGH, ROOM, NUMBERS = 0.55, 0.2, 2.2, 1.22, 0.16


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return each firm's own chips and its bought GPUs by family, where one origin counts both; nothing is added up."""
    found = select.observations(tables, "gpu_purchases", ("units_purchased", "units_deployed"), state)
    found = found[(found["period"] == _year(state)) & found["value"].notna() & (found["unit"] == "units")]
    found = found[found["unit_basis"].isin(COUNTED) & (found["period_basis"] == "calendar")]
    found = select.chosen(select.single(found, tables), state, default=DEFAULT)
    merchant = frozenset().union(*(select.family(tables, root) for root in MERCHANT))
    bought = (found["metric"] == "units_purchased") & found["product"].isin(merchant)
    own = (found["metric"] == "units_deployed") & select.made_by_owner(found, tables)
    found = found.assign(side=["bought" if yes else "own" for yes in bought])[bought | own]
    found = select.one_each(found, ["entity", "side", "product", "origin"])
    sides = found.groupby(["entity", "origin"])["side"].transform("nunique")
    found = found[sides == 2]  # noqa: PLR2004 - both sides
    firms = found.groupby("origin")["entity"].nunique().sort_index()
    found = found[found["origin"] == firms.idxmax()] if len(firms) else found
    peak = found.assign(_own=found["value"].where(found["side"] == "own")).groupby("entity")["_own"].transform("max")
    found = found.assign(_own=peak).sort_values(
        ["_own", "entity", "side", "value"], ascending=[False, True, False, False]
    )
    return select.named(found, tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw own chips filled and bought GPUs open, by powers of ten or, where the reader wants it, from zero."""
    groups = [group for _, group in rows.groupby("entity", sort=False)]
    page = Rows(state, [str(group["entity_name"].iloc[0]) for group in groups], (), ["      "] * len(groups))
    heads = {_head(row, state) for row in each(groups[0])} if groups else set()
    lines = [[_dot(row, heads, state) for row in each(group)] for group in groups]
    low, high = (float(rows["value"].min()), float(rows["value"].max())) if len(rows) else (1.0, 10.0)
    return dots(lines, page, _from_zero(high, page) if LINEAR in state.on else _tens(low, high, page))


def _from_zero(high: float, page: Rows) -> dict[str, Any]:
    """Return an axis from zero; a phone leaves room before it for the numbers of the smallest."""
    first = -high * NUMBERS if page.narrow else 0
    return value_axis(page.theme, high * ROOM, "units", page.state, range=[first, high * ROOM])


def _tens(low: float, high: float, page: Rows) -> dict[str, Any]:
    """Return an axis by powers of ten around the values, ticked at 1 and 3 of each."""
    ends = (low * (LOWER if page.narrow else LOW), high * HIGH)
    inside = sorted(step for step in (*DECADES, *(3 * decade for decade in DECADES)) if ends[0] <= step <= ends[1])
    texts = [numbers.bare(step, "units", page.state) for step in inside]
    ranged = [math.log10(end) for end in ends]
    return axis(page.theme, type="log", range=ranged, showgrid=True, tickvals=inside, ticktext=texts)


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say how many firms ran more own chips than they bought of any GPU family."""
    name = "subtitle_linear" if LINEAR in state.on else "subtitle"
    subtitle = wording.say(CHART, name, state, period=dates.period(_year(state), state))
    title = _title(rows, state) or wording.say(CHART, "question", state)
    forms = ["triangle", "triangle-open"] if len(rows) else []
    notes = tuple(wording.say(CHART, name, state) for name in ("note_deployed", "note_meta"))
    return wording.words(rows, state, title=title, subtitle=subtitle, key=marks.key(forms, state), notes=notes)


def _year(state: State) -> str:
    return state.period or CHART.periods[0]


def _dot(row: Row, heads: Collection[str], state: State) -> Dot:
    """Return a count as a dot, with the name of its chip where no head over the columns says it."""
    head = _head(row, state)
    name = "" if head in heads else head.rpartition(" ")[2]
    return Dot(row, float(row["value"]), row["side"] == "bought", head, name)


def _head(row: Row, state: State) -> str:
    return wording.say(CHART, "head_own", state) if row["side"] == "own" else str(row["product_name"])


def _title(rows: pd.DataFrame, state: State) -> str:
    """Return the firms with more own chips than bought GPUs, as an estimate; counts that are no headline stay out."""
    fit = rows[~rows["entity"].isin(set(rows.loc[select.flagged(rows, "not_headline"), "entity"]))]
    own = fit[fit["side"] == "own"].groupby("entity")["value"].max()
    bought = fit[fit["side"] == "bought"].groupby("entity")["value"].sum()
    more = set(own[own > bought].index)
    names = [str(name) for name in dict.fromkeys(fit.loc[fit["entity"].isin(more), "entity_name"])]
    if not names:
        return ""
    values = {"firms": wording.joined(names, state), "origin": fit["origin_name"].iloc[0]}
    return wording.say(CHART, "title_more", state, **values)
