"""A figure whose owner is asked for: what kind of figure it is, and where it stands."""

from __future__ import annotations

from typing import NamedTuple

from etl.extract.context import Context
from etl.extract.metrics import Metric
from etl.extract.names import OWNERS
from etl.extract.sides import is_backlog
from etl.model import Quantity

FAMILIES = {
    **dict.fromkeys(("node", "date", "programme", "people"), "programme"),
    **dict.fromkeys(("revenue", "share"), "earned"),
    **dict.fromkeys(("contract", "rent"), "contract"),
    "units": "bought",
    "power": "power",
    "spending": "spent",
    "price": "rented",
    "wafers": "shipped",
}


class Asked(NamedTuple):
    """
    A figure whose owner is asked for, the kind of figure it is, and where it stands.

    `floor` is where the figure before it in the sentence ends, 0 for the first; `here` the number of its clause;
    `alone` what bears on everybody whom its sentence does not name.
    """

    context: Context
    quantity: Quantity
    metric: Metric
    kind: str
    start: int
    floor: int
    here: int
    alone: str


def asked(context: Context, quantity: Quantity, metric: Metric) -> Asked:
    """Return a figure with all that is asked of it for each candidate, worked out once."""
    scene, start = context.scene, quantity.span.start
    kind = _kind(context, quantity, metric)
    return Asked(
        context, quantity, metric, kind, start, _floor(context, start), scene.clause(start), _alone(context, start)
    )


def _floor(context: Context, start: int) -> int:
    """Return where the figure before a place in the sentence ends; 0 where it is the first."""
    last = context.memory.figure
    same = last is not None and last.scene.start == context.scene.start
    before = last.quantity.span.end if last and same and last.quantity.span.end <= start else 0
    return max(context.floor, before)


def _kind(context: Context, quantity: Quantity, metric: Metric) -> str:
    """Return the kind of figure, as far as it matters for whose it is."""
    if metric.id in {"units_shipped", "unit_price"}:
        return "shipped" if metric.id == "units_shipped" else "priced"
    if metric.family == "contract" and is_backlog(context.reading.plain, context.scene, quantity):
        return "earned"
    return FAMILIES.get(metric.family, metric.family)


def _alone(context: Context, start: int) -> str:
    """Return what bears on everybody not named here: somebody acts in the sentence, or in its paragraph, or nobody."""
    scene, memory = context.scene, context.memory
    if any(members[0].role in OWNERS and members[0].end <= start for members in scene.lists):
        return ""
    told = memory.topic and memory.topic_in == scene.block.paragraph
    return ", only its paragraph names one" if told else ", nobody acts here"
