"""What is known today, and how well: four figures, the two main charts, the last refresh, open conflicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import html, marks, numbers, shown
from dashboard.charts import charts
from dashboard.components.card import card
from dashboard.components.parts import foreign, glyph, quoted
from dashboard.components.places import by_observation, place_href
from dashboard.components.receipt import counted, listed, number
from dashboard.conflicts import conflicts
from dashboard.dates import period
from dashboard.disputes import disputes
from dashboard.drawing import NotDrawn, card_state, drawn
from dashboard.iso import iso
from dashboard.pages import Page, _charts
from dashboard.text import word
from dashboard.titles import title
from dashboard.view import KEPT, View

PAGE = Page(path="/", name="overview", section="", order=0)
SHOWN = ("gpu-buyers", "capex-plan-actual")
CONFLICTS = 5
CHANGES = 6
UNNAMED, COMPUTED = "unattributed", "derived"

head = _charts.titled(PAGE.name)


def body(view: View) -> list[Any]:
    """Return the tiles, the cards and the two lists."""
    held = [charts()[name].CHART for name in SHOWN if name in charts()]
    cards = [card(chart, view, half=True) for chart in held]
    lists = [one for one in (_changes(view), _conflicts(view)) if one is not None]
    return [*_tiles(view), html.Div(cards, className="grid2 small"), html.Div(lists, className="grid2")]


def _tiles(view: View) -> list[Any]:
    found = [_buyer(view), _plan(view), _rent(view), _milestone(view)]
    tiles = [tile for tile in found if tile is not None]
    return [html.Div(tiles, className="tiles")] if tiles else []


def _buyer(view: View) -> Any:
    row = _first(view, "gpu-buyers", "value")
    if row is None:
        return None
    return _tile(view, "buyer", row, marks.value(row, view.state))


def _plan(view: View) -> Any:
    plans = _current(view, "capex", ("capex_guidance",))
    plans = plans[plans["period_basis"].isin(["calendar", "fiscal"]) & (plans["unit"] == view.state.currency)]
    return _largest(view, "plan", plans)


def _rent(view: View) -> Any:
    rents = _current(view, "rental_costs", ("rental_cost_per_year",))
    rents = rents[rents["period"] != ""] if len(rents) else rents
    return _largest(view, "rent", rents)


def _milestone(view: View) -> Any:
    rows = view.snapshot.table("chip_milestones")
    if rows.empty:
        return None
    rows = shown.by(rows, view.state.as_of)
    since = view.state.as_of or view.snapshot.written.date().isoformat()
    starts = iso(rows["date_start"])
    precise = rows["date_precision"].isin(["day", "month", "quarter"])
    coming = rows[(rows["status"] == "planned") & precise & (starts >= since)]
    if coming.empty:
        return None
    row = coming.assign(_start=starts).sort_values("_start").iloc[0]
    said = row["description_zh"] if view.lang == "zh" and row["description_zh"] else row["description"]
    owner = view.names.name(str(row["owner"]), view.lang)
    href = view.href("/custom-chips", **{"chip-timeline.tab": "evidence"}) + "#chip-timeline"
    told = _by(view, str(row["status"]), str(row["origin"]), str(row["published_on"]), href)
    return _section(
        view.t("overview.milestone"),
        period(str(row["date"]), view.state),
        [f"{owner}: ", quoted(str(said), view)],
        told,
    )


def _largest(view: View, name: str, rows: pd.DataFrame) -> Any:
    if rows.empty:
        return None
    best = rows["value"].fillna(rows["value_high"]).fillna(rows["value_low"])
    ranked = rows.assign(_best=best).dropna(subset="_best").sort_values("_best", ascending=False)
    return None if ranked.empty else _tile(view, name, ranked.iloc[0], _amount(ranked.iloc[0], view))


def _amount(row: pd.Series, view: View) -> str:
    low, high, value = (
        None if pd.isna(row[name]) else float(row[name]) for name in ("value_low", "value_high", "value")
    )
    return numbers.measure(value, low, high, str(row["unit"]), view.state)


def _tile(view: View, name: str, row: pd.Series, figure: str) -> Any:
    who = view.names.name(str(row["entity"]), view.lang)
    when = period(str(row["period"]), view.state)
    dispute = disputes(view.snapshot, view.state.as_of).get(str(row["observation_id"]))
    doubt = [" ", html.Span(dispute.said(view.state), className="doubt")] if dispute else []
    identifier = str(row["observation_id"])
    told: Mapping[Any, Any] = next(iter(by_observation(view, [identifier]).get(identifier, ())), row.to_dict())
    return _section(
        view.t(f"overview.{name}"),
        [figure, html.Small(view.t(f"overview.{name}_unit", period=when))],
        [view.t(f"overview.{name}_said", who=who), *doubt],
        _by(view, str(row["status"]), str(row["origin"]), str(told["published_on"]), place_href(told, view)),
    )


def _section(label: str, figure: Any, said: Any, told: Any) -> Any:
    return html.Section([html.H2(label), html.Div(figure, className="big"), html.P(said), told], className="tile")


def _by(view: View, status: str, origin: str, day: str, href: str) -> Any:
    name = view.names.name(origin, view.lang)
    text = [
        html.A(name, href=href),
        ", ".join(["", word(view.lang, "status", status), *([period(day, view.state)] if day else [])]),
    ]
    return html.Div([glyph(marks.dot_form(status)), html.Span(text)], className="by")


def _first(view: View, chart: str, column: str) -> pd.Series | None:
    if chart not in charts():
        return None
    state = card_state({name: view.query[name] for name in KEPT if name in view.query}, charts()[chart].CHART)
    try:
        rows = drawn(view.snapshot, chart, state).rows
    except NotDrawn:  # its card says so
        return None
    held = rows[rows[column].notna()]
    return None if held.empty else held.iloc[0]


def _current(view: View, table: str, metrics: tuple[str, ...]) -> pd.DataFrame:
    """Return the standing rows fit for a headline: preferred, not withheld by a flag, known on the view's day."""
    rows = view.table(table)
    if rows.empty:
        return rows
    rows = shown.by(rows, view.state.as_of)
    day = view.state.as_of or "9999"
    until = iso(rows["known_to"])
    stands = (rows["rank"] == "preferred") & ((until == "") | (until >= day))
    clean = ~rows["flags"].map(lambda text: bool(_WITHHELD & set(str(text).split(";"))))
    named = rows["entity"].ne("") & rows["origin"].ne(UNNAMED) & rows["status"].ne("rumour")
    return rows[rows["metric"].isin(metrics) & named & stands & clean]


_COMPUTED = ("h100_equivalents", "implied_hardware_bill", "implied_fleet", "implied_rent", "rental_price_index")
"""Metrics computed from others: where their inputs differ they differ too, and say nothing new."""

_WITHHELD = {"not_headline", "superseded", "cancelled", "weak_source", "superseded_by_better_source", "disputed"}


def _changes(view: View) -> Any:
    newest = view.snapshot.receipt
    if not newest:
        return None
    receipt = next((one for one in (newest, *view.store.receipts()) if _has_changed(one)), newest)
    link = html.A(view.t("overview.all_changes"), href=view.href("/changes"))
    return html.Article(
        [
            html.H2(view.t("overview.changed")),
            html.P(_when(receipt, newest, view), className="sub"),
            counted(receipt, view),
            *_moved(receipt, view),
            html.P(link, className="src"),
        ],
        className="card half list",
    )


def _has_changed(receipt: Mapping[str, Any]) -> bool:
    counts = receipt.get("counts")
    return any(counts.values()) if isinstance(counts, Mapping) else bool(listed(receipt, "changed"))


def _when(receipt: Mapping[str, Any], newest: Mapping[str, Any], view: View) -> str:
    """Return the day of the refresh that is told, and of the newest where that one changed nothing."""
    day = period(view.snapshot.written.date().isoformat(), view.state)
    if receipt is newest:
        return day
    return view.t("overview.unchanged", day=day, before=period(str(receipt.get("at") or "")[:10], view.state))


def _moved(receipt: Mapping[str, Any], view: View) -> list[Any]:
    """Return what changed in sight; else the sources that brought most, and where none did, that nothing did."""
    seen = [one for one in listed(receipt, "changed") if _is_seen(one, view)]
    changed = [_change(one, view) for one in seen[:CHANGES]]
    brought = sorted(listed(receipt, "by_source"), key=lambda one: -int(one.get("added") or 0))
    items = changed or [_brought(one, view) for one in brought[:CHANGES] if one.get("added")]
    if items:
        return [html.Ul(items, className="rows")]
    return [html.P(view.t("overview.unseen" if _has_changed(receipt) else "refresh.nothing"), className="sub")]


def _brought(one: Mapping[str, Any], view: View) -> Any:
    source = str(one.get("source") or "")
    told = _title(source, view)
    said = view.t("overview.computed") if source == COMPUTED else told
    name = (
        html.Span(said)
        if source == COMPUTED
        else html.A(said, href=view.href(f"/sources/{source}"), **foreign(told, view))
    )
    return html.Li([name, html.Span(f"+{int(one['added']):,}", className="num")])


def _title(source: str, view: View) -> str:
    """Return what an article is called, or the name of a table."""
    documents = view.snapshot.table("documents")
    found = documents[documents["name"] == source].to_dict("records") if len(documents) else ()
    return title(found[0]) if found else view.t("overview.brought", source=source)


def _change(one: Mapping[str, Any], view: View) -> Any:
    names = [view.names.name(str(one.get(part) or ""), view.lang) for part in ("entity", "product")]
    what = [
        *names,
        word(view.lang, "metric", str(one.get("metric") or "")),
        period(str(one.get("period") or ""), view.state),
    ]
    origin = view.names.name(str(one.get("origin") or ""), view.lang)
    cause = word(view.lang, "cause", str(one.get("cause") or ""))
    said = html.Span(f"{number(one, 'old', view)} → {number(one, 'new', view)}", className="num")
    note = html.Small(" · ".join(part for part in (origin, cause) if part))
    return html.Li([html.Span(" · ".join(part for part in what if part)), said, note])


def _is_seen(one: Mapping[str, Any], view: View) -> bool:
    """Return whether a figure changed by as much as its three digits show."""
    old, new = number(one, "old", view), number(one, "new", view)
    return bool(old and new) and old != new


def _conflicts(view: View) -> Any:
    rows = conflicts(view.snapshot, view.state.as_of)
    if rows.empty:
        return None
    first = _telling(rows).head(CONFLICTS).to_dict("records")
    items = [_conflict(row, view) for row in first]
    note = html.P(view.t("overview.conflicts_note", n=len(rows)), className="sub")
    link = html.P(html.A(view.t("overview.all_conflicts"), href=view.href("/data", table="conflicts")), className="src")
    return html.Article(
        [html.H2(view.t("overview.conflicts")), note, html.Ul(items, className="rows"), link],
        className="card half list",
    )


def _telling(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the conflicts worth a look first: origins that differ about one company, widest first; none computed."""
    rows = rows[~rows["metric"].isin(_COMPUTED)]
    rivals = (rows["n_origins"] > 1) & (rows["kind"] == "rival_origins") & ~rows["origins"].str.contains(UNNAMED)
    order = rows.assign(_rival=rivals & ~rows["entity"].str.contains("+", regex=False))
    return order.sort_values(["_rival", "spread"], ascending=False)


def _conflict(row: Mapping[Any, Any], view: View) -> Any:
    names = [view.names.name(str(row[part]), view.lang) for part in ("entity", "product") if row[part]]
    what = [*names, word(view.lang, "metric", str(row["metric"])), period(str(row["period"]), view.state)]
    ends = [
        numbers.compact(float(row[part]), str(row["unit"]), view.state)
        for part in ("value_low", "value_high")
        if not pd.isna(row[part])
    ]
    said = view.t("overview.or").join(dict.fromkeys(ends))
    origins = view.t("overview.against").join(
        view.names.name(one, view.lang) for one in str(row["origins"]).split(";")[:3]
    )
    return html.Li(
        [html.Span(" · ".join(part for part in what if part)), html.Span(said, className="num"), html.Small(origins)]
    )
