"""How a number gets here, what its marks mean, and what is not known."""

from __future__ import annotations

from typing import Any

from dashboard import html, marks
from dashboard.components.native import Cell, Table
from dashboard.components.parts import glyph
from dashboard.pages import Page, _charts
from dashboard.text import texts
from dashboard.view import View

PAGE = Page(path="/methods", name="methods", section="reference", order=91, bare=True)
STATUSES = ("actual", "estimate", "guidance", "plan", "rumour", "derived", "scenario")

head = _charts.titled(PAGE.name)


def body(view: View) -> list[Any]:
    """Return the rules in words, the marks, and the dictionary of the metrics held."""
    rules = [
        html.Article([html.H2(view.t(f"methods.{name}")), *_lines(view, name)], className="card prose")
        for name in _sections(view)
    ]
    return [*rules[:1], _marks(view), *rules[1:], *_metrics(view)]


def _sections(view: View) -> list[str]:
    names = [key.split(".")[1] for key in texts(view.lang) if key.startswith("methods.") and key.endswith("_1")]
    return [name.removesuffix("_1") for name in names]


def _lines(view: View, name: str) -> list[Any]:
    keys = [key for key in texts(view.lang) if key.startswith(f"methods.{name}_")]
    return [html.P(texts(view.lang)[key]) for key in sorted(keys)]


def _marks(view: View) -> Any:
    items = [
        html.Li(
            [
                html.Span([glyph(marks.bar_form(status)), glyph(marks.dot_form(status)), view.t(f"status.{status}")]),
                html.Small(view.t(f"methods.status.{status}")),
            ]
        )
        for status in STATUSES
    ]
    return html.Article(
        [html.H2(view.t("methods.marks")), html.Ul(items, className="rows statuses")], className="card prose"
    )


def _metrics(view: View) -> list[Any]:
    if view.snapshot_held is None or view.snapshot.table("metrics").empty:
        return []
    lang = view.lang
    rows: list[list[Cell]] = [
        [
            {"text": str(row[f"name_{lang}"] or row["metric"]), "note": str(row["metric"])},
            str(row["unit"]),
            str(row[f"description_{lang}"]),
        ]
        for row in view.snapshot.table("metrics").to_dict("records")
    ]
    columns = [{"label": view.t(f"methods.{name}")} for name in ("metric", "unit", "meaning")]
    table = html.Div(
        Table(columns, rows, view.t("methods.dictionary")),
        className="scroll",
        tabIndex=0,
        role="region",
        **{"aria-label": view.t("methods.dictionary")},
    )
    return [html.Article([html.H2(view.t("methods.dictionary")), table], className="card")]
