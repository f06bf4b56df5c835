"""A misprint that was put right shows at its mark: a wrench, and words in the hover."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import marks
from dashboard.chart import Figure
from dashboard.companies import is_rows
from dashboard.state import State
from dashboard.text import t
from dashboard.theme import Theme, theme

FLAG = "repaired"
ABOVE_PX, INSIDE_PX = 15.0, -11.0
"""Where the wrench stands: over a dot, before the end of a bar."""

_HALF = ((-4.9, -3.5), (-0.7, 0.7), (-0.9, 2.3), (0.1, 4.0), (1.9, 4.9), (3.3, 4.7), (1.6, 3.0))
_WRENCH = (*_HALF, (1.7, 1.7), *((y, x) for x, y in reversed(_HALF)))
"""Its outline in px around its middle, up being more; one half mirrors the other."""
_DISC_PX = 7.5


def repaired(rows: pd.DataFrame) -> frozenset[str]:
    """Return the rows whose figure was misprinted and put right by the text itself."""
    if not {"observation_id", "flags"} <= set(rows):
        return frozenset()
    found = (FLAG in str(flags).split(";") for flags in rows["flags"])
    return frozenset(str(name) for name, is_so in zip(rows["observation_id"], found, strict=True) if is_so)


def mended(figure: Figure, rows: pd.DataFrame, state: State) -> Figure:
    """Return the figure with a wrench at each mark of a repaired figure, and a line in its hover."""
    found = repaired(rows)
    if not found:
        return figure
    line, look = f"<br>{marks.escape(t(state.lang, 'charts.hover.repaired'))}", theme(state.theme)
    data, signs = [], list[dict[str, Any]]()
    for trace in figure["data"]:
        names = [str(name) in found for name in trace["customdata"]]
        texts = [text + line if is_so else text for text, is_so in zip(trace["hovertext"], names, strict=True)]
        data.append({**trace, "hovertext": texts})
        for place, is_so in enumerate(names):
            if is_so and trace["y"][place] is not None:
                signs += _wrench(trace, place, look, in_bar=trace["type"] == "bar" and is_rows(figure))
    layout = figure["layout"]
    return {"data": data, "layout": {**layout, "shapes": [*layout.get("shapes", ()), *signs]}}


def _wrench(trace: Mapping[str, Any], place: int, look: Theme, *, in_bar: bool) -> list[dict[str, Any]]:
    """Return a wrench in a disc of a few pixels, whatever the scale of the axes."""
    at: dict[str, Any] = {"xanchor": trace["x"][place], "yanchor": trace["y"][place]}
    at |= {"xsizemode": "pixel", "ysizemode": "pixel", "layer": "above"}
    at |= {f"{side}ref": trace[f"{side}axis"] for side in ("x", "y") if f"{side}axis" in trace}
    at |= {"name": trace["meta"]} if "meta" in trace else {}
    dx, dy = (INSIDE_PX, 0.0) if in_bar else (0.0, ABOVE_PX)
    ends = {"x0": dx - _DISC_PX, "x1": dx + _DISC_PX, "y0": dy - _DISC_PX, "y1": dy + _DISC_PX}
    path = "M" + "L".join(f"{x + dx:g},{y + dy:g}" for x, y in _WRENCH) + "Z"
    disc = {"type": "circle", **ends, "fillcolor": look.surface, "line": {"color": look.warn, "width": 1}}
    return [{**at, **disc}, {**at, "type": "path", "path": path, "fillcolor": look.warn, "line": {"width": 0}}]
