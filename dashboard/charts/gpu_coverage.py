"""Where are we blind: how many origins count each buyer's purchases in each year; an empty cell is not a zero."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import dates, marks
from dashboard.chart import EVERYBODY, Chart, Figure, Tables, Words
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import axis, layout, row_axis
from dashboard.charts._kept import kept
from dashboard.charts._rows import Rows
from dashboard.iso import iso
from dashboard.row import Row, each
from dashboard.state import State

CHART = Chart(
    id="gpu-coverage",
    number="1.4",
    page="gpu-buying",
    tables=("gpu_purchases", "coverage", "entities"),
    columns=(*select.OBSERVATION, "origins", "n_origins", "n_observations", "state", "looked_in", "note"),
    switches=(EVERYBODY,),
    together=("entity",),
)
METRIC = "units_purchased"
LOOKED = ("looked_in", "note")
"""What is told of a search."""

IN_VAIN, NOT_SEARCHED = "searched_not_found", "not_searched"
MOST = 12
PITCH = 29


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return one row per buyer and year: what origins count, what was searched in vain, what nobody looked for."""
    found = select.observations(tables, "gpu_purchases", (METRIC,), state)
    found = found[found["period"].str.fullmatch(r"\d{4}").astype(bool)]
    found = select.chosen(select.single(found, tables), state)
    keys = ["entity", "period"]
    grouped = found.groupby(keys)
    found = found.assign(
        origins=grouped["origin"].transform(lambda told: ";".join(sorted(set(told)))),
        n_origins=grouped["origin"].transform("nunique"),
        n_observations=grouped["origin"].transform("size"),
    )
    found = select.one_each(found, keys)
    weight = found.groupby("entity")["n_origins"].transform("sum")
    found = found.assign(_weight=weight).sort_values(["_weight", "entity", "period"], ascending=[False, True, True])
    found = _with_gaps(select.first(found, state, most=MOST), tables, state)
    return select.named(found, tables, state, CHART.columns)


def held(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the cells that an origin counts."""
    return rows[~rows["state"].isin((IN_VAIN, NOT_SEARCHED))] if len(rows) else rows


@kept()
def _searched(tables: Tables) -> pd.DataFrame:
    """Return the cells that somebody counts, looked for in vain, or did not look for yet."""
    told = select.table(tables, "coverage", ("coverage_id", "entity", "year", "metric", "state", "known_from"))
    return told[told["metric"] == METRIC].assign(period=lambda one: one["year"].astype(str))


def _with_gaps(found: pd.DataFrame, tables: Tables, state: State) -> pd.DataFrame:
    """Return the cells that are counted, and those of the same buyers and years that are not, with why."""
    if found.empty:
        return found
    told = _searched(tables)
    states = dict(zip(zip(told["entity"], told["period"], strict=True), told["state"], strict=True))
    cells = list(zip(found["entity"], found["period"], strict=True))
    found = found.assign(state=[states.get(cell, "estimated") for cell in cells])
    gaps = told[told["entity"].isin(found["entity"]) & told["period"].isin(map(str, _years(found)))]
    known_cells = set(cells)
    new = [cell not in known_cells for cell in zip(gaps["entity"], gaps["period"], strict=True)]
    gaps = gaps[pd.Series(new, gaps.index, dtype=bool)]  # an empty list would choose no columns
    vain = (gaps["state"] == IN_VAIN) & ((iso(gaps["known_from"]) <= state.as_of) | (not state.as_of))
    status = pd.Series(NOT_SEARCHED, gaps.index, dtype=object).mask(vain, IN_VAIN)
    blank = {name: gaps[name].where(vain, "") for name in ("known_from", "shown_from", *LOOKED) if name in gaps}
    gaps = gaps.assign(**blank, state=status, status=status, origin="silicon-ledger")
    gaps = gaps.assign(observation_id=gaps["coverage_id"], n_origins=0, n_observations=0)
    order = {name: place for place, name in enumerate(dict.fromkeys(found["entity"]))}
    whole = pd.concat([found, gaps.reindex(columns=[*gaps.columns])]) if len(gaps) else found
    whole = whole.assign(_order=whole["entity"].map(order)).sort_values(["_order", "period"])
    texts = [name for name in CHART.columns if name in whole and whole[name].dtype in (object, "str")]
    return whole.assign(**{name: whole[name].fillna("") for name in texts})


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw a cell per buyer and year; a cell without a fact says whether it was looked for."""
    years = _years(rows)
    names = list(dict.fromkeys(rows["entity_name"]))
    page = Rows(state.but(width="wide"), names)
    cells = {(row["entity_name"], int(row["period"])): row for row in each(rows)}
    traces, shapes, notes = [], [], page.texts(())
    for line, name in enumerate(names):
        for year in years:
            cell = cells.get((name, year))
            shapes.append(_box(year, line, page, filled=cell is not None and cell["n_origins"] > 0))
            notes.append(_text(cell, year, line, page, narrow=state.width == "narrow"))
            traces += [_target(cell, year, line, page)] if cell is not None else []
    xaxis = axis(
        page.theme,
        side="top",
        tickangle=0,
        tickvals=years,
        ticktext=[str(year) for year in years],
        range=[min(years, default=0) - 0.5, max(years, default=0) + 0.5],
    )
    parts = {"xaxis": xaxis, "yaxis": row_axis(page.theme, len(names)), "shapes": shapes, "annotations": notes}
    return {"data": traces, "layout": layout(page.theme, PITCH * len(names) + 36, (page.left, 0, 28, 8), **parts)}


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say for which buyers only one origin is held in the year most counted."""
    title = _title(rows, state) or wording.say(CHART, "question", state)
    notes = (wording.say(CHART, "note", state),)
    counted = held(rows)
    key = marks.key(map(marks.dot_form, counted["status"]), state)
    return wording.words(
        rows,
        state,
        title=title,
        subtitle=wording.say(CHART, "subtitle", state),
        notes=notes,
        key=key,
        facts=_facts(counted, state) if len(rows) else "",
        source=wording.source(counted, state) if len(rows) else "",
        alt=_alt(counted, title, state) if len(rows) else "",
    )


def _facts(rows: pd.DataFrame, state: State) -> str:
    """Return how many figures stand behind the cells, of how many origins: a cell shows one of them."""
    return wording.facts_of(int(rows["n_observations"].sum()), ";".join(rows["origins"]).split(";"), rows, state)


def _years(rows: pd.DataFrame) -> list[int]:
    told = [int(year) for year in (held(rows) if "state" in rows else rows)["period"]]
    return list(range(min(told) - 1, max(told) + 2)) if told else []


def _box(year: int, line: int, page: Rows, *, filled: bool) -> dict[str, Any]:
    look = page.theme
    colour = look.sunk if filled else look.surface
    edge = {"color": look.sunk if filled else look.rule, "width": 1}
    place = {"x0": year - 0.49, "x1": year + 0.49, "y0": line - 0.44, "y1": line + 0.44}
    return {"type": "rect", "line": edge, "fillcolor": colour, "layer": "below", **place}


def _text(cell: Row | None, year: int, line: int, page: Rows, *, narrow: bool) -> dict[str, Any]:
    if cell is None or cell["n_origins"] == 0:
        vain = cell is not None and cell["state"] == IN_VAIN
        said = ("none_found_short" if narrow else "none_found") if vain else "not_searched"
        text, colour = ("–" if narrow and not vain else wording.say(CHART, said, page.state)), page.theme.ink_3
    else:
        glyph = "●" if marks.dot_form(cell["status"]) == "disc" else "▲"
        text = (
            f"{glyph} {cell['n_origins'] if narrow else wording.counted('origin', int(cell['n_origins']), page.state)}"
        )
        colour = page.theme.ink
    return marks.note(text, page.theme, x=year, y=line, xanchor="center", size=marks.META, colour=colour)


def _target(cell: Row, year: int, line: int, page: Rows) -> dict[str, Any]:
    """Return the invisible mark that answers to a pointer over a filled cell."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [year],
        "y": [line],
        "marker": {"size": 24, "color": marks.CLEAR, "symbol": "square"},
        "customdata": [cell["observation_id"]],
        "hovertext": [_hover(cell, page.state)],
        "hoverinfo": "text",
    }


def _hover(cell: Row, state: State) -> str:
    if cell["n_origins"] > 0:
        return marks.hover(cell, state)
    said = wording.say(CHART, "hover_vain" if cell["state"] == IN_VAIN else "hover_not", state, day=cell["known_from"])
    return f"{marks.bold(str(cell['entity_name']))} · {marks.escape(cell['period'])}<br>{marks.escape(said)}"


def _title(rows: pd.DataFrame, state: State) -> str:
    rows = held(rows)
    if rows.empty:
        return ""
    most = rows.groupby("period")["entity"].nunique().sort_index(ascending=False).idxmax()
    there = rows[rows["period"] == most]
    single = int((there["n_origins"] == 1).sum())
    name = "title_single" if single else "title_several"
    year = dates.period(str(most), state)
    return wording.say(CHART, name, state, period=year, n=single, total=len(there))


def _alt(rows: pd.DataFrame, title: str, state: State) -> str:
    shown = [
        f"{row['entity_name']} {row['period']}: {wording.counted('origin', int(row['n_origins']), state)}"
        for row in each(rows.head(MOST))
    ]
    return wording.common("alt", state, title=title, values=wording.listed(shown, state), facts=_facts(rows, state))
