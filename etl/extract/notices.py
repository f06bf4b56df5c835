"""Who alone can own a figure: whom a notice calls its buyer, who leases power from another, no laboratory a backlog."""

from __future__ import annotations

import re

from etl.extract.anybody import NOT_TOLD, anybody
from etl.extract.asked import Asked
from etl.extract.backlogs import BACKLOG, behind, is_one
from etl.extract.deals import noted_buyer
from etl.extract.hints import Ids
from etl.extract.names import OWNERS, Role
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
POSSESSES = "possesses the very figure"
Held = dict[Ids, set[str]]


def left(figure: Asked, held: Held) -> Held:
    """Return those of the candidates that what is told outright leaves."""
    context = figure.context
    buyer = noted_buyer(context.memory, context.scene)
    if buyer and figure.kind in BUYING and buyer in held:
        held = {buyer: held[buyer]}
    if figure.metric.id == "contract_value":
        owning = {ids: told for ids, told in held.items() if POSSESSES in told}
        if owning and behind(context, figure.quantity):
            return owning
        if is_one(context, figure.quantity):
            return {ids: told for ids, told in held.items() if party(ids) != "lab"} or held
    told = (_renting(figure), _leasing(figure), anybody(figure))
    alone = next((ids for ids in told if ids in held), NOT_TOLD)
    return {alone: held[alone]} if alone in held else held


_LEASES = re.compile(
    r"\b(?:leas(?:e|es|ed|ing)|rents?|rented|renting) "
    r"(?:of |up to |about |some |around |an? |another |additional |nearly )*$"
)
_FROM = re.compile(r"\bfrom (?:the )?$")
# How far before its power the word of a lease stands, with the words between, in characters.
LEASED = 40


def _leasing(figure: Asked) -> Ids:
    """Return who leases power from another, where its sentence names both: Lambda leased 90 MW in Texas from Galaxy."""
    scene, plain = figure.context.scene, figure.context.reading.plain
    leases = _LEASES.search(plain, max(figure.start - LEASED, scene.start), figure.start)
    if figure.metric.id != "power_capacity" or not leases:
        return NOT_TOLD
    names = [name for name in scene.names if name.term.kind == "company" and name.role not in IDLE]
    tenants = [name for name in names if name.end <= leases.start() and name.role in OWNERS]
    owners = [name for name in names if name.start > figure.start and _FROM.search(plain, name.start - 9, name.start)]
    return (tenants[-1].term.id,) if tenants and owners else NOT_TOLD


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
