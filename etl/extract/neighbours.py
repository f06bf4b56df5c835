"""What kinds of firms are told of together: who buys from whom depends on both."""

from __future__ import annotations

from functools import lru_cache

from etl.extract.hints import Ids
from etl.extract.sides import party


@lru_cache(maxsize=16_384)
def company(ids: Ids, firms: frozenset[str], kind: str, absent: bool) -> tuple[str, ...]:
    """Return what kinds of firms a sentence names besides a candidate for a figure, and whether it is absent."""
    mine, where = party(ids), " from elsewhere" if absent else ""
    others = {party((one,)) for one in firms.difference(ids)}
    return tuple(f"{mine}{where} beside {other}, {kind}" for other in others)
