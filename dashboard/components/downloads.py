"""The menu of a card: its files, its address, its citations; and the addresses that a chart has."""

from __future__ import annotations

from html import escape
from typing import Any

from dashboard import html
from dashboard.chart import Chart
from dashboard.components.parts import menu
from dashboard.drawing import Drawn
from dashboard.passport import bibtex, citation
from dashboard.state import State
from dashboard.view import View

PICTURES = ("png", "svg")
CITATIONS = (("", citation), ("BibTeX", bibtex))
FRAME_PX, TABLE_PX = 260, 380
"""What stands over and under a drawing in a frame, and how much of a table is seen there at once."""


def downloads(shown: Drawn, view: View) -> Any:
    """Return the menu of a card: its files, its address, its citation, its code for another page."""
    rows = view.t("card.rows", n=len(shown.rows))
    kinds = [
        ("csv", "CSV", ""),
        ("csv", view.t("card.csv_excel"), "1"),
        ("xlsx", view.t("card.xlsx"), ""),
        ("json", "JSON", ""),
    ]
    if shown.chart.kind == "figure":
        kinds += [("png", "PNG", ""), ("svg", "SVG", "")]
    links = [
        html.A(
            [html.Span(name), html.Small(view.t("card.with_source") if form in PICTURES else rows)],
            href=file_href(shown.chart, shown.state, form, excel=excel),
            download="",
        )
        for form, name, excel in kinds
    ]
    link = page_href(shown.chart, shown.state)
    copy = _copy(view.t("card.copy"), "", link)
    cite = [_copy(view.t("card.cite"), name, write(shown, view.snapshot, link)) for name, write in CITATIONS]
    code = _copy(view.t("card.embed"), "", _frame(shown))
    alone = html.A([html.Span(view.t("card.alone")), html.Small(view.t("card.alone_note"))], href=link)
    return menu(view.t("card.download"), [*links, html.Hr(), copy, *cite, code, alone])


def _copy(name: str, note: str, content: str) -> Any:
    """Return a line of the menu that copies; an address is completed by the browser."""
    said = [html.Span(name), *([html.Small(note)] if note else [])]
    return html.Button(said, type="button", className="item", **{"data-copy": content})


def _frame(shown: Drawn) -> str:
    """Return the HTML that shows a chart within another page."""
    height = FRAME_PX + (int(shown.figure()["layout"].get("height", 0)) if shown.chart.kind == "figure" else TABLE_PX)
    address, title = escape(embed_href(shown.chart, shown.state)), escape(shown.words.title)
    return f'<iframe src="{address}" title="{title}" width="100%" height="{height}" loading="lazy"></iframe>'


def file_href(chart: Chart, state: State, form: str, *, excel: str = "") -> str:
    """Return the address of a chart's file for a view; the look of the page is part of a picture only."""
    plain = state.but(tab="chart") if form in PICTURES else state.but(tab="chart", theme="light", width="wide")
    query = plain.query()
    parts = "&".join(part for part in (query, "excel=1" if excel else "") if part)
    return f"/charts/{chart.id}.{form}" + (f"?{parts}" if parts else "")


def page_href(chart: Chart, state: State) -> str:
    """Return the address that opens a chart alone in this view."""
    query = state.but(tab="chart", width="wide").query()
    return f"/charts/{chart.id}" + (f"?{query}" if query else "")


def embed_href(chart: Chart, state: State) -> str:
    """Return the address of a chart for another page's frame, in this view."""
    return page_href(chart, state).replace("/charts/", "/embed/", 1)
