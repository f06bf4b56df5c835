"""How much advanced packaging is there to be: forecasts of one foundry's monthly wafers, by year and origin."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from dashboard import dates, numbers
from dashboard.chart import Chart, Figure, Tables, Words
from dashboard.charts import _claims as claims
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import value_axis
from dashboard.charts._capex import high, low
from dashboard.charts._rows import Rows
from dashboard.row import each
from dashboard.state import State

CHART = Chart(
    id="supply-packaging",
    number="6.3",
    page="supply",
    tables=("supply", "entities"),
    columns=select.OBSERVATION,
    lenses=("cowos", "soic"),
)
UNIT = "wafers_per_month"
ROOM = 1.1


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return one claim per year and origin, the latest year first, the largest claim first."""
    found = select.observations(tables, "supply", ("wafer_capacity",), state)
    found = found[(found["product"] == (state.lens or CHART.lenses[0])) & (found["unit"] == UNIT)]
    found = select.one_each(select.chosen(found, state), ["entity", "period", "origin"])
    found = found.assign(_top=[high(row) for row in each(found)])
    found = found.sort_values(["period", "_top", "observation_id"], ascending=[False, False, True])
    return select.named(found, tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw one claim per row under the heading of its year."""
    told = rows.assign(_year=[dates.period(str(period), state) for period in rows["period"]])
    top = max((high(row) for row in each(rows)), default=0.0) * ROOM
    xaxis = value_axis(Rows(state, ()).theme, top, UNIT, state, side="top")
    return claims.claims(claims.groups(told, "_year"), [(str(name), "") for name in rows["origin_name"]], xaxis, state)


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say how far apart the forecasts for the most often forecast year are."""
    return claims.words(CHART, rows, state, _title(rows, state))


def _title(rows: pd.DataFrame, state: State) -> str:
    pairs = set(zip(rows["entity_name"], rows["period"], rows["origin"], strict=True))
    years = Counter((str(name), str(year)) for name, year, _ in pairs)
    if max(years.values(), default=0) < 2:  # noqa: PLR2004 - one origin does not differ
        return ""
    name, year = max(sorted(years), key=lambda pair: years[pair])
    same = rows[(rows["entity_name"] == name) & (rows["period"] == year)]
    least, most = min(low(row) for row in each(same)), max(high(row) for row in each(same))
    ends = {"low": numbers.compact(least, UNIT, state), "high": numbers.compact(most, UNIT, state)}
    values = {"name": name, "period": dates.period(year, state), "n": same["origin"].nunique(), **ends}
    return wording.say(CHART, "title", state, product=same["product_name"].iloc[0], **values)
