"""How one figure changed, beside its evidence: each value its origin told, from when on, with a link to its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import html, marks, shown
from dashboard.components.places import by_observation, place_href
from dashboard.dates import told_on
from dashboard.iso import iso_day
from dashboard.row import each
from dashboard.tellings import tellings
from dashboard.view import View


def changed(identifier: str, view: View) -> Any:
    """Return the values of a figure as they were told, those replaced struck through; None where it has but one."""
    rows = _known(tellings(view.snapshot).get(identifier, ()), view)
    if len(rows) < 2:  # noqa: PLR2004 - what was told once has not changed
        return None
    places = by_observation(view, [str(row["observation_id"]) for row in rows])
    items = [_telling(row, places, view, here=str(row["observation_id"]) == identifier) for row in rows]
    return html.Ol(items, className="tellings", **{"aria-label": view.t("figure.changed")})


def _known(places: Sequence[int], view: View) -> list[dict[str, Any]]:
    """Return the tellings by the day that is shown, in the reader's money."""
    if not places:
        return []
    return each(shown.by(view.table("observations").loc[list(places)], view.state.as_of))


def _telling(row: dict[str, Any], places: dict[str, Any], view: View, *, here: bool) -> Any:
    value = marks.value(row, view.state)
    ended = iso_day(row["known_to"])
    is_gone = "" < ended < (view.state.as_of or "9999")
    told = html.S(value) if is_gone else html.B(value)
    best = next(iter(places.get(str(row["observation_id"]), ())), row)
    linked = told if here else html.A(told, href=place_href(best, view))
    since = html.Small(told_on(row, view.state))
    return html.Li([linked, " ", since], **({"aria-current": "true"} if here else {}))
