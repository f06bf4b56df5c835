"""People who lead firms: one stands for the firm only where he or she says something."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from etl.extract.names import LOOK
from etl.extract.verbs import speaks
from etl.vocabulary import Hit, vocabulary


def speaking(plain: str, found: Iterable[Hit]) -> list[Hit]:
    """Return the names found in a text without those of people who say nothing where they stand."""
    return [hit for hit in found if not _is_leader(plain, hit) or speaks(plain, hit.span.end, hit.span.end + LOOK * 2)]


def _is_leader(plain: str, hit: Hit) -> bool:
    return bool(hit.term.heads) and plain[hit.span.start : hit.span.end] in _leaders()


@cache
def _leaders() -> frozenset[str]:
    return frozenset(name.lower() for term in vocabulary().terms.values() for name in term.heads)
