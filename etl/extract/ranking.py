"""Choose the owner of a figure: the candidate whose signs weigh most; the weights stand in owner_weights.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import repeat
from pathlib import Path

from etl.extract.candidates import Candidate
from etl.extract.recalled import NOBODY
from etl.extract.weights import read, strongest

WEIGHTS = Path(__file__).with_name("owner_weights.toml")


@cache
def weights() -> Mapping[str, int]:
    """Return what each sign weighs, for (above zero) or against an owner, in hundredths."""
    return read(WEIGHTS)["sign"]


def weight(candidate: Candidate) -> int:
    """Return what all signs of a candidate weigh together."""
    return sum(map(weights().get, candidate.signs, repeat(0)))


def best(found: Sequence[Candidate]) -> Candidate:
    """Return the candidate that weighs most, the first found where two weigh the same."""
    return max(found, key=weight, default=Candidate(NOBODY, frozenset()))


def reasons(candidate: Candidate) -> str:
    """Return the signs that spoke most for a candidate, in words."""
    return strongest(weights(), candidate.signs)
