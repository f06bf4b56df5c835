"""What a refresh changed: its counts, what moved, what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import html
from dashboard.components.native import Cell, Table
from dashboard.components.parts import flags
from dashboard.dates import period
from dashboard.numbers import compact
from dashboard.text import said, word
from dashboard.view import View

COUNTS = ("added", "changed", "retracted")
MOST = 40
NONE = "–"


def moment(iso: str, view: View) -> str:
    """Return when a refresh was made, as people write it; empty where it is not told."""
    day, _, clock = iso.partition("T")
    return view.t("changes.moment", day=period(day, view.state), time=clock[:5]) if clock else period(day, view.state)


def counted(receipt: Mapping[str, Any], view: View) -> Any:
    """Return how many observations were added, changed and retracted."""
    counts = receipt.get("counts") or {name: len(listed(receipt, name)) for name in COUNTS}
    items = [
        html.Div([html.Dt(view.t(f"refresh.{name}")), html.Dd(f"{int(counts.get(name) or 0):,}")]) for name in COUNTS
    ]
    return html.Dl(items, className="receipt")


def listed(receipt: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return one of a receipt's lists, empty where it has none."""
    found = receipt.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def moved(receipt: Mapping[str, Any], view: View) -> list[Any]:
    """Return the table of what changed; nothing where nothing did."""
    found = listed(receipt, "changed")
    if not found:
        return []
    rows: list[list[Cell]] = [
        [_what(one, view), _said(one, "old", view), _said(one, "new", view), _why(one, view)] for one in found[:MOST]
    ]
    columns = [{"label": view.t(f"changes.{name}")} for name in ("figure", "old", "new", "cause")]
    more = [html.P(view.t("card.more_rows", n=len(found) - MOST), className="src")] if len(found) > MOST else []
    return [html.Div(Table(columns, rows, view.t("refresh.changed")), className="scroll"), *more]


def change(one: Mapping[str, Any], view: View) -> str:
    """Return one change in a line: the figure, its old value and its new one."""
    return f"{_what(one, view)['text']}: {_said(one, 'old', view)} → {_said(one, 'new', view)}"


def _why(one: Mapping[str, Any], view: View) -> Cell:
    return {"text": word(view.lang, "cause", str(one.get("cause") or "")), "note": str(one.get("source") or "")}


def left_out(receipt: Mapping[str, Any], view: View) -> list[Any]:
    """Return the sources that could not be used, and those read with a reservation, each with reason and remedy."""
    return [
        *_sources([*listed(receipt, "failed"), *listed(receipt, "rejected")], view.t("refresh.left_out"), view),
        *_sources(listed(receipt, "noted"), view.t("refresh.noted"), view),
    ]


def _sources(found: list[Mapping[str, Any]], title: str, view: View) -> list[Any]:
    if not found:
        return []
    names = ("source", "reason", "remedy")
    rows: list[list[Cell]] = [
        [_place(one), *(said(view.lang, str(one.get(name) or "")) for name in names[1:])] for one in found[:MOST]
    ]
    columns = [{"label": view.t(f"changes.{name}")} for name in names]
    return [html.H3(title), html.Div(Table(columns, rows, title), className="scroll")]


def _place(one: Mapping[str, Any]) -> Cell:
    return {"text": str(one.get("source") or ""), "note": str(one.get("place") or "")}


def _what(one: Mapping[str, Any], view: View) -> dict[str, str]:
    names = [view.names.name(str(one.get(part) or ""), view.lang) for part in ("entity", "product", "origin")]
    metric = word(view.lang, "metric", str(one.get("metric") or ""))
    parts = [names[0], names[1], metric, period(str(one.get("period") or ""), view.state)]
    return {"text": " · ".join(part for part in parts if part), "note": names[2]}


def _said(one: Mapping[str, Any], name: str, view: View) -> str:
    told = one.get(name)
    if not isinstance(told, Mapping):
        return _number(told, one, view)
    return "; ".join(
        f"{word(view.lang, 'column', str(key))}: {_part(str(key), value, one, view)}" for key, value in told.items()
    )


def _part(key: str, value: Any, one: Mapping[str, Any], view: View) -> str:
    if key == "value":
        return _number(value, one, view) or NONE
    if key == "flags":
        return flags(str(value or ""), view) or NONE
    return word(view.lang, key, str(value)) if value else NONE


def number(one: Mapping[str, Any], name: str, view: View) -> str:
    """Return the old or the new value of a change as a mark shows it; nothing where it is no number."""
    told = one.get(name)
    value = told.get("value") if isinstance(told, Mapping) else told
    return _number(value, one, view) if isinstance(value, (int, float)) else ""


def _number(value: Any, one: Mapping[str, Any], view: View) -> str:
    if isinstance(value, (int, float)) and one.get("unit"):
        return compact(float(value), str(one["unit"]), view.state)
    return "" if value is None else str(value)
