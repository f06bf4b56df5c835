"""Choose a side of a figure: the candidate whose signs weigh most; those of owners stand in owner_weights.toml."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from etl.extract.candidates import Candidate
from etl.extract.recalled import NOBODY
from etl.extract.weights import Weights, added, read, strongest

WEIGHTS = Path(__file__).with_name("owner_weights.toml")


@cache
def weights() -> Weights:
    """Return what each sign weighs, for (above zero) or against an owner, in hundredths."""
    return Weights(read(WEIGHTS)["sign"])


_NOBODY = Candidate(NOBODY, frozenset())


def best(found: Sequence[Candidate], held: Weights) -> Candidate:
    """Return the candidate whose signs weigh most together, the first found where two weigh the same."""
    together = held.together.__getitem__
    return max(found, key=lambda one: added(held, one.mentioned) + sum(map(together, one.lasting)), default=_NOBODY)


def reasons(candidate: Candidate) -> str:
    """Return the signs that spoke most for a candidate, in words."""
    return strongest(weights(), candidate.signs)
