"""The filter row of a page: companies as chips, groups of them as presets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dashboard import html
from dashboard.chart import EVERYBODY, ChartModule
from dashboard.companies import owners
from dashboard.components.native import Field
from dashboard.components.parts import menu
from dashboard.drawing import MOST_HELD, NotDrawn, card_state, picked
from dashboard.memo import at_most
from dashboard.names import JOINT
from dashboard.snapshot import Snapshot
from dashboard.state import State
from dashboard.view import View

MOST, FEW = 12, 2
_GROUPS = (
    ("us_hyperscalers", "hyperscaler", "US"),
    ("china", "", "CN"),
    ("neoclouds", "neocloud", ""),
    ("labs", "lab", ""),
)
_LEAST = 2


def filters(modules: Sequence[ChartModule], view: View) -> list[Any]:
    """Return the filter row over what the page's charts hold; none where they hold one company or less."""
    drawn = companies(modules, view)
    held = [*drawn, *[name for name in companies(modules, view, everybody=True) if name not in drawn]]
    if len(held) < _LEAST:
        return []
    chosen = view.state.entities or tuple(drawn)
    groups = [
        (name, ids) for name, of, region in _GROUPS if _LEAST <= len(ids := _group(held, view, of, region)) < len(held)
    ]
    presets = [_preset(view, "all", (), pressed=not view.state.entities)]
    presets += [_preset(view, name, ids, pressed=set(ids) == set(view.state.entities)) for name, ids in groups]
    chips = [_chip(view, name, pressed=name in chosen, drawn=name in drawn) for name in held]
    if len(chips) > MOST + FEW:
        rest = html.Div(chips[MOST:], className="pad chips")
        chips = [*chips[:MOST], menu(view.t("filters.more", n=len(chips) - MOST), [rest], classes="chip")]
    label = html.Span(view.t("filters.show"), className="lab")
    return [
        html.Div(
            [
                label,
                *presets,
                html.Span(className="gap"),
                _pin(held, view),
                html.Div(chips, className="chips", role="group", **{"aria-label": view.t("filters.companies")}),
            ],
            className="filters",
        )
    ]


def companies(modules: Sequence[ChartModule], view: View, *, everybody: bool = False) -> list[str]:
    """Return whom the page's charts draw, or hold, when nobody is chosen: most often shown first, then as drawn."""
    counts: Counter[str] = Counter()
    for module in modules:
        counts.update(_shown(view, module, everybody=everybody))
    shown = [name for name, _ in counts.most_common()]
    return [*shown, *[name for name in view.state.entities if name not in shown]]


def _shown(view: View, module: ChartModule, *, everybody: bool) -> tuple[str, ...]:
    """Return whom a chart shows when nobody is chosen; nobody where it fails, for its card says so."""
    state = card_state(view.query, module.CHART).but(entities=(), tab="chart", theme="light", width="wide")
    if everybody and EVERYBODY in module.CHART.switches:
        state = state.but(on=tuple(sorted({*state.on, EVERYBODY})))
    try:
        return _owners(view.snapshot, module.CHART.id, state)
    except NotDrawn:
        return ()


@at_most(MOST_HELD)
def _owners(snapshot: Snapshot, identifier: str, state: State) -> tuple[str, ...]:
    return tuple(name for name in owners(picked(snapshot, identifier, state).rows) if name and JOINT not in name)


def _group(held: Sequence[str], view: View, of: str, region: str) -> tuple[str, ...]:
    def belongs(name: str) -> bool:
        return (not of or view.names.field(name, "class") == of) and (
            not region or view.names.field(name, "region") == region
        )

    return tuple(name for name in held if belongs(name))


def _pin(held: Sequence[str], view: View) -> Any:
    """Return the choice of one company that is shown over all charts while the others are dimmed."""
    label = view.t("filters.mark")
    options = [["", view.t("filters.mark_none")], *[[name, view.names.name(name, view.lang)] for name in held]]
    field = Field(label=label, value=view.query.get("mark", ""), sets="mark", options=options)
    return html.Span([html.Span(label, className="lab", **{"aria-hidden": "true"}), field], className="pin")


def _preset(view: View, name: str, ids: tuple[str, ...], *, pressed: bool) -> Any:
    marks = {"data-preset": ",".join(ids), "aria-pressed": str(pressed).lower()}
    return html.Button(view.t(f"filters.{name}"), type="button", className="preset", **marks)


def _chip(view: View, name: str, *, pressed: bool, drawn: bool) -> Any:
    text = [html.I(className=f"sw co-{view.names.colour(name)}"), view.names.name(name, view.lang)]
    return html.Button(
        text,
        type="button",
        className="chip",
        **{"data-toggle": name, "data-drawn": "yes" if drawn else "no", "aria-pressed": str(pressed).lower()},
    )
