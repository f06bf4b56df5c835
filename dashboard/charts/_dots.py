"""Dots on a row per name, joined from the smallest to the largest, each with its value beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import marks
from dashboard.chart import Figure
from dashboard.charts._axes import layout, row_axis
from dashboard.charts._rows import GAP, Rows
from dashboard.names import colour_key
from dashboard.row import Row

HEAD = 52
BESIDE = 10
UNDER = 10
"""Px under a phone's last row, where a value stands below its dot: the ticks are near."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One observation on its row: `x` where it stands, `rival` where it is drawn open, `head` what its column is."""

    row: Row
    x: float
    rival: bool = False
    head: str = ""
    name: str = ""
    """What is said after its value where the heads over the columns do not say it."""


def dots(lines: Sequence[Sequence[Dot]], page: Rows, xaxis: dict[str, Any], *, tails: Sequence[str] = ()) -> Figure:
    """Return the drawing of one line of dots per name; `tails` stand at the right end of the rows."""
    log = xaxis.get("type") == "log"
    traces, notes, shapes = [], page.texts(()), []
    for index, line in enumerate(lines):
        y = page.y(index)
        traces += [_trace(dot, y, page) for dot in line]
        notes += [_logged(_value(dot, place, len(line), y, page), log=log) for place, dot in enumerate(_sorted(line))]
        shapes += _joint(line, y, page)
    notes += [_logged(head, log=log) for head in _heads(lines[0], page)] if lines else []
    notes += [_tail(text, page.y(index), page) for index, text in enumerate(tails) if text]
    left, right, _, bottom = page.margin
    room = UNDER if page.narrow and lines and len(lines[-1]) > 2 else 0  # noqa: PLR2004 - one is between two
    rows = row_axis(page.theme, len(lines) + room / page.pitch)
    parts = {"xaxis": xaxis, "yaxis": rows, "annotations": notes, "shapes": shapes}
    height = page.height + HEAD - 8 + room
    return {"data": traces, "layout": layout(page.theme, height, (left, right, HEAD, bottom + 16), **parts)}


def _sorted(line: Sequence[Dot]) -> list[Dot]:
    return sorted(line, key=lambda dot: dot.x)


def _colour(dot: Dot, page: Rows) -> str:
    return page.theme.company(colour_key(str(dot.row["entity"])))


def _trace(dot: Dot, y: float, page: Rows) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [dot.x],
        "y": [y],
        "marker": marks.dot(dot.row["status"], _colour(dot, page), page.theme, rival=dot.rival),
        "customdata": [dot.row["observation_id"]],
        "hovertext": [marks.hover(dot.row, page.state)],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _logged(note: dict[str, Any], *, log: bool) -> dict[str, Any]:
    """Return the note where plotly wants it: on a logarithmic axis a note stands at the power of ten."""
    return note | {"x": math.log10(note["x"])} if log else note


def _value(dot: Dot, place: int, count: int, y: float, page: Rows) -> dict[str, Any]:
    """Return the value beside its dot: the first stands left, the last right, one between them below."""
    text = marks.escape(marks.value(dot.row, page.state))
    text += f" {marks.quiet(dot.name, page.theme)}" if dot.name else ""
    side: dict[str, Any] = {"xanchor": "center", "yshift": -15}
    if place == count - 1:
        side = {"xshift": BESIDE}
    elif place == 0:
        side = {"xanchor": "right", "xshift": -BESIDE}
    return marks.note(text, page.theme, x=dot.x, y=y, size=marks.META, **side)


def _joint(line: Sequence[Dot], y: float, page: Rows) -> list[dict[str, Any]]:
    if len(line) < 2:  # noqa: PLR2004 - one dot needs no line
        return []
    ends = [dot.x for dot in _sorted(line)]
    shape = marks.stroke((ends[0], y, ends[-1], y), _colour(line[0], page), width=marks.OUTLINE)
    return [{**shape, "layer": "below"}]


def _heads(line: Sequence[Dot], page: Rows) -> list[dict[str, Any]]:
    """Name the columns over the first row, each led to its dot; neighbours stand apart by anchoring outwards."""
    named = [dot for dot in _sorted(line) if dot.head]
    last = "center" if page.narrow else "left"
    anchors = ["right", *["center"] * (len(named) - 2), last] if len(named) > 1 else ["center"]
    return [_head(dot, anchor, page) for dot, anchor in zip(named, anchors, strict=False)]


def _head(dot: Dot, anchor: str, page: Rows) -> dict[str, Any]:
    arrow = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "standoff": 8, "arrowcolor": page.theme.rule_strong}
    place = {"x": dot.x, "y": page.y(0), "ax": 0, "ay": -38, "xanchor": anchor, "yanchor": "bottom"}
    text = marks.escape(dot.head)
    return marks.note(text, page.theme, size=marks.META, colour=page.theme.ink_2, **arrow, **place)


def _tail(text: str, y: float, page: Rows) -> dict[str, Any]:
    place = {"x": 1, "xref": "paper", "xanchor": "right", "align": "right", "y": y, "xshift": page.right}
    if page.narrow:
        place |= {"yshift": 20, "xshift": GAP}
    return marks.note(text, page.theme, **place)
