"""Axes and page of a drawing: the same quiet grid, the same type, ticks written in Python."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dashboard import numbers
from dashboard.marks import CLEAR, LABEL, TICK
from dashboard.state import State
from dashboard.theme import Theme

NARROW_TICKS, WIDE_TICKS = 3, 5


def layout(theme: Theme, height: int, margin: tuple[int, int, int, int], **parts: Any) -> dict[str, Any]:
    """Return a layout of `height` px with `margin` (left, right, top, bottom) px; `parts` are axes, shapes, notes."""
    left, right, top, bottom = margin
    return {
        "font": {"family": theme.font, "size": LABEL, "color": theme.ink},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "autosize": True,
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        "hoverlabel": {
            "bgcolor": theme.surface,
            "bordercolor": theme.rule_strong,
            "align": "left",
            "font": {"family": theme.font, "size": LABEL, "color": theme.ink},
        },
        **parts,
    }


def axis(theme: Theme, **parts: Any) -> dict[str, Any]:
    """Return an axis without ticks, lines or zooming; `parts` say what it shows."""
    base = {
        "fixedrange": True,
        "showline": False,
        "zeroline": False,
        "showgrid": False,
        "ticks": "",
        "gridcolor": theme.grid,
        "gridwidth": 1,
        "tickfont": {"size": TICK, "color": theme.ink_3},
        "automargin": False,
    }
    return {**base, **parts}


def value_axis(theme: Theme, top: float, unit: str, state: State, **parts: Any) -> dict[str, Any]:
    """Return an axis of values from zero to `top`, its ticks written in the state's language."""
    steps = numbers.ticks(top, NARROW_TICKS if state.width == "narrow" else WIDE_TICKS)
    base = {
        "range": [0, top or 1],
        "zeroline": True,
        "zerolinecolor": theme.rule_strong,
        "showgrid": True,
        "tickvals": steps,
        "ticktext": [numbers.bare(step, unit, state) if step else "0" for step in steps],
    }
    return axis(theme, **(base | parts))


def count_axis(theme: Theme, top: float, state: State) -> dict[str, Any]:
    """Return an upright axis of counts from zero."""
    steps = numbers.ticks(top, 4)
    texts = [numbers.bare(step, "observations", state) for step in steps]
    grid = {"showgrid": True, "tickvals": steps, "ticktext": texts}
    return axis(theme, range=[0, top * 1.04], zeroline=True, zerolinecolor=theme.rule_strong, **grid)


def row_axis(theme: Theme, count: float, **parts: Any) -> dict[str, Any]:
    """Return the hidden axis on which row 0 stands on top; names beside it are notes."""
    return axis(theme, range=[max(count, 1) - 0.5, -0.5], showticklabels=False, **parts)


def day_axis(theme: Theme, ticks: Sequence[tuple[str, str]], first: str, last: str, **parts: Any) -> dict[str, Any]:
    """Return an axis of days; `ticks` are (ISO day, words)."""
    base = {
        "type": "date",
        "range": [first, last],
        "showgrid": True,
        "tickvals": [day for day, _ in ticks],
        "ticktext": [words for _, words in ticks],
    }
    return axis(theme, **(base | parts))


def months(first: date, last: date, step: int) -> list[date]:
    """Return the first days of every `step`-th month (counted from January) between two days."""
    found = []
    for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = date(index // 12, index % 12 + 1, 1)
        if index % step == 0 and first <= day <= last:
            found.append(day)
    return found
