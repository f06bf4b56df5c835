"""Where labels may stand: boxes in pixels that do not overlap."""

from __future__ import annotations

from dataclasses import dataclass, field

Ends = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom in px."""


@dataclass(frozen=True, slots=True)
class Plane:
    """A plot of `size` px (width, height) over the values of two axes, the vertical one upwards."""

    size: tuple[int, int]
    across: Ends
    up: Ends

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point stands, in px from the upper left."""
        return self.size[0] * _part(x, self.across), self.size[1] * (1 - _part(y, self.up))

    def up_px(self, pixels: float) -> float:
        """Return how much of the vertical axis so many px are."""
        return abs(self.up[1] - self.up[0]) * pixels / self.size[1]


@dataclass(slots=True)
class Taken:
    """The boxes already taken by labels."""

    boxes: list[Box] = field(default_factory=list)

    def take(self, left: float, middle: float, width: float, height: float) -> bool:
        """Take a box if it is free: `middle` is its vertical centre; say whether it was."""
        box = (left, middle - height / 2, left + width, middle + height / 2)
        if any(_overlap(box, other) for other in self.boxes):
            return False
        self.boxes.append(box)
        return True


def _part(value: float, ends: Ends) -> float:
    width = ends[1] - ends[0]
    return (value - ends[0]) / width if width else 0.5


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
