"""Decide whether a quantity is a figure, and of which metric: the choice whose signs weigh most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.meaning import plausible
from etl.extract.metrics import registry
from etl.extract.telling import signs_of
from etl.extract.weights import read, strongest
from etl.model import Quantity

WEIGHTS = Path(__file__).with_name("metric_weights.toml")
# What a quantity is that is none of our figures.
NONE = "no figure"


@cache
def weights() -> Mapping[str, Mapping[str, int]]:
    """Return by choice what each sign weighs for it, or against it (below zero), in hundredths."""
    return read(WEIGHTS)


def choices(quantity: Quantity, classes: frozenset[str]) -> Iterator[str]:
    """Yield the metrics that a quantity of such unit and size can be, and that it is none."""
    for metric in registry().values():
        if metric.id != "restatement" and metric.classes & classes and plausible(metric, quantity):
            yield metric.id
    yield NONE


class Decision(NamedTuple):
    """What a quantity is, and the signs that spoke most for that, in words."""

    choice: str
    why: str


def decide(context: Context, draft: Draft, found: Sequence[str]) -> Decision:
    """Return the choice that weighs most; `draft` holds what the rules made of the quantity."""
    held, signs = weights(), signs_of(context, draft)
    chosen = max(found, key=lambda one: LEANING.get(one, 0) + sum(map(held.get(one, {}).get, signs, repeat(0))))
    return Decision(chosen, strongest(signs, lambda sign: held[chosen].get(sign, 0)))


# In hundredths: a figure missed costs more than one too many, which the score of both counts by half.
LEANING = {NONE: -45}
