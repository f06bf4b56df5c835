"""How a candidate stands to the figures just told, to the sentence before, and to the goods named beside a figure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from etl.extract.asked import Asked
from etl.extract.drafts import ANYBODY, Draft
from etl.extract.hints import Ids
from etl.extract.scene import Scene
from etl.extract.sides import party

# As many figures of one owner as are told apart.
MOST = 3
MANY, SOME, QUARTERS = 4, 6, 4


def bearing(figure: Asked, ids: Ids) -> Iterator[str]:
    """Yield how a candidate, or nobody, stands to what was told right before a figure and to the goods beside it."""
    scene, told = figure.context.scene, figure.context.memory.told
    near = "nobody" if not ids else "elsewhere" if scene.parties.isdisjoint(ids) else "here"
    yield from _is(party(ids) if ids else near, near, figure.metric.id, _goods(scene, ids) if ids else "")
    yield f"{near}, {scene.block.kind}, {'first of' if scene.start == scene.block.start else 'within'} its line"
    if ids:
        yield from _told(figure, ids, told)
        yield from _spoken(figure, ids, near)
    yield from _tallied(figure, ids, near)


@lru_cache(maxsize=4_096)
def _is(kind: str, near: str, metric: str, goods: str) -> tuple[str, ...]:
    return f"{kind} of {metric}", f"{near}, {metric}", *((f"{goods} named, {kind}, {metric}",) if goods else ())


def _goods(scene: Scene, ids: Ids) -> str:
    """Return whose goods a sentence names: a candidate's own, others' or none."""
    makers = scene.held("makers", _makers, scene)
    return "no goods" if not makers else "goods of others" if makers.isdisjoint(ids) else "goods of its own"


def _makers(scene: Scene) -> frozenset[str]:
    return frozenset(name.term.owner for name in scene.names if name.term.kind != "company" and name.term.owner)


def _told(figure: Asked, ids: Ids, told: tuple[Draft, ...]) -> Iterator[str]:
    """Yield how many of the last figures are a candidate's, and whether he was on the other side of one."""
    metric = figure.metric
    alike = [one for one in told if one.metric == metric.id]
    mine = sum(one.entity == ids for one in told)
    yield f"owner of {min(mine, MOST)} of {min(len(told), MOST)} figures told"
    mine = sum(one.entity == ids for one in alike)
    yield f"owner of {min(mine, MOST)} of {min(len(alike), MOST)} of the metric"
    if any(one.counterparty == ids for one in told):
        yield f"other side of a figure told, {figure.kind}"
    last = figure.context.memory.figure
    if last is None:
        return
    same = "sentence" if last.scene.start == figure.context.scene.start else "text"
    if last.entity == ids:
        yield f"owner of {last.metric} before {metric.id}"
    elif last.counterparty == ids:
        yield f"other side of the last figure, {figure.kind}, {last.family == metric.family}, {same}"
    elif set(ids) < set(last.entity):
        yield "one of the last owners"


def _tallied(figure: Asked, ids: Ids, near: str) -> Iterator[str]:
    """Yield how many of all figures so far are a candidate's, and what share of those of the metric."""
    memory, metric = figure.context.memory, figure.metric.id
    tally, alike = memory.tally, memory.tally[metric, ANYBODY]
    yield f"owner of {min(tally['', ids], MANY)} of {min(tally['', ANYBODY], SOME)} figures so far, {near}"
    if alike:
        yield f"owner of {QUARTERS * tally[metric, ids] // alike} quarters of the metric, {near}, {metric}"
    if ids and tally:
        yield f"owner of {'most' if memory.most == ids else 'few'} figures, {near}{figure.alone}"


def _spoken(figure: Asked, ids: Ids, near: str) -> Iterator[str]:
    """Yield what part a candidate plays in the sentence before, and how long ago he was named."""
    memory, firms = figure.context.memory, set(ids)
    before = memory.spoken
    if before is not None and firms & before.firms:
        role = next((name.role for name in before.names if name.term.id in firms), "meant")
        yield from (f"{role} in the sentence before", f"{role} in the sentence before, {near}, {figure.kind}")
        if len(before.firms) == 1:
            yield "alone in the sentence before"
    at = next((at for at, one in enumerate(reversed(memory.named)) if one in firms), -1)
    yield f"named {at} back, {near}{figure.alone if near == 'elsewhere' else ''}"
