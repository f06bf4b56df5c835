"""One source: an article with every figure marked, or a table's rows, and the facts of the chosen figure beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard import html
from dashboard.components import paging
from dashboard.components.evidence import source_tier
from dashboard.components.figure_facts import aside
from dashboard.components.native import Cell, Table
from dashboard.components.parts import foreign, outside, source_title
from dashboard.dates import period
from dashboard.formats import plain
from dashboard.pages import Page
from dashboard.repairs import repaired
from dashboard.snapshot import Snapshot
from dashboard.text import said
from dashboard.titles import title
from dashboard.view import View

PAGE = Page(path="/sources/*", name="reader", order=71, params=("row", "page"))
HEADING = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|#+ (?P<hash>.+)")
"""A heading as Markdown writes it; only its look changes, never the text that offsets count in."""


def head(view: View) -> tuple[str, str]:
    """Return the source's title and what was read in it."""
    document = _document(view)
    if document is None:
        rows = _rows(view)
        return view.t("reader.table_title", name=view.place), view.t("reader.table_said", n=len(rows))
    parts = [
        view.names.name(str(document["publisher"] or ""), view.lang),
        period(str(document["published_on"] or ""), view.state),
        view.t(f"language.{document['language']}"),
    ]
    told = view.t("reader.said", n=int(document["n_observations"] or 0), m=int(document["n_unexplained"] or 0))
    return title(document), " · ".join(str(part) for part in (*parts, told) if part)


def body(view: View) -> list[Any]:
    """Return the text or the rows, and the facts of the chosen figure."""
    document = _document(view)
    if document is None:
        return _table(view, _rows(view))
    told = _told(view, document)
    chosen = _chosen(view, told)
    text = html.Article(
        [
            html.H2(view.t("reader.text")),
            html.P(view.t("reader.text_note"), className="sub gap"),
            html.Div(
                _paragraphs(document, told, chosen, view),
                className="reader",
                lang="zh-CN" if document["language"] == "zh" else "en",
            ),
            html.Div(html.P(_origin(document, view)), className="src"),
        ],
        className="card",
    )
    return [html.Div([html.Div([text, *_unread(view, document)]), aside(view, chosen)], className="cols")]


def _document(view: View) -> Mapping[Any, Any] | None:
    rows = view.snapshot.table("documents")
    found = rows[rows["name"] == view.place] if len(rows) else rows
    return found.iloc[0].to_dict() if len(found) else None


def _rows(view: View) -> pd.DataFrame:
    evidence = view.snapshot.table("evidence")
    found = (
        evidence[(evidence["source"] == view.place) & (evidence["source_kind"] != "article")]
        if len(evidence)
        else evidence
    )
    if found.empty:
        raise LookupError(view.t("reader.unknown", name=view.place))
    return found


def _told(view: View, document: Mapping[Any, Any]) -> list[dict[str, Any]]:
    """Return the article's evidence in reading order; of two figures on one place the first is marked."""
    evidence = view.snapshot.table("evidence")
    here = (evidence["source_kind"] == "article") & (evidence["source"] == document["name"])
    # A computed figure stands on its inputs' sentences; only what was read there is marked.
    rows = evidence[here & ~evidence["observation_id"].isin(computed(view.snapshot))]
    found: list[dict[str, Any]] = []
    for row in rows.sort_values(["char_start", "char_end"]).to_dict("records"):
        start, end = plain(row["char_start"]), plain(row["char_end"])
        if start is not None and end is not None and (not found or start >= found[-1]["end"]):
            found.append({**{str(key): value for key, value in row.items()}, "start": int(start), "end": int(end)})
    return found


@lru_cache(2)
def computed(snapshot: Snapshot) -> frozenset[str]:
    """Return the observations that were computed from others."""
    rows = snapshot.table("observations")
    return frozenset(rows["observation_id"][rows["source_kind"] == "derived"]) if len(rows) else frozenset()


@lru_cache(2)
def mended(snapshot: Snapshot) -> frozenset[str]:
    """Return the observations that were misprinted and put right."""
    return repaired(snapshot.table("observations"))


def _chosen(view: View, told: list[dict[str, Any]]) -> Mapping[str, Any] | None:
    at = view.query.get("at", "")
    wanted = [one for one in told if at.isdigit() and one["start"] <= int(at) < one["end"]]
    return next(iter(wanted or told), None)


def _paragraphs(
    document: Mapping[Any, Any], told: list[dict[str, Any]], chosen: Mapping[str, Any] | None, view: View
) -> list[Any]:
    text, found, at = str(document["text"]), [], 0
    number = 0
    for paragraph in text.split("\n"):
        end = at + len(paragraph)
        spans = [one for one in told if at <= one["start"] < end]
        heading = HEADING.fullmatch(paragraph.strip())
        if heading and not spans:
            found.append(html.H3(heading["bold"] or heading["hash"]))
        elif paragraph.strip():
            found.append(html.P(_marked(paragraph, at, spans, (number, chosen), view)))
        number += len(spans)
        at = end + 1
    return found


def _marked(
    paragraph: str, at: int, spans: list[dict[str, Any]], counted: tuple[int, Mapping[str, Any] | None], view: View
) -> list[Any]:
    number, chosen = counted
    parts: list[Any] = []
    here = 0
    for place, span in enumerate(spans, start=number + 1):
        start, end = span["start"] - at, min(span["end"] - at, len(paragraph))
        parts += [paragraph[here:start], _span(paragraph[start:end], span, place, view, on=span is chosen)]
        here = end
    return [*parts, paragraph[here:]]


def _span(text: str, span: Mapping[str, Any], number: int, view: View, *, on: bool) -> Any:
    is_mended = str(span["observation_id"]) in mended(view.snapshot)
    looks = " ".join(name for name, is_so in (("on", on), ("fix", is_mended)) if is_so)
    mark = html.Mark(text, className=looks, id="on" if on else f"at-{span['start']}")
    current = {"aria-current": "true"} if on else {}
    return html.A(
        [mark, html.Sup(str(number))], href=view.here(at=str(span["start"])) + "#on", className="span", **current
    )


def _origin(document: Mapping[Any, Any], view: View) -> list[Any]:
    url = str(document["url"] or "")
    publisher = view.names.name(str(document["publisher"] or ""), view.lang)
    shown = outside(publisher or url, url) if url else html.Span(publisher)
    return [shown, html.Span(f" · {view.t('reader.file')} "), html.Span(str(document["name"]), className="mono")]


def _unread(view: View, document: Mapping[Any, Any]) -> list[Any]:
    rows = view.snapshot.table("unexplained")
    rows = rows[rows["document_id"] == document["document_id"]] if len(rows) else rows
    if rows.empty:
        return []
    cells: list[list[Cell]] = [
        [_cell(row["surface"], view), _cell(said(view.lang, str(row["reason"])), view)]
        for row in rows.to_dict("records")
    ]
    table = Table(
        [{"label": view.t("reader.quantity")}, {"label": view.t("reader.reason")}], cells, view.t("reader.unread")
    )
    summary = html.Summary(view.t("reader.unread_n", n=len(rows)))
    return [
        html.Article(html.Details([summary, html.Div(table, className="scroll")], className="fold"), className="card")
    ]


def _table(view: View, rows: pd.DataFrame) -> list[Any]:
    """Return a page of the rows, the chosen one before all others, and the facts of the chosen one."""
    wanted = view.query.get("row", "")
    # The sort is stable: all rows but the chosen one keep their order.
    records = sorted(rows.to_dict("records"), key=lambda row: str(row["locator"]) != wanted)
    shown = records[paging.shown(len(records), view)]
    chosen = records[0] if str(records[0]["locator"]) == wanted else shown[0]
    columns = [{"label": view.t(f"reader.{name}")} for name in ("place", "row", "source")]
    cells = [_cells(row, view) for row in shown]
    table = html.Div(
        Table(columns, cells, view.place), className="scroll", tabIndex=0, role="region", **{"aria-label": view.place}
    )
    note = html.P(view.t("reader.table_note"), className="sub gap")
    card = html.Article([html.H2(view.place), note, table, paging.pager(len(records), view)], className="card")
    told = {str(key): value for key, value in chosen.items()}
    return [html.Div([html.Div(card), aside(view, told)], className="cols")]


def _cells(row: Mapping[Any, Any], view: View) -> list[Cell]:
    tier = source_tier(row, view)
    title = source_title(str(row["source_title"] or row["publisher"]), view)
    url = str(row["source_url"]) if tier in (1, 2, 3) and str(row["source_url"]).startswith("http") else ""
    place = {"text": str(row["locator"]), "href": view.here(row=str(row["locator"]), page="") + "#on"}
    return [
        place,
        _cell(row["sentence"], view),
        {"text": title, "href": url, "note": str(row["published_on"]) if url else "", **foreign(title, view)},
    ]


def _cell(text: object, view: View) -> Cell:
    return {"text": str(text), **foreign(str(text), view)}
