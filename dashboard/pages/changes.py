"""What each refresh added, changed and retracted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import html
from dashboard.components.receipt import counted, left_out, moved
from dashboard.components.refresh_facts import by_source, facts, touched
from dashboard.pages import Page, _charts
from dashboard.view import View

PAGE = Page(path="/changes", name="changes", section="evidence", order=80)

head = _charts.titled(PAGE.name)


def body(view: View) -> list[Any]:
    """Return the receipts, newest first."""
    receipts = view.store.receipts() or ([view.snapshot.receipt] if view.snapshot.receipt else [])
    if not receipts:
        return [html.Article(html.P(view.t("changes.none"), className="empty"), className="card")]
    return [_receipt(one, view, newest=at == 0) for at, one in enumerate(receipts)]


def _receipt(receipt: Mapping[str, Any], view: View, *, newest: bool) -> Any:
    name = str(receipt.get("snapshot") or "")
    when = str(receipt.get("at") or name).replace("T", " ").removesuffix("+00:00")
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
