"""Who acts on behind an "and": IREN signed with Microsoft, and will buy the systems from Dell for $5.8 billion."""

from __future__ import annotations

import re

from etl.extract.context import Context
from etl.extract.names import OWNERS, Name, Role
from etl.extract.triggers import needs
from etl.model import Quantity

BOUGHT = frozenset({"contract", "units"})
"""Families of what is bought of a seller that is named."""

_BUYS_ON = re.compile(
    r"\band (?:also |then |later |now |will |would |is to |has |had |plans to |agreed to |is )*"
    r"(?:buy|buying|bought|purchas(?:e|ed|ing)|order(?:ed|ing)?|acquir(?:e|ed|ing))\b"
    r"|[，,](?:并|还|同时|且)(?:将|已|计划|拟)?(?=[^，,；;。]{0,24}(?:购买|采购|订购|买入|买下))"
)
_SOLD = needs("from |向|从")


def acting_on(context: Context, quantity: Quantity) -> tuple[Name, ...]:
    """Return who a sentence began with, where they go on to buy what a figure counts from a seller named with it."""
    plain, scene, start = context.reading.plain, context.scene, quantity.span.start
    if not _SOLD(plain, scene):
        return ()
    verbs = (found for found in _BUYS_ON.finditer(plain, scene.start, scene.end) if found.start() < start)
    verb = max(verbs, key=re.Match.start, default=None)
    if verb is None:
        return ()
    behind = [name for name in scene.names if name.start >= verb.start()]
    sold = any(name.role is Role.SELLER and scene.clause(name.start) == scene.clause(start) for name in behind)
    if not sold or any(name.role in OWNERS and name.start < start for name in behind):
        return ()
    first = (members for members in scene.lists if members[0].start < verb.start() and members[0].role in OWNERS)
    found = next(first, ())
    return found if found and found[0].term.kind == "company" else ()
