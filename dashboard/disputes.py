"""Doubt shown in its place: a mark that others contradict carries a "!", and its hover says how."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import marks, numbers
from dashboard.chart import Figure
from dashboard.charts._words import counted
from dashboard.companies import is_rows
from dashboard.conflicts import OTHER_SUBJECT, RIVALS, conflicts
from dashboard.memo import at_most
from dashboard.snapshot import Snapshot
from dashboard.state import State
from dashboard.text import t
from dashboard.theme import theme

SIGN, ROOM = "!", 12
UP = 12
_MOST_HELD = 16

_Point = tuple[Mapping[str, Any], int]
"""A trace and a place in it."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """
    What is contradicted: its readings from the lowest to the highest, how many origins, and why where it is said.

    It is signed at the mark where readings of the same thing differ.
    """

    low: float | None
    high: float | None
    unit: str
    n_origins: int
    reason: str
    reason_zh: str
    is_signed: bool = True

    def said(self, state: State) -> str:
        """Return the dispute as a line of text."""
        reason = self.reason_zh if state.lang == "zh" else self.reason
        if self.low is None or self.low == self.high or ";" in self.unit:
            return t(state.lang, f"charts.dispute.{'told' if reason else 'bare'}", reason=reason)
        values = numbers.measure(None, self.low, self.high, self.unit, state)
        said = t(state.lang, "charts.dispute.values", values=values, by=counted("origin", self.n_origins, state))
        return said + (t(state.lang, "charts.dispute.joiner") + reason if reason else "")


@at_most(_MOST_HELD)
def disputes(snapshot: Snapshot, day: str = "") -> Mapping[str, Dispute]:
    """Return the disputes of a snapshot on a day by observation."""
    found: dict[str, Dispute] = {}
    for row in conflicts(snapshot, day).to_dict("records"):
        ends = [None if pd.isna(row[name]) else float(row[name]) for name in ("value_low", "value_high")]
        # Of rivals the reason tells which is preferred, not how they differ.
        told = row["kind"] != RIVALS
        words = (str(row.get("reason") or ""), str(row.get("reason_zh") or "")) if told else ("", "")
        is_signed = row["kind"] != OTHER_SUBJECT
        one = Dispute(ends[0], ends[1], str(row["unit"]), int(row["n_origins"]), *words, is_signed=is_signed)
        for identifier in filter(None, str(row["observation_ids"]).split(";")):
            if identifier not in found or (is_signed and not found[identifier].is_signed):
                found[identifier] = one
    return found


def shown(found: Mapping[str, Dispute], rows: pd.DataFrame) -> bool:
    """Return whether marks carry their sign: not where every row would, for then it tells nothing apart."""
    return 0 < len(_signed(found)) < len(rows)


def _signed(found: Mapping[str, Dispute]) -> Mapping[str, Dispute]:
    return {name: one for name, one in found.items() if one.is_signed}


def marked(figure: Figure, rows: pd.DataFrame, found: Mapping[str, Dispute], state: State) -> Figure:
    """Return the figure with a sign at each disputed mark and its dispute in the hover."""
    if not found or not figure["data"]:
        return figure
    data = [_told(trace, found, state) for trace in figure["data"]]
    if not shown(found, rows):
        return {**figure, "data": data}
    layout, signed = figure["layout"], _signed(found)
    notes = list(layout.get("annotations", ()))
    rows_of_one = _rows_of_one(data) if is_rows(figure) else frozenset()
    marks_of: dict[object, list[_Point]] = {}
    for trace in data:
        for place, identifier in enumerate(trace["customdata"]):
            if str(identifier) in signed and trace["y"][place] is not None:
                # A row of bars, or of one mark, is signed once, at its label.
                mark = trace["y"][place] if trace["y"][place] in rows_of_one else str(identifier)
                marks_of.setdefault(mark, []).append((trace, place))
    for mark, points in marks_of.items():
        _sign(notes, [placed(layout, *point) for point in points], state, lined=mark in rows_of_one)
    return {"data": data, "layout": {**layout, "annotations": notes, "margin": _margin(layout, data, state)}}


def _rows_of_one(data: Sequence[Mapping[str, Any]]) -> frozenset[object]:
    """Return the heights of the rows whose label speaks for all of their marks: bars, or a single mark."""
    count = Counter(y for trace in data for y in trace["y"])
    barred = {y for trace in data if trace["type"] == "bar" for y in trace["y"]}
    return frozenset(y for y, n in count.items() if y is not None and (y in barred or n == 1))


def _told(trace: Mapping[str, Any], found: Mapping[str, Dispute], state: State) -> dict[str, Any]:
    pairs = zip(trace["customdata"], trace["hovertext"], strict=True)
    lines = [(text, found.get(str(name))) for name, text in pairs]
    said = [text if one is None else f"{text}<br>{marks.escape(one.said(state))}" for text, one in lines]
    return {**trace, "hovertext": said}


def _sign(notes: list[dict[str, Any]], places: Sequence[dict[str, Any]], state: State, *, lined: bool) -> None:
    """Put the sign before the label of a mark, or over the mark where none of its points has one."""
    look = theme(state.theme)
    sign = f'<span style="color:{look.warn}"><b>{SIGN}</b></span>'
    labels = [_of_row(notes, place["y"]) if lined else _at(notes, place) for place in places]
    label = next((one for one in labels if one is not None), None)
    if label is not None:
        notes[label] = {**notes[label], "text": f"{sign} {notes[label]['text']}"}
        return
    notes.append(marks.note(sign, look, size=marks.META, **places[-1], xanchor="center", yshift=UP))


def placed(layout: Mapping[str, Any], trace: Mapping[str, Any], place: int) -> dict[str, Any]:
    """Return where a note to a point stands, and whose it is; on a logarithmic axis it stands at the power of ten."""
    found: dict[str, Any] = {"name": trace["meta"]} if "meta" in trace else {}
    for side in ("x", "y"):
        ref, at = trace.get(f"{side}axis", side), trace[side][place]
        is_log = layout.get(f"{side}axis{ref[1:]}", {}).get("type") == "log"
        found |= {side: math.log10(at) if is_log else at, f"{side}ref": ref}
    return found


def _at(notes: list[dict[str, Any]], point: Mapping[str, Any]) -> int | None:
    """Return which note is the label of a point; what is led to it from afar is none."""
    refs = {"xref": "x", "yref": "y"}
    wanted = {name: value for name, value in point.items() if name != "name"}
    said = (at for at, one in enumerate(notes) if not one["showarrow"] and wanted.items() <= {**refs, **one}.items())
    return next(said, None)


def _of_row(notes: list[dict[str, Any]], y: object) -> int | None:
    """Return which note ends a row, else which one names it."""
    here = [at for at, one in enumerate(notes) if one.get("y") == y and one.get("yref", "y") == "y"]
    ends = [at for at in here if notes[at].get("xref") != "paper" or notes[at]["xanchor"] == "right"]
    return next(iter(ends or here), None)


def _margin(layout: Mapping[str, Any], data: list[dict[str, Any]], state: State) -> Mapping[str, Any]:
    """Return the margin with room for the sign beside the longest label."""
    margin = layout["margin"]
    barred = any(trace["type"] == "bar" for trace in data) and state.width == "wide"
    return {**margin, "r": margin["r"] + ROOM} if barred else margin
