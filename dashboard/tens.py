"""Values by powers of ten, where the largest is more than a hundred times the smallest: what was a bar is a dot."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from dashboard import marks, numbers
from dashboard.chart import Figure
from dashboard.companies import is_rows
from dashboard.names import colour_key
from dashboard.row import each
from dashboard.state import State
from dashboard.text import t
from dashboard.theme import theme

DECADES = 100
"""A spread beyond which the smallest values cannot be told apart from zero."""

PAD, STEPS = 0.06, (1, 3)
_DOTS = {"solid": "disc", "hatch": "triangle", "dashed": "ring"}
Part = Mapping[str, Any]


def helps(figure: Figure) -> bool:
    """Return whether the values span more than two decades on an axis that could be logarithmic."""
    values = list(_values(figure, _side(figure))) if _axes(figure) else []
    return bool(values) and max(values) > DECADES * min(values)


def by_tens(figure: Figure, rows: pd.DataFrame, state: State) -> Figure:
    """Return the figure with its values by powers of ten; a figure without an axis of values as it is."""
    side, names = _side(figure), _axes(figure)
    values = list(_values(figure, side)) if names else []
    if not values:
        return figure
    ends = _ends(values)
    layout = figure["layout"]
    unit = str(rows["unit"].iloc[0]) if "unit" in rows else "observations"
    parts: dict[str, Any] = {name: {**layout[name], **_axis(ends, unit, state)} for name in names}
    parts["shapes"] = [_shape(one, side, ends) for one in layout.get("shapes", ())]
    parts["annotations"] = [_note(one, side, ends) for one in layout.get("annotations", ())]
    found = {str(row[rows.columns[0]]): row for row in each(rows)}
    return {"data": [_trace(one, side, found, state) for one in figure["data"]], "layout": {**layout, **parts}}


def key_by_tens(key: tuple[tuple[str, str], ...], state: State) -> tuple[tuple[str, str], ...]:
    """Return the key to the marks as they are drawn by powers of ten, where no bar is."""
    usual = {t(state.lang, f"charts.key.{form}"): t(state.lang, f"charts.key.{dot}") for form, dot in _DOTS.items()}
    return tuple(dict.fromkeys((_DOTS.get(form, form), usual.get(told, told)) for form, told in key))


def _side(figure: Figure) -> str:
    return "x" if is_rows(figure) else "y"


def _axes(figure: Figure) -> list[str]:
    """Return the axes that hold values, from zero or not; none where they hold days, years or rows."""
    side = _side(figure)
    if any(trace["type"] == "bar" and trace.get("orientation") != "h" for trace in figure["data"]):
        return []
    named = {name: axis for name, axis in figure["layout"].items() if name.startswith(f"{side}axis")}
    plain = [name for name, axis in named.items() if axis.get("type", "linear") == "linear" and axis.get("showgrid")]
    return plain if len(plain) == len(named) else []


def _values(figure: Figure, side: str) -> Iterator[float]:
    for trace in figure["data"]:
        for value in trace[side]:
            if isinstance(value, (int, float)) and value > 0:
                yield float(value)


def _ends(values: list[float]) -> tuple[float, float]:
    low, high = math.log10(min(values)), math.log10(max(values))
    room = max(high - low, 1.0) * PAD
    return low - room, high + room


def _axis(ends: tuple[float, float], unit: str, state: State) -> Part:
    low, high = ends
    steps = STEPS if high - low < len(STEPS) + 1 else STEPS[:1]
    found = [step * 10.0**power for power in range(math.floor(low), math.ceil(high) + 1) for step in steps]
    inside = [value for value in found if low <= math.log10(value) <= high]
    texts = [numbers.bare(value, unit, state) for value in inside]
    return {"type": "log", "range": list(ends), "tickvals": inside, "ticktext": texts, "zeroline": False}


def _shape(one: Part, side: str, ends: tuple[float, float]) -> dict[str, Any]:
    """Return a shape where it stands now; a box from zero has no length here, so its end is marked."""
    start, stop = f"{side}0", f"{side}1"
    if one.get(f"{side}ref") == "paper" or "xanchor" in one or not isinstance(one[start], (int, float)):
        return dict(one)
    if one["type"] == "rect" and one[start] == 0:
        return {**one, "type": "line", start: one[stop]}
    low = 10 ** ends[0]
    return {**one, start: max(one[start], low), stop: max(one[stop], low)}


def _note(one: Part, side: str, ends: tuple[float, float]) -> dict[str, Any]:
    ref = str(one.get(f"{side}ref", side))
    if ref == "paper" or ref.endswith("domain") or not isinstance(one.get(side), (int, float)):
        return dict(one)
    return {**one, side: math.log10(one[side]) if one[side] > 0 else ends[0]}


def _trace(one: Part, side: str, rows: Mapping[str, Mapping[str, Any]], state: State) -> dict[str, Any]:
    known = {side: [value if value is None or value > 0 else None for value in one[side]]}
    if one["type"] != "bar":
        return {**one, **known}
    look = theme(state.theme)
    row = rows.get(str(one["customdata"][0]), {})
    colour = look.company(colour_key(str(row.get("entity", ""))))
    kept = {name: value for name, value in one.items() if name not in {"orientation", "width", "base"}}
    marker = marks.dot(str(row.get("status", "actual")), colour, look)
    return {**kept, **known, "type": "scatter", "mode": "markers", "marker": marker, "cliponaxis": False}
