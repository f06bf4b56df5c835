"""Traces and shapes of a picture: bars, lines, dots and boxes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from dashboard.svg.ink import around, dashes, hatch, number, path, tag
from dashboard.svg.plane import Plane

Trace = Mapping[str, Any]
_CORNER = 2 / math.sqrt(3)


def trace(one: Trace, plane: Plane, before: Trace | None, owner: str = "") -> tuple[str, dict[str, str]]:
    """Return a trace as elements and the hatches it uses by id; `before` is the edge that a fill reaches down to."""
    if one["type"] == "bar":
        return _bars(one, plane, owner)
    drawn = ""
    if "lines" in one["mode"]:
        drawn += _fill(one, before, plane) + "".join(_lines(one, plane))
    if "markers" in one["mode"]:
        drawn += _marks("".join(_dots(one, plane)))
    return drawn, {}


def shape(one: Mapping[str, Any], plane: Plane, whole: tuple[float, float, float, float]) -> str:
    """Return a box or a straight line; a side told as a part of the paper spans `whole`; a sign of some px as it is."""
    if one.get("xsizemode") == "pixel":
        return around(plane.x.px(one["xanchor"]), plane.y.px(one["yanchor"]), partial(_sign, one))
    left, top, right, bottom = whole
    paper_x, paper_y = (str(one.get(ref, "")) == "paper" for ref in ("xref", "yref"))
    unit = plane.x.unit
    x0, x1 = (unit(left + one[end] * (right - left)) if paper_x else plane.x.px(one[end]) for end in ("x0", "x1"))
    y0, y1 = (bottom - one[end] * (bottom - top) if paper_y else plane.y.px(one[end]) for end in ("y0", "y1"))
    stroke = one["line"]
    look = {"stroke": stroke["color"], "stroke_width": stroke["width"]}
    look |= {"stroke_dasharray": dashes(stroke.get("dash", ""))}
    if one["type"] == "line":
        return tag("line", x1=x0, y1=y0, x2=x1, y2=y1, **look)
    return _box((x0, y0, x1, y1), fill=_paint(one["fillcolor"]), **look)


def _sign(one: Mapping[str, Any], x: float, y: float) -> str:
    """Return a disc or an outline given in px around a point, up being more."""
    edge = one["line"]
    look = {"fill": one["fillcolor"], "stroke": edge.get("color"), "stroke_width": edge["width"] or None}
    if one["type"] == "circle":
        middle = (x + (one["x0"] + one["x1"]) / 2, y - (one["y0"] + one["y1"]) / 2)
        return tag("circle", cx=middle[0], cy=middle[1], r=(one["x1"] - one["x0"]) / 2, **look)
    corners = (corner.split(",") for corner in one["path"].strip("MZ").split("L"))
    return tag("path", d=_through([(float(dx), -float(dy)) for dx, dy in corners], x, y) + "Z", **look)


def symbol(name: str, x: float, y: float, size: float) -> str:
    """Return the outline of a dot's form as the d of a path, around its middle."""
    r = size / 2
    if name == "circle":
        arc = f"a{number(r)},{number(r)} 0 1,0"
        return f"M{number(x - r)},{number(y)}{arc} {number(2 * r)},0{arc} {number(-2 * r)},0Z"
    corners = {
        "triangle-up": ((-r * _CORNER, r / 2), (r * _CORNER, r / 2), (0.0, -r)),
        "diamond": ((r * 1.3, 0.0), (0.0, r * 1.3), (-r * 1.3, 0.0), (0.0, -r * 1.3)),
        "square": ((-r, -r), (r, -r), (r, r), (-r, r)),
    }
    if name in corners:
        return _through(corners[name], x, y) + "Z"
    return _through(((-r, -r), (r, r)), x, y) + _through(((r, -r), (-r, r)), x, y)


def _through(corners: Sequence[tuple[float, float]], x: float, y: float) -> str:
    return "M" + "L".join(f"{number(x + dx)},{number(y + dy)}" for dx, dy in corners)


def _paint(colour: str) -> str:
    return "none" if colour.startswith("rgba") else colour


def _box(box: tuple[float, float, float, float], **look: object) -> str:
    x0, y0, x1, y1 = box
    return tag("rect", x=min(x0, x1), y=min(y0, y1), width=type(x0)(abs(x1 - x0)), height=abs(y1 - y0), **look)


def _marks(elements: str) -> str:
    """Return what stands for the data, apart from lines, grid and words: it can be found and counted."""
    return tag("g", elements, class_="marks")


def _bars(one: Trace, plane: Plane, owner: str) -> tuple[str, dict[str, str]]:
    marker, defs = one["marker"], {}
    fill = _paint(marker["color"])
    if "pattern" in marker:
        name, defined = hatch(marker["pattern"]["fgcolor"], marker["pattern"]["bgcolor"], owner)
        fill, defs = f"url(#{name})", {name: defined}
    edge = marker["line"]
    look = {"fill": fill, "stroke": edge.get("color") if edge["width"] else None, "stroke_width": edge["width"] or None}
    drawn = (_box(box, data_at=_leads(one, place), **look) for place, box in enumerate(_boxes(one, plane)))
    return _marks("".join(drawn)), defs


def _leads(one: Trace, place: int) -> str | None:
    """Return the id of the row that a mark stands for, where it has one."""
    found = one.get("customdata", ())
    told = found[place] if place < len(found) else None
    return str(told[0] if isinstance(told, (list, tuple)) else told) if told else None


def _boxes(one: Trace, plane: Plane) -> Iterator[tuple[float, float, float, float]]:
    flat = one.get("orientation") == "h"
    along, across = (plane.x, plane.y) if flat else (plane.y, plane.x)
    for place, (x, y) in enumerate(zip(one["x"], one["y"], strict=True)):
        length, middle = (x, y) if flat else (y, x)
        start = along.number(_nth(one.get("base", 0), place))
        half = float(_nth(one["width"], place)) / 2
        sides = (across.along(across.number(middle) - half), across.along(across.number(middle) + half))
        ends = (along.along(start), along.along(start + float(length)))
        yield (ends[0], sides[0], ends[1], sides[1]) if flat else (sides[0], ends[0], sides[1], ends[1])


def _nth(value: Any, place: int) -> Any:
    return value[place] if isinstance(value, (list, tuple)) else value


def _points(one: Trace, plane: Plane) -> Iterator[list[tuple[float, float]]]:
    """Yield the stretches of a line; what is not known breaks it."""
    stretch: list[tuple[float, float]] = []
    steps = one.get("line", {}).get("shape") == "hv"
    for x, y in zip(one["x"], one["y"], strict=True):
        if y is None or x is None or (isinstance(y, float) and math.isnan(y)):
            yield stretch
            stretch = []
            continue
        point = (plane.x.px(x), plane.y.px(y))
        if steps and stretch:
            stretch.append((point[0], stretch[-1][1]))
        stretch.append(point)
    yield stretch


def _lines(one: Trace, plane: Plane) -> Iterator[str]:
    look = one["line"]
    for stretch in _points(one, plane):
        if len(stretch) > 1:
            dash = dashes(look.get("dash", ""))
            yield path(stretch, fill="none", stroke=look["color"], stroke_width=look["width"], stroke_dasharray=dash)


def _fill(one: Trace, before: Trace | None, plane: Plane) -> str:
    if one.get("fill") != "tonexty" or before is None:
        return ""
    upper = [point for stretch in _points(one, plane) for point in stretch]
    lower = [point for stretch in _points(before, plane) for point in stretch]
    return path([*upper, *reversed(lower)], fill=one["fillcolor"], stroke="none")


def _dots(one: Trace, plane: Plane) -> Iterator[str]:
    marker = one["marker"]
    edge = marker.get("line", {})
    for place, stretch in enumerate(zip(one["x"], one["y"], strict=True)):
        if stretch[1] is None:
            continue
        x, y = plane.x.px(stretch[0]), plane.y.px(stretch[1])
        fill = _paint(str(_nth(marker["color"], place)))
        name = marker.get("symbol", "circle")
        stroke = _paint(edge.get("color", "rgba")) if edge.get("width") else None
        size = float(_nth(marker["size"], place))
        look = {"fill": "none" if name == "x-thin" else fill, "stroke": stroke}
        look |= {"stroke_width": edge.get("width") or None, "data_at": _leads(one, place)}

        yield around(x, y, partial(_dot, name, size, look))


def _dot(name: str, size: float, look: Mapping[str, Any], x: float, y: float) -> str:
    return tag("path", d=symbol(name, x, y, size), **look)
