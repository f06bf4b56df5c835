"""All charts with the addresses of their data, and how to load them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request

from dashboard import html
from dashboard.charts import charts
from dashboard.components.downloads import PICTURES
from dashboard.components.native import Cell, Table
from dashboard.drawing import card_state, drawn
from dashboard.pages import Page, _charts
from dashboard.view import View

PAGE = Page(path="/charts", name="charts", section="reference", order=89)

FORMS = ("csv", "xlsx", "json", "png", "svg")

head = _charts.titled("charts_page")


def body(view: View) -> list[Any]:
    """Return the list of charts, the list of tables, and the lines that load one."""
    columns = [view.t("charts_page.chart"), view.t("charts_page.page"), *map(str.upper, FORMS)]
    charted = [_row(name, view) for name in charts()]
    held = [one for one in view.snapshot.descriptor["resources"] if one["path"].endswith(".csv")]
    tables = [_table_row(one, view) for one in held]
    listed = [view.t("charts_page.table"), view.t("charts_page.rows"), "CSV", "Parquet"]
    return [
        _listed(view.t("charts_page.all"), columns, charted),
        _listed(view.t("charts_page.tables"), listed, tables),
        _snippets(view),
    ]


def _listed(title: str, columns: list[str], rows: list[list[Cell]]) -> Any:
    table = Table([{"label": label} for label in columns], rows, title)
    box = html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": title})
    return html.Article([html.H2(title), box], className="card")


def _row(name: str, view: View) -> list[Cell]:
    chart = charts()[name].CHART
    shown = drawn(view.snapshot, name, card_state({"lang": view.lang, "as_of": view.state.as_of}, chart))
    query = view.state.query()
    files: list[Cell] = [
        {"text": form, "href": f"/charts/{name}.{form}" + (f"?{query}" if query else "")}
        if form not in PICTURES or chart.kind == "figure"
        else ""
        for form in FORMS
    ]
    return [
        {"text": f"{chart.number} {shown.words.title}", "href": view.href(f"/charts/{name}"), "note": name},
        view.t(f"nav.{chart.page.replace('-', '_')}"),
        *files,
    ]


def _table_row(resource: Mapping[str, Any], view: View) -> list[Cell]:
    name = str(resource["name"])
    title = str(resource.get("title_zh" if view.lang == "zh" else "title", name))
    files: list[Cell] = [{"text": form, "href": f"/data/{name}.{form}"} for form in ("csv", "parquet")]
    return [
        {"text": title, "href": view.href("/data", table=name), "note": name},
        f"{len(view.snapshot.table(name)):,}",
        *files,
    ]


def _snippets(view: View) -> Any:
    name = next(iter(charts()), "gpu-buyers")
    base = f"{request.host_url}charts/{name}"
    lines = (
        ("pandas", f'pandas.read_csv("{base}.csv?as_of=2025-02-11")'),
        ("R", f'readr::read_csv("{base}.csv?as_of=2025-02-11")'),
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
