"""Where values stand in a picture: the axes of a figure as pixels."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.chart import Figure
from dashboard.svg.ink import Part

MS = 1000


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis: its kind (linear, log, date), the values at its ends, and where these stand in px or parts."""

    kind: str
    ends: tuple[float, float]
    pixels: tuple[float, float]

    @property
    def unit(self) -> type[float]:
        """What a place along the axis is told in: px, or parts of the width."""
        return type(self.pixels[0]) if isinstance(self.pixels[0], Part) else float

    def px(self, value: Any) -> float:
        """Return where a value of the data stands."""
        return self.along(self.number(value))

    def along(self, number: float) -> float:
        """Return where a number of the axis stands: a power of ten if logarithmic, milliseconds if of days."""
        first, last = self.ends
        part = (number - first) / (last - first) if last != first else 0.5
        return self.unit(self.pixels[0] + part * (self.pixels[1] - self.pixels[0]))

    def holds(self, value: Any) -> bool:
        """Return whether a value of the data lies on the axis; what lies beyond is not drawn."""
        return min(self.ends) <= self.number(value) <= max(self.ends)

    def number(self, value: Any) -> float:
        """Return a value of the data as a number of the axis."""
        if self.kind == "date" and isinstance(value, str):
            return datetime.fromisoformat(f"{value[:10]}T00:00:00+00:00").timestamp() * MS
        return math.log10(float(value)) if self.kind == "log" else float(value)


@dataclass(frozen=True, slots=True)
class Plane:
    """A pair of axes, their parts of the figure, and the frame they fill: left, top, right, bottom in px."""

    x: Scale
    y: Scale
    xaxis: Mapping[str, Any]
    yaxis: Mapping[str, Any]
    frame: tuple[float, float, float, float]


def planes(figure: Figure, width: int | None) -> dict[str, Plane]:
    """Return the pairs of axes of a figure by suffix: empty for the first, 2, 3 and so on."""
    layout = figure["layout"]
    names = sorted(key.removeprefix("xaxis") for key in layout if key.startswith("xaxis"))
    return {name: _plane(layout, name, plot(layout, width)) for name in names}


def plot(layout: Mapping[str, Any], width: int | None) -> tuple[float, float, float, float]:
    """Return the plot without its margins: left, top, right, bottom in px; without a width, left and right in parts."""
    margin = layout["margin"]
    left, right = (margin["l"], width - margin["r"]) if width is not None else (Part(0), Part(100))
    return left, margin["t"], right, layout["height"] - margin["b"]


def _plane(layout: Mapping[str, Any], name: str, whole: tuple[float, float, float, float]) -> Plane:
    xaxis, yaxis = layout[f"xaxis{name}"], layout[f"yaxis{name}"]
    left, top, right, bottom = whole
    across, up = (axis.get("domain", (0, 1)) for axis in (xaxis, yaxis))
    unit = Part if isinstance(left, Part) else float
    frame = (
        unit(left + (right - left) * across[0]),
        bottom - (bottom - top) * up[1],
        unit(left + (right - left) * across[1]),
        bottom - (bottom - top) * up[0],
    )
    return Plane(_scale(xaxis, (frame[0], frame[2])), _scale(yaxis, (frame[3], frame[1])), xaxis, yaxis, frame)


def _scale(axis: Mapping[str, Any], pixels: tuple[float, float]) -> Scale:
    kind = axis.get("type", "linear")
    raw = Scale("date" if kind == "date" else "linear", (0, 1), (0, 1))
    first, last = (raw.number(end) for end in axis["range"])
    return Scale(kind, (first, last), pixels)
