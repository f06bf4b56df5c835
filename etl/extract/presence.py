"""How much a text speaks of a candidate, and what stands between his name and a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from etl.extract.asked import Asked
from etl.extract.hints import Ids
from etl.extract.names import Name
from etl.extract.scene import Scene
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


def presence(figure: Asked, ids: Ids) -> Iterator[str]:
    """Yield how often a text names a candidate, and what stands between him and a figure of the sentence."""
    scene, often = figure.context.scene, figure.context.memory.often
    told = sum(often[one] for one in ids)
    near = "elsewhere" if scene.parties.isdisjoint(ids) else "here"
    yield f"named {min(told, OFTEN)} times, {near}"
    yield f"{SHARES * told // max(often[ALL], 1)} fifths of all mentions, {near}"
    if name := _nearest(figure, ids):
        side = "before" if name.end <= figure.start else "after"
        first, last = (name.end, figure.start) if side == "before" else (figure.quantity.span.end, name.start)
        yield from _between(side, *_counted(scene, name, first, last), name.role, figure.kind)


def _nearest(figure: Asked, ids: Ids) -> Name | None:
    """Return the last mention of a candidate before a figure in its sentence, else the first after it."""
    names = [name for name in figure.context.scene.names if name.term.id in ids or name.term.owner in ids]
    before = [name for name in names if name.end <= figure.start]
    return before[-1] if before else next(iter(names), None)


def _counted(scene: Scene, name: Name, first: int, last: int) -> tuple[int, int, int]:
    """Return how many figures, other names and marks of clauses stand between two places."""
    others = {one.group for one in scene.names if one.term.kind == "company" and first <= one.start < last}
    return _within(scene.starts, first, last), len(others - {name.group}), _within(scene.cuts, first, last)


def _within(places: Sequence[int], first: int, last: int) -> int:
    return sum(first <= place < last for place in places)


@lru_cache(maxsize=8_192)
def _between(side: str, figures: int, names: int, clauses: int, role: str, kind: str) -> tuple[str, ...]:
    few, some, parts = min(figures, FEW), min(names, FEW), min(clauses, FEW)
    fewer = f"{min(few, FEWER)} figures, {min(some, FEWER)} names, {min(parts, FEWER)} clauses"
    return (
        f"{few} figures between, {side}",
        f"{some} names between, {side}",
        f"{few} figures, {some} names between, {side}",
        f"{parts} clauses between, {side}",
        f"{some} names between, {side}, {kind}",
        f"{role}, {fewer} between, {side}",
    )
