"""What stands above every page: search, day, currency, numbers, language, theme, refresh."""

from __future__ import annotations

import json
from typing import Any

from dashboard import html
from dashboard.components.native import Field
from dashboard.components.parts import menu, segment
from dashboard.currency import stated
from dashboard.dates import day as written
from dashboard.days import days
from dashboard.refresh import STAGES
from dashboard.view import View

OLDEST = "2000-01-01"
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


def header(view: View) -> Any:
    """Return the bar above every page."""
    brand = html.A(
        [html.I(className="logo", **{"aria-hidden": "true"}), html.Span("Silicon Ledger")],
        href=view.href("/"),
        className="brand",
    )
    more = html.Button(
        html.I(className="ico-menu"),
        type="button",
        className="ctl ico more",
        **{"data-sheet": "", "aria-label": view.t("shell.menu"), "aria-expanded": "false"},
    )
    controls = [_as_of(view), *_switches(view), _refresh(view), more]
    return html.Header([brand, _find(view), html.Div(controls, className="ctls")], className="top")


def sheet(view: View) -> Any:
    """Return the controls that a narrow window folds away."""
    themes = (("", view.t("shell.light")), ("dark", view.t("shell.dark")))
    theme = segment(view.t("shell.theme"), themes, "dark" if view.state.theme == "dark" else "", "theme")
    return html.Div([_language(view), _currency(view), _numbers(view), theme], className="sheet")


def _find(view: View) -> Any:
    words = {f"data-{name}": view.t(f"search.{name}") for name in ("hint", "none", "one", "many", "all", "close")}
    index = f"/search/{view.snapshot_held.id}/{view.lang}.json" if view.snapshot_held else ""
    return html.Button(
        [
            html.I(className="ico-find", **{"aria-hidden": "true"}),
            html.Span(view.t("search.hint")),
            html.Kbd("Ctrl K"),
        ],
        type="button",
        className="find",
        id="find",
        **{"aria-label": view.t("search.name"), "aria-keyshortcuts": "Control+K", "data-index": index, **words},
    )


def _switches(view: View) -> list[Any]:
    dark = view.state.theme == "dark"
    name = view.t("shell.light" if dark else "shell.dark")
    theme = html.Button(
        html.I(className="ico-theme"),
        type="button",
        className="ctl ico hide-s",
        title=name,
        **{"data-set": f"theme={'' if dark else 'dark'}", "aria-label": name},
    )
    return [
        html.Div(_currency(view), className="hide-m"),
        html.Div(_numbers(view), className="hide-m"),
        html.Div(_language(view), className="hide-s"),
        theme,
    ]


def _currency(view: View) -> Any:
    label = view.t("shell.currency")
    rate = stated(view.snapshot_held, view.state)
    if rate:
        label = view.t("shell.currency_rate", rate=rate.text, month=written(rate.month, view.state), source=rate.source)
    chosen = segment(label, (("", "USD"), ("CNY", "CNY")), "CNY" if view.state.currency == "CNY" else "", "currency")
    return chosen.with_(title=label)


def _numbers(view: View) -> Any:
    own = "wanyi" if view.lang == "zh" else "kmb"
    options = [("" if name == own else name, text) for name, text in (("kmb", "k M B"), ("wanyi", "万 亿"))]
    chosen = view.state.numbers if view.state.numbers != own else ""
    return segment(view.t("shell.numbers"), options, chosen, "numbers", langs={options[1][0]: "zh-CN"})


def _language(view: View) -> Any:
    langs, chosen = {"": "en", "zh": "zh-CN"}, "zh" if view.lang == "zh" else ""
    return segment(view.t("shell.language"), (("", "EN"), ("zh", "中文")), chosen, "lang", langs=langs)


def shown_day(view: View) -> str:
    """Return the day as of which everything is shown: the newest one that is known where none was chosen."""
    known = days(view.snapshot_held) if view.snapshot_held else ()
    return view.state.as_of or (known[-1] if known else "")


def _as_of(view: View) -> Any:
    known = days(view.snapshot_held) if view.snapshot_held else ()
    shown = written(shown_day(view), view.state)
    summary = [html.Small(view.t("shell.as_of"), className="hide-s"), " ", html.B(shown)]
    label = view.t("shell.as_of_label")
    field = Field(kind="date", label=label, value=view.state.as_of, sets="as_of", min=OLDEST)
    slide = Field(kind="range", label=view.t("shell.as_of_slide"), id="day")
    newest = html.Button(html.Span(view.t("shell.newest")), type="button", className="item", **{"data-set": "as_of="})
    content = [
        html.Div([html.Small(label), field], className="pad"),
        html.Div([slide, html.Output(shown, id="day-said")], className="pad days"),
        html.P(view.t("shell.as_of_days", n=len(known)), className="pad dim"),
        html.P(view.t("shell.as_of_note"), className="pad dim"),
        html.Hr(),
        newest,
    ]
    return html.Div(
        menu(summary, content, classes="ctl", label=f"{view.t('shell.as_of')} {shown}"), id="as-of", className="as-of"
    )


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
    summary = [
        html.I(className="ico-refresh", **{"aria-hidden": "true"}),
        html.Span(view.t("refresh.name"), className="idle"),
        html.Span(f"{view.t('refresh.running')} …", className="busy"),
    ]
    return html.Div(menu(summary, [content], classes="ctl", label=view.t("refresh.name")), className="refresh-menu")
