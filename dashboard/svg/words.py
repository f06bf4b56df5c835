"""Texts of a picture: notes with their little markup, titles broken into lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from dashboard.marks import text_width
from dashboard.svg.ink import Part, tag, text

LINE = 1.3
BASELINE = 0.35
"""How far the baseline stands under the middle of a line, in parts of the type's size."""

EDGE = 2
"""What plotly leaves around a note, px."""

_MARKUP = re.compile(r"(<b>|</b>|<span[^>]*>|</span>)")
_BREAK = re.compile(r"<br\s*/?>")
_COLOUR, _SIZE = re.compile(r"color:\s*([^;\"]+)"), re.compile(r"font-size:\s*(\d+)px")
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


@dataclass(frozen=True, slots=True)
class Type:
    """How a run of text is set."""

    colour: str
    size: float
    weight: int = 400
    family: str | None = None


def note(annotation: Mapping[str, Any], x: float, y: float, *, shift: float = 0) -> str:
    """Return an annotation whose anchor stands at a point, `shift` px to its right."""
    font = annotation["font"]
    lines = [list(_runs(line, Type(font["color"], font["size"]))) for line in _BREAK.split(annotation["text"])]
    step = font["size"] * LINE
    above = {"middle": (len(lines) - 1) / 2, "bottom": len(lines) - 0.5, "top": -0.5}[
        annotation.get("yanchor", "middle")
    ]
    anchor = _ANCHORS[annotation.get("xanchor", "center")]
    edge = {"start": EDGE, "middle": 0, "end": -EDGE}[anchor]
    return "".join(
        _line(runs, x, y + (place - above) * step + font["size"] * BASELINE, anchor, shift + edge)
        for place, runs in enumerate(lines)
    )


def line(content: str, x: float, y: float, style: Type, anchor: str = "start", *, shift: float = 0) -> str:
    """Return one line of plain text on a baseline."""
    return _line([(content, style)], x, y, anchor, shift)


def wrapped(content: str, size: int, width: float) -> list[str]:
    """
    Return text broken into lines of at most `width` px: at blanks, in Chinese at any character.

    >>> wrapped("who bought how many", 10, 60)
    ['who bought', 'how many']
    """
    lines = [""]
    for piece in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+|\s+", content):
        if text_width((lines[-1] + piece).rstrip(), size) > width and lines[-1].strip():
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [one.rstrip() for one in lines if one.strip()]


def _runs(content: str, base: Type) -> Iterator[tuple[str, Type]]:
    stack = [base]
    for part in _MARKUP.split(content):
        if part == "<b>":
            stack.append(replace(stack[-1], weight=600))
        elif part.startswith("<span"):
            stack.append(_styled(part, stack[-1]))
        elif part in {"</b>", "</span>"}:
            stack.pop()
        elif part:
            yield unescape(part), stack[-1]


def _styled(opening: str, base: Type) -> Type:
    colour, size = _COLOUR.search(opening), _SIZE.search(opening)
    return replace(
        base,
        colour=colour.group(1).strip() if colour else base.colour,
        size=float(size.group(1)) if size else base.size,
    )


def _line(runs: list[tuple[str, Type]], x: float, y: float, anchor: str, shift: float) -> str:
    spans = "".join(
        tag(
            "tspan",
            text(content),
            fill=style.colour,
            font_size=style.size,
            font_weight=style.weight if style.weight != 400 else None,  # noqa: PLR2004 - regular
            font_family=style.family,
        )
        for content, style in runs
    )
    if not spans:
        return ""
    place = {"x": x, "dx": shift or None} if isinstance(x, Part) else {"x": float(x + shift)}
    return tag("text", spans, **place, y=float(y), text_anchor=anchor, **{"xml:space": "preserve"})
