"""How a candidate stands to its line and to whom the text is about: it buys from it, or sells to it."""

from __future__ import annotations

from collections.abc import Iterator

from etl.extract.asked import Asked
from etl.extract.hints import Ids
from etl.extract.sides import rank

DEALT = frozenset({"bought", "contract", "power", "shipped", "earned", "rented", "priced"})


def standing(figure: Asked, ids: Ids) -> Iterator[str]:
    """Yield whether a line or paragraph begins with a candidate, and how it deals with whom the text is about."""
    memory, block = figure.context.memory, figure.context.scene.block
    if ids == memory.heads[1] and memory.heads[0] == block.start:
        yield from ("heads its line", f"heads its line, {figure.kind}")
    if ids == memory.opened[1] and memory.opened[0] == block.paragraph:
        yield f"named first in its paragraph{figure.alone}"
    yield from _dealing(figure, ids)


def _dealing(figure: Asked, ids: Ids) -> Iterator[str]:
    """Yield how one firm stands to the one that the text is about; who it is about, to the others of the sentence."""
    memory = figure.context.memory
    about = memory.titled or next(iter(memory.central), ())
    if figure.kind not in DEALT or len(ids) != 1 or len(about) != 1:
        return
    mine, theirs = rank(ids[0]), rank(about[0])
    if ids == about:
        yield f"the text is about it, {_others(figure, ids[0])}, {figure.kind}"
    elif mine != theirs:
        where = "before" if figure.context.scene.parties.isdisjoint(ids) else "here"
        yield f"{'buys from' if mine > theirs else 'sells to'} whom the text is about, named {where}, {figure.kind}"


def _others(figure: Asked, one: str) -> str:
    """Return whether a sentence names any who would buy from a firm, else any who would sell to it."""
    named = (name.term for name in figure.context.scene.names)
    ranks = [rank(term.id) for term in named if term.kind == "company" and term.id != one]
    if not ranks:
        return "nobody else named"
    return "buyers named" if max(ranks) > rank(one) else "sellers named" if min(ranks) < rank(one) else "equals named"
