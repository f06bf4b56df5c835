"""How the time of a piece of work grows with what it is given, on a machine that others use too."""

from __future__ import annotations

import time
from collections.abc import Callable

ROUNDS = 6
"""Turns after which work that grows too fast has had its chance: what runs beside only adds to a time."""


def used(work: Callable[[], object]) -> float:
    """Return the seconds of this process that the work takes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def grows_within(factor: float, few: Callable[[], object], many: Callable[[], object], noise: float = 0.0) -> bool:
    """
    Say whether the larger work takes less than so many times the smaller, or seconds that tell nothing.

    Both are done by turns, and the least time of each counts; once it holds no more turns are taken.
    """
    least = most = float("inf")
    for _ in range(ROUNDS):
        least, most = min(least, used(few)), min(most, used(many))
        if most < max(factor * least, noise):
            return True
    return False
