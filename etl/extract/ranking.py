"""Choose the owner of a figure: the candidate whose signs weigh most; the weights stand in owner_weights.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from etl.extract.candidates import NOBODY, Candidate

WEIGHTS = Path(__file__).with_name("owner_weights.toml")
# Signs told as the reason of a choice.
TOLD = 2


@cache
def weights() -> Mapping[str, float]:
    """Return what each sign weighs, for (above zero) or against an owner."""
    held: Mapping[str, float] = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))["sign"]
    return held


def weight(candidate: Candidate) -> float:
    """Return what all signs of a candidate weigh together."""
    held = weights()
    return sum(held.get(sign, 0.0) for sign in sorted(candidate.signs))


def best(found: Sequence[Candidate]) -> Candidate:
    """Return the candidate that weighs most, the first found where two weigh the same."""
    return max(found, key=weight, default=Candidate(NOBODY, frozenset()))


def reasons(candidate: Candidate) -> str:
    """Return the signs that spoke most for a candidate, in words."""
    held = weights()
    ranked = sorted(candidate.signs, key=lambda sign: (-held.get(sign, 0.0), sign))
    return "; ".join(ranked[:TOLD])
