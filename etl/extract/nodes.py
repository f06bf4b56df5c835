"""Process nodes told by their trade name: N3P, SF4X, 18A."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from etl.extract.spotting import Words
from etl.model import Qualifier, Quantity, Span

# A trade name is only one beside its foundry or the word for what it is.
FOUNDRY = re.compile(r"tsmc|samsung|intel|台积|三星|英特尔|rapidus|\bnodes?\b|\bprocess\b|制程|工艺")
FOUNDRY_TOLD = Words("tsmc|samsung|intel|台积|三星|英特尔|rapidus|node|process|制程|工艺")
_NODE = re.compile(
    r"(?<![a-z0-9.-])(?:n(?P<n>[2-7])(?:(?P<kind>[acpex])|4p)?|(?P<back>[3-7])np?|sf(?P<sf>[2-8])[a-z]?"
    r"|(?P<a>14|16|18|20)a|a(?P<front>14|16))(?![a-z0-9-])"
)
# What every trade name holds: most texts have none.
_ANY_NODE = re.compile(r"n[2-7]|[3-7]n|sf[2-8]|1[468]a|20a|a1[46]")
# Beside the mark of a cell or a list of few words the foundry may stand further off: | N3 |, (Broadcom, N3).
_OPENS, _CLOSES = re.compile(r"[|,，、(（/:：]\s?\Z"), re.compile(r"\s?[|,，、)）/\n]")
NEAR = 90
SURE = frozenset("pe")
TENTH = Decimal("0.1")


def nodes(text: str, plain: str) -> Iterator[Quantity]:
    """Yield the size in nanometres of every process node named near its foundry."""
    if not FOUNDRY_TOLD.anywhere(plain) or not _ANY_NODE.search(plain) or not FOUNDRY.search(plain):
        return
    for found in _NODE.finditer(plain):
        if _is_set_apart(plain, found) or FOUNDRY.search(plain, max(found.start() - NEAR, 0), found.end() + NEAR):
            yield _quantity(text, found)


def _is_set_apart(plain: str, found: re.Match[str]) -> bool:
    """Say whether a name can be one of a node only, N3P, or stands alone in a cell or between marks."""
    if found["n"] is None:
        return False
    alone = _OPENS.search(plain[max(found.start() - 2, 0) : found.start()]) and _CLOSES.match(plain, found.end())
    return bool(found["kind"] in SURE or alone)


def _quantity(text: str, found: re.Match[str]) -> Quantity:
    whole, tenths = found["n"] or found["back"] or found["sf"], found["a"] or found["front"]
    size = Decimal(whole) if whole else Decimal(tenths) * TENTH
    span = Span(*found.span())
    return Quantity(size, size, size, Qualifier.EXACT, "nm", span.of(text), span, rule="node")
