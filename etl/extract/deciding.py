"""Decide whether a quantity is a figure, and of which metric: the choice whose signs weigh most."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.meaning import plausible
from etl.extract.metrics import registry
from etl.extract.telling import signs_of
from etl.extract.weights import strongest
from etl.model import Quantity

WEIGHTS = Path(__file__).with_name("metric_weights.toml")
# What a quantity is that is none of our figures.
NONE = "no figure"


class Weights(NamedTuple):
    """The choices there are, and what each sign weighs for each of them, or against it (below zero), in hundredths."""

    choices: tuple[str, ...]
    by_sign: Mapping[str, tuple[int, ...]]


@cache
def weights() -> Weights:
    """Return what is known of choices and signs."""
    return parsed(WEIGHTS.read_text(encoding="utf-8"))


def parsed(text: str) -> Weights:
    """Return the weights that a file tells of: a row of numbers for each sign, in the order of its choices."""
    held = tomllib.loads(text)
    return Weights(tuple(held["choices"]), {sign: tuple(map(int, row.split())) for sign, row in held["sign"].items()})


def known() -> frozenset[str]:
    """Return the choices that weights are known of."""
    return frozenset(weights().choices)


def choices(quantity: Quantity, classes: frozenset[str]) -> Iterator[str]:
    """Yield the metrics that a quantity of such unit and size can be, and that it is none."""
    for metric in registry().values():
        if metric.id != "restatement" and metric.classes & classes and plausible(metric, quantity):
            yield metric.id
    yield NONE


class Decision(NamedTuple):
    """
    What a quantity is, and its lead on no figure, in hundredths.

    Where that is not what the rules say, `why` holds the signs that spoke most for it, in words.
    """

    choice: str
    why: str
    margin: int = 0


def decide(context: Context, draft: Draft, found: Sequence[str]) -> Decision:
    """Return the choice that weighs most; `draft` holds what the rules made of the quantity."""
    held, signs = weights(), signs_of(context, draft)
    rows = [held.by_sign[sign] for sign in signs if sign in held.by_sign]
    sums = dict(zip(held.choices, map(sum, zip(*rows, strict=True)), strict=bool(rows)))
    chosen = max(found, key=lambda one: LEANING.get(one, 0) + sums.get(one, 0))
    margin = sums.get(chosen, 0) - sums.get(NONE, 0)
    if chosen == (NONE if draft.refused else draft.metric) or chosen not in held.choices:
        return Decision(chosen, "", margin)
    at, nothing = held.choices.index(chosen), (0,) * len(held.choices)
    return Decision(chosen, strongest(signs, lambda sign: held.by_sign.get(sign, nothing)[at]), margin)


# In hundredths: a figure missed costs more than one too many, which the score of both counts by half.
LEANING = {NONE: -45}
