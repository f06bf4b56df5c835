"""Choose the owner of a figure: the candidate whose signs weigh most; the weights stand in owner_weights.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import repeat
from pathlib import Path

from etl.extract.candidates import Candidate
from etl.extract.recalled import NOBODY

WEIGHTS = Path(__file__).with_name("owner_weights.toml")
# Signs told as the reason of a choice.
TOLD = 2
HUNDRED = 100


@cache
def weights() -> Mapping[str, int]:
    """Return what each sign weighs, for (above zero) or against an owner, in hundredths: sums of these are exact."""
    held: Mapping[str, float] = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))["sign"]
    return {sign: round(weight * HUNDRED) for sign, weight in held.items()}


def weight(candidate: Candidate) -> int:
    """Return what all signs of a candidate weigh together."""
    return sum(map(weights().get, candidate.signs, repeat(0)))


def best(found: Sequence[Candidate]) -> Candidate:
    """Return the candidate that weighs most, the first found where two weigh the same."""
    return max(found, key=weight, default=Candidate(NOBODY, frozenset()))


def reasons(candidate: Candidate) -> str:
    """Return the signs that spoke most for a candidate, in words."""
    held = weights()
    ranked = sorted(candidate.signs, key=lambda sign: (-held.get(sign, 0), sign))
    return "; ".join(ranked[:TOLD])
