"""Is the unit share misleading: own chips as a share of own chips plus merchant GPUs, as derived in the ledger."""

from __future__ import annotations

import pandas as pd

from dashboard import dates, marks, numbers
from dashboard.chart import Chart, Figure, Tables, Words
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import axis
from dashboard.charts._dots import Dot, dots
from dashboard.charts._rows import Rows
from dashboard.row import Row, each
from dashboard.state import State

CHART = Chart(
    id="chip-share",
    number="2.2",
    page="custom-chips",
    tables=("observations", "entities"),
    columns=(*select.OBSERVATION, "rule", "derived_from"),
    periods=("2024", "2025", "2023"),
)
UNITS, COMPUTE = "custom_silicon_share", "custom_silicon_share_by_compute"
QUARTERS = (0, 0.25, 0.5, 0.75, 1)


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return the derived shares of one year by units, largest first, each followed by the share by compute if any."""
    found = select.observations(tables, "observations", (UNITS, COMPUTE), state)
    found = found[(found["period"] == _year(state)) & found["value"].notna()]
    found = select.one_each(select.chosen(select.single(found, tables), state), ["entity", "metric", "origin"])
    units = found[found["metric"] == UNITS].groupby("entity")["value"].max()
    found = found.assign(_units=pd.to_numeric(found["entity"].map(units)))
    found = found.sort_values(["_units", "entity", "metric"], ascending=[False, True, True])
    return select.named(found, tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw per firm a filled diamond for its share by units, and an open one for its share by compute."""
    groups = [group for _, group in rows.groupby("entity", sort=False)]
    refused = [_refused(group, state) for group in groups]
    names = [str(group["entity_name"].iloc[0]) for group in groups]
    # On a phone what is refused stands after the name: at the end of the row it would meet the mark's own label.
    after = refused if state.width == "narrow" else ()
    page = Rows(state, names, (), [text or "      " for text in refused], after)
    lines = [
        [Dot(row, float(row["value"]), row["metric"] == COMPUTE, _head(row, state)) for row in each(group)]
        for group in groups
    ]
    xaxis = axis(
        page.theme,
        range=[0, 1],
        zeroline=True,
        zerolinecolor=page.theme.rule_strong,
        showgrid=True,
        tickvals=list(QUARTERS),
        ticktext=[numbers.bare(step, "share", state) for step in QUARTERS],
    )
    tails = [marks.doubt(text, page.theme) if text else "" for text in refused]
    return dots(lines, page, xaxis, tails=() if page.narrow else tails)


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say whose share is largest and whose smallest, and that deployed is not bought."""
    year = dates.period(_year(state), state)
    title = wording.say(CHART, "question", state)
    fit = rows[(rows["metric"] == UNITS) & ~select.flagged(rows, "not_headline")]
    if len(fit) > 1:
        first, last = fit.iloc[0], fit.iloc[-1]
        ends = {"first": first["entity_name"], "share": marks.value(first, state)}
        ends |= {"last": last["entity_name"], "last_share": marks.value(last, state)}
        title = wording.say(CHART, "title", state, period=year, **ends)
    notes = tuple(wording.say(CHART, name, state) for name in ("formula", "note_deployed", "note_compute"))
    subtitle = wording.say(CHART, "subtitle", state, period=year)
    key = tuple(
        (form, wording.say(CHART, name, state))
        for form, name, metric in (("diamond", "key_units", UNITS), ("diamond-open", "key_compute", COMPUTE))
        if (rows["metric"] == metric).any()
    )
    return wording.words(rows, state, title=title, subtitle=subtitle, key=key, notes=notes)


def _refused(group: pd.DataFrame, state: State) -> str:
    """Return what stands where a share by compute would, if none could be derived."""
    return "" if (group["metric"] == COMPUTE).any() else wording.say(CHART, "refused", state)


def _head(row: Row, state: State) -> str:
    return wording.say(CHART, "head_compute" if row["metric"] == COMPUTE else "head_units", state)


def _year(state: State) -> str:
    return state.period or CHART.periods[0]
