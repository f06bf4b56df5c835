"""What the search finds: pages, charts, companies, chips, articles and figures; one file per snapshot and language."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd
from flask import Blueprint, Response, abort

from dashboard.charts import charts
from dashboard.dates import period
from dashboard.days import days
from dashboard.guard import FOR_EVER
from dashboard.names import JOINT
from dashboard.numbers import measure
from dashboard.pages import pages
from dashboard.snapshot import Snapshot, Store
from dashboard.state import LANGUAGES, State
from dashboard.text import has, t
from dashboard.titles import title
from dashboard.view import names

ENDPOINTS = frozenset({"search.index"})
MOST_FIGURES = 20_000
"""Figures in the file, those preferred first; every figure is found on the Data page."""
Entry = tuple[str, str, str, str, str]
"""Kind, name, note, address, and other words by which it is found."""


def blueprint(store: Store) -> Blueprint:
    """Return the route of the file."""
    search = Blueprint("search", __name__)

    @search.get("/search/<identifier>/<lang>.json")
    def index(identifier: str, lang: str) -> Response:
        snapshot = store.current()
        if snapshot is None or snapshot.id != identifier or lang not in LANGUAGES:
            abort(404)
        told = {"days": days(snapshot), "entries": list(entries(snapshot, lang))}
        response = Response(
            json.dumps(told, ensure_ascii=False, separators=(",", ":")), content_type="application/json"
        )
        response.headers["Cache-Control"] = FOR_EVER
        return response

    return search


def entries(snapshot: Snapshot, lang: str) -> Iterator[Entry]:
    """Yield what can be found, in the order in which equals are listed."""
    yield from _pages(lang)
    yield from _charts(lang)
    yield from _entities(snapshot, lang)
    yield from _documents(snapshot, lang)
    yield from _figures(snapshot, lang)


def _pages(lang: str) -> Iterator[Entry]:
    for module in pages():
        page = module.PAGE
        if page.section is not None:
            other = " ".join(t(one, f"nav.{page.name}") for one in LANGUAGES)
            yield t(lang, "search.page"), t(lang, f"nav.{page.name}"), "", page.path, other


def _charts(lang: str) -> Iterator[Entry]:
    for name, module in charts().items():
        key = f"charts.{name}.question"
        if has(lang, key):
            number = module.CHART.number
            other = " ".join([name, number, *(t(one, key) for one in LANGUAGES)])
            yield t(lang, "search.chart"), t(lang, key), number, f"/charts/{name}", other


def _entities(snapshot: Snapshot, lang: str) -> Iterator[Entry]:
    known = names(snapshot)
    rows = snapshot.table("observations")
    for kind, column in (("company", "entity"), ("chip", "product")):
        found = rows[column].value_counts() if column in rows else pd.Series(dtype=int)
        for name, number in found.items():
            if not name or JOINT in str(name):
                continue
            href = f"/data?{column}={name}" if column == "entity" else f"/data?q={name}"
            other = " ".join([str(name), *(known.name(str(name), one) for one in LANGUAGES)])
            note = t(lang, "search.figure_one" if number == 1 else "search.figures", n=f"{number:,}")
            yield t(lang, f"search.{kind}"), known.name(str(name), lang), note, href, other


def _documents(snapshot: Snapshot, lang: str) -> Iterator[Entry]:
    for row in snapshot.table("documents").to_dict("records"):
        called = title(row)
        yield (
            t(lang, "search.document"),
            called,
            str(row["published_on"] or ""),
            f"/sources/{row['name']}",
            str(row["name"]),
        )


def _figures(snapshot: Snapshot, lang: str) -> Iterator[Entry]:
    known, state, kind = names(snapshot), State(lang=lang), t(lang, "search.figure")
    metrics = snapshot.table("metrics")
    called = dict(zip(metrics["metric"], metrics[f"name_{lang}"], strict=True)) if len(metrics) else {}
    for row in _ranked(snapshot.table("observations")).to_dict("records"):
        ids = [str(row[name]) for name in ("entity", "product", "origin") if row[name]]
        when = period(str(row["period"] or ""), state)
        what = (known.name(ids[0], lang), str(called.get(row["metric"], row["metric"])), when)
        product = known.name(str(row["product"]), lang) if row["product"] else ""
        label = t(lang, "search.joiner").join(part for part in (what[0], product, *what[1:]) if part)
        other = " ".join(known.name(one, lang_) for one in ids for lang_ in LANGUAGES)
        yield (
            kind,
            label,
            _value(row, state),
            f"/data?q={row['observation_id']}",
            f"{row['observation_id']} {other}",
        )


def _value(row: Mapping[Hashable, Any], state: State) -> str:
    return measure(row["value"], row["value_low"], row["value_high"], str(row["unit"]), state)


def _ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """Return preferred figures first, newest first among equals."""
    if rows.empty:
        return rows
    order = {"preferred": 0, "normal": 1}
    ranked = rows.assign(
        _rank=rows["rank"].map(lambda word: order.get(str(word), 2)), _day=rows["known_from"].astype(str)
    )
    return ranked.sort_values(["_rank", "_day"], ascending=[True, False], kind="stable").head(MOST_FIGURES)
