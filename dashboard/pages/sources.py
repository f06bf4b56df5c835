"""The articles and tables that the figures come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import html
from dashboard.components.native import Cell, Table
from dashboard.components.parts import foreign
from dashboard.pages import Page, _charts
from dashboard.titles import title
from dashboard.view import View

PAGE = Page(path="/sources", name="sources", section="evidence", order=70)

head = _charts.titled(PAGE.name)


def body(view: View) -> list[Any]:
    """Return the list of articles and the list of tables."""
    return [_card(view, "articles", _articles(view)), _card(view, "tables", _tables(view))]


def _card(view: View, name: str, rows: list[list[Cell]]) -> Any:
    columns = [{"label": view.t(f"sources.{key}"), "right": key in {"figures", "not_read"}} for key in _COLUMNS[name]]
    table = html.Div(
        Table(columns, rows, view.t(f"sources.{name}")),
        className="scroll",
        tabIndex=0,
        role="region",
        **{"aria-label": view.t(f"sources.{name}")},
    )
    content = table if rows else html.P(view.t(f"sources.no_{name}"), className="empty")
    return html.Article(
        [html.H2(view.t(f"sources.{name}")), html.P(view.t(f"sources.{name}_note"), className="sub gap"), content],
        className="card",
    )


_COLUMNS = {
    "articles": ("title_col", "publisher", "date", "language", "figures", "not_read"),
    "tables": ("table", "figures"),
}


def _articles(view: View) -> list[list[Cell]]:
    rows = view.snapshot.table("documents")
    if rows.empty:
        return []
    newest = rows.sort_values(["published_on", "name"], ascending=[False, True]).to_dict("records")
    return [
        [
            _title(row, view),
            view.names.name(str(row["publisher"] or ""), view.lang),
            str(row["published_on"]),
            view.t(f"language.{row['language']}"),
            str(int(row["n_observations"] or 0)),
            str(int(row["n_unexplained"] or 0)),
        ]
        for row in newest
    ]


def _title(row: Mapping[Any, Any], view: View) -> Cell:
    called = title(row)
    return {"text": called, "href": view.href(f"/sources/{row['name']}"), **foreign(called, view)}


def _tables(view: View) -> list[list[Cell]]:
    evidence = view.snapshot.table("evidence")
    if evidence.empty:
        return []
    counts = evidence[evidence["source_kind"] != "article"].groupby("source")["observation_id"].nunique()
    return [[{"text": str(name), "href": view.href(f"/sources/{name}")}, f"{n:,}"] for name, n in counts.items()]
