"""Sorted bars from zero, one row each, drawn in the form of their status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard import marks
from dashboard.chart import Figure
from dashboard.charts._axes import layout, row_axis, value_axis
from dashboard.charts._rows import Rows
from dashboard.names import colour_key
from dashboard.row import Row, each
from dashboard.state import State


def label(row: Row, state: State, text: str, *, mark: str = "") -> tuple[str, str]:
    """Return a bar's end label with markup and without: the value in bold, in meta ink who says it of another."""
    if row["status"] == "actual" and row["origin_name"] == row["entity_name"]:
        return marks.bold(text + mark), f"{text}{mark} "
    said = marks.says(row, state)
    page = Rows(state, ())
    return f"{marks.bold(text + mark)}  {marks.quiet(said, page.theme)}", f"{text}{mark}  {said} "


def bars(
    rows: pd.DataFrame, state: State, values: Sequence[float], unit: str, page: Rows, *, lines: Sequence[int] = ()
) -> Figure:
    """
    Return bars of `values`, one per row of the frame, from the top; hover and click lead to the observation.

    `lines` are the lines that they stand on, where some share one: each of these stands within the one before.
    """
    lines = lines or range(len(rows))
    top = max(values, default=0.0)
    traces, shapes = [], []
    for index, row in enumerate(each(rows)):
        colour = page.theme.company(colour_key(row["entity"]))
        before, of = lines[:index].count(lines[index]), lines.count(lines[index])
        y, half = page.y(lines[index]), page.half_bar * (of - before) / of
        traces.append(trace(row, state, values[index], y, marks.bar(row["status"], colour, page.theme), half))
        shapes += marks.outline(row["status"], colour, (0, y - half, values[index], y + half))
        shapes += _band(row, y, colour, page)
    ends = [values[lines.index(line)] for line in sorted(set(lines))]
    parts = {
        "xaxis": value_axis(page.theme, top, unit, state, side="top"),
        "yaxis": row_axis(page.theme, len(ends)),
        "shapes": shapes,
        "annotations": page.texts(ends),
        "barmode": "overlay",
    }
    return {"data": traces, "layout": layout(page.theme, page.height, page.margin, **parts)}


def _band(row: Row, y: float, colour: str, page: Rows) -> list[dict[str, Any]]:
    """Return the tinted part of a bar between the ends of a range; none for a single value or an open bound."""
    low, high = row["value_low"], row["value_high"]
    if pd.notna(row["value"]) or pd.isna(low) or pd.isna(high):
        return []
    box = (float(low), y - page.half_bar, float(high), y + page.half_bar)
    form = marks.DASH if marks.bar_form(row["status"]) == "dashed" else marks.DOT
    return [marks.rectangle(box, colour, dash=form, fill=page.theme.wash(colour)) | {"layer": "below"}]


def trace(
    row: Row, state: State, value: float, y: float, marker: dict[str, Any], half: float, *, hover: str = ""
) -> dict[str, Any]:
    """Return one bar of one observation."""
    return {
        "type": "bar",
        "orientation": "h",
        "x": [value],
        "y": [y],
        "width": [half * 2],
        "marker": marker,
        "customdata": [row["observation_id"]],
        "hovertext": [hover or marks.hover(row, state)],
        "hoverinfo": "text",
    }
