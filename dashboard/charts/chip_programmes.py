"""Where each programme stands: chip, node, foundry, partner, use and stage, as cited; a table."""

from __future__ import annotations

import pandas as pd

from dashboard.chart import Chart, Figure, Tables, Words
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.state import State

CHART = Chart(
    id="chip-programmes",
    number="2.3",
    page="custom-chips",
    tables=("custom_chips", "entities"),
    columns=(
        *("chip_id", "owner", "owner_name", "chip_name", "process_node", "foundry", "design_partner", "purpose"),
        *("status", "team_size", "deployment_date", "flags", "origin", "origin_name", "publisher", "source_title"),
        *("source_url", "source_tier", "published_on", "known_from"),
    ),
    kind="table",
)
STATED = ("process_node", "foundry", "design_partner", "purpose", "team_size", "deployment_date")
DEFAULT = ("openai", "google", "amazon", "meta", "microsoft")


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return one row per chip; what its owner has not said reads "not stated" in the state's language."""
    found = select.before(select.table(tables, "custom_chips", CHART.columns), state)
    found = found[~select.flagged(found, *select.GONE)] if len(found) else found
    found = select.chosen(found, state, column="owner", default=DEFAULT)
    blank = wording.common("not_stated", state)
    said = {name: found[name].map(lambda text: str(text) if _said(text) else blank).astype(object) for name in STATED}
    order = {owner: place for place, owner in enumerate(state.entities or DEFAULT)}
    found = found.assign(**said, _place=found["owner"].map(order), _since=select.days(found["known_from"]))
    found = found.sort_values("chip_id").sort_values(["_place", "_since"], ascending=[True, False], kind="stable")
    return select.named(found, tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:  # noqa: ARG001 - every chart has one; a table has no drawing
    """Return no drawing: the rows are the table."""
    return {"data": [], "layout": {}}


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say at how many stages the chips stand and how often something is not stated."""
    values = {"n": len(rows), "stages": rows["status"].nunique()}
    title = wording.say(CHART, "title" if len(rows) > 1 else "question", state, **values)
    listed = {"facts": _facts(rows, state), "alt": title, "rule": "", "notes": (wording.say(CHART, "note", state),)}
    return wording.words(rows, state, title=title, subtitle=wording.say(CHART, "subtitle", state), **listed)


def _said(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip())


def _facts(rows: pd.DataFrame, state: State) -> str:
    origins = wording.counted("origin", rows["origin"].nunique(), state)
    return wording.common("facts_undated", state, facts=wording.counted("chip", len(rows), state), origins=origins)
