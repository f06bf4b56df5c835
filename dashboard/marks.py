"""
The grammar of marks: a status is a form, a company a colour, and nothing else is said by either.

Solid is actual, hatched an estimate, dashed a plan or guidance, dotted derived. Bars and dots take their form here, so
that no chart can draw an estimate as if it had happened.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape as _escape
from typing import Any

import pandas as pd

from dashboard import numbers
from dashboard.dates import period, told_on
from dashboard.row import Row
from dashboard.state import State
from dashboard.text import said, t
from dashboard.theme import Theme

CLEAR = "rgba(0,0,0,0)"
BAR = 22
OUTLINE = 1.5
META, LABEL, TICK = 12, 13, 11
DASH, DOT, RANGE_DASH = "4px,3px", "1px,3px", "5px,3px"

_BAR_FORMS = {"actual": "solid", "estimate": "hatch", "guidance": "dashed", "plan": "dashed"}
_DOT_FORMS = {
    "actual": "disc",
    "estimate": "triangle",
    "guidance": "ring",
    "plan": "ring",
    "rumour": "query",
    "derived": "diamond",
    "scenario": "hollow",
    "confirmed": "disc",
    "reported": "disc",
    "planned": "ring",
}
_KEY_ORDER = (
    *("solid", "disc", "hatch", "triangle", "triangle-open", "dashed", "ring", "box", "band", "range", "tick", "query"),
    *("hollow", "dotted", "diamond", "vague", "cross", "arrow", "line"),
)
_DRAWN_AS = {"vague": "box", "hollow": "ring"}
"""Forms that the key shows by the glyph of another."""

_SYMBOLS = {
    "disc": "circle",
    "triangle": "triangle-up",
    "ring": "circle-open",
    "hollow": "circle-open",
    "query": "circle-open",
    "diamond": "diamond",
}


def bar_form(status: str) -> str:
    """Return how a bar of this status is drawn: solid, hatch, dashed or dotted."""
    return _BAR_FORMS.get(status, "dotted")


def dot_form(status: str) -> str:
    """Return how a dot of this status is drawn: disc, triangle, ring, query, diamond or hollow."""
    return _DOT_FORMS.get(status, "ring")


def bar(status: str, colour: str, theme: Theme) -> dict[str, Any]:
    """Return plotly's marker for a bar; a dashed or dotted one is clear and gets its outline from `outline`."""
    form = bar_form(status)
    if form == "solid":
        return {"color": colour, "line": {"width": 0}}
    if form == "hatch":
        pattern = {
            "shape": "/",
            "size": 6,
            "solidity": 0.3,
            "fgopacity": 1,
            "fgcolor": colour,
            "bgcolor": theme.wash(colour),
            "fillmode": "replace",
        }
        return {"color": colour, "line": {"width": OUTLINE, "color": colour}, "pattern": pattern}
    return {"color": CLEAR, "line": {"width": 0}}


def outline(status: str, colour: str, box: tuple[float, float, float, float]) -> list[dict[str, Any]]:
    """Return the dashed or dotted outline of a bar over `box` (x0, y0, x1, y1); none where the bar itself shows."""
    form = bar_form(status)
    if form in {"solid", "hatch"}:
        return []
    return [rectangle(box, colour, dash=DASH if form == "dashed" else DOT)]


def rectangle(
    box: tuple[float, float, float, float], colour: str, *, dash: str = DASH, fill: str = CLEAR
) -> dict[str, Any]:
    """Return a box with a broken outline, in data coordinates (x0, y0, x1, y1)."""
    x0, y0, x1, y1 = box
    line = {"color": colour, "width": OUTLINE, "dash": dash}
    return {"type": "rect", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": line, "fillcolor": fill, "layer": "above"}


def stroke(
    ends: tuple[float, float, float, float], colour: str, *, width: float = 1, dash: str = "solid"
) -> dict[str, Any]:
    """Return a straight line between two points (x0, y0, x1, y1) in data coordinates."""
    x0, y0, x1, y1 = ends
    line = {"color": colour, "width": width, "dash": dash}
    return {"type": "line", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": line, "layer": "above"}


def dot(status: str, colour: str, theme: Theme, *, rival: bool = False) -> dict[str, Any]:
    """Return plotly's marker for a dot: open where a rival origin says it or where it is only promised."""
    form = dot_form(status)
    symbol = _SYMBOLS[form]
    hollow = rival or symbol.endswith("-open")
    return {
        "symbol": symbol.removesuffix("-open"),
        "size": 12 if form == "triangle" else 10,
        "color": theme.surface if hollow else colour,
        "line": {"width": 1.8, "color": colour},
    }


def escape(text: object) -> str:
    """Return text that plotly shows as it is: `<` and `&` are no markup, two `$` no formula."""
    return _escape(str(text), quote=False).replace("$", "&#36;")


def note(text: str, theme: Theme, **place: Any) -> dict[str, Any]:
    """Return an annotation: 13 px ink at the left of its place unless told otherwise; `text` is escaped already."""
    size, colour = place.pop("size", LABEL), place.pop("colour", theme.ink)
    base = {"showarrow": False, "xanchor": "left", "yanchor": "middle", "align": "left"}
    return {**base, "text": text, "font": {"size": size, "color": colour}, **place}


def quote(text: object) -> str:
    """Return a source's own words in quotation marks, in which they stand in their own language."""
    inner = str(text).replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def bold(text: str) -> str:
    """Return text set in bold; the text is escaped."""
    return f"<b>{escape(text)}</b>"


def quiet(text: str, theme: Theme, *, size: int = META) -> str:
    """Return text set in the meta ink; the text is escaped."""
    return f'<span style="color:{theme.ink_3};font-size:{size}px">{escape(text)}</span>'


def doubt(text: str, theme: Theme) -> str:
    """Return text set in the colour of doubt, for what is disputed or not comparable; the text is escaped."""
    return f'<span style="color:{theme.warn};font-size:{META}px">{escape(text)}</span>'


def says(row: Row, state: State) -> str:
    """Return who says it and how surely, as it stands after a value: "Omdia est."."""
    return t(state.lang, f"charts.says.{row['status']}", origin=row["origin_name"])


def value(row: Row, state: State) -> str:
    """Return the value of a row as its mark shows it."""
    return numbers.measure(row["value"], row["value_low"], row["value_high"], row["unit"], state)


def hover(row: Row, state: State) -> str:
    """Return the hover of an observation: every digit, the source's wording, who says so, how surely, since when."""
    ends = [row["value"]] if pd.notna(row["value"]) else [row["value_low"], row["value_high"]]
    digits = " – ".join(numbers.full(float(end), row["unit"], state) for end in ends if pd.notna(end))
    lines = [bold(str(row["entity_name"])) + f" · {escape(period(str(row['period']), state))}", escape(digits)]
    if row["as_written"]:
        lines.append(t(state.lang, "charts.hover.wording", wording=escape(row["as_written"])))
    status = t(state.lang, f"charts.status.{row['status']}")
    lines.append(t(state.lang, "charts.hover.origin", origin=escape(row["origin_name"]), status=status))
    if row["publisher"]:
        lines.append(t(state.lang, "charts.hover.publisher", publisher=escape(said(state.lang, str(row["publisher"])))))
    if when := told_on(row, state):
        lines.append(t(state.lang, "charts.hover.known", days=when))
    return "<br>".join(lines)


def key(forms: Iterable[str], state: State) -> tuple[tuple[str, str], ...]:
    """Return the key to the marks present, each with its meaning, in a fixed order."""
    present = set(forms)
    return tuple(
        (_DRAWN_AS.get(form, form), t(state.lang, f"charts.key.{form}")) for form in _KEY_ORDER if form in present
    )


def text_width(text: str, size: int = LABEL) -> int:
    """Return about how many pixels a text takes: a Chinese character is as wide as it is high."""
    return round(sum(size if ord(letter) > 0x2E7F else size * 0.56 for letter in text))  # noqa: PLR2004 - first CJK block
