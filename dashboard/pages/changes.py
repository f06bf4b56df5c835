"""What each refresh added, changed and retracted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html

from dashboard.components.native import Cell, Table
from dashboard.pages import Page, _charts
from dashboard.view import View

PAGE = Page(path="/changes", name="changes", section="evidence", order=80)
COUNTS = ("added", "changed", "retracted")
MOST = 40

head = _charts.titled(PAGE.name)


def body(view: View) -> list[Any]:
    """Return the receipts, newest first."""
    receipts = view.store.receipts() or ([view.snapshot.receipt] if view.snapshot.receipt else [])
    if not receipts:
        return [html.Article(html.P(view.t("changes.none"), className="empty"), className="card")]
    return [_receipt(one, view) for one in receipts]


def _receipt(receipt: Mapping[str, Any], view: View) -> Any:
    when = str(receipt.get("at") or receipt.get("finished") or receipt.get("when") or receipt.get("snapshot") or "")
    counts = [
        html.Div([html.Dt(view.t(f"refresh.{name}")), html.Dd(f"{_count(receipt.get(name)):,}")]) for name in COUNTS
    ]
    snapshot = html.P(
        [view.t("shell.snapshot"), " ", html.Span(str(receipt.get("snapshot", "")), className="mono")], className="sub"
    )
    return html.Article(
        [
            html.H2(when),
            snapshot,
            html.Dl(counts, className="receipt"),
            *_changed(receipt, view),
            *_failed(receipt, view),
        ],
        className="card",
    )


def _count(found: Any) -> int:
    return len(found) if isinstance(found, (list, tuple, dict)) else int(found or 0)


def _changed(receipt: Mapping[str, Any], view: View) -> list[Any]:
    found = receipt.get("changed")
    if not isinstance(found, list) or not found:
        return []
    rows: list[list[Cell]] = [
        [_said(one, "observation_id"), _said(one, "old"), _said(one, "new")] for one in found[:MOST]
    ]
    columns = [{"label": view.t(f"changes.{name}")} for name in ("figure", "old", "new")]
    more = [html.P(view.t("card.more_rows", n=len(found) - MOST), className="src")] if len(found) > MOST else []
    return [html.Div(Table(columns, rows, view.t("refresh.changed")), className="scroll"), *more]


def _failed(receipt: Mapping[str, Any], view: View) -> list[Any]:
    found = [one for name in ("failed", "rejected", "left_out") for one in _listed(receipt.get(name))]
    if not found:
        return []
    rows: list[list[Cell]] = [
        [_said(one, "source"), _said(one, "reason"), _said(one, "remedy")] for one in found[:MOST]
    ]
    columns = [{"label": view.t(f"changes.{name}")} for name in ("source", "reason", "remedy")]
    return [
        html.H3(view.t("refresh.left_out")),
        html.Div(Table(columns, rows, view.t("refresh.left_out")), className="scroll"),
    ]


def _listed(found: Any) -> list[Any]:
    return list(found) if isinstance(found, (list, tuple)) else []


def _said(one: Any, name: str) -> str:
    return (
        str(one.get(name, "")) if isinstance(one, Mapping) else str(one) if name in {"source", "observation_id"} else ""
    )
