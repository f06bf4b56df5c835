"""A whole figure as SVG, in the order in which a browser paints it: grid, shapes below, marks, shapes above, words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dashboard.chart import Figure
from dashboard.svg.ink import around, tag
from dashboard.svg.plane import Plane, planes, plot
from dashboard.svg.traces import shape, trace
from dashboard.svg.words import BASELINE, Type, line, note

HALO = 3
"""How far the ground reaches around a note's letters, both sides together, px."""

ABOVE, BELOW = 3, 1
"""What stands between an axis and its ticks, px."""


def drawing(figure: Figure, width: int | None, owner: str = "") -> str:
    """
    Return the elements of a figure `width` px wide, or of its plot alone in parts of any width.

    `owner` keeps apart what several drawings of one page define.
    """
    layout, held = figure["layout"], planes(figure, width)
    whole = plot(layout, width)
    marks, defs = _traces(figure, held, owner)
    shapes = {
        layer: "".join(
            _of(one.get("name"), shape(one, held[""], whole))
            for one in layout.get("shapes", ())
            if one["layer"] == layer
        )
        for layer in ("below", "above")
    }
    grid = "".join(part for plane in held.values() for part in _grid(plane))
    ticks = "".join(part for plane in held.values() for part in _ticks(plane))
    notes = "".join(_of(one.get("name"), _note(one, held, whole)) for one in layout.get("annotations", ()))
    known = tag("defs", "".join(defs.values())) if defs else ""
    return known + grid + shapes["below"] + marks + shapes["above"] + ticks + _haloed(notes, layout)


def _traces(figure: Figure, held: Mapping[str, Plane], owner: str) -> tuple[str, dict[str, str]]:
    marks, defs, before = "", dict[str, str](), None
    for one in figure["data"]:
        if len(one["x"]):
            drawn, used = trace(one, held[str(one.get("xaxis", "x")).removeprefix("x")], before, owner)
            marks, defs, before = marks + _of(one.get("meta"), drawn), defs | used, one
    return marks, defs


def _haloed(notes: str, layout: Mapping[str, Any]) -> str:
    """Return notes with the card's ground around their letters: no line runs through a word."""
    ground = layout.get("hoverlabel", {}).get("bgcolor")
    if not notes or not ground:
        return notes
    halo = {"paint_order": "stroke", "stroke": ground, "stroke_width": HALO, "stroke_linejoin": "round"}
    return tag("g", notes, **halo)


def _of(company: Any, elements: str) -> str:
    """Return elements as those of a company, so that one can be shown over all drawings (assets/highlight.js)."""
    return tag("g", elements, data_of=str(company)) if company and elements else elements


def _grid(plane: Plane) -> Iterator[str]:
    left, top, right, bottom = plane.frame
    for axis, scale, upright in ((plane.xaxis, plane.x, True), (plane.yaxis, plane.y, False)):
        lines = [(at, axis["gridcolor"]) for at in axis.get("tickvals", ()) if axis.get("showgrid")]
        lines += [(0, axis["zerolinecolor"])] if axis.get("zeroline") else []
        lines = [(at, colour) for at, colour in lines if scale.holds(at)]
        for at, colour in lines:
            px = scale.px(at)
            ends = (px, top, px, bottom) if upright else (left, px, right, px)
            yield _stroke(ends, colour)
        if axis.get("showline"):
            yield _stroke((left, bottom, right, bottom) if upright else (left, top, left, bottom), axis["linecolor"])


def _stroke(ends: tuple[float, float, float, float], colour: str) -> str:
    x1, y1, x2, y2 = (end if isinstance(end, float) else float(end) for end in ends)
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=1)


def _ticks(plane: Plane) -> Iterator[str]:
    left, top, _, bottom = plane.frame
    for axis, scale, flat in ((plane.xaxis, plane.x, True), (plane.yaxis, plane.y, False)):
        if axis.get("showticklabels") is False:
            continue
        style = Type(axis["tickfont"]["color"], axis["tickfont"]["size"])
        drop, away = style.size * BASELINE, BELOW + (style.size / 5 if axis.get("showline") else 0)
        under = top - ABOVE if axis.get("side") == "top" else bottom + style.size + away
        told = zip(axis.get("tickvals", ()), axis.get("ticktext", ()), strict=False)
        for at, words in ((at, words) for at, words in told if scale.holds(at)):
            px = scale.px(at)
            yield (
                line(words, px, under, style, "middle")
                if flat
                else line(words, left, px + drop, style, "end", shift=-away)
            )


def _note(one: Mapping[str, Any], held: Mapping[str, Plane], whole: tuple[float, float, float, float]) -> str:
    x, y = _place(one, "x", held, whole), _place(one, "y", held, whole)
    if not one.get("showarrow"):
        return note(one, x, y - one.get("yshift", 0), shift=one.get("xshift", 0))
    away = one.get("standoff", 0) * (-1 if one["ay"] < 0 else 1)

    def leader(px: float, py: float) -> str:
        return _stroke((px, py + away, px + one["ax"], py + one["ay"]), one["arrowcolor"])

    return around(x, y, leader) + note(one, x, y + one["ay"], shift=one["ax"])


def _place(
    one: Mapping[str, Any], side: str, held: Mapping[str, Plane], whole: tuple[float, float, float, float]
) -> float:
    """Return where a note stands along one side: a part of the paper, a part of a frame, or a value of an axis."""
    at, ref = one.get(side, 0), str(one.get(f"{side}ref", side))
    plane = held.get(ref.removesuffix(" domain").removeprefix(side), held[""])
    if ref == "paper" or ref.endswith(" domain"):
        left, top, right, bottom = whole if ref == "paper" else plane.frame
        return plane.x.unit(left + at * (right - left)) if side == "x" else bottom - at * (bottom - top)
    scale = plane.x if side == "x" else plane.y
    return scale.along(float(at)) if scale.kind == "log" else scale.px(at)
