"""Elements of an SVG as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape, quoteattr

PATTERN_PX, STROKE_PX = 6, 1.8
_STRETCHED = {"width": "100%", "height": 100, "viewBox": "0 0 100 100", "preserveAspectRatio": "none"}


class Part(float):
    """A place along the width in hundredths of it: a drawing placed so fits any width."""


def tag(name: str, content: str = "", /, **attributes: object) -> str:
    """
    Return an element; `_` in a name stands for `-`, None leaves an attribute out.

    >>> tag("rect", x=1.50, fill_opacity=None)
    '<rect x="1.5"/>'
    """
    told = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(number(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def number(value: object) -> str:
    """
    Return a number as short as a picture needs it, or text as it is.

    >>> number(0.50), number(Part(37.5)), number("none")
    ('0.5', '37.5%', 'none')
    """
    if isinstance(value, Part):
        return f"{value:.3f}".rstrip("0").rstrip(".") + "%"
    if not isinstance(value, float):
        return str(value)
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def text(content: str) -> str:
    """Return text that is no markup."""
    return escape(content)


def path(points: Iterable[tuple[float, float]], **attributes: object) -> str:
    """Return an open line through points; one in parts of the width is stretched with it, its stroke is not."""
    held = list(points)
    told = "L".join(f"{number(float(x))},{number(y)}" for x, y in held)
    if not told:
        return ""
    if not isinstance(held[0][0], Part):
        return tag("path", d=f"M{told}", **attributes)
    line = tag("path", d=f"M{told}", vector_effect="non-scaling-stroke", **attributes)
    return tag("svg", line, overflow="visible", **_STRETCHED)


def around(x: float, y: float, draw: Callable[[float, float], str]) -> str:
    """Return what is drawn around a point; around a part of the width it is a small drawing of its own."""
    if not isinstance(x, Part):
        return draw(x, y)
    return tag("svg", draw(0.0, 0.0), x=x, y=float(y), overflow="visible")


def dashes(dash: str) -> str | None:
    """Return a stroke-dasharray of plotly's dash, None for a solid line."""
    return None if dash in {"", "solid"} else dash.replace("px", "")


def hatch(colour: str, ground: str, owner: str = "") -> tuple[str, str]:
    """Return the id of a hatch of a colour over a ground in a drawing, and its definition."""
    name = f"{owner}h{colour.lstrip('#')}"
    stroke = tag("path", d=f"M-1,{PATTERN_PX + 1}L{PATTERN_PX + 1},-1", stroke=colour, stroke_width=STROKE_PX)
    corners = f"M-1,1L1,-1M{PATTERN_PX - 1},{PATTERN_PX + 1}L{PATTERN_PX + 1},{PATTERN_PX - 1}"
    content = tag("rect", width=PATTERN_PX, height=PATTERN_PX, fill=ground) + stroke
    content += tag("path", d=corners, stroke=colour, stroke_width=STROKE_PX)
    units = {"patternUnits": "userSpaceOnUse", "width": PATTERN_PX, "height": PATTERN_PX}
    return name, tag("pattern", content, id=name, **units)
