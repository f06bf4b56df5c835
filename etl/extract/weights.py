"""Weights of signs as `tools/` fits them, in whole hundredths: their sums are exact in any order."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

HUNDRED = 100
# Signs told as the reason of a choice.
TOLD = 2


def read(path: Path) -> dict[str, dict[str, int]]:
    """Return the tables of a file of weights: by sign what it weighs for a choice, or against it (below zero)."""
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: in_hundredths(told) for name, told in held.items() if isinstance(told, dict)}


def in_hundredths(held: Mapping[str, float]) -> dict[str, int]:
    """Return weights as whole numbers."""
    return {sign: round(weight * HUNDRED) for sign, weight in held.items()}


def strongest(signs: Iterable[str], weight: Callable[[str], int]) -> str:
    """Return the signs that spoke most for a choice, in words."""
    return "; ".join(sorted(signs, key=lambda sign: (-weight(sign), sign))[:TOLD])
