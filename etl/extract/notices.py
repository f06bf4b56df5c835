"""Who alone can own a figure: whom a notice calls its buyer, and nobody who only buys where a backlog is told."""

from __future__ import annotations

from etl.extract.asked import Asked
from etl.extract.backlogs import is_one
from etl.extract.deals import noted_buyer
from etl.extract.hints import Ids
from etl.extract.sides import party

BUYING = frozenset({"bought", "contract"})
Held = dict[Ids, set[str]]


def left(figure: Asked, held: Held) -> Held:
    """Return those of the candidates that what is told outright leaves."""
    context = figure.context
    buyer = noted_buyer(context.memory, context.scene)
    if buyer and figure.kind in BUYING and buyer in held:
        held = {buyer: held[buyer]}
    if figure.metric.id == "contract_value" and is_one(context, figure.quantity):
        return {ids: told for ids, told in held.items() if party(ids) != "lab"} or held
    return held
