"""What happened, said at the point where it did: a short note led to its mark, where there is room for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard import marks
from dashboard.charts._places import Plane, Taken
from dashboard.state import State
from dashboard.theme import Theme

MOST_WIDE, MOST_NARROW = 3, 1
HANGS = (
    *((0, -30, "center"), (-12, -26, "right"), (-12, 26, "right"), (12, 26, "left"), (0, 30, "center")),
    *((0, -48, "center"), (-12, 44, "right"), (12, 44, "left"), (0, 48, "center")),
)
"""Where a note may hang from its mark: so far aside and below, by which end."""

STANDOFF, EDGE = 7, 4
HALF = marks.META / 2 + 2
BEGINS = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on `day` at a height of the chart; the weightiest are said first."""

    day: str
    height: float
    text: str
    weight: float
    dated: bool = False
    """Whether the height is a day too, as its ordinal."""


def notes(events: Sequence[Event], plane: Plane, taken: Taken, state: State, look: Theme) -> list[dict[str, Any]]:
    """Return the notes of the weightiest events for which there is room; the rows and the hover hold the others."""
    most = MOST_NARROW if state.width == "narrow" else MOST_WIDE
    found: list[dict[str, Any]] = []
    for event in sorted(events, key=lambda one: (-one.weight, one.day, one.text)):
        if len(found) < most:
            found += _note(event, plane, taken, look)
    return found


def _note(event: Event, plane: Plane, taken: Taken, look: Theme) -> list[dict[str, Any]]:
    x, y = plane.pixel(date.fromisoformat(event.day).toordinal(), event.height)
    width = marks.text_width(event.text, marks.META)
    for aside, below, anchor in sorted(HANGS, key=lambda hang: hang[2] != "left") if event.dated else HANGS:
        left, middle = x + aside - width * BEGINS[anchor], y + below + (HALF if below > 0 else -HALF)
        inside = left > 0 and left + width < plane.size[0] and HALF < middle < plane.size[1] - HALF
        if inside and taken.take(left - EDGE, middle, width + 2 * EDGE, 2 * HALF):
            return [_led(event, aside, below, anchor, look)]
    return []


def _led(event: Event, aside: int, below: int, anchor: str, look: Theme) -> dict[str, Any]:
    leader = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "standoff": STANDOFF, "arrowcolor": look.ink_3}
    height = date.fromordinal(round(event.height)).isoformat() if event.dated else event.height
    place = {"x": event.day, "y": height, "ax": aside, "ay": below, "xanchor": anchor}
    place |= {"yanchor": "top" if below > 0 else "bottom"}
    return marks.note(marks.escape(event.text), look, size=marks.META, colour=look.ink_2, **leader, **place)
