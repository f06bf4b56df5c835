"""A figure as SVG within a page: drawn before any script runs, as wide as its place, where plotly will draw it."""

from __future__ import annotations

from dashboard.chart import Figure
from dashboard.svg.drawing import drawing
from dashboard.svg.ink import tag


def still(figure: Figure, owner: str) -> str:
    """Return the markup of a figure; `owner` is a name that no other drawing of the page has."""
    layout = figure["layout"]
    margin = layout["margin"]
    place = {"width": "100%", "height": layout["height"], "overflow": "visible", "aria_hidden": "true"}
    svg = tag("svg", drawing(figure, None, f"{owner}-"), **place)
    return tag("div", svg, class_="still", style=f"padding:0 {margin['r']}px 0 {margin['l']}px")
