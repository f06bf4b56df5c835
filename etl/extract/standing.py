"""How a candidate stands to its line and to whom the text is about: it buys from it, or sells to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from etl.extract.asked import Asked
from etl.extract.hints import Ids
from etl.extract.sides import rank
from etl.extract.weights import Signs

DEALT = frozenset({"bought", "contract", "power", "shipped", "earned", "rented", "priced"})


def standing(figure: Asked, ids: Ids) -> Iterator[Signs]:
    """Yield whether a line or paragraph begins with a candidate, and how it deals with whom the text is about."""
    memory, block = figure.context.memory, figure.context.scene.block
    if ids == memory.heads[1] and memory.heads[0] == block.start:
        yield "heads its line", f"heads its line, {figure.kind}"
    if ids == memory.opened[1] and memory.opened[0] == block.paragraph:
        yield (f"named first in its paragraph{figure.alone}",)
    about = memory.titled or next(iter(memory.central), ())
    if figure.kind in DEALT and len(ids) == 1 and len(about) == 1:
        yield from _dealing(figure, ids, about[0])


def _dealing(figure: Asked, ids: Ids, about: str) -> Iterator[Signs]:
    """Yield how one firm stands to the one that the text is about; who it is about, to the others of the sentence."""
    mine, theirs = rank(ids[0]), rank(about)
    if ids[0] == about:
        yield (f"the text is about it, {_others(figure, about)}, {figure.kind}",)
    elif mine != theirs:
        yield _deals(mine > theirs, figure.context.scene.parties.isdisjoint(ids), figure.kind)


@lru_cache(maxsize=64)
def _deals(buys: bool, is_before: bool, kind: str) -> Signs:
    where = "before" if is_before else "here"
    return (f"{'buys from' if buys else 'sells to'} whom the text is about, named {where}, {kind}",)


def _others(figure: Asked, one: str) -> str:
    """Return whether a sentence names any who would buy from a firm, else any who would sell to it."""
    named = (name.term for name in figure.context.scene.names)
    ranks = [rank(term.id) for term in named if term.kind == "company" and term.id != one]
    if not ranks:
        return "nobody else named"
    return "buyers named" if max(ranks) > rank(one) else "sellers named" if min(ranks) < rank(one) else "equals named"
