"""Do the claims measure the same thing: every share that says of what it is one, grouped by its denominator."""

from __future__ import annotations

import pandas as pd

from dashboard import dates, marks, numbers
from dashboard.chart import Chart, Figure, Tables, Words
from dashboard.charts import _claims as claims
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import axis
from dashboard.charts._capex import high
from dashboard.charts._rows import Rows
from dashboard.row import each
from dashboard.state import State
from dashboard.text import word

CHART = Chart(
    id="supply-shares",
    number="6.1",
    page="supply",
    tables=("supply", "entities"),
    columns=(*select.OBSERVATION, "denominator_name"),
    lenses=("named", "all"),
    tells=("denominator",),
)
WEAK = ("weak_source", "not_headline")
QUARTERS = (0, 0.25, 0.5, 0.75, 1)


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return the shares with a denominator, the most often told denominator first; weak sources only when asked for."""
    found = select.observations(tables, "supply", ("market_share",), state)
    found = select.chosen(found[found["denominator"].astype(str) != ""], state)
    if state.lens != "all":
        found = found[~select.flagged(found, *WEAK)] if len(found) else found
    found = select.one_each(found, ["entity", "denominator", "period", "origin"])
    size = found.groupby("denominator")["entity"].transform("count")
    top = pd.Series([high(row) for row in each(found)], index=found.index, dtype=float)
    found = found.assign(_n=size, _top=top)
    found = found.sort_values(
        ["_n", "denominator", "period", "_top", "observation_id"], ascending=[False, True, False, False, True]
    )
    told = [word(state.lang, "denominator", name) for name in found["denominator"]]
    return select.named(
        found.assign(denominator_name=pd.Series(told, index=found.index, dtype=object)), tables, state, CHART.columns
    )


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw one claim per row on a scale from nothing to all, under the heading of what it is a share of."""
    xaxis = axis(
        Rows(state, ()).theme,
        range=[0, 1],
        zeroline=True,
        zerolinecolor=Rows(state, ()).theme.rule_strong,
        showgrid=True,
        side="top",
        tickvals=list(QUARTERS),
        ticktext=[numbers.bare(step, "share", state) for step in QUARTERS],
    )
    pairs = zip(rows["entity_name"], rows["period"], strict=True)
    names = [(str(name), dates.period(str(period), state)) for name, period in pairs]
    return claims.claims(claims.groups(rows, "denominator_name"), names, xaxis, state)


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say how many unlike wholes one company's shares are told of."""
    return claims.words(CHART, rows, state, _title(rows, state))


def _title(rows: pd.DataFrame, state: State) -> str:
    held = rows[rows["value"].notna() & ~select.flagged(rows, *WEAK)] if len(rows) else rows
    wholes = {str(name): found["denominator"].nunique() for name, found in held.groupby("entity")}
    if max(wholes.values(), default=0) < 2:  # noqa: PLR2004 - one whole is no comparison
        return ""
    most = max(sorted(wholes), key=lambda name: wholes[name])
    same = held[held["entity"] == most].sort_values("value")
    low, high_ = same.iloc[0], same.iloc[-1]
    ends = {"low": marks.value(low, state), "high": marks.value(high_, state)}
    return wording.say(CHART, "title", state, name=low["entity_name"], n=wholes[most], **ends)
