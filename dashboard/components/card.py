"""The card: a finding, its drawing, its rows, its evidence, its downloads."""

from __future__ import annotations

from typing import Any

from dash import dcc

from dashboard import html, marks
from dashboard.chart import CONFLICTS, EVERYBODY, TENS, Chart
from dashboard.charts import charts
from dashboard.components.badges import badges
from dashboard.components.calculator import calculator, inputs_evidence
from dashboard.components.downloads import downloads
from dashboard.components.evidence import evidence, legend
from dashboard.components.listing import listing
from dashboard.components.native import Drawing, Field
from dashboard.components.parts import segment
from dashboard.components.trouble import undrawn
from dashboard.drawing import Drawn, card_state, drawn
from dashboard.state import TABS, BadState
from dashboard.text import has, t
from dashboard.view import View

CONFIG = {
    "displayModeBar": False,
    "responsive": True,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "showTips": False,
}
MANY = 4
GRAMMAR = (CONFLICTS, EVERYBODY, TENS)
SIGNS = ("*", "†", "‡")
"""Signs at marks: the notes that explain them stand in a card in small too; the others wait on its own page."""

_PLAIN_HEIGHT = 320


def card(chart: Chart, view: View, *, half: bool = False) -> Any:
    """Return a chart's card; its body is asked for anew when one of its own choices changes."""
    return html.Article(
        html.Div(body(chart, view), id={"type": "card", "chart": chart.id}, className="body"),
        id=chart.id,
        className="card half" if half else "card",
        **{"data-chart": chart.id},
    )


def body(chart: Chart, view: View) -> list[Any]:
    """Return what stands in a card for the view's query; a chart that fails takes nothing else of the page along."""
    try:
        return _drawn(chart, view)
    except BadState:
        raise
    except Exception as fault:  # noqa: BLE001 - whatever a chart's own code meets, its page stands
        return undrawn(chart, fault, view)


def _drawn(chart: Chart, view: View) -> list[Any]:
    state = card_state(view.query, chart).but(width="narrow" if view.narrow else "wide")
    shown = drawn(view.snapshot, chart.id, state)
    tab = state.tab if len(shown.rows) else "chart"
    if chart.kind == "table" and tab == "chart":
        tab = "table"
    return [
        html.H2(shown.words.title),
        html.P(subtitle(shown), className="sub"),
        *badges(shown, view),
        html.Div(
            html.Div([_tabs(shown, view, tab), *_tools(shown, view), downloads(shown, view)], className="cbar"),
            className="bar",
        ),
        html.Div(_pane(shown, view, tab), id=f"{chart.id}-pane", className=f"pane {tab}", role="tabpanel"),
        html.Div(below(shown, view), className="src"),
    ]


def subtitle(shown: Drawn) -> list[Any]:
    """Return the number of a chart, what it shows and of how many facts."""
    # A line breaks before the facts, not within them; in a half card they have one of their own, and need no dot.
    dot = html.Span(" · ", className="sep")
    facts = [dot, html.Span(shown.words.facts, className="dim")] if shown.words.facts else []
    return [html.Span(shown.chart.number, className="cid"), shown.words.subtitle, *facts]


def _tabs(shown: Drawn, view: View, tab: str) -> Any:
    names = [name for name in TABS if not (name == "chart" and shown.chart.kind == "table")]
    inputs = len([one for one in shown.chart.assumed if not one.is_word])
    counts = {"table": len(shown.rows), "evidence": inputs if inputs and len(shown.rows) else len(shown.rows)}
    buttons = [
        html.Button(
            [view.t(f"card.{name}")] + ([html.I(f"{counts[name]}")] if name in counts else []),
            type="button",
            role="tab",
            **{
                "aria-selected": str(name == tab).lower(),
                "aria-controls": f"{shown.chart.id}-pane",
                "data-set": f"tab={'' if name == 'chart' else name}&at=",
                "data-card": shown.chart.id,
            },
        )
        for name in names
    ]
    return html.Div(buttons, className="tabs", role="tablist")


def _tools(shown: Drawn, view: View) -> list[Any]:
    """Return the row of the card's own switches, where it has any."""
    switches = [
        _switch(shown, view, "lens", shown.chart.lenses, shown.state.lens),
        _switch(shown, view, "period", shown.chart.periods, shown.state.period),
    ]
    found = [*_toggles(shown, view), *(one for one in switches if one is not None)]
    return [html.Div(found, className="right")] if found else []


def _toggles(shown: Drawn, view: View) -> list[Any]:
    """Return the switches that change something here, each pressed or not."""
    on = shown.state.on
    return [
        html.Button(
            _switch_name(shown, name, view),
            type="button",
            className="tog",
            **_barred(shown, name),
            **{
                "aria-pressed": str(name in on).lower(),
                "data-set": f"on={','.join(sorted({*on} ^ {name}))}",
                "data-card": shown.chart.id,
            },
        )
        for name in shown.switches
    ]


def _barred(shown: Drawn, name: str) -> dict[str, Any]:
    """Return what turns a switch off, with the reason: a chart may refuse one for what it draws now."""
    refusal = getattr(charts()[shown.chart.id], "refusal", None)
    reason = refusal(shown.rows, shown.state) if refusal and name not in (*GRAMMAR, *shown.state.on) else ""
    return {"disabled": True, "title": reason, "aria-description": reason} if reason else {}


def _switch_name(shown: Drawn, name: str, view: View) -> list[Any]:
    if name == CONFLICTS:
        return [view.t("card.conflicts"), html.I(str(shown.picked.n_contested))]
    if name in GRAMMAR:
        return [view.t(f"card.{name}")]
    return [view.t(f"charts.{shown.chart.id}.on_{name}")]


def _switch(shown: Drawn, view: View, name: str, allowed: tuple[str, ...], chosen: str) -> Any:
    if len(allowed) < 2:  # noqa: PLR2004 - a choice of one is none
        return None
    ordered = sorted(allowed) if all(value[:4].isdigit() for value in allowed) else allowed
    options = [(value, _choice(shown.chart, name, value, view)) for value in ordered]
    label = view.t(f"card.{name}")
    now = chosen or allowed[0]
    if len(options) > MANY:
        listed = [list(one) for one in options]
        return Field(label=label, value=now, sets=name, card=shown.chart.id, options=listed, default=allowed[0])
    return segment(label, options, now, name, card=shown.chart.id, default=allowed[0])


def _choice(chart: Chart, name: str, value: str, view: View) -> str:
    keys = (
        f"charts.{chart.id}.{name}_{value}",
        f"charts.{chart.id.replace('-', '_')}.{name}_{value}",
        f"{name}.{value}",
    )
    return next((t(view.lang, key) for key in keys if has(view.lang, key)), view.names.name(value, view.lang))


def _pane(shown: Drawn, view: View, tab: str) -> list[Any]:
    if shown.rows.empty:
        return [_empty(shown, view)]
    if tab == "table":
        table = html.Div(
            listing(shown, view), className="scroll", tabIndex=0, role="region", **{"aria-label": shown.words.title}
        )
        return [table]
    if tab == "evidence" and shown.chart.assumed:
        return [inputs_evidence(shown, view)]
    if tab == "evidence":
        return evidence(shown, view, view.query.get(f"{shown.chart.id}.at", view.query.get("at", "")))
    if len(shown.rows) == 1 and {"observation_id", "unit"} <= set(shown.rows):
        return [_single(shown), *evidence(shown, view)]
    drawn_ = [legend(shown.words.key), drawing(shown)]
    return (
        [html.Div([calculator(shown, view), html.Div(drawn_)], className="worked")] if shown.chart.assumed else drawn_
    )


def _single(shown: Drawn) -> Any:
    """Return the one fact as a number with who says so; its evidence follows, where a lonely bar would say less."""
    row = shown.rows.iloc[0]
    said = f"{row['entity_name']} · {marks.says(row, shown.state)}"
    return html.P([html.B(marks.value(row, shown.state)), html.Span(said)], className="single")


def drawing(shown: Drawn) -> Any:
    """Return the drawing at its fixed height, with its words for those who do not see it."""
    figure = shown.figure()
    height = int(figure.get("layout", {}).get("height") or _PLAIN_HEIGHT)
    graph = dcc.Graph(
        id={"type": "graph", "chart": shown.chart.id}, figure=figure, config=CONFIG, style={"height": f"{height}px"}
    )
    return html.Figure(
        Drawing(graph, shown.still(), height),
        role="img",
        style={"minHeight": f"{height}px"},
        **{"aria-label": shown.words.alt or shown.words.title},
    )


def _empty(shown: Drawn, view: View) -> Any:
    own = {f"{shown.chart.id}.{name}": "" for name in ("lens", "period", "tab", "at", "assume", "on")}
    reset = view.here(entities="", as_of="", lens="", period="", assume="", on="", **own)
    link = html.A(view.t("card.reset"), href=reset, className="btn")
    return html.Div([html.P(shown.words.empty or view.t("card.empty")), link], className="empty")


def below(shown: Drawn, view: View) -> list[Any]:
    """Return what stands under a chart: its source, the rule of its values, its notes."""
    said = (("source", shown.words.source), ("rule", shown.words.rule))
    lines = [html.P([html.B(view.t(f"card.{name}")), " ", text]) for name, text in said if text]
    return [*lines, *[html.P(note, className="" if note[:1] in SIGNS else "small-print") for note in shown.words.notes]]
