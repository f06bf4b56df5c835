"""Where each programme stands: chip, node, foundry, partner, use and stage, as cited; a table."""

from __future__ import annotations

import pandas as pd

from dashboard.chart import EVERYBODY, Chart, Figure, Tables, Words
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._tables import no_drawing
from dashboard.iso import iso
from dashboard.state import State
from dashboard.text import said

CHART = Chart(
    id="chip-programmes",
    number="2.3",
    page="custom-chips",
    tables=("custom_chips", "entities"),
    columns=(
        *(
            "chip_id",
            "owner",
            "owner_name",
            "chip",
            "chip_name",
            "process_node",
            "foundry",
            "design_partner",
            "purpose",
        ),
        *("status", "team_size", "deployment_date", "flags", "origin", "origin_name", "publisher", "source_title"),
        *("source_url", "source_tier", "published_on", "known_from"),
    ),
    lenses=("current", "all"),
    kind="table",
    switches=(EVERYBODY,),
)
STATED = ("process_node", "foundry", "design_partner", "purpose", "team_size", "deployment_date")
OVER = ("retired", "superseded", "cancelled")
EACH = 3
DEFAULT = ("openai", "google", "amazon", "meta", "microsoft")


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return one row per chip, the fullest telling; what nobody has said reads "not stated" in the state's language."""
    found = select.before(select.table(tables, "custom_chips", CHART.columns), state)
    found = found[~select.flagged(found, *select.GONE)] if len(found) else found
    found = select.chosen(found, state, column="owner", default=DEFAULT)
    found = found[(found["chip"].astype(str) != "") & ~select.of_another(found, tables, column="chip")]
    found = _newest_first(_fullest(found), state)
    if state.lens != "all":
        found = found[~found["status"].isin(OVER)].groupby("owner", sort=False).head(EACH)
    return select.named(_spelled(found, tables, state), tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Return no drawing: the rows are the table."""
    return no_drawing(rows, state)


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say at how many stages the chips stand and how often something is not stated."""
    values = {"n": len(rows), "stages": rows["status"].nunique()}
    name = "title_all" if state.lens == "all" else "title"
    title = wording.say(CHART, name if len(rows) > 1 else "question", state, **values)
    listed = {"facts": _facts(rows, state), "alt": title, "notes": (wording.say(CHART, "note", state),)}
    listed["rule"] = wording.say(CHART, "rule", state)
    return wording.words(rows, state, title=title, subtitle=wording.say(CHART, "subtitle", state), **listed)


def _fullest(found: pd.DataFrame) -> pd.DataFrame:
    """Return one row per chip, the one that states most."""
    stated = found[list(STATED)].map(_said).sum(axis=1)
    ordered = found.assign(_stated=stated).sort_values("chip_id")
    return ordered.sort_values("_stated", ascending=False, kind="stable").drop_duplicates(["owner", "chip"])


def _newest_first(found: pd.DataFrame, state: State) -> pd.DataFrame:
    order = {owner: place for place, owner in enumerate(state.entities or DEFAULT)}
    placed = found.assign(_place=found["owner"].map(order), _since=iso(found["known_from"]))
    return placed.sort_values("chip_id").sort_values(["_place", "_since"], ascending=[True, False], kind="stable")


def _spelled(found: pd.DataFrame, tables: Tables, state: State) -> pd.DataFrame:
    """Return the rows in the state's language: names by the vocabulary, remarks by their known forms."""
    names, blank = select.names(tables), wording.common("not_stated", state)
    spoken = names.speaker(state.lang)
    told = {
        name: found[name].map(lambda text: spoken(said(state.lang, text)) if _said(text) else blank).astype(object)
        for name in STATED
    }
    chips = [
        names.name(chip, state.lang) if called == names.name(chip, "en") else spoken(said(state.lang, called))
        for chip, called in zip(found["chip"], found["chip_name"], strict=True)
    ]
    return found.assign(**told, chip_name=pd.Series(chips, found.index, dtype=object))


def _said(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip())


def _facts(rows: pd.DataFrame, state: State) -> str:
    parts = {"facts": wording.counted("chip", len(rows), state), "origins": wording.origins(rows["origin"], state)}
    return wording.common("facts_undated", state, **parts)
