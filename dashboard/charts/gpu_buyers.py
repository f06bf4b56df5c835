"""Who bought most: Hopper GPUs by buyer in one year, by the origin that names the most buyers."""

from __future__ import annotations

import pandas as pd

from dashboard import dates, marks, numbers
from dashboard.chart import EVERYBODY, Chart, Figure, Tables, Words
from dashboard.charts import _gpus as gpus
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._bars import bars, label
from dashboard.charts._capex import high
from dashboard.charts._rows import Rows
from dashboard.row import Row, each
from dashboard.state import State

CHART = Chart(
    id="gpu-buyers",
    number="1.1",
    page="gpu-buying",
    tables=("gpu_purchases", "observations", "entities"),
    columns=(*select.OBSERVATION, "share_of_named", "named_total"),
    lenses=("units", "share", "h100e", "cost"),
    periods=("2024", "2025", "2023"),
    switches=("amd", EVERYBODY),
)
TWICE = 2
DERIVED = {"h100e": gpus.EQUIVALENTS, "cost": gpus.BILL}


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return one row per named buyer (and chip, with AMD on), most first; the share is of the buyers shown."""
    year, metric = _year(state), DERIVED.get(state.lens, "")
    counted = gpus.by_lead(gpus.hopper(tables, state, year))
    origin = str(counted["origin"].iloc[0]) if len(counted) else ""
    found = gpus.derived(tables, state, year, metric, origin) if metric else counted
    if "amd" in state.on and state.lens in {"", "units"}:
        found = pd.concat([found, gpus.rivals_chip(tables, state, year, origin)])
    if metric and "amd" not in state.on:
        found = found[found["product"].isin(select.family(tables, gpus.FAMILY))]
    found = found.assign(_top=[high(row) for row in each(found)])
    found = select.chosen(found, state).sort_values(["_top", "entity", "product"], ascending=[False, True, True])
    found = select.first(found, state)
    total = counted.loc[counted["entity"].isin(found["entity"]), "value"].sum()
    share = found["value"] / total if total and not metric else None
    return select.named(found.assign(share_of_named=share, named_total=total), tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw one bar per buyer, or per buyer and chip; a band of prices reaches to its upper end."""
    share = state.lens == "share"
    unit = "share" if share else f"{rows['unit'].iloc[0]}" if len(rows) else "units"
    values = [float(value) for value in rows["share_of_named"]] if share else [high(row) for row in each(rows)]
    said = [numbers.compact(value, unit, state) for value in values]
    texts = said if share else [marks.value(row, state) for row in each(rows)]
    labels = [
        label(row, state, text, mark="*" if _has_h20(row) else "") for text, row in zip(texts, each(rows), strict=True)
    ]
    chips = list(rows["product_name"]) if _is_mixed(state) else [""] * len(rows)
    names, shown, plain = list(rows["entity_name"]), [text for text, _ in labels], [plain for _, plain in labels]
    # As far apart as the rows of 4.1, beside which it stands on the Overview.
    deep = state.width != "narrow"
    return bars(rows, state, values, unit, Rows(state, names, shown, plain, chips, deep=deep))


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say who leads and by how much."""
    lens = state.lens or CHART.lenses[0]
    total = numbers.compact(float(rows["named_total"].iloc[0]), "units", state) if len(rows) else ""
    chips = wording.say(CHART, "chips_amd" if _is_mixed(state) else "chips", state)
    subtitle = wording.say(CHART, f"subtitle_{lens}", state, period=_period(state), total=total, chips=chips)
    notes = [wording.say(CHART, "note_h20", state)] if any(_has_h20(row) for row in each(rows)) else []
    notes += [wording.say(CHART, f"note_{lens}", state)] if lens in DERIVED and len(rows) else []
    title = _title(rows, state) or wording.say(CHART, "question", state)
    rule = wording.say(CHART, "rule", state)
    banded = ["band"] if lens == "cost" and len(rows) else []
    key = marks.key([*map(marks.bar_form, rows["status"]), *banded], state)
    return wording.words(rows, state, title=title, subtitle=subtitle, notes=tuple(notes), key=key, rule=rule)


def _is_mixed(state: State) -> bool:
    """Return whether chips of both makers are drawn; a share is of one maker's chips only."""
    return "amd" in state.on and state.lens != "share"


def _year(state: State) -> str:
    return state.period or CHART.periods[0]


def _period(state: State) -> str:
    return dates.period(_year(state), state)


def _has_h20(row: Row) -> bool:
    return "includes_h20" in str(row["flags"]).split(";")


def _title(rows: pd.DataFrame, state: State) -> str:
    headline = rows[~select.flagged(rows, "not_headline")] if len(rows) else rows
    headline = headline[~headline["entity"].duplicated()] if _is_mixed(state) else headline
    if len(headline) < TWICE or headline.index[0] != 0:
        return ""
    first, second = headline.iloc[0], headline.iloc[1]
    return wording.say(
        CHART,
        _finding(first, second, state),
        state,
        first=first["entity_name"],
        value=marks.value(first, state),
        second=second["entity_name"],
        second_value=marks.value(second, state),
        period=_period(state),
    )


def _finding(first: Row, second: Row, state: State) -> str:
    if state.lens in DERIVED:
        return f"title_{state.lens}"
    if _is_mixed(state):
        return "title_amd"
    return "title_twice" if first["value"] > TWICE * second["value"] else "title_lead"
