"""Who accelerates: Hopper and Blackwell GPUs bought per year, one small panel per buyer on a shared scale."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import dates, marks, numbers
from dashboard.chart import EVERYBODY, Chart, Figure, Tables, Words
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import axis, layout
from dashboard.names import colour_key
from dashboard.row import Row, each
from dashboard.state import State
from dashboard.theme import Theme, theme

CHART = Chart(
    id="gpu-years",
    number="1.3",
    page="gpu-buying",
    tables=("gpu_purchases", "entities"),
    columns=(*select.OBSERVATION, "series"),
    half=True,
    switches=(EVERYBODY,),
    together=("entity",),
    tells=("unit_basis",),
)
SERIES = ("hopper", "blackwell")
DEFAULT = ("microsoft", "meta", "amazon", "google")
COLUMNS, PANEL, ROOM = 2, 172, 1.3
LINE = 2


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return the yearly counts of the one origin that counts most years, by buyer, series and year."""
    found = select.observations(tables, "gpu_purchases", ("units_purchased",), state)
    found = found[found["value"].notna() & found["period"].str.fullmatch(r"\d{4}") & (found["unit"] == "units")]
    series = {name: root for root in SERIES for name in select.family(tables, root)}
    found = found.assign(series=found["product"].map(series))
    found = select.chosen(found[found["series"].notna()], state, default=DEFAULT)
    found = select.one_each(select.single(found, tables), ["entity", "series", "period", "origin"])
    counts = found.groupby("origin").size().sort_index()
    found = found[found["origin"] == counts.idxmax()] if len(counts) else found
    peak = found.groupby("entity")["value"].transform("max")
    found = found.assign(_peak=peak).sort_values(
        ["_peak", "entity", "series", "period"], ascending=[False, True, False, True]
    )
    return select.named(found, tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw a panel per buyer; points of one origin and series are joined, and a missing year is left out."""
    look = theme(state.theme)
    panels = [group for _, group in rows.groupby("entity", sort=False)]
    depth = max(-(-len(panels) // COLUMNS), 1)
    height = depth * PANEL + 40
    parts: dict[str, Any] = {"annotations": []}
    traces: list[dict[str, Any]] = []
    for index, panel in enumerate(panels):
        parts |= _axes(index, depth, rows, state, look)
        traces += _lines(panel, index, state, look)
        parts["annotations"] += _texts(panel, index, state, look) + _scale(index, rows, state, look)
    return {"data": traces, "layout": layout(look, height, (8, 48, 24, 20), **parts)}


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say whether Blackwell has passed Hopper at every buyer shown."""
    years = sorted(set(rows["period"]))
    span = "–".join(dict.fromkeys((years[0], years[-1]))) if years else ""
    subtitle = wording.say(CHART, "subtitle", state, period=span)
    title = _title(rows, years, state) or wording.say(CHART, "question", state)
    forms = ["triangle", "triangle-open", "line"] if len(rows) else []
    notes = (wording.say(CHART, "note", state),)
    return wording.words(rows, state, title=title, subtitle=subtitle, key=marks.key(forms, state), notes=notes)


def _suffix(index: int) -> str:
    return "" if index == 0 else str(index + 1)


def _axes(index: int, depth: int, rows: pd.DataFrame, state: State, look: Theme) -> dict[str, Any]:
    column, line = index % COLUMNS, index // COLUMNS
    years = sorted(set(rows["period"]))
    top = float(rows["value"].max()) * ROOM
    steps = numbers.ticks(top, 2)
    gap, name, width = 0.12 / depth, _suffix(index), 0.37 if state.width == "narrow" else 0.43
    across = axis(
        look,
        domain=[column * 0.56, column * 0.56 + width],
        anchor=f"y{name}",
        range=[int(years[0]) - 0.3, int(years[-1]) + 0.25],
        tickvals=[int(year) for year in years],
        ticktext=years,
        showline=True,
        linecolor=look.rule_strong,
    )
    up = axis(
        look,
        domain=[1 - (line + 1) / depth + gap * 1.4, 1 - line / depth - gap],
        anchor=f"x{name}",
        range=[0, top],
        showgrid=True,
        tickvals=steps[1:],
        showticklabels=False,
    )
    return {f"xaxis{name}": across, f"yaxis{name}": up}


def _scale(index: int, rows: pd.DataFrame, state: State, look: Theme) -> list[dict[str, Any]]:
    """Say the steps of the shared scale on their lines, in the first column only."""
    if index % COLUMNS:
        return []
    name, steps = _suffix(index), numbers.ticks(float(rows["value"].max()) * ROOM, 2)[1:]
    place = {"x": 0, "xref": f"x{name} domain", "yref": f"y{name}", "yshift": 7, "size": marks.TICK}
    return [marks.note(numbers.bare(step, "units", state), look, y=step, colour=look.ink_3, **place) for step in steps]


def _lines(panel: pd.DataFrame, index: int, state: State, look: Theme) -> list[dict[str, Any]]:
    colour, name = look.company(colour_key(str(panel["entity"].iloc[0]))), _suffix(index)
    traces = []
    for series, group in panel.groupby("series", sort=False):
        ordered = group.sort_values("period")
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": [int(year) for year in ordered["period"]],
                "y": [float(value) for value in ordered["value"]],
                "xaxis": f"x{name}",
                "yaxis": f"y{name}",
                "line": {"color": colour, "width": LINE},
                "marker": marks.dot(str(ordered["status"].iloc[0]), colour, look, rival=series != SERIES[0]),
                "customdata": list(ordered["observation_id"]),
                "hovertext": [marks.hover(row, state) for row in each(ordered)],
                "hoverinfo": "text",
                "cliponaxis": False,
            }
        )
    return traces


def _texts(panel: pd.DataFrame, index: int, state: State, look: Theme) -> list[dict[str, Any]]:
    """Name the panel, and say the peak and the last value of each series, the higher above, the lower below."""
    name = _suffix(index)
    place = {"xref": f"x{name} domain", "yref": f"y{name} domain"}
    head = marks.note(marks.bold(str(panel["entity_name"].iloc[0])), look, x=0, y=1, yshift=12, **place)
    found = [head]
    for series, group in panel.groupby("series", sort=False):
        peak = group.sort_values("value").iloc[-1]
        last = group.sort_values("period").iloc[-1]
        product = wording.say(CHART, str(series), state) if index == 0 else ""
        points: list[tuple[Row, dict[str, Any]]] = [(last, {"xshift": 9})]
        if peak["period"] != last["period"]:
            points.append((peak, {"xanchor": "center", "yshift": 14}))
        found += [_value(row, name, state, look, shift) for row, shift in points]
        if product:
            # The one that peaks before the last year is named towards the years before: the other stands over the last.
            early = peak["period"] != last["period"]
            side: dict[str, Any] = {"xanchor": "right" if early else "center", "xshift": -4 * early}
            found.append(_named(product, peak if early else last, name, look, side | {"yshift": 28 if early else 25}))
    return found


def _value(row: Row, name: str, state: State, look: Theme, shift: dict[str, Any]) -> dict[str, Any]:
    place = {"x": int(row["period"]), "y": float(row["value"]), "xref": f"x{name}", "yref": f"y{name}"}
    return marks.note(marks.escape(marks.value(row, state)), look, size=marks.META, **place, **shift)


def _named(product: str, row: Row, name: str, look: Theme, shift: dict[str, Any]) -> dict[str, Any]:
    place = {"x": int(row["period"]), "y": float(row["value"]), "xref": f"x{name}", "yref": f"y{name}"}
    return marks.note(product, look, size=marks.META, colour=look.ink_2, **place, **shift)


def _title(rows: pd.DataFrame, years: list[str], state: State) -> str:
    """Name the finding only where every buyer shown has both series in the last year."""
    last = rows[rows["period"] == years[-1]] if years else rows
    both = last.pivot_table(index="entity", columns="series", values="value") if len(last) else last
    if len(both) < COLUMNS or not set(SERIES) <= set(both.columns) or both[list(SERIES)].isna().any(axis=None):
        return ""
    if len(both) != rows["entity"].nunique() or not (both["blackwell"] > both["hopper"]).all():
        return ""
    year = dates.period(years[-1], state)
    return wording.say(CHART, "title_passed", state, period=year, origin=rows["origin_name"].iloc[0], n=len(both))
