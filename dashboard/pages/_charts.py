"""What the chart pages share: a filter row over a grid of cards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboard import html
from dashboard.chart import ChartModule
from dashboard.components.card import card
from dashboard.components.filters import filters
from dashboard.drawing import of_page
from dashboard.pages import Page
from dashboard.view import View

Head = Callable[[View], tuple[str, str]]
Body = Callable[[View], list[Any]]


def titled(name: str) -> Head:
    """Return the head of a page whose title and question are written in the texts."""
    return lambda view: (view.t(f"{name}.title"), view.t(f"{name}.question"))


def chart_page(page: Page) -> tuple[Head, Body]:
    """Return head and body of a page that is a filter row over its charts."""
    return titled(page.name), lambda view: cards(view, page.path.strip("/"))


def cards(view: View, page: str) -> list[Any]:
    """Return the filter row and the cards of a page; half cards stand two in a row."""
    modules = of_page(page)
    return [*filters(modules, view), *_rows(modules, view)]


def _rows(modules: list[ChartModule], view: View) -> list[Any]:
    found: list[Any] = []
    pair: list[Any] = []
    for module in modules:
        if not module.CHART.half or module.CHART.kind == "table":
            found += _pair(pair)
            pair = []
            found.append(card(module.CHART, view))
            continue
        pair.append(card(module.CHART, view, half=True))
        if len(pair) == 2:  # noqa: PLR2004 - two in a row
            found += _pair(pair)
            pair = []
    return found + _pair(pair)


def _pair(pair: list[Any]) -> list[Any]:
    return [html.Div(pair, className="grid2")] if len(pair) > 1 else list(pair)
