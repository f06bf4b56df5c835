"""What is the spread: every price of one accelerator in its newest month, one row per lease type."""

from __future__ import annotations

import pandas as pd

from dashboard import dates, marks, numbers
from dashboard.chart import Chart, Figure, Tables, Words
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import layout, row_axis, value_axis
from dashboard.charts._prices import LENSES, ONE_REGION, lens, prices, unit
from dashboard.charts._rows import Rows
from dashboard.names import colour_key
from dashboard.row import Row, each
from dashboard.state import State

CHART = Chart(
    id="rental-spread",
    number="5.2b",
    page="rental",
    tables=("rental_costs", "entities"),
    columns=select.OBSERVATION,
    lenses=LENSES[:5],
    half=True,
    tells=("contract_type",),
)
LEASES = ("spot", "marketplace", "on_demand", "reserved", "reserved_1y", "reserved_3y", "mixed")
ROOM = 1.12
FEW = 2


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return the prices of each lease type in the newest month that holds two or more, by lease type and price."""
    found = select.chosen(prices(tables, state), state)
    # A price of one region does not stand beside medians over all.
    found = found[found["contract_type"].isin(LEASES) & (found["definition"] != ONE_REGION) & (found["entity"] != "")]
    found = select.one_each(found, ["entity", "product", "definition", "contract_type", "period", "publisher"])
    held = found.groupby(["contract_type", "period"])["observation_id"].transform("size")
    found = found[held >= FEW]
    newest = found.groupby("contract_type")["period"].transform("max")
    found = found[found["period"] == newest]
    order = {lease: place for place, lease in enumerate(LEASES)}
    found = found.assign(_lease=found["contract_type"].map(order))
    return select.named(found.sort_values(["_lease", "value", "observation_id"]), tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw a capped bar from the lowest to the highest price of each lease type, with a dot per price."""
    groups = [group for _, group in rows.groupby("contract_type", sort=False)]
    names = [wording.common(f"lease_{group['contract_type'].iloc[0]}", state) for group in groups]
    months = [dates.day(str(group["period"].iloc[0]), state) for group in groups]
    ends = [(group.iloc[0], group.iloc[-1]) for group in groups]
    texts = [numbers.span(float(low["value"]), float(high["value"]), unit(state), state) for low, high in ends]
    page = Rows(state, names, [marks.bold(text) for text in texts], [text + "  " for text in texts], months)
    traces, shapes = [], []
    for index, group in enumerate(groups):
        y, cap = page.y(index), page.half_bar / 2
        low, high = float(group["value"].iloc[0]), float(group["value"].iloc[-1])
        ink = page.theme.rule_strong
        shapes += [
            marks.stroke((low, y, high, y), ink),
            *(marks.stroke((x, y - cap, x, y + cap), ink) for x in (low, high)),
        ]
        traces += [_dot(row, y, page, state) for row in each(group)]
    top = float(rows["value"].max()) * ROOM if len(rows) else 0
    parts = {
        "xaxis": value_axis(page.theme, top, unit(state), state, side="top"),
        "yaxis": row_axis(page.theme, len(groups)),
        "shapes": [shape | {"layer": "below"} for shape in shapes],
        "annotations": page.texts([float(high["value"]) for _, high in ends]),
    }
    return {"data": traces, "layout": layout(page.theme, page.height, page.margin, **parts)}


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say how far apart the highest and the lowest on-demand price are."""
    values = {"accelerator": lens(state)[0].upper()}
    fit = rows[~select.flagged(rows, "not_headline")] if len(rows) else rows
    asked = fit[fit["contract_type"] == "on_demand"] if len(fit) else fit
    title = wording.say(CHART, "question", state, **values)
    if len(asked) >= FEW:
        low, high = asked.iloc[0], asked.iloc[-1]
        values |= {"n": f"{high['value'] / low['value']:.1f}", "month": dates.day(str(low["period"]), state)}
        title = wording.say(CHART, "title", state, **values)
    key = marks.key({*map(marks.dot_form, rows["status"]), *(["range"] if len(rows) else [])}, state)
    subtitle = wording.say(CHART, "subtitle", state, **values)
    return wording.words(
        rows, state, title=title, subtitle=subtitle, key=key, notes=(wording.say(CHART, "note", state),)
    )


def _dot(row: Row, y: float, page: Rows, state: State) -> dict[str, object]:
    colour = page.theme.company(colour_key(str(row["entity"])))
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [float(row["value"])],
        "y": [y],
        "marker": marks.dot(str(row["status"]), colour, page.theme) | {"size": 8},
        "customdata": [row["observation_id"]],
        "hovertext": [marks.hover(row, state)],
        "hoverinfo": "text",
    }
