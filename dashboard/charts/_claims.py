"""One claim per row under the heading of its group: a dot, a range with caps, or a bound with an arrow head."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from dashboard import marks
from dashboard.chart import Chart, Figure, Words
from dashboard.charts import _words as wording
from dashboard.charts._axes import layout, row_axis
from dashboard.charts._capex import high, low
from dashboard.charts._rows import Rows
from dashboard.names import colour_key
from dashboard.row import Row, each
from dashboard.state import State

Group = tuple[str, pd.DataFrame]
"""A heading and the claims under it, from the top."""

Line = tuple[str, Row | None, str]
"""A row of the drawing: its name, its claim (none for a heading), what is said after the name."""

ARROW = 10
BOLDER = 8
"""A bold text is about this part wider than the same text in regular type."""

BESIDE = 14
"""How far from its place a claim's label stands: a triangle is wider than a bar's end."""

OPEN = 0.05
"""How far a bar runs on beyond a lower bound, as a share of the axis."""


def groups(rows: pd.DataFrame, column: str) -> list[Group]:
    """Return the rows by a column's values, in the order in which these first occur."""
    return [(str(name), found) for name, found in rows.groupby(column, sort=False)] if len(rows) else []


def forms(rows: pd.DataFrame) -> Iterable[str]:
    """Return the marks that the claims are drawn as, for the key."""
    for row in each(rows):
        yield marks.dot_form(str(row["status"]))
        if pd.isna(row["value"]):
            yield "range"


def words(chart: Chart, rows: pd.DataFrame, state: State, finding: str) -> Words:
    """Return the words around claims: the finding, or the chart's question where there is none."""
    title = finding or wording.say(chart, "question", state)
    subtitle, notes = wording.say(chart, "subtitle", state), (wording.say(chart, "note", state),)
    key = marks.key(forms(rows), state)
    return wording.words(rows, state, title=title, subtitle=subtitle, key=key, notes=notes)


def claims(found: Sequence[Group], names: Sequence[tuple[str, str]], xaxis: dict[str, Any], state: State) -> Figure:
    """Return the drawing of claims on `xaxis`; `names` holds for each claim its name and what is said after it."""
    lines, edge = _lines(found, names), float(xaxis["range"][1])
    page = _page(lines, state)
    notes = page.texts([_ends(row, edge)[1] if row is not None else 0.0 for _, row, _ in lines])
    traces: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    for index, (_, row, _) in enumerate(lines):
        if row is None:
            notes[index] |= {"text": marks.bold(lines[index][0])}
            continue
        traces.append(_dot(row, page.y(index), page))
        shapes += _range(row, page.y(index), page, float(xaxis["range"][1]))
    parts = {"xaxis": xaxis, "yaxis": row_axis(page.theme, len(lines)), "annotations": notes, "shapes": shapes}
    return {"data": traces, "layout": layout(page.theme, page.height, page.margin, **parts)}


def _lines(found: Sequence[Group], names: Sequence[tuple[str, str]]) -> list[Line]:
    said, lines = iter(names), list[Line]()
    for heading, frame in found:
        lines.append((heading, None, ""))
        for row, (name, more) in zip(each(frame), said, strict=False):
            lines.append((name, row, more))
    return lines


def _ends(row: Row, edge: float) -> tuple[float, float]:
    """Return where the drawing of a claim begins and ends; what is bounded on one side runs on a little."""
    if pd.notna(row["value"]):
        whole = pd.notna(row["value_low"]) and pd.notna(row["value_high"])
        return (float(row["value_low"]), float(row["value_high"])) if whole else (float(row["value"]),) * 2
    least, most = float(row["value_low"]), float(row["value_high"])
    return (0.0 if math.isnan(least) else least), (min(edge, least + edge * OPEN) if math.isnan(most) else most)


def _page(lines: Sequence[Line], state: State) -> Rows:
    labels = [("", "") if row is None else _label(row, state, name) for name, row, _ in lines]
    names = [_heading(name) if row is None else f"\u00a0\u00a0\u00a0{name}" for name, row, _ in lines]
    shown, plain = [one for one, _ in labels], [one for _, one in labels]
    return Rows(state, names, shown, plain, [said or "  " for _, _, said in lines], beside=BESIDE)


def _heading(name: str) -> str:
    """Return a heading with blanks after it: bold letters are wider than they are measured."""
    return name + "\u00a0" * math.ceil(len(name) / BOLDER)


def _label(row: Row, state: State, name: str) -> tuple[str, str]:
    """Return what stands at the end of a claim; on a phone a row named by its origin does not name it twice."""
    text, said = marks.value(row, state), marks.says(row, state)
    if state.width == "narrow" and name == row["origin_name"]:
        return marks.bold(text), f"{text} "
    return f"{marks.bold(text)}  {marks.quiet(said, Rows(state, ()).theme)}", f"{text}  {said} "


def _dot(row: Row, y: float, page: Rows) -> dict[str, Any]:
    """Return the mark of a claim: at its value, or unseen in the middle of its range, where the pointer meets it."""
    colour = page.theme.company(colour_key(str(row["entity"])))
    marker = marks.dot(str(row["status"]), colour, page.theme)
    if pd.isna(row["value"]):
        marker = {"symbol": "square", "size": 12, "color": marks.CLEAR, "line": {"width": 0, "color": marks.CLEAR}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [(low(row) + high(row)) / 2],
        "y": [y],
        "marker": marker,
        "customdata": [row["observation_id"]],
        "hovertext": [marks.hover(row, page.state)],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _range(row: Row, y: float, page: Rows, edge: float) -> list[dict[str, Any]]:
    """Return the thin bar of a range with its caps, or of a bound, open towards what is not known."""
    if pd.notna(row["value"]) and pd.isna(row["value_low"]):
        return []
    colour, cap = page.theme.company(colour_key(str(row["entity"]))), 6 / page.pitch
    least, most = float(row["value_low"]), float(row["value_high"])
    start, stop = _ends(row, edge)
    line = marks.stroke((start, y, stop, y), colour, width=marks.OUTLINE)
    if math.isnan(least) or math.isnan(most):
        return [line, *_arrow((start, stop), y, colour, page, edge)]
    return [line, *(marks.stroke((at, y - cap, at, y + cap), colour, width=marks.OUTLINE) for at in (least, most))]


def _arrow(ends: tuple[float, float], y: float, colour: str, page: Rows, edge: float) -> list[dict[str, Any]]:
    """Return the head of a bound's bar, at the end that is not known, and the cap at the one that is."""
    (start, stop), half, head = ends, ARROW / 2 / page.pitch, edge / 80
    tip, back, cap = (stop, stop - head, start) if start else (start, start + head, stop)
    return [
        *(marks.stroke((back, y + side, tip, y), colour, width=marks.OUTLINE) for side in (half, -half)),
        marks.stroke((cap, y - half, cap, y + half), colour, width=marks.OUTLINE),
    ]
