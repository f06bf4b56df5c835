"""Whose each mark is: traces, shapes and notes carry their company, so that one can be shown over all charts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.chart import Figure

COLUMNS = ("entity", "owner")


def column_of(rows: pd.DataFrame) -> str:
    """Return which column of a chart's rows names the company; none for a chart of no companies."""
    return next((name for name in COLUMNS if name in rows), "")


def owners(rows: pd.DataFrame) -> Mapping[str, str]:
    """Return the companies of a chart's rows with their names, as they come."""
    column = column_of(rows)
    return dict(zip(rows[column].astype(str), rows[f"{column}_name"], strict=True)) if column else {}


def named_by_company(figure: Figure, rows: pd.DataFrame) -> Figure:
    """
    Return the figure with `meta` on each trace of one company, and on row drawings `name` on what stands in its rows.

    The company is read off the rows: a mark leads to its row, and the row says whose it is.
    """
    column = column_of(rows)
    if not column:
        return figure
    owners = dict(zip(rows[rows.columns[0]].astype(str), rows[column].astype(str), strict=True))
    told = [(trace, _owner(trace, owners)) for trace in figure["data"]]
    named = [trace | {"meta": owner} if owner else trace for trace, owner in told]
    lines = _lines(told) if is_rows(figure) else {}
    layout = figure["layout"]
    kinds = [name for name in ("shapes", "annotations") if name in layout]
    parts = {name: [part | _named(part, lines) for part in layout[name]] for name in kinds}
    return {"data": named, "layout": layout | parts}


def _owner(trace: Mapping[str, Any], owners: Mapping[str, str]) -> str:
    """Return the one company of all points of a trace, else nothing."""
    found = {owners.get(str(identifier), "") for identifier in trace.get("customdata", ()) if identifier is not None}
    return found.pop() if len(found) == 1 else ""


def is_rows(figure: Figure) -> bool:
    """Return whether it is a drawing of one row per name: its upright axis is hidden and runs down."""
    axis = figure["layout"].get("yaxis", {})
    ends = axis.get("range", (0, 0))
    return axis.get("showticklabels") is False and ends[0] > ends[1]


def _lines(told: list[tuple[Mapping[str, Any], str]]) -> dict[int, str]:
    """Return the company of each row that only one company stands in."""
    found: dict[int, set[str]] = {}
    for trace, owner in told:
        for height in trace["y"] if owner else ():
            found.setdefault(round(float(height)), set()).add(owner)
    return {line: owners.pop() for line, owners in found.items() if len(owners) == 1}


def _named(part: Mapping[str, Any], lines: Mapping[int, str]) -> dict[str, str]:
    """Return the name of a shape or note that stands within one row."""
    if not lines or "paper" in str(part.get("yref", "")):
        return {}
    ends = [part[name] for name in ("y", "y0", "y1") if isinstance(part.get(name), (int, float))]
    rows = {round(sum(ends) / len(ends))} if ends else set()
    owner = lines.get(rows.pop(), "") if rows and max(ends) - min(ends) < 1 else ""
    return {"name": owner} if owner else {}
