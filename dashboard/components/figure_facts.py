"""The facts of one figure beside its source: what it says, who says it, and where else it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard import html, marks, numbers
from dashboard.charts import charts
from dashboard.components.changed import changed
from dashboard.components.parts import badge, because, facts, flags, quoted
from dashboard.components.places import place_href
from dashboard.dates import period, told_on
from dashboard.drawing import drawn
from dashboard.formats import plain
from dashboard.iso import iso_day
from dashboard.objection import objection
from dashboard.snapshot import Snapshot
from dashboard.state import State
from dashboard.text import noted, said, word
from dashboard.view import View

RIVALS = 6
WAYS = {"counted_by": "counted_by_", "bought_by": "units bought by "}
"""What stands before the ids of those whose count or whose units a figure is of."""


def aside(view: View, told: Mapping[str, Any] | None) -> Any:
    """Return the facts of the figure that a piece of evidence supports."""
    row = _observation(view, str(told["observation_id"])) if told else None
    if told is None or row is None:
        return html.Aside(html.P(view.t("figure.none")), className="card ev", **{"aria-label": view.t("figure.label")})
    parts = [
        html.H2(_what(row, view)),
        html.Div(_full(row, view), className="big"),
        html.P(_badges(row, view), className="badges"),
        _facts(row, told, view),
    ]
    return html.Aside(
        [
            *parts,
            *_changed(row, view),
            *_charts(row, view),
            *_rivals(row, view),
            *_places(row, told, view),
            *_objection(row, told, view),
        ],
        className="card ev",
        tabIndex=0,
        **{"aria-label": view.t("figure.label")},
    )


def _observation(view: View, identifier: str) -> Mapping[Any, Any] | None:
    rows = view.snapshot.table("observations")
    found = rows[rows["observation_id"] == identifier]
    return found.iloc[0].to_dict() if len(found) else None


def _what(row: Mapping[Any, Any], view: View) -> str:
    names = [view.names.name(str(row[part]), view.lang) for part in ("entity", "product") if row[part]]
    return " · ".join(
        part
        for part in (*names, word(view.lang, "metric", str(row["metric"])), period(str(row["period"]), view.state))
        if part
    )


def _full(row: Mapping[Any, Any], view: View) -> str:
    value, low, high = (plain(row[name]) for name in ("value", "value_low", "value_high"))
    if value is not None and low is None and high is None:
        return numbers.full(float(value), str(row["unit"]), view.state)
    return numbers.measure(value, low, high, str(row["unit"]), view.state)


def _badges(row: Mapping[Any, Any], view: View) -> list[Any]:
    status = str(row["status"])
    n = int(plain(row["n_publishers"]) or 1)
    carried = view.t(f"figure.carrier{'' if n == 1 else 's'}", n=n)
    doubts = [badge(told, warn=True) for told in flags(str(row["flags"]), view).split(" · ") if told]
    return [badge(word(view.lang, "status", status), form=marks.dot_form(status)), badge(carried), *doubts]


def _facts(row: Mapping[Any, Any], told: Mapping[str, Any], view: View) -> Any:
    ends = [told_on(row, view.state), period(iso_day(row["known_to"]), view.state)]
    return facts(
        [
            (view.t("figure.as_written"), quoted(str(told.get("as_written") or row["as_written"] or ""), view)),
            (view.t("figure.position"), str(told.get("locator") or "")),
            (view.t("figure.qualifier"), word(view.lang, "qualifier", str(row["qualifier"]))),
            (view.t("figure.period"), _period(row, view)),
            (view.t("figure.definition"), _way(row, "definition", view)),
            (view.t("figure.denominator"), _way(row, "denominator", view)),
            (view.t("figure.origin"), view.names.name(str(row["origin"]), view.lang)),
            (
                view.t("figure.publisher"),
                quoted(_carrier(told, view), view),
            ),
            (view.t("figure.known"), " – ".join(one for one in ends if one)),
            (
                view.t("figure.rank"),
                [word(view.lang, "rank", str(row["rank"])), *_because(str(row["rank_reason"] or ""), view)],
            ),
            (
                view.t("figure.rule"),
                html.Span(str(row["rule"]).replace(".", " · "), className="mono", lang="en") if row["rule"] else "",
            ),
            (view.t("figure.note"), quoted(noted(view.lang, str(row["note"] or "")), view)),
            (view.t("figure.id"), html.Span(str(row["observation_id"]), className="mono")),
        ]
    )


def _way(row: Mapping[Any, Any], name: str, view: View) -> Any:
    """Return how a figure is counted: in words, and by whose count or of whose units with their names."""
    value = str(row[name] or "")
    if (known := word(view.lang, name, value)) != value:
        return known
    for key, mark in WAYS.items():
        what, found, whose = value.partition(mark)
        if found:
            joined = view.t("shell.list_joiner").join(view.names.name(one, view.lang) for one in whose.split(", "))
            way = word(view.lang, name, what.strip("_"))
            return " · ".join(part for part in (way, view.t(f"figure.{key}", names=joined)) if part)
    return quoted(said(view.lang, value), view)


def _carrier(told: Mapping[str, Any], view: View) -> str:
    parts = (said(view.lang, str(told.get("publisher") or "")), period(str(told.get("published_on") or ""), view.state))
    return " · ".join(part for part in parts if part)


def _because(reason: str, view: View) -> list[Any]:
    return [": ", quoted(because(reason, view), view)] if reason else []


def _period(row: Mapping[Any, Any], view: View) -> Any:
    basis = word(view.lang, "basis", str(row["period_basis"]))
    told = " · ".join(part for part in (period(str(row["period"]), view.state), basis) if part)
    told_as = said(view.lang, str(row["period_wording"] or ""))
    wording = f"“{told_as}”" if told_as else ""
    return [told, " · ", quoted(wording, view)] if wording else told


def _objection(row: Mapping[Any, Any], told: Mapping[str, Any], view: View) -> list[Any]:
    """Return the button that copies a correction; whoever disagrees adds why, and gives it to who keeps the data."""
    words = {name: view.t(f"figure.objection_{name}") for name in ("reason", "by")}
    line = objection(row, told, view.snapshot.written.date().isoformat(), **words)
    if not line:
        return []
    button = html.Button(view.t("figure.object"), type="button", className="lk", **{"data-copy": line})
    return [html.P([button, html.Small(view.t("figure.object_note"))], className="objection")]


def _changed(row: Mapping[Any, Any], view: View) -> list[Any]:
    told = changed(str(row["observation_id"]), view)
    return [html.H3(view.t("figure.changed")), told] if told is not None else []


def _charts(row: Mapping[Any, Any], view: View) -> list[Any]:
    found = shown_in(view.snapshot).get(str(row["observation_id"]), ())
    if not found:
        return []
    links = [html.Li(html.A(_chart_name(name, view), href=view.href(f"/charts/{name}"))) for name in found]
    return [html.H3(view.t("figure.shown_in")), html.Ul(links, className="plainlist")]


def _chart_name(name: str, view: View) -> str:
    chart = charts()[name].CHART
    shown = drawn(view.snapshot, name, State(lang=view.lang))
    return f"{chart.number} {shown.words.title}"


@lru_cache(2)
def shown_in(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """Return, for each observation, the charts whose default view shows it."""
    found: dict[str, tuple[str, ...]] = {}
    for name in charts():
        rows = drawn(snapshot, name, State()).rows
        for identifier in rows.get("observation_id", ()):
            found[str(identifier)] = (*found.get(str(identifier), ()), name)
    return found


def _rivals(row: Mapping[Any, Any], view: View) -> list[Any]:
    rows = view.snapshot.table("observations")
    same = rows["observation_id"] != row["observation_id"]
    for name in ("metric", "entity", "product", "period", "unit", "denominator", "definition", "contract_type"):
        same &= rows[name] == row[name]
    rivals = rows[same].head(RIVALS).to_dict("records")
    if not rivals:
        return []
    items = [
        html.Li(
            [
                html.Span(view.names.name(str(one["origin"]), view.lang)),
                html.Span(marks.value(pd.Series(one), view.state), className="num"),
                html.Small(period(str(one["published_on"]), view.state)),
            ]
        )
        for one in rivals
    ]
    return [html.H3(view.t("figure.rivals")), html.Ul(items, className="rows")]


def _places(row: Mapping[Any, Any], told: Mapping[str, Any], view: View) -> list[Any]:
    evidence = view.snapshot.table("evidence")
    found = evidence[evidence["observation_id"] == row["observation_id"]].sort_values("evidence_no").to_dict("records")
    others = [one for one in found if one["evidence_no"] != told["evidence_no"]]
    if not others:
        return []
    items = [
        html.Li(
            [
                html.A(said(view.lang, str(one["publisher"] or one["source"])), href=place_href(one, view)),
                html.Small(
                    [
                        period(str(one["published_on"] or ""), view.state),
                        " ",
                        quoted(str(one["as_written"] or ""), view),
                    ]
                ),
            ]
        )
        for one in others
    ]
    top = html.Li(view.names.name(str(row["origin"]), view.lang))
    return [html.H3(view.t("figure.travelled")), html.Ul([top, *items], className="tree")]
