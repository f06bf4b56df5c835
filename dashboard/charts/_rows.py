"""Drawings of one row per name: the name at the left (above the mark on a phone), the value at the mark's end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.marks import BAR, META, escape, note, quiet, text_width
from dashboard.state import State
from dashboard.theme import Theme, theme

WIDE_PITCH, NARROW_PITCH, AIRY_PITCH = 40, 50, 66
ABOVE = 20
DEEPER = 8
TOP = 28
GAP = 16


@dataclass(frozen=True, slots=True)
class Rows:
    """
    The page of a row drawing.

    `names` are the rows from the top, `labels` what stands at the end of each (escaped, may hold markup) and `plain`
    the same without markup, to measure it. `suffixes` are said quietly after the names; `deep` rows hold two lines.
    """

    state: State
    names: Sequence[str]
    labels: Sequence[str] = ()
    plain: Sequence[str] = ()
    suffixes: Sequence[str] = ()
    deep: bool = False
    airy: bool = False
    """Whether the rows stand far apart, as in a card that shares its height with a taller one."""

    beside: int = 8
    """How many px a label stands from the end of its mark."""

    @property
    def theme(self) -> Theme:
        """The palette of the state."""
        return theme(self.state.theme)

    @property
    def narrow(self) -> bool:
        """Whether this is the drawing for a phone."""
        return self.state.width == "narrow"

    @property
    def height(self) -> int:
        """Height in px."""
        return self.pitch * len(self.names) + 36

    @property
    def pitch(self) -> int:
        """Height of a row in px."""
        wide = AIRY_PITCH if self.airy else WIDE_PITCH
        return (NARROW_PITCH if self.narrow else wide) + (DEEPER if self.deep else 0)

    @property
    def half_bar(self) -> float:
        """Half a bar's thickness in rows."""
        return BAR / 2 / self.pitch

    @property
    def left(self) -> int:
        """Left margin in px."""
        return 6 if self.narrow else max((text_width(name) for name in self._whole()), default=0) + GAP

    @property
    def right(self) -> int:
        """Right margin in px."""
        return GAP if self.narrow else max((text_width(text) for text in self.plain), default=0) + GAP

    @property
    def margin(self) -> tuple[int, int, int, int]:
        """Left, right, top and bottom margin in px."""
        return self.left, self.right, TOP, 8

    def y(self, row: int) -> float:
        """Return where the marks of a row stand: a phone's stand lower, under their name."""
        return row + 0.16 if self.narrow else float(row)

    def texts(self, ends: Sequence[float]) -> list[dict[str, Any]]:
        """Return the names and the labels as notes; `ends` are where the marks end."""
        return [self._name(row) for row in range(len(self.names))] + [
            self._label(row, end) for row, (end, text) in enumerate(zip(ends, self.labels, strict=True)) if text
        ]

    @property
    def above(self) -> int:
        """How far over its mark a phone's name stands, in px."""
        return ABOVE + (DEEPER if self.deep else 0)

    def _whole(self) -> list[str]:
        suffixes = self.suffixes or [""] * len(self.names)
        # A name set in keeps its blanks that do not break: they take room.
        return [f"{name} {more}".strip(" ") for name, more in zip(self.names, suffixes, strict=True)]

    def _name(self, row: int) -> dict[str, Any]:
        text = escape(self.names[row])
        if self.suffixes and self.suffixes[row]:
            text += " " + quiet(self.suffixes[row], self.theme, size=META)
        if self.narrow:
            return note(text, self.theme, x=0, xref="paper", y=self.y(row), yshift=self.above)
        return note(text, self.theme, x=0, xref="paper", xshift=-self.left, y=self.y(row))

    def _label(self, row: int, end: float) -> dict[str, Any]:
        text = self.labels[row]
        if self.narrow:
            place = {
                "x": 1,
                "xref": "paper",
                "xanchor": "right",
                "align": "right",
                "yshift": self.above,
                "xshift": GAP,
            }
            return note(text.replace("<br>", "  "), self.theme, y=self.y(row), **place)
        return note(text, self.theme, x=end, xshift=self.beside, y=self.y(row))
