"""What each refresh added, changed and retracted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import html
from dashboard.components.between import PARAMS, between
from dashboard.components.receipt import counted, left_out, moment, moved
from dashboard.components.refresh_facts import by_source, facts, touched
from dashboard.pages import Page, _charts
from dashboard.view import View

PAGE = Page(path="/changes", name="changes", section="evidence", order=80, params=PARAMS)

head = _charts.titled(PAGE.name)


def body(view: View) -> list[Any]:
    """Return the receipts, newest first, and what two days differ in."""
    receipts = view.store.receipts() or ([view.snapshot.receipt] if view.snapshot.receipt else [])
    told = [_receipt(one, view, newest=at == 0) for at, one in enumerate(receipts)]
    none = [html.Article(html.P(view.t("changes.none"), className="empty"), className="card")]
    newest, *older = told or none
    return [newest, *between(view), *older]


def _receipt(receipt: Mapping[str, Any], view: View, *, newest: bool) -> Any:
    name = str(receipt.get("snapshot") or "")
    when = moment(str(receipt.get("at") or ""), view) or name
    snapshot = html.P([view.t("shell.snapshot"), " ", html.Span(name, className="mono")], className="sub")
    return html.Article(
        [
            html.H2(when),
            snapshot,
            counted(receipt, view),
            *facts(receipt, view),
            *left_out(receipt, view),
            *moved(receipt, view),
            *touched(receipt, view, shown=newest),
            *by_source(receipt, view),
        ],
        className="card",
    )
