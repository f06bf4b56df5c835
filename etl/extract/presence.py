"""How much a text speaks of a candidate, and what stands between his name and a figure."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from etl.extract.asked import Asked
from etl.extract.hints import Ids
from etl.extract.names import Name
from etl.extract.scene import Scene
from etl.extract.weights import Signs
from etl.vocabulary import Hit

# As many mentions, figures, names and clauses as are told apart.
OFTEN, SHARES, FEW, FEWER = 8, 5, 3, 2
ALL = ""


def mentions(hits: Iterable[Hit]) -> Counter[str]:
    """Return how often a text names each firm, itself or what belongs to it, and under no name how often any."""
    found: Counter[str] = Counter()
    for hit in hits:
        found.update({hit.term.id, hit.term.owner, hit.term.parent} - {ALL})
        found[ALL] += hit.term.kind == "company"
    return found


def presence(figure: Asked, ids: Ids, near: str) -> Iterator[Signs]:
    """Yield how often a text names a candidate, and what stands between him and a figure of the sentence."""
    often = figure.context.memory.often
    told = sum([often.get(one, 0) for one in ids])
    yield _named(min(told, OFTEN), SHARES * told // max(often.get(ALL, 0), 1), near)
    if near == "here" and (name := _nearest(figure, ids)):
        side = "before" if name.end <= figure.start else "after"
        first, last = (name.end, figure.start) if side == "before" else (figure.quantity.span.end, name.start)
        yield _between(side, _counted(figure.context.scene, name, first, last), name.role, figure.kind)


@lru_cache(maxsize=1_024)
def _named(times: int, fifths: int, near: str) -> Signs:
    return f"named {times} times, {near}", f"{fifths} fifths of all mentions, {near}"


def _nearest(figure: Asked, ids: Ids) -> Name | None:
    """Return the last mention of a candidate before a figure in its sentence, else the first after it."""
    names = [name for name in figure.context.scene.names if name.term.id in ids or name.term.owner in ids]
    before = [name for name in names if name.end <= figure.start]
    return before[-1] if before else next(iter(names), None)


def _counted(scene: Scene, name: Name, first: int, last: int) -> tuple[int, int, int]:
    """Return how many figures, other names and marks of clauses stand between two places, as far as is told apart."""
    others = {one.group for one in scene.names if one.term.kind == "company" and first <= one.start < last}
    names = len(others - {name.group})
    return min(_within(scene.starts, first, last), FEW), min(names, FEW), min(_within(scene.cuts, first, last), FEW)


def _within(places: Sequence[int], first: int, last: int) -> int:
    """Return how many of some places, which are in order, lie in a range."""
    return max(bisect_left(places, last) - bisect_left(places, first), 0)


@lru_cache(maxsize=8_192)
def _between(side: str, told: tuple[int, int, int], role: str, kind: str) -> Signs:
    few, some, parts = told
    fewer = f"{min(few, FEWER)} figures, {min(some, FEWER)} names, {min(parts, FEWER)} clauses"
    return (
        f"{few} figures between, {side}",
        f"{some} names between, {side}",
        f"{few} figures, {some} names between, {side}",
        f"{parts} clauses between, {side}",
        f"{some} names between, {side}, {kind}",
        f"{role}, {fewer} between, {side}",
    )
