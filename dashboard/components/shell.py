"""What stands around every page: header, navigation, footer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import html
from dashboard.charts import charts
from dashboard.components.header import header, sheet, shown_day
from dashboard.components.parts import foreign
from dashboard.components.receipt import listed
from dashboard.components.trouble import unanswered
from dashboard.components.versions import version
from dashboard.dates import day as written
from dashboard.drawing import of_page
from dashboard.view import View

SECTIONS = ("", "charts", "evidence", "reference")
MOST_NAMED = 5


def shell(view: View, links: Sequence[tuple[str, str, str]], head: tuple[str, str], body: Sequence[Any]) -> Any:
    """Return a whole page; `links` are (path, name, section), `head` its title and the question under it."""
    title, question = head
    above = html.Div(html.Div([html.H1(title, **foreign(title, view)), html.P(question)]), className="head")
    return html.Div(
        [
            html.A(view.t("shell.skip"), href="#content", className="skip"),
            header(view),
            sheet(view),
            unanswered(view),
            html.Div(
                [
                    _nav(view, links),
                    html.Main([*_noted(view), above, *body, _footer(view), _printed(view)], id="content", tabIndex=-1),
                ],
                className="frame",
            ),
        ],
    )


def _nav(view: View, links: Sequence[tuple[str, str, str]]) -> Any:
    items: list[Any] = []
    for section in SECTIONS:
        if section:
            items.append(html.P(view.t(f"nav.section_{section}")))
        for path, name, of in links:
            if of == section:
                items.append(_nav_link(view, path, name))
    return html.Nav(items, className="nav", **{"aria-label": view.t("nav.label")})


def _nav_link(view: View, path: str, name: str) -> Any:
    here = view.path == path or (path != "/" and view.path.startswith(f"{path}/"))
    number = len(of_page(path.strip("/")))
    count = [html.I(str(number))] if number else []
    current = {"aria-current": "page"} if here else {}
    return html.A([html.Span(name), *count], href=view.href(path), **current)


def _noted(view: View) -> list[Any]:
    """Return what a reader must know before the page: a fault of the data, parameters that mean nothing."""
    found = []
    if view.store.fault:
        found.append(html.P(view.t("shell.fault", reason=view.store.fault), className="alert", role="alert"))
    if ignored := [*view.unknown, *_meaningless(view)]:
        names = view.t("shell.list_joiner").join(ignored[:MOST_NAMED])
        found.append(html.P(view.t("shell.ignored", names=names), className="note", role="status"))
    return found


def _meaningless(view: View) -> list[str]:
    """Return the lens and the period of the address that no chart has: each card leaves to the others what it lacks."""
    held = [module.CHART for module in charts().values()]
    known = {
        "lens": {lens for chart in held for lens in chart.lenses},
        "period": {period for chart in held for period in chart.periods},
    }
    given = {name: view.query.get(name, "") for name in known}
    return [f"{name}={value}" for name, value in given.items() if value and value not in known[name]]


def _footer(view: View) -> Any:
    items = [html.A(view.t("nav.methods"), href=view.href("/methods"))]
    if view.snapshot_held is not None:
        held = len(view.snapshot.table("observations"))
        day = written(view.snapshot.written.date().isoformat(), view.state)
        items.insert(0, html.Span(view.t("shell.last_refresh", day=day, n=f"{held:,}")))
        items += _left_out(view, view.snapshot.receipt)
        items.append(html.Span([view.t("shell.snapshot"), " ", html.Span(view.snapshot.id, className="mono")]))
        if name := version(view.snapshot.receipt):
            items.append(html.Span([view.t("shell.methods"), " ", html.Span(name, className="mono")]))
    return html.Footer(items, className="foot")


def _left_out(view: View, receipt: Mapping[str, Any]) -> list[Any]:
    number = len(listed(receipt, "failed")) + len(listed(receipt, "rejected"))
    return (
        [html.A(view.t("shell.left_out", n=number), href=view.href("/changes"), className="warned")] if number else []
    )


def _printed(view: View) -> Any:
    """Return what only paper shows: as known on which day, from which snapshot; the script adds the address."""
    held, day = view.snapshot_held, written(shown_day(view), view.state)
    told = view.t("shell.printed", day=day, snapshot=held.id) if held else ""
    return html.P(told, className="printed", id="printed")
