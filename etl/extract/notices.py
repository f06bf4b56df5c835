"""Who alone can own a figure: whom a notice calls its buyer, and nobody who only buys where a backlog is told."""

from __future__ import annotations

import re

from etl.extract.asked import Asked
from etl.extract.backlogs import BACKLOG, is_one
from etl.extract.deals import noted_buyer
from etl.extract.hints import Ids
from etl.extract.names import Role
from etl.extract.sides import party
from etl.extract.unitclass import MONEY, unit_class

BUYING = frozenset({"bought", "contract"})
IDLE = frozenset({Role.SOURCE, Role.COMPARED, Role.ASIDE})
SELLERS = frozenset({"cloud", "chip maker", "chip designer for others", "server", "landlord"})
CLOUDS = frozenset({"microsoft", "google", "amazon", "oracle"})
_OTHERS = re.compile(
    r"unnamed|undisclosed|(?:fourth|fifth|another|new) (?:\w+ )?customer|not named|第[四五]|未具名|神秘|不具名|另一|"
    r"并非|不是"
)
TWO = 2
NOT_TOLD: Ids = ("?",)
Held = dict[Ids, set[str]]


def left(figure: Asked, held: Held) -> Held:
    """Return those of the candidates that what is told outright leaves."""
    context = figure.context
    buyer = noted_buyer(context.memory, context.scene)
    if buyer and figure.kind in BUYING and buyer in held:
        held = {buyer: held[buyer]}
    if figure.metric.id == "contract_value" and is_one(context, figure.quantity):
        return {ids: told for ids, told in held.items() if party(ids) != "lab"} or held
    lab = _renting(figure)
    return {lab: held[lab]} if lab in held else held


def _renting(figure: Asked) -> Ids:
    """Return the laboratory that a sentence with one sum names beside no firm but one who sells it chips or compute."""
    scene, plain = figure.context.scene, figure.context.reading.plain
    sums = [unit_class(one.unit) for one in scene.quantities]
    if figure.metric.id != "contract_value" or sums.count(MONEY) != 1 or "share" in sums:
        return NOT_TOLD
    if BACKLOG.search(plain, scene.start, scene.end) or _OTHERS.search(plain, scene.start, scene.end):
        return NOT_TOLD
    firms = {name.term.id for name in scene.names if name.term.kind == "company" and name.role not in IDLE}
    labs = {one for one in firms if party((one,)) == "lab"}
    sells = all(party((one,)) in SELLERS or one in CLOUDS for one in firms - labs)
    return tuple(labs) if len(labs) == 1 and len(firms) <= TWO and sells else NOT_TOLD
