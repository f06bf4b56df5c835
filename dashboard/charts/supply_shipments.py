"""How many did each maker ship: one family of products a bar, one way of counting at a time."""

from __future__ import annotations

import pandas as pd

from dashboard import dates, marks
from dashboard.chart import EVERYBODY, Chart, Figure, Tables, Words
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._bars import bars, label
from dashboard.charts._rows import Rows
from dashboard.row import each
from dashboard.state import State
from dashboard.text import word

CHART = Chart(
    id="supply-shipments",
    number="6.2",
    page="supply",
    tables=("supply", "entities"),
    columns=select.OBSERVATION,
    periods=("2025", "2024", "2023"),
    switches=(EVERYBODY,),
    tells=("unit_basis",),
)
LIKE = ("", "gpus", "chips", "packages")
"""Ways of counting that stand beside each other with a word; dies, cards and equivalents do not."""
BARRED = ("not_headline", "aggregate")


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return what the one origin that counts most families counts of each, largest first; parts of a family are out."""
    found = select.observations(tables, "supply", ("units_shipped",), state)
    found = found[(found["period"] == _year(state)) & found["value"].notna() & found["unit_basis"].isin(LIKE)]
    found = found[~select.flagged(found, *BARRED)] if len(found) else found
    found = select.chosen(select.single(found, tables), state)
    counts = found.groupby("origin")["product"].nunique().sort_index()
    found = found[found["origin"] == (counts.idxmax() if len(counts) else "")]
    found = select.one_each(found, ["entity", "product"])
    held = set(found["product"])
    inside = [bool(held & select.above(str(product), tables)) for product in found["product"]]
    found = found[~pd.Series(inside, index=found.index, dtype=bool)]
    found = found.sort_values(["value", "observation_id"], ascending=[False, True])
    return select.named(select.first(found, state), tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw one bar per maker and family, with what one unit is beside its name."""
    texts = [label(row, state, marks.value(row, state)) for row in each(rows)]
    pairs = zip(rows["product_name"], rows["unit_basis"], strict=True)
    suffixes = [f"{product}, {word(state.lang, 'unit_basis', basis)}" if basis else product for product, basis in pairs]
    page = Rows(state, list(rows["entity_name"]), [one for one, _ in texts], [one for _, one in texts], suffixes)
    return bars(rows, state, [float(value) for value in rows["value"]], "units", page)


def words(rows: pd.DataFrame, state: State) -> Words:
    """Name the family of which most were shipped."""
    title = _title(rows, state) or wording.say(CHART, "question", state)
    year = dates.period(_year(state), state)
    notes = tuple(wording.say(CHART, name, state) for name in ("note_basis", "note_parts"))
    key = marks.key(map(marks.bar_form, rows["status"]), state)
    rule = wording.say(CHART, "rule", state)
    subtitle = wording.say(CHART, "subtitle", state, period=year)
    return wording.words(rows, state, title=title, subtitle=subtitle, notes=notes, key=key, rule=rule)


def _year(state: State) -> str:
    return state.period or CHART.periods[0]


def _title(rows: pd.DataFrame, state: State) -> str:
    if len(rows) < 2:  # noqa: PLR2004 - one bar leads nobody
        return ""
    first = rows.iloc[0]
    values = {"origin": first["origin_name"], "name": first["entity_name"], "product": first["product_name"]}
    shown = {"value": marks.value(first, state), "period": dates.period(_year(state), state)}
    return wording.say(CHART, "title", state, **values, **shown)
