"""Every published table: filtered, page by page, and as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dashboard import html, shown
from dashboard.components import columns, inputs, paging
from dashboard.components.native import Cell, Field, Table
from dashboard.components.parts import menu
from dashboard.components.places import by_observation, place_href
from dashboard.earlier import stood
from dashboard.pages import Page, _charts
from dashboard.state import LANGUAGES
from dashboard.view import View

FILTERS = ("metric", "entity", "status", "origin")
PAGE = Page(path="/data", name="data", section="reference", order=90, params=("table", "q", "page", *FILTERS))
_READ = ("entity", "metric", "product", "period", "value", "status", "origin", "published_on")
"""What is read of a figure; its remarks stand small under its status."""

MOST_ACROSS = 9
"""Columns that stand side by side in a window of 1280 px: a row of more stands as a block of labels and values."""

OVER_DAYS = ("conflicts", "checks")
"""Tables whose rows stand from a day to a day, and which are shown as they stood."""

head = _charts.titled(PAGE.name)


def body(view: View) -> list[Any]:
    """Return the charts about the data, then one table with its filters."""
    name = view.query.get("table", "observations")
    if view.snapshot.resource(f"{name}.csv") is None:
        raise LookupError(view.t("data.unknown", name=name))
    held = stood(view.snapshot, name, view.state.as_of) if name in OVER_DAYS else view.snapshot.table(name)
    rows = _filtered(held, view)
    return [_card(name, _newest_first(rows), view), _columns(name, view), *_charts.cards(view, "data")[-2:]]


def _newest_first(rows: pd.DataFrame) -> pd.DataFrame:
    """Return figures with the newest told first and those computed from others last; other tables as they are."""
    if not {"derived_from", "published_on"} <= {*rows.columns}:
        return rows
    order = rows.assign(_computed=rows["derived_from"] != "").sort_values(
        ["_computed", "published_on"], ascending=[True, False], kind="stable"
    )
    return order.drop(columns="_computed")


def _filtered(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    for column in FILTERS:
        wanted = view.query.get(column, "")
        if wanted and column in rows:
            rows = rows[rows[column] == wanted]
    if shown.has_days(rows):
        rows = shown.by(rows, view.state.as_of)
    words = view.query.get("q", "").casefold().split()
    if words and len(rows):
        rows = rows[[all(one in text for one in words) for text in map(_searched(view), rows.to_dict("records"))]]
    return rows


def _searched(view: View) -> Callable[[Mapping[Any, Any]], str]:
    """Return what is searched in a row: its cells, and the names of its ids in both languages."""
    ids = ("entity", "product", "origin", "counterparty", "owner", "chip")

    def text(row: Mapping[Any, Any]) -> str:
        names = [view.names.name(str(row[column]), lang) for column in ids if row.get(column) for lang in LANGUAGES]
        return " ".join([*map(str, row.values()), *names]).casefold()

    return text


def _card(name: str, rows: pd.DataFrame, view: View) -> Any:
    about = _said_of(name, "description", view)
    count = html.Span(view.t("card.rows", n=f"{len(rows):,}"), className="dim")
    return html.Article(
        [
            html.H2(_said_of(name, "title", view)),
            html.P([about, " · ", count], className="sub"),
            html.Div([*_fields(name, view), html.Div(_files(name, view), className="right")], className="cbar form"),
            _table(name, rows, view),
            paging.pager(len(rows), view),
        ],
        className="card",
    )


def _said_of(name: str, what: str, view: View) -> str:
    """Return the title of a table, or what it holds, in the reader's language."""
    resource = view.snapshot.resource(f"{name}.csv") or {}
    return str(resource.get(f"{what}_zh" if view.lang == "zh" else what, ""))


def _columns(name: str, view: View) -> Any:
    """Return the dictionary of a table: each column with its kind and its meaning, folded until asked for."""
    fields = (view.snapshot.resource(f"{name}.csv") or {})["schema"]["fields"]
    meaning = "description_zh" if view.lang == "zh" else "description"
    rows: list[list[Cell]] = [
        [{"text": str(one["name"]), "lang": "en"}, view.t(f"data.kind.{one['type']}"), str(one.get(meaning, ""))]
        for one in fields
    ]
    title = view.t("data.columns", n=len(rows))
    table = Table([{"label": view.t(f"data.column_{part}")} for part in ("name", "type", "meaning")], rows, title)
    inner = html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": title})
    return html.Article(html.Details([html.Summary(title), inner], className="fold"), className="card")


def _fields(name: str, view: View) -> list[Any]:
    held = [one for one in view.snapshot.descriptor["resources"] if one["path"].endswith(".csv")]
    called = "title_zh" if view.lang == "zh" else "title"
    tables = [[one["name"], one.get(called, one["name"])] for one in held]
    fields = [Field(label=view.t("data.table"), value=name, sets="page=&table", options=tables)]
    rows = view.snapshot.table(name)
    fields += [_select(column, rows[column], view) for column in FILTERS if column in rows]
    return [
        *fields,
        Field(
            label=view.t("data.search"),
            placeholder=view.t("data.search"),
            value=view.query.get("q", ""),
            sets="page=&q",
            kind="search",
        ),
    ]


def _select(column: str, values: pd.Series, view: View) -> Any:
    held = sorted({str(one) for one in values if one})
    options = [["", view.t(f"data.any_{column}")], *[[one, columns.named(column, one, view)] for one in held]]
    return Field(
        label=view.t(f"column.{column}"), value=view.query.get(column, ""), sets=f"page=&{column}", options=options
    )


def _files(name: str, view: View) -> list[Any]:
    links = []
    for form in ("csv", "parquet"):
        resource = view.snapshot.resource(f"{name}.{form}")
        if resource:
            size = html.Small(view.t("data.kilobytes", n=f"{max(1, round(resource['bytes'] / 1000)):,}"))
            links.append(html.A([html.Span(form.upper()), size], href=f"/data/{name}.{form}"))
    return [menu(view.t("data.whole_table"), links)]


def _table(name: str, rows: pd.DataFrame, view: View) -> Any:
    if rows.empty:
        reset = html.A(view.t("card.reset"), href=view.href("/data", table=name), className="btn")
        return html.Div([html.P(view.t("data.empty")), reset], className="empty")
    shown = rows.iloc[paging.shown(len(rows), view)]
    if is_made_of := "input_no" in rows:
        shown = inputs.named(shown, view)
    whole = {"observation_id", "metric", "value"} <= {*shown}
    read = inputs.READ if is_made_of else _READ
    names = [str(one) for one in read if one in shown] if whole else columns.names(rows, view)
    heads = [{"label": columns.label(one, view), "right": one == "value"} for one in names]
    told = inputs.places(shown, view) if is_made_of else _places(shown, view) if whole else {}
    cells = [[columns.cell(row, one, told, view) for one in names] for row in shown.to_dict("records")]
    look, title = "scroll blocks" if len(names) > MOST_ACROSS else "scroll close", _said_of(name, "title", view)
    return html.Div(Table(heads, cells, title), className=look, tabIndex=0, role="region", **{"aria-label": title})


def _places(shown: pd.DataFrame, view: View) -> dict[str, str]:
    held = by_observation(view, list(shown["observation_id"]))
    return {identifier: place_href(told[0], view) for identifier, told in held.items()}
