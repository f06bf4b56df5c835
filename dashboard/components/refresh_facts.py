"""What a receipt tells of sources, causes, charts and time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import html
from dashboard.charts import charts
from dashboard.components.native import Cell, Table
from dashboard.components.receipt import COUNTS, MOST, change, listed
from dashboard.drawing import card_state, drawn
from dashboard.state import State
from dashboard.text import word
from dashboard.view import View

NAMING = frozenset({"entities", "metrics", "documents", "evidence", "unexplained"})
"""Tables that explain others: a chart is not touched because a name or a text was added."""


def facts(receipt: Mapping[str, Any], view: View) -> list[Any]:
    """Return how many sources met which fate, why figures changed, which moved most, and how long it took."""
    told = {
        "sources": _counts(receipt.get("read"), "fate", view),
        "causes": _counts(_totals(receipt), "cause", view),
        "biggest": _biggest(receipt, view),
        "seconds": _seconds(receipt.get("seconds"), view),
    }
    pairs = [(html.Dt(view.t(f"changes.{name}")), html.Dd(text)) for name, text in told.items() if text]
    items = [part for pair in pairs for part in pair]
    return [html.Dl(items, className="facts")] if items else []


def by_source(receipt: Mapping[str, Any], view: View) -> list[Any]:
    """Return the table of the sources that were not left as they were: what became of each, and what it changed."""
    found = listed(receipt, "sources")
    if not found:
        return []
    title = view.t("changes.by_source")
    labels = [view.t("changes.source"), view.t("changes.fate"), *(view.t(f"refresh.{name}") for name in COUNTS)]
    moved = [one for one in found if any(one.get(name) for name in COUNTS)]
    still = [str(one.get("source")) for one in found if one not in moved]
    rows: list[list[Cell]] = [
        [
            word(view.lang, "source", str(one.get("source") or "")),
            word(view.lang, "fate", str(one.get("fate") or "computed")),
            *(f"{int(one[name]):,}" if one.get(name) else "" for name in COUNTS),
        ]
        for one in moved[:MOST]
    ]
    columns = [{"label": label, "right": place > 1} for place, label in enumerate(labels)]
    table = [html.Div(Table(columns, rows, title), className="scroll")] if rows else []
    names = view.t("shell.list_joiner").join(still)
    rest = [html.P(view.t("changes.still", n=len(still), names=names), className="src")] if still else []
    return [html.H3(title), *table, *rest]


def touched(receipt: Mapping[str, Any], view: View, *, shown: bool) -> list[Any]:
    """Return links to the charts that show a metric or table in which a refresh changed something, shown or folded."""
    metrics = set(receipt.get("metrics") or ())
    tables = {str(one.get("table")) for one in listed(receipt, "tables")} - NAMING
    if view.snapshot_held is None or not (metrics or tables):
        return []
    names = [name for name in charts() if _is_touched(name, metrics, tables, view)]
    links = [html.Li(_link(name, view)) for name in names]
    if not links:
        return []
    listed_links = html.Ul(links, className="plainlist columns")
    if shown:
        return [html.H3(view.t("changes.charts")), listed_links]
    return [html.Details([html.Summary(f"{view.t('changes.charts')} ({len(links)})"), listed_links], className="fold")]


def _link(name: str, view: View) -> Any:
    chart = charts()[name].CHART
    finding = drawn(view.snapshot, name, card_state({"lang": view.lang}, chart)).words.title
    return html.A([html.Span(chart.number, className="cid"), finding], href=view.href(f"/charts/{name}"))


def _is_touched(name: str, metrics: set[str], tables: set[str], view: View) -> bool:
    chart = charts()[name].CHART
    rows = drawn(view.snapshot, name, State()).rows
    if "metric" in rows:
        return bool(metrics & set(rows["metric"]))
    # Whoever does not draw observations reads them for the newest day alone.
    return bool(tables & ({*chart.tables[:1]} | {*chart.tables} - {"observations"}))


def _counts(found: Any, kind: str, view: View) -> str:
    if not isinstance(found, Mapping):
        return ""
    told = [(word(view.lang, kind, str(name)), f"{number:,}") for name, number in found.items() if number]
    form = "changes.counted" if kind == "fate" else "changes.caused"
    return " · ".join(view.t(form, what=what, n=number) for what, number in told)


def _totals(receipt: Mapping[str, Any]) -> dict[str, int]:
    return {str(one.get("cause")): sum(int(one.get(name) or 0) for name in COUNTS) for one in listed(receipt, "causes")}


def _biggest(receipt: Mapping[str, Any], view: View) -> str:
    found = receipt.get("biggest_mover")
    return change(found, view) if isinstance(found, Mapping) else ""


def _seconds(found: Any, view: View) -> str:
    if not isinstance(found, Mapping):
        return ""
    return " · ".join(f"{word(view.lang, 'stage', str(name))} {float(spent):.1f}" for name, spent in found.items())
