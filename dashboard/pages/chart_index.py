"""All charts with the addresses of their data, and how to load them."""

from __future__ import annotations

from typing import Any

from dash import html
from flask import request

from dashboard.charts import charts
from dashboard.components.native import Cell, Table
from dashboard.drawing import card_state, drawn
from dashboard.pages import Page, _charts
from dashboard.view import View

PAGE = Page(path="/charts", name="charts", section="reference", order=89)

head = _charts.titled("charts_page")


def body(view: View) -> list[Any]:
    """Return the list of charts and the lines that load one."""
    rows = [_row(name, view) for name in charts()]
    columns = [{"label": view.t(f"charts_page.{name}")} for name in ("chart", "page", "csv", "json", "xlsx")]
    table = html.Div(
        Table(columns, rows, view.t("charts_page.title")),
        className="scroll",
        tabIndex=0,
        role="region",
        **{"aria-label": view.t("charts_page.title")},
    )
    return [html.Article([html.H2(view.t("charts_page.all")), table], className="card"), _snippets(view)]


def _row(name: str, view: View) -> list[Cell]:
    chart = charts()[name].CHART
    shown = drawn(view.snapshot, name, card_state({"lang": view.lang, "as_of": view.state.as_of}, chart))
    files: list[Cell] = [{"text": form, "href": f"/charts/{name}.{form}"} for form in ("csv", "json", "xlsx")]
    return [
        {"text": f"{chart.number} {shown.words.title}", "href": view.href(f"/charts/{name}"), "note": name},
        chart.page,
        *files,
    ]


def _snippets(view: View) -> Any:
    name = next(iter(charts()), "gpu-buyers")
    base = f"{request.host_url}charts/{name}"
    lines = (
        ("pandas", f'pandas.read_csv("{base}.csv?as_of=2025-02-11")'),
        ("Excel", view.t("charts_page.excel", url=f"{base}.csv?excel=1")),
        ("curl", f'curl -O "{base}.xlsx"'),
    )
    items = [part for label, line in lines for part in (html.Dt(label), html.Dd(html.Code(line)))]
    return html.Article(
        [
            html.H2(view.t("charts_page.load")),
            html.P(view.t("charts_page.load_note"), className="sub gap"),
            html.Dl(items, className="facts code"),
        ],
        className="card",
    )
