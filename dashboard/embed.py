"""One chart for another site: drawn, with its source and the way here, and nothing that could be pressed."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

from flask import Blueprint, Response, abort, request

from dashboard import html
from dashboard.answer import view_of
from dashboard.charts import charts
from dashboard.components.card import below, drawing, subtitle
from dashboard.components.downloads import page_href
from dashboard.components.evidence import legend
from dashboard.components.listing import listing
from dashboard.document import language, stylesheets
from dashboard.drawing import Drawn, checked, drawn, known_entities
from dashboard.passport import PUBLISHER, known_on
from dashboard.prerender import for_both_widths, to_html
from dashboard.refresh import Refresh
from dashboard.snapshot import Store
from dashboard.state import BadState, State
from dashboard.view import View

ENDPOINTS = frozenset({"embed.embedded"})
_TEMPLATE = """<!DOCTYPE html>
<html lang="{lang}" data-lang="{data_lang}" data-theme="{theme}" data-still="yes">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{css}
</head>
<body class="embedded"><article class="card">{card}</article></body>
</html>"""


def blueprint(store: Store, job: Refresh) -> Blueprint:
    """Return the route over a store; it takes the query of a chart's own page."""
    embed = Blueprint("embed", __name__)

    @embed.get("/embed/<identifier>")
    def embedded(identifier: str) -> Response:
        if identifier not in charts():
            abort(_told(404, f"no chart {identifier!r}; the charts are {', '.join(charts())}"))
        if store.current() is None:
            abort(_told(503, "no snapshot is published yet; run `python -m etl refresh`"))
        try:
            view = view_of(store, job, f"/charts/{identifier}", request.args, narrow=False)
            return Response(_document(identifier, view), mimetype="text/html")
        except BadState as wrong:
            abort(_told(400, str(wrong)))

    return embed


def _document(identifier: str, view: View) -> str:
    state = checked(State.parse(view.query), charts()[identifier].CHART).but(width="wide")
    shown = drawn(view.snapshot, identifier, known_entities(view.snapshot, state))
    return _TEMPLATE.format(
        lang=language(view),
        data_lang=view.lang,
        theme=state.theme,
        title=escape(shown.words.title),
        css=stylesheets(),
        card=to_html(_head(shown)) + _middle(shown, view) + to_html(_foot(shown, view)),
    )


def _head(shown: Drawn) -> list[Any]:
    return [html.H1(_way(shown, shown.words.title)), html.P(subtitle(shown), className="sub")]


def _middle(shown: Drawn, view: View) -> str:
    """Return the drawing for both widths, or the rows where there is none."""
    if shown.rows.empty:
        return to_html(html.P(shown.words.empty or view.t("card.empty"), className="empty"))
    narrow = drawn(view.snapshot, shown.chart.id, shown.state.but(width="narrow"))
    if shown.chart.kind == "table":
        return for_both_widths(to_html(_rows(shown, view)), to_html(_rows(narrow, replace(view, narrow=True))))
    return to_html(legend(shown.words.key)) + for_both_widths(to_html(drawing(shown)), to_html(drawing(narrow)))


def _rows(shown: Drawn, view: View) -> Any:
    return html.Div(listing(shown, view), className="scroll", tabIndex=0)


def _foot(shown: Drawn, view: View) -> list[Any]:
    told = [_way(shown, PUBLISHER), f" · {known_on(view.snapshot, shown.state)}"]
    return [html.Div([*below(shown, view), html.P(told)], className="src")]


def _way(shown: Drawn, text: str) -> Any:
    """Return a link to the chart here, in a window of its own: a frame has no room for the dashboard."""
    return html.A(text, href=page_href(shown.chart, shown.state), target="_blank", rel="noopener")


def _told(status: int, message: str) -> Response:
    return Response(f"{message}\n", status=status, mimetype="text/plain")
