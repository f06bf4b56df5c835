"""What a year of rented compute costs: yearly rents by tenant, one bar per contract, never added up."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard import marks
from dashboard.chart import EVERYBODY, Chart, Figure, Tables, Words
from dashboard.charts import _capex as capex
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._bars import bars, label
from dashboard.charts._rows import Rows
from dashboard.row import Row, each
from dashboard.state import State
from dashboard.theme import theme

CHART = Chart(
    id="rental-yearly",
    number="5.1",
    page="rental",
    tables=("rental_costs", "entities"),
    columns=select.OBSERVATION,
    switches=(EVERYBODY,),
)

BARRED = ("not_headline", "weak_source", "do_not_add", "derived")
"""Flags whose rents are drawn and not told: doubtful, arithmetic, or a repeat of another row."""


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """
    Return the yearly rents by tenant in the state's currency as their sources gave them, largest first.

    A market's rent of one machine is no tenant's: beside rents of billions it has no bar, and it belongs to 5.2's kind.
    """
    found = select.observations(tables, "rental_costs", ("rental_cost_per_year",), state)
    found = found[found["entity"] != ""]
    found = select.chosen(found[found["unit"] == f"{state.currency}_per_year"], state)
    found = select.one_each(found, ["entity", "counterparty", "product", "period", "origin"])
    known = found["value"].notna() | found["value_high"].notna() | found["value_low"].notna()
    found = found[known]
    found = found.assign(_size=[capex.high(row) for row in each(found)])
    found = found.sort_values(["_size", "observation_id"], ascending=[False, True])
    return select.named(select.first(found, state), tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw one bar per rent, in the form of its status; what is told of one deal in the same words shares a line."""
    told, lines = each(rows), _lines(rows)
    deals = [[row for row, at in zip(told, lines, strict=True) if at == line] for line in sorted(set(lines))]
    first = [deal[0] for deal in deals]
    texts = [_label(deal, state) for deal in deals]
    seller = [
        wording.say(CHART, "via", state, seller=name) if (name := row["counterparty_name"]) else "" for row in first
    ]
    shown = [marks.bold(marks.value(row, state)) for row in first]
    labels = shown if state.width == "narrow" else [text for text, _ in texts]
    page = Rows(state, [row["entity_name"] for row in first], labels, [plain for _, plain in texts], seller)
    return bars(rows, state, [capex.high(row) for row in told], f"{state.currency}_per_year", page, lines=lines)


def _lines(rows: pd.DataFrame) -> list[int]:
    """Return the line of each rent: a tenant's equal rents from one seller are one deal, told more than once."""
    found: dict[tuple[object, ...], int] = {}
    return [
        found.setdefault(
            (row["entity"], row["counterparty"], capex.low(row), capex.high(row)) if row["counterparty"] else (at,),
            len(found),
        )
        for at, row in enumerate(each(rows))
    ]


def _label(deal: Sequence[Row], state: State) -> tuple[str, str]:
    """Return the label of a deal: its value, and who says so and how surely; of several, how often it is told."""
    value = marks.value(deal[0], state)
    if len(deal) == 1:
        return label(deal[0], state, value)
    said = wording.say(CHART, "twice", state, n=len(deal))
    return f"{marks.bold(value)}  {marks.quiet(said, theme(state.theme))}", f"{value}  {said} "


def words(rows: pd.DataFrame, state: State) -> Words:
    """Name the largest rent that may stand in a headline."""
    title = _title(rows, state) or wording.say(CHART, "question", state)
    key = marks.key(map(marks.bar_form, rows["status"]), state)
    shared = len({*_lines(rows)}) < len(rows)
    notes = tuple(wording.say(CHART, name, state) for name in ("note", *(("note_twice",) if shared else ())))
    subtitle = wording.say(CHART, f"subtitle_{state.currency}", state)
    return wording.words(rows, state, title=title, subtitle=subtitle, notes=notes, key=key)


def _title(rows: pd.DataFrame, state: State) -> str:
    """Return the largest rent that may be told: alone where its deal has one reading, else with all of them."""
    barred = select.flagged(rows, *BARRED)
    nameless = (rows["origin"] == select.UNATTRIBUTED) | (rows["counterparty_name"] == "")
    for row in each(rows[~barred & ~nameless]):
        same = (rows["entity"] == row["entity"]) & (rows["counterparty"] == row["counterparty"])
        names = {"tenant": row["entity_name"], "seller": row["counterparty_name"], "origin": row["origin_name"]}
        told = list(dict.fromkeys(marks.value(one, state) for one in each(rows[same])))
        if len(told) == 1:
            status = row["status"] if row["status"] in {"actual", "plan"} else "estimate"
            return wording.say(CHART, f"title_{status}", state, **names, value=told[0])
        if (same & barred).any():
            # One of its readings may not be told, so none is: half a dispute would be taken for the whole.
            return wording.say(CHART, "title_disputed", state, **names)
        return wording.say(CHART, "title_readings", state, **names, low=told[-1], high=told[0])
    return ""
