"""How sure the head of a column or a row tells its figures, outright: 2025 capex (guided), FY26E, 2024年实际."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from etl.extract.scene import Scene
from etl.model import Status

_YEAR = (
    r"(?:(?<![\da-z])(?:(?:fy|cy)?(?:20)?\d\d年?|(?:fy|cy)?\d\dq[1-4]|[1-4]q'?\d\d|[12]h'?\d\d|"
    r"q[1-4] ?'?(?:20)?\d\d) ?)"
)
_SAYS = {
    Status.GUIDANCE: re.compile(r"\bguid(?:ed|ance|e)\b|\boutlook\b|指引|财测"),
    Status.ESTIMATE: re.compile(
        rf"{_YEAR}[(（]?e\b|[(（]e[)）]|\best(?:\.|imate[sd]?\b)|\bforecasts?\b|\bproject(?:ed|ions?)\b|预测|预估|估计|预计"
    ),
    Status.ACTUAL: re.compile(rf"{_YEAR}[(（]?a\b|[(（]a[)）]|\bactuals?\b|实际|实绩"),
}
SIGNS = {status: f"headed as {status}”" for status in _SAYS}
"""Of the words of a figure whose head says so."""

OF = frozenset({"capex", "capex_guidance", "revenue"})
"""What is told in columns of years, of which some are over and others are not."""


def says(text: str, scene: Scene) -> tuple[str, ...]:
    """Return the sign of how sure the heads of a cell tell it, of the first that says so."""
    return next(_found(text, scene), ())


def told_as(metric: str, status: Status, words: tuple[str, ...]) -> Status:
    """Return how sure a figure is by its head: guidance that became history was guidance all the same."""
    if metric not in OF:
        return status
    if status is Status.ACTUAL:
        return next((one for one in (Status.GUIDANCE, Status.ESTIMATE) if SIGNS[one] in words), status)
    over = status in {Status.GUIDANCE, Status.ESTIMATE} and SIGNS[Status.ACTUAL] in words
    return Status.ACTUAL if over else status


def _found(text: str, scene: Scene) -> Iterator[tuple[str, ...]]:
    for head, (status, says) in product(scene.heads, _SAYS.items()):
        if says.search(text, head.start, head.end):
            yield (SIGNS[status],)
