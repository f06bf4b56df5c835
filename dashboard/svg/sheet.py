"""A chart as a picture that stands alone: its finding, its key, its drawing, its source and its address."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.chart import Figure, Words
from dashboard.marks import LABEL, META, text_width
from dashboard.svg.drawing import drawing
from dashboard.svg.ink import dashes, hatch, tag
from dashboard.svg.traces import symbol
from dashboard.svg.words import Type, line, wrapped
from dashboard.theme import Theme

WIDE, NARROW = 960, 400
EDGE, TITLE, GAP, GLYPH = 24, 20, 12, 11
_SYMBOLS = {"disc": "circle", "ring": "circle", "query": "circle", "triangle": "triangle-up"}
_SYMBOLS |= {"triangle-open": "triangle-up", "diamond": "diamond", "diamond-open": "diamond", "cross": "x-thin"}
_OPEN = frozenset({"ring", "query", "triangle-open", "diamond-open", "cross"})
_BOXES = {"solid": "", "hatch": "", "dashed": "4px,3px", "box": "4px,3px", "dotted": "1px,3px", "band": ""}


def sheet(figure: Figure, words: Words, below: Sequence[str], look: Theme, *, narrow: bool = False) -> bytes:
    """Return the whole picture as an SVG file; `below` are the lines under the drawing."""
    width = NARROW if narrow else WIDE
    column = _Column(look, width)
    column.say(words.title, Type(look.ink, TITLE, 600, look["font-head"]))
    column.space(4)
    column.say(" · ".join(part for part in (words.subtitle, words.facts) if part), Type(look.ink_2, META))
    column.space(GAP + 2)
    column.key(words.key)
    column.add(drawing(figure, width - 2 * EDGE), int(figure["layout"]["height"]))
    column.rule()
    for told in below:
        column.say(told, Type(look.ink_3, META))
    return column.picture(words.alt or words.title)


class _Column:
    """Parts set one under the other."""

    def __init__(self, look: Theme, width: int) -> None:
        self.look, self.width = look, width
        self.y = float(EDGE)
        self.parts: list[str] = []

    def say(self, content: str, style: Type) -> None:
        for one in wrapped(content, round(style.size), self.width - 2 * EDGE):
            self.y += style.size * 1.35
            self.parts.append(line(one, EDGE, self.y, style))

    def space(self, height: float) -> None:
        self.y += height

    def add(self, elements: str, height: int) -> None:
        self.parts.append(tag("g", elements, transform=f"translate({EDGE},{self.y:.0f})"))
        self.y += height

    def rule(self) -> None:
        self.y += GAP
        ends = {"x1": EDGE, "x2": self.width - EDGE, "y1": self.y, "y2": self.y}
        self.parts.append(tag("line", **ends, stroke=self.look.rule, stroke_width=1))
        self.y += 4

    def key(self, marks: Sequence[tuple[str, str]]) -> None:
        """Set the key in as many rows as it needs."""
        x = float(EDGE)
        self.y += GLYPH if marks else 0
        for form, meaning in marks:
            taken = GLYPH + 6 + text_width(meaning, META) + 16
            if x + taken > self.width - EDGE and x > EDGE:
                x, self.y = float(EDGE), self.y + META * 1.5
            self.parts.append(_glyph(form, x, self.y, self.look))
            self.parts.append(line(meaning, x + GLYPH + 6, self.y, Type(self.look.ink_2, META)))
            x += taken
        self.space(GAP if marks else 0)

    def picture(self, alt: str) -> bytes:
        height = round(self.y + EDGE)
        ground = tag("rect", width=self.width, height=height, fill=self.look.surface)
        about = {"xmlns": "http://www.w3.org/2000/svg", "width": self.width, "height": height, "role": "img"}
        about |= {"viewBox": f"0 0 {self.width} {height}", "font_family": self.look.font, "font_size": LABEL}
        return tag("svg", ground + "".join(self.parts), aria_label=alt, **about).encode()


def _glyph(form: str, x: float, baseline: float, look: Theme) -> str:
    """Return the small drawing of a mark before its meaning."""
    ink, top, r = look.ink_2, baseline - GLYPH + 1, GLYPH / 2
    if form == "doubt":
        return line("!", x + r, baseline, Type(look.warn, META, 700), "middle")
    if form in _SYMBOLS:
        fill = "none" if form in _OPEN else ink
        outline = symbol(_SYMBOLS[form], x + r, top + r, GLYPH - 2)
        return tag("path", d=outline, fill=fill, stroke=ink, stroke_width=1.5)
    if form in _BOXES:
        name, defined = hatch(ink, look.surface)
        fills = {"hatch": f"url(#{name})", "solid": ink, "band": look.wash(ink)}
        stroke = {"stroke": None if form == "band" else ink, "stroke_dasharray": dashes(_BOXES[form])}
        box = tag("rect", x=x, y=top, width=GLYPH, height=GLYPH, fill=fills.get(form, "none"), **stroke)
        return tag("defs", defined) + box if form == "hatch" else box
    upright = {"x1": x + r, "x2": x + r, "y1": top, "y2": top + GLYPH}
    level = {"x1": x, "x2": x + GLYPH, "y1": top + r, "y2": top + r}
    dash = "2,2.5" if form == "dots" else None
    return tag("line", **(upright if form == "tick" else level), stroke=ink, stroke_width=1.8, stroke_dasharray=dash)
