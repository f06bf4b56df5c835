"""How a number gets here, what its marks mean, and what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request

from dashboard import html, marks
from dashboard.components.native import Cell, Table
from dashboard.components.parts import glyph
from dashboard.components.versions import versions
from dashboard.pages import Page, _charts
from dashboard.passport import cited
from dashboard.sdmx import CODES
from dashboard.state import LANGUAGES
from dashboard.text import t, texts
from dashboard.view import View

PAGE = Page(path="/methods", name="methods", section="reference", order=91, bare=True)
STATUSES = ("actual", "estimate", "guidance", "plan", "rumour", "derived", "scenario")
SIGNS = ("range", "band", "triangle-open", "doubt", "wrench", "cross")
MISSING = ("searched_not_found", "not_searched")
TERMS = (
    *("document", "mention", "observation", "origin", "publisher", "status", "rank", "conflict", "period"),
    *("snapshot", "receipt"),
)

head = _charts.titled(PAGE.name)


def body(view: View) -> list[Any]:
    """Return the rules in words, the marks, the words we use, the metrics held, and how to cite."""
    rules = [_card(view.t(f"methods.{name}"), _lines(view, name)) for name in _sections(view)]
    return [*rules[:1], _marks(view), *rules[1:], _glossary(view), *_metrics(view), *_citation(view)]


def _card(title: str, content: Sequence[Any]) -> Any:
    return html.Article([html.H2(title), *content], className="card prose")


def _sections(view: View) -> list[str]:
    names = [key.split(".")[1] for key in texts(view.lang) if key.startswith("methods.") and key.endswith("_1")]
    return [name.removesuffix("_1") for name in names]


def _lines(view: View, name: str) -> list[Any]:
    keys = [key for key in texts(view.lang) if key.startswith(f"methods.{name}_")]
    return [html.P(texts(view.lang)[key]) for key in sorted(keys)]


def _marks(view: View) -> Any:
    """Return each mark with its meaning and its code; what is missing has no mark, and a code."""
    items = [
        _mark([glyph(marks.bar_form(one)), glyph(marks.dot_form(one))], f"status.{one}", one, view) for one in STATUSES
    ]
    items += [_mark([glyph(form)], f"methods.sign.{form}", form, view) for form in SIGNS]
    items += [_mark([], f"status.{one}", one, view) for one in MISSING]
    listed = html.Ul(items, className="rows statuses")
    return _card(view.t("methods.marks"), [listed, html.P(view.t("methods.sdmx"), className="src")])


def _mark(drawn: list[Any], name: str, key: str, view: View) -> Any:
    code = [html.Code(CODES[key])] if key in CODES else []
    return html.Li([html.Span([*drawn, view.t(name)]), html.Span(view.t(f"methods.sense.{key}")), html.Span(code)])


def _glossary(view: View) -> Any:
    """Return the words of the house in both languages with what they mean in the reader's."""
    first, second = sorted(LANGUAGES, key=lambda lang: lang != view.lang)
    rows: list[list[Cell]] = [
        [
            t(first, f"methods.term.{name}"),
            {"text": t(second, f"methods.term.{name}"), "lang": "zh-CN" if second == "zh" else second},
            view.t(f"methods.term.{name}_is"),
        ]
        for name in TERMS
    ]
    labels = [view.t(f"methods.{name}") for name in ("term_own", "term_other", "meaning")]
    return _listed(view.t("methods.glossary"), labels, rows)


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
    labels = [view.t(f"methods.{name}") for name in ("metric", "unit", "meaning")]
    return [_listed(view.t("methods.dictionary"), labels, rows)]


def _listed(title: str, labels: Sequence[str], rows: list[list[Cell]]) -> Any:
    table = Table([{"label": label} for label in labels], rows, title)
    box = html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": title})
    return html.Article([html.H2(title), box], className="card")


def _citation(view: View) -> list[Any]:
    """Return licence and citation of the whole, which the snapshot's id makes exact."""
    if view.snapshot_held is None:
        return []
    said = [html.P(view.t(f"methods.{name}")) for name in ("version", "licence_said")]
    told = versions(view.store.receipts() or [view.snapshot.receipt], view)
    lines = [_copied(text, view) for text in cited(view.snapshot, f"{request.host_url}charts")]
    return [_card(view.t("methods.licence"), [*said, *lines, *told])]


def _copied(text: str, view: View) -> Any:
    button = html.Button(view.t("card.cite"), type="button", className="lk", **{"data-copy": text})
    return html.P([html.Code(text, lang="en"), " ", button])
