"""How a candidate stands to the figures just told, to the sentence before, and to the goods named beside a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from etl.extract.asked import Asked
from etl.extract.drafts import ANYBODY
from etl.extract.hints import Ids
from etl.extract.scene import Scene
from etl.extract.sides import party
from etl.extract.weights import Signs

# As many figures of one owner as are told apart.
MOST = 3
MANY, SOME, QUARTERS = 4, 6, 4


class Lately(NamedTuple):
    """
    What was told right before a figure, the same for each candidate.

    `owners` have the last figures, `alike` those of its metric, `others` are on their other side; `back` says how long
    ago each firm was named, and `stands` where the sentence of the figure stands.
    """

    owners: list[Ids]
    alike: list[Ids]
    others: list[Ids]
    back: Mapping[str, int]
    stands: str


def lately(figure: Asked) -> Lately:
    """Return what was told right before a figure."""
    memory, metric, scene = figure.context.memory, figure.metric.id, figure.context.scene
    return Lately(
        [one.entity for one in memory.told],
        [one.entity for one in memory.told if one.metric == metric],
        [one.counterparty for one in memory.told],
        {one: at for at, one in enumerate(reversed(memory.named))},
        f"{scene.block.kind}, {'first of' if scene.start == scene.block.start else 'within'} its line",
    )


def bearing(figure: Asked, told: Lately, ids: Ids, near: str) -> Iterator[Signs]:
    """Yield how a candidate, or nobody, stands to what was told right before a figure and to the goods beside it."""
    metric = figure.metric.id
    if not ids:
        yield _is(near, near, metric, "", told.stands)
    else:
        yield _is(party(ids), near, metric, _goods(figure.context.scene, ids), told.stands)
        if ids in told.others:
            yield (f"other side of a figure told, {figure.kind}",)
        yield _of_last(figure, ids)
        yield _spoken(figure, ids, near)
        at = min([told.back[one] for one in ids if one in told.back], default=-1)
        yield _named(at, near, figure.alone if near == "elsewhere" else "")
    yield _owned(_share(figure, told, ids, near))


@lru_cache(maxsize=8_192)
def _is(kind: str, near: str, metric: str, goods: str, stands: str) -> Signs:
    of_goods = (f"{goods} named, {kind}, {metric}",) if goods else ()
    return f"{kind} of {metric}", f"{near}, {metric}", f"{near}, {stands}", *of_goods


def _goods(scene: Scene, ids: Ids) -> str:
    """Return whose goods a sentence names: a candidate's own, others' or none."""
    makers = scene.held("makers", _makers, scene)
    return "no goods" if not makers else "goods of others" if makers.isdisjoint(ids) else "goods of its own"


def _makers(scene: Scene) -> frozenset[str]:
    return frozenset(name.term.owner for name in scene.names if name.term.kind != "company" and name.term.owner)


class _Share(NamedTuple):
    """How many figures are a candidate's, and how many there are: of the last ones, of those of the metric, of all."""

    mine: int
    every: int
    mine_alike: int
    alike: int
    mine_so_far: int
    so_far: int
    quarters: int
    has_most: bool
    near: str
    alone: str | None
    metric: str


def _share(figure: Asked, told: Lately, ids: Ids, near: str) -> _Share:
    memory, metric = figure.context.memory, figure.metric.id
    tally, alike = memory.tally, memory.tally.get((metric, ANYBODY), 0)
    return _Share(
        told.owners.count(ids) if ids else -1,
        len(told.owners),
        told.alike.count(ids),
        len(told.alike),
        min(tally.get(("", ids), 0), MANY),
        min(tally.get(("", ANYBODY), 0), SOME),
        QUARTERS * tally.get((metric, ids), 0) // alike if alike else -1,
        memory.most == ids,
        near,
        figure.alone if ids and tally else None,
        metric,
    )


@lru_cache(maxsize=16_384)
def _owned(told: _Share) -> Signs:
    """Return how many figures are a candidate's in words."""
    signs = [f"owner of {told.mine_so_far} of {told.so_far} figures so far, {told.near}"]
    if told.quarters >= 0:
        signs.append(f"owner of {told.quarters} quarters of the metric, {told.near}, {told.metric}")
    if told.mine >= 0:
        signs.append(f"owner of {min(told.mine, MOST)} of {min(told.every, MOST)} figures told")
        signs.append(f"owner of {min(told.mine_alike, MOST)} of {min(told.alike, MOST)} of the metric")
    if told.alone is not None:
        signs.append(f"owner of {'most' if told.has_most else 'few'} figures, {told.near}{told.alone}")
    return tuple(signs)


def _of_last(figure: Asked, ids: Ids) -> Signs:
    """Return whether a candidate is the owner of the last figure, one of them, or on its other side."""
    metric, last = figure.metric, figure.context.memory.figure
    if last is None:
        return ()
    if last.entity == ids:
        return (f"owner of {last.metric} before {metric.id}",)
    if last.counterparty == ids:
        same = "sentence" if last.scene.start == figure.context.scene.start else "text"
        return (f"other side of the last figure, {figure.kind}, {last.family == metric.family}, {same}",)
    return ("one of the last owners",) if len(last.entity) > 1 and set(ids) < set(last.entity) else ()


def _spoken(figure: Asked, ids: Ids, near: str) -> Signs:
    """Return what part a candidate plays in the sentence before."""
    before = figure.context.memory.spoken
    if before is None or before.firms.isdisjoint(ids):
        return ()
    role = next((name.role for name in before.names if name.term.id in ids), "meant")
    return _before(role, near, figure.kind, is_alone=len(before.firms) == 1)


@lru_cache(maxsize=1_024)
def _before(role: str, near: str, kind: str, *, is_alone: bool) -> Signs:
    said = f"{role} in the sentence before"
    return said, f"{said}, {near}, {kind}", *(("alone in the sentence before",) if is_alone else ())


@lru_cache(maxsize=256)
def _named(at: int, near: str, alone: str) -> Signs:
    return (f"named {at} back, {near}{alone}",)
