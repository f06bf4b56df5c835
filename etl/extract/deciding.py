"""Decide whether a quantity is a figure, and of which metric: the choice whose signs weigh most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.meaning import believable, sizes
from etl.extract.metrics import Metric, registry
from etl.extract.telling import signs_of
from etl.extract.weights import Rows, parsed
from etl.model import Quantity

WEIGHTS = Path(__file__).with_name("metric_weights.toml")
# What a quantity is that is none of our figures.
NONE = "no figure"


@cache
def weights() -> Rows[str]:
    """Return what is known of choices and signs."""
    return parsed(WEIGHTS.read_text(encoding="utf-8"))


def known() -> frozenset[str]:
    """Return the choices that weights are known of."""
    return frozenset(weights().choices)


def choices(quantity: Quantity, classes: frozenset[str]) -> Iterator[str]:
    """Yield the metrics that a quantity of such unit and size can be, and that it is none."""
    told = sizes(quantity)
    yield from (metric.id for metric in _counting(classes) if believable(metric, told))
    yield NONE


@lru_cache(maxsize=256)
def _counting(classes: frozenset[str]) -> tuple[Metric, ...]:
    """Return the metrics that count what is of some classes."""
    return tuple(one for one in registry().values() if one.id != "restatement" and one.classes & classes)


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
    *sums, none = held.weighed(signs, (*found, NONE))
    leaning = [LEANING.get(one, 0) + told for one, told in zip(found, sums, strict=True)]
    first = leaning.index(max(leaning))
    chosen, margin = found[first], sums[first] - none
    if chosen == (NONE if draft.refused else draft.metric) or chosen not in held.choices:
        return Decision(chosen, "", margin)
    return Decision(chosen, held.strongest(signs, chosen), margin)


# In hundredths: a figure missed costs more than one too many, which the score of both counts by half.
LEANING = {NONE: -45}
