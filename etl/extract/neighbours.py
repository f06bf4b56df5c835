"""What a firm is, and which firms are told of beside it: who buys from whom depends on both."""

from __future__ import annotations

from functools import lru_cache

from etl.extract.hints import Ids
from etl.extract.sides import party
from etl.extract.weights import Signs
from etl.vocabulary import vocabulary


@lru_cache(maxsize=16_384)
def company(ids: Ids, firms: frozenset[str], kind: str, absent: bool) -> Signs:
    """Return what a candidate for a figure is, whether its sentence names it, and who stands beside it."""
    mine, where = party(ids), " from elsewhere" if absent else ""
    others = {party((one,)) for one in firms.difference(ids)}
    several = (f"several, {kind}",) if len(ids) > 1 else ()
    away = ("not in the sentence",) if absent else ()
    beside = (f"{mine}{where} beside {other}, {kind}" for other in others)
    return f"{mine}, {kind}", *several, *away, *beside, *_named(ids, firms, kind)


def _named(ids: Ids, firms: frozenset[str], kind: str) -> Signs:
    """Return which firms that are known stand beside one that is known."""
    terms = vocabulary().terms
    if len(ids) != 1 or ids[0] not in terms:
        return ()
    return tuple(f"{ids[0]} beside {other}, {kind}" for other in firms if other != ids[0] and other in terms)
