"""Do the figures fit together: each claim held against a bound that another figure sets; a table."""

from __future__ import annotations

import pandas as pd

from dashboard import numbers
from dashboard.chart import Chart, Figure, Tables, Words
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._tables import no_drawing
from dashboard.iso import iso
from dashboard.row import Row, each
from dashboard.state import State
from dashboard.text import word

CHART = Chart(
    id="rental-checks",
    number="5.4",
    page="rental",
    tables=("checks", "entities"),
    columns=(
        *("check_id", "entity", "entity_name", "period", "claim_name", "implied_name", "bound_name", "verdict_name"),
        *("reason_name", "kind", "implied", "implied_low", "implied_high", "bound", "bound_low", "bound_high", "unit"),
        *("verdict", "status", "inputs", "origin", "known_from"),
    ),
    kind="table",
)
ORDER = ("broken", "tight", "open", "within")


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return one row per check, what is broken first."""
    found = select.table(tables, "checks", CHART.columns)
    found = select.before(select.chosen(found.assign(known_from=iso(found["known_from"])), state), state)
    texts = {
        "claim_name": _told(found, "claim", state),
        "reason_name": _told(found, "reason", state),
        "implied_name": [_span(row, "implied", state) for row in each(found)],
        "bound_name": [_span(row, "bound", state) for row in each(found)],
        "verdict_name": [word(state.lang, "check", str(verdict)) for verdict in found["verdict"]],
    }
    found = found.assign(**{name: pd.Series(told, found.index, dtype=object) for name, told in texts.items()})
    place = {verdict: number for number, verdict in enumerate(ORDER)}
    found = found.assign(origin="silicon-ledger", _place=found["verdict"].map(place))
    found = found.sort_values(["_place", "kind", "entity", "period", "check_id"])
    return select.named(found, tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Return no drawing: the rows are the table."""
    return no_drawing(rows, state)


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say how many checks hold, and how many are broken."""
    counts = rows["verdict"].value_counts()
    broken = int(counts.get("broken", 0))
    name = "question" if rows.empty else "title_broken" if broken else "title"
    title = wording.say(CHART, name, state, n=len(rows), broken=broken)
    facts = wording.counted("check", len(rows), state)
    parts = {"facts": facts, "source": "Silicon Ledger", "rule": "", "alt": wording.alt_short(title, facts, state)}
    notes = tuple(wording.say(CHART, one, state) for one in ("note_verdicts", "note_inputs"))
    return wording.words(rows, state, title=title, subtitle=wording.say(CHART, "subtitle", state), notes=notes, **parts)


def _told(found: pd.DataFrame, name: str, state: State) -> list[str]:
    column = f"{name}_zh" if state.lang == "zh" and f"{name}_zh" in found else name
    return [str(text) for text in found[column]] if column in found else [""] * len(found)


def _span(row: Row, name: str, state: State) -> str:
    unit = str(row["unit"])
    if pd.notna(row[name]):
        return numbers.compact(float(row[name]), unit, state)
    return numbers.measure(None, row[f"{name}_low"], row[f"{name}_high"], unit, state)
