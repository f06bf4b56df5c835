"""The articles and tables that the figures come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import html
from dashboard.charts._counts import OURSELVES
from dashboard.charts._select import UNATTRIBUTED
from dashboard.components.native import Cell, Table
from dashboard.components.parts import foreign
from dashboard.dates import period
from dashboard.memo import once
from dashboard.pages import Page, _charts
from dashboard.snapshot import Snapshot
from dashboard.titles import title
from dashboard.view import View

NAMED = 3
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
    "articles": ("title_col", "publisher", "origins", "date", "language", "figures", "not_read"),
    "tables": ("table", "newest", "fresh_until", "figures"),
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
            _named(origins(view.snapshot).get(str(row["name"]), ()), view),
            period(str(row["published_on"]), view.state),
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
    declared = {str(row["source"]): row for row in view.snapshot.table("freshness").to_dict("records")}
    return [
        [
            {"text": str(name), "href": view.href(f"/sources/{name}")},
            *(
                period(str(declared.get(str(name), {}).get(day, ""))[:10], view.state)
                for day in _COLUMNS["tables"][1:3]
            ),
            f"{n:,}",
        ]
        for name, n in counts.items()
    ]


def _named(ids: Sequence[str], view: View) -> str:
    """Return the names of who made an article's figures, most of them first, those beyond a few counted."""
    names = [view.names.name(one, view.lang) for one in ids]
    listed = view.t("shell.list_joiner").join(names[:NAMED])
    return view.t("sources.more", names=listed, n=len(names) - NAMED) if len(names) > NAMED else listed


@once
def origins(snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
    """Return the origins of the figures that each article tells, the one of most figures first; nameless ones not."""
    rows = snapshot.table("observations")
    evidence = snapshot.table("evidence")
    told = evidence[evidence["source_kind"] == "article"].merge(rows[["observation_id", "origin"]], on="observation_id")
    told = told[(told["origin"] != UNATTRIBUTED) & (told["origin"] != OURSELVES["origin"])]
    counts = told.groupby("source")["origin"].value_counts(sort=True)
    return {str(name): tuple(found.index.get_level_values("origin")) for name, found in counts.groupby("source")}
