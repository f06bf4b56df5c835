"""One chart alone: the page behind a chart's address."""

from __future__ import annotations

from typing import Any

from dashboard.charts import charts
from dashboard.components.card import card
from dashboard.components.filters import filters
from dashboard.pages import Page
from dashboard.view import View

PAGE = Page(path="/charts/*", name="chart_alone", order=92)


def head(view: View) -> tuple[str, str]:
    """Return the name of the chart's page; the finding is the card's own."""
    page = _module(view).CHART.page.replace("-", "_")
    return view.t(f"{page}.title"), view.t(f"{page}.question")


def body(view: View) -> list[Any]:
    """Return the filter row and the card."""
    module = _module(view)
    return [*filters([module], view), card(module.CHART, view)]


def _module(view: View) -> Any:
    if view.place not in charts():
        raise LookupError(view.t("charts_page.unknown", name=view.place, names=", ".join(charts())))
    return charts()[view.place]
