"""Do the sources agree: one dot per origin for each buyer of Hopper GPUs in one year."""

from __future__ import annotations

import pandas as pd

from dashboard import dates, marks
from dashboard.chart import EVERYBODY, Chart, Figure, Tables, Words
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import value_axis
from dashboard.charts._dots import Dot, dots
from dashboard.charts._gpus import hopper
from dashboard.charts._gpus import lead as leading
from dashboard.charts._rows import Rows
from dashboard.row import Row, each
from dashboard.state import State

CHART = Chart(
    id="gpu-origins",
    number="1.2",
    page="gpu-buying",
    tables=("gpu_purchases", "entities"),
    columns=(*select.OBSERVATION, "leads", "share_over_lead"),
    periods=("2024", "2023", "2025"),
    half=True,
    switches=(EVERYBODY,),
    together=("entity",),
)
PAIR = 2
ROOM = 1.18


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return one row per buyer and origin for the buyers that two origins count; the lead is the wider origin."""
    found = hopper(tables, state, _year(state))
    lead = leading(found)
    found = select.one_each(found.sort_values("value", ascending=False), ["entity", "origin"])
    found = select.chosen(found[found["entity"].map(_counted(found, lead)).astype(bool)], state)
    base = pd.to_numeric(found["entity"].map(found[found["origin"] == lead].set_index("entity")["value"]))
    found = found.assign(leads=found["origin"] == lead, share_over_lead=found["value"] / base - 1, _base=base)
    found = found.sort_values(["_base", "entity", "leads"], ascending=[False, True, False])
    return select.named(select.first(found, state), tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw the lead filled and its rivals open; at the right, how far the rivals are above it."""
    groups = [group for _, group in rows.groupby("entity", sort=False)]
    tails = [_tail(group) for group in groups]
    names = [str(group["entity_name"].iloc[0]) for group in groups]
    page = Rows(state, names, (), [f"{tail}    " for tail in tails], airy=True)
    lines = [
        [Dot(row, float(row["value"]), not row["leads"], _head(row, state)) for row in each(group)] for group in groups
    ]
    top = float(rows["value"].max()) * ROOM if len(rows) else 0
    return dots(lines, page, value_axis(page.theme, top, "units", state), tails=[marks.bold(tail) for tail in tails])


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say whether the rival is above or below for every buyer, and by how much."""
    subtitle = wording.say(CHART, "subtitle", state, period=dates.period(_year(state), state))
    title = _title(rows, state) or wording.say(CHART, "question", state)
    notes = (wording.say(CHART, "note", state),)
    forms = ["triangle", "triangle-open"] if len(rows) else []
    key, rule = marks.key(forms, state), wording.say(CHART, "rule", state)
    return wording.words(rows, state, title=title, subtitle=subtitle, key=key, notes=notes, rule=rule)


def _year(state: State) -> str:
    return state.period or CHART.periods[0]


def _counted(found: pd.DataFrame, lead: str) -> dict[str, bool]:
    """Return which buyers the lead counts and a rival too."""
    return {
        str(entity): lead in set(group["origin"]) and group["origin"].nunique() >= PAIR
        for entity, group in found.groupby("entity")
    }


def _head(row: Row, state: State) -> str:
    return (
        wording.say(CHART, "head_lead", state, origin=row["origin_name"]) if row["leads"] else str(row["origin_name"])
    )


def _tail(group: pd.DataFrame) -> str:
    rivals = group.loc[~group["leads"].astype(bool), "share_over_lead"]
    return ", ".join(_signed(float(over)) for over in rivals)


def _signed(over: float) -> str:
    return f"{'+' if over >= 0 else '−'}{abs(over) * 100:.0f}%"


def _title(rows: pd.DataFrame, state: State) -> str:
    rivals = rows[~rows["leads"].astype(bool)] if len(rows) else rows
    if len(rivals) < PAIR or len(set(rivals["origin"])) != 1:
        return ""
    low, high = float(rivals["share_over_lead"].min()), float(rivals["share_over_lead"].max())
    if low * high <= 0:
        return ""
    lead = rows.loc[rows["leads"].astype(bool), "origin_name"].iloc[0]
    near, far = sorted((abs(low), abs(high)))
    name = "title_more" if low > 0 else "title_less"
    values = {"low": f"{near * 100:.0f}%", "high": f"{far * 100:.0f}%"}
    return wording.say(CHART, name, state, rival=rivals["origin_name"].iloc[0], lead=lead, **values)
