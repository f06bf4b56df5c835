"""A chart as a picture file: SVG, and PNG where the machine has fonts to set it with."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import resvg_py

from dashboard.drawing import Drawn
from dashboard.passport import PUBLISHER, known_on
from dashboard.snapshot import Snapshot
from dashboard.state import State
from dashboard.svg.sheet import sheet
from dashboard.text import t
from dashboard.theme import theme

ZOOM = 2
"""Pixels of a PNG per px of the page, for print and dense screens."""
FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")


class NoPicture(ValueError):  # noqa: N818 - the name is what happened
    """A chart cannot be had as a picture; the message says why and what to do."""


def svg(drawn: Drawn, snapshot: Snapshot, link: str) -> bytes:
    """Return a drawn chart as SVG with its source, rule and address burnt in."""
    if drawn.chart.kind != "figure":
        raise NoPicture(f"{drawn.chart.id} is a table and has no picture; ask for csv, xlsx or json")
    state = drawn.state
    said = [(name, getattr(drawn.words, name)) for name in ("source", "rule")]
    below = [f"{t(state.lang, f'card.{name}')} {text}" for name, text in said if text]
    below += [*drawn.words.notes, _imprint(snapshot, state, link)]
    return sheet(drawn.figure(), drawn.words, below, theme(state.theme), narrow=state.width == "narrow")


def png(drawn: Drawn, snapshot: Snapshot, link: str) -> bytes:
    """Return the same picture as PNG, twice as dense."""
    if not _has_fonts():
        raise NoPicture("no fonts are installed here, so text cannot be set; install some, or take the svg")
    return bytes(resvg_py.svg_to_bytes(svg_string=svg(drawn, snapshot, link).decode(), zoom=ZOOM))


def _imprint(snapshot: Snapshot, state: State, link: str) -> str:
    return " · ".join((PUBLISHER, known_on(snapshot, state), f"snapshot {snapshot.id}", link))


@cache
def _has_fonts() -> bool:
    """Say whether any font is found where Linux keeps them; other systems always have some."""
    held = [folder for folder in FONTS if folder.exists()]
    if not Path("/usr/share").exists():
        return True
    return any(next(folder.rglob("*.[to]t[fc]"), None) for folder in held)
