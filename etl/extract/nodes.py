"""Process nodes told by their trade name: N3P, SF4X, 18A."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from etl.model import Qualifier, Quantity, Span

# A trade name is only one beside its foundry or the word for what it is.
FOUNDRY = re.compile(r"tsmc|samsung|intel|台积|三星|英特尔|rapidus|\bnodes?\b|\bprocess\b|制程|工艺")
_NODE = re.compile(
    r"(?<![a-z0-9.-])(?:n(?P<n>[2-7])(?:[acpex]|4p)?|sf(?P<sf>[2-8])[a-z]?|(?P<a>14|16|18|20)a|a(?P<front>14|16))(?![a-z0-9-])"
)
# What every trade name holds: most texts have none.
_ANY_NODE = re.compile(r"n[2-7]|sf[2-8]|1[468]a|20a|a1[46]")
NEAR = 90
TENTH = Decimal("0.1")


def nodes(text: str, plain: str) -> Iterator[Quantity]:
    """Yield the size in nanometres of every process node named near its foundry."""
    if not _ANY_NODE.search(plain) or not FOUNDRY.search(plain):
        return
    for found in _NODE.finditer(plain):
        if FOUNDRY.search(plain, max(found.start() - NEAR, 0), found.end() + NEAR):
            yield _quantity(text, found)


def _quantity(text: str, found: re.Match[str]) -> Quantity:
    whole, tenths = found["n"] or found["sf"], found["a"] or found["front"]
    size = Decimal(whole) if whole else Decimal(tenths) * TENTH
    span = Span(*found.span())
    return Quantity(size, size, size, Qualifier.EXACT, "nm", span.of(text), span, rule="node")
