"""What stands around every page: header, navigation, footer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from dashboard.components.native import Field
from dashboard.components.parts import menu, segment
from dashboard.components.receipt import listed
from dashboard.drawing import of_page
from dashboard.refresh import STAGES
from dashboard.view import View

SECTIONS = ("", "charts", "evidence", "reference")


def shell(view: View, links: Sequence[tuple[str, str, str]], head: tuple[str, str], body: Sequence[Any]) -> Any:
    """Return a whole page; `links` are (path, name, section), `head` its title and the question under it."""
    title, question = head
    above = html.Div(html.Div([html.H1(title), html.P(question)]), className="head")
    return html.Div(
        [
            html.A(view.t("shell.skip"), href="#content", className="skip"),
            _header(view),
            _sheet(view),
            html.Div(
                [
                    _nav(view, links),
                    html.Main([*_fault(view), above, *body, _footer(view)], id="content", tabIndex=-1),
                ],
                className="frame",
            ),
        ],
    )


def _header(view: View) -> Any:
    brand = html.A(
        [html.I(className="logo", **{"aria-hidden": "true"}), html.Span("Silicon Ledger")],
        href=view.href("/"),
        className="brand",
    )
    more = html.Button(
        html.I(className="ico-menu"),
        type="button",
        className="ctl ico more",
        **{"data-sheet": "", "aria-label": view.t("shell.menu")},
    )
    controls = [_as_of(view), *_switches(view), _refresh(view), more]
    return html.Header([brand, html.Div(controls, className="ctls")], className="top")


def _switches(view: View) -> list[Any]:
    numbers = view.state.numbers or ("wanyi" if view.lang == "zh" else "kmb")
    dark = view.state.theme == "dark"
    return [
        html.Div(
            segment(view.t("shell.numbers"), (("kmb", "k M B"), ("wanyi", "万 亿")), numbers, "numbers"),
            className="hide-m",
        ),
        html.Div(
            segment(view.t("shell.language"), (("en", "EN"), ("zh", "中文")), view.lang, "lang"), className="hide-s"
        ),
        html.Button(
            html.I(className="ico-theme"),
            type="button",
            className="ctl ico hide-s",
            title=view.t("shell.light" if dark else "shell.dark"),
            **{
                "data-set": f"theme={'' if dark else 'dark'}",
                "aria-label": view.t("shell.light" if dark else "shell.dark"),
            },
        ),
    ]


def _as_of(view: View) -> Any:
    shown = view.state.as_of or view.t("shell.newest")
    summary = [html.Small(view.t("shell.as_of"), className="hide-s"), " ", html.B(shown)]
    days = _days(view)
    picks = [
        html.Button(
            [html.Span(day), html.Small(view.t(f"shell.{name}"))],
            type="button",
            className="item",
            **{"data-set": f"as_of={day}"},
        )
        for day, name in days
    ]
    newest = html.Button(html.Span(view.t("shell.newest")), type="button", className="item", **{"data-set": "as_of="})
    field = html.Label(
        [
            html.Small(view.t("shell.as_of_label")),
            Field(kind="date", label=view.t("shell.as_of_label"), value=view.state.as_of, sets="as_of"),
        ],
        className="pad",
    )
    note = html.P(view.t("shell.as_of_note"), className="pad dim")
    return menu(
        summary, [field, note, html.Hr(), newest, *picks], classes="ctl", label=f"{view.t('shell.as_of')} {shown}"
    )


def _days(view: View) -> list[tuple[str, str]]:
    """Return days worth a look back: the ends of the last two years before the newest word held."""
    if view.snapshot_held is None:
        return []
    known = view.snapshot.table("observations").get("known_from")
    newest = max((str(day)[:4] for day in known if str(day)[:2] == "20"), default="") if known is not None else ""
    return [(f"{int(newest) - back}-12-31", "year_end") for back in (1, 2)] if newest else []


def _refresh(view: View) -> Any:
    status = [
        html.Ol([], className="stages", id="refresh-stages", **{"aria-live": "polite"}),
        html.Div([], className="receipt-menu", id="refresh-receipt"),
        html.P(view.t("refresh.note" if view.refresh.allowed else "refresh.off"), className="pad dim"),
    ]
    start = html.Button(
        view.t("refresh.start"),
        type="button",
        className="btn pri",
        id="refresh-start",
        disabled=not view.refresh.allowed,
    )
    cancel = html.Button(view.t("refresh.cancel"), type="button", className="btn", id="refresh-cancel", hidden=True)
    token = (
        [Field(kind="password", label=view.t("refresh.token"), placeholder=view.t("refresh.token"), sets="")]
        if view.refresh.token
        else []
    )
    words = {f"data-{name}": view.t(f"refresh.{name}") for name in _REFRESH_WORDS}
    words["data-stages"] = json.dumps([[name, view.t(f"refresh.stage.{name.replace(' ', '_')}")] for name in STAGES])
    content = html.Div([*token, html.Div([start, " ", cancel], className="pad"), *status], id="refresh", **words)
    return html.Div(menu(view.t("refresh.name"), [content], classes="ctl"), className="refresh-menu")


_REFRESH_WORDS = (
    "running",
    "done",
    "failed",
    "locked",
    "waiting",
    "added",
    "changed",
    "retracted",
    "left_out",
    "nothing",
    "show",
    "refused",
    "cancelled",
    "speed",
    "left",
)


def _sheet(view: View) -> Any:
    """Return the controls a phone folds away."""
    themes = (("", view.t("shell.light")), ("dark", view.t("shell.dark")))
    numbers = view.state.numbers or ("wanyi" if view.lang == "zh" else "kmb")
    return html.Div(
        [
            segment(view.t("shell.language"), (("en", "EN"), ("zh", "中文")), view.lang, "lang"),
            segment(view.t("shell.numbers"), (("kmb", "k M B"), ("wanyi", "万 亿")), numbers, "numbers"),
            segment(view.t("shell.theme"), themes, "dark" if view.state.theme == "dark" else "", "theme"),
        ],
        className="sheet",
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


def _fault(view: View) -> list[Any]:
    if not view.store.fault:
        return []
    text = view.t("shell.fault", reason=view.store.fault)
    return [html.P(text, className="alert", role="alert")]


def _footer(view: View) -> Any:
    items = [html.A(view.t("nav.methods"), href=view.href("/methods"))]
    if view.snapshot_held is not None:
        held = len(view.snapshot.table("observations"))
        day = view.snapshot.written.date().isoformat()
        items.insert(0, html.Span(view.t("shell.last_refresh", day=day, n=f"{held:,}")))
        items += _left_out(view, view.snapshot.receipt)
        items.append(html.Span([view.t("shell.snapshot"), " ", html.Span(view.snapshot.id, className="mono")]))
    return html.Footer(items, className="foot")


def _left_out(view: View, receipt: Mapping[str, Any]) -> list[Any]:
    number = len(listed(receipt, "failed")) + len(listed(receipt, "rejected"))
    return (
        [html.A(view.t("shell.left_out", n=number), href=view.href("/changes"), className="warned")] if number else []
    )
