"""What a card shows where it could not be drawn: that the page stands, what to do, and what to report."""

from __future__ import annotations

import logging
from typing import Any

from dashboard import html
from dashboard.chart import Chart
from dashboard.text import has, t
from dashboard.view import View

_LOG = logging.getLogger(__name__)


def undrawn(chart: Chart, fault: Exception, view: View) -> list[Any]:
    """Return a card's body in place of a drawing that failed; the whole fault goes to the server's log."""
    _LOG.error("chart %s could not be drawn at %s", chart.id, view.here(), exc_info=fault)
    view.faults.append(chart.id)
    met = f"{chart.id} · {view.snapshot.id} · {type(fault.__cause__ or fault).__name__}"
    return [
        html.H2(_question(chart, view)),
        html.P([html.Span(chart.number, className="cid"), view.t("trouble.not_drawn")], className="sub"),
        html.Div(
            [
                html.P(view.t("trouble.what_to_do")),
                html.P([view.t("trouble.report"), " ", html.Code(met)]),
                html.P([_again(chart, view), _copy(met, view), *_tables(chart, view)], className="ways"),
            ],
            className="trouble",
        ),
    ]


def unanswered(view: View) -> Any:
    """Return the words that assets/trouble.js shows in place where the server does not answer."""
    names = ("no_answer", "again", "anew")
    return html.Div(id="unanswered", hidden=True, **{f"data-{name}": view.t(f"trouble.{name}") for name in names})


def _question(chart: Chart, view: View) -> str:
    key = f"charts.{chart.id}.question"
    return t(view.lang, key) if has(view.lang, key) else chart.id


def _again(chart: Chart, view: View) -> Any:
    return html.Button(view.t("trouble.again"), type="button", className="btn", **{"data-again": chart.id})


def _copy(met: str, view: View) -> Any:
    return html.Button(view.t("trouble.copy"), type="button", className="lk", **{"data-copy": met})


def _tables(chart: Chart, view: View) -> list[Any]:
    """Return the way to the rows that the chart would have drawn: they can still be read and taken."""
    name = chart.tables[0]
    return [html.A(view.t("trouble.table", name=name), href=view.href("/data", table=name), className="lk")]
