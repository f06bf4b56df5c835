"""How a candidate stands to the figures just told, to the sentence before, and to the goods named beside a figure."""

from __future__ import annotations

from collections.abc import Mapping
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

    `owners` have the last figures, `alike` those of its metric, `others` are on their other side; `every` counts the
    last ones, those of its metric and all so far, and `in_all` those of its metric so far; `back` says how long ago
    each firm was named, and `stands` where the sentence of the figure stands.
    """

    owners: list[Ids]
    alike: list[Ids]
    others: list[Ids]
    every: tuple[int, int, int]
    in_all: int
    back: Mapping[str, int]
    stands: str


def lately(figure: Asked) -> Lately:
    """Return what was told right before a figure."""
    memory, metric, scene = figure.context.memory, figure.metric.id, figure.context.scene
    owners, tally = [one.entity for one in memory.told], memory.tally
    alike = [one.entity for one in memory.told if one.metric == metric]
    return Lately(
        owners,
        alike,
        [one.counterparty for one in memory.told],
        (min(len(owners), MOST), min(len(alike), MOST), min(tally.get(("", ANYBODY), 0), SOME)),
        tally.get((metric, ANYBODY), 0),
        {one: at for at, one in enumerate(reversed(memory.named))},
        f"{scene.block.kind}, {'first of' if scene.start == scene.block.start else 'within'} its line",
    )


def bearing(figure: Asked, told: Lately, ids: Ids, near: str) -> list[Signs]:
    """Return how a candidate, or nobody, stands to what was told right before a figure and to the goods beside it."""
    metric, share = figure.metric.id, _owned(_share(figure, told, ids, near))
    if not ids:
        return [_is(near, near, metric, "", told.stands), share]
    at = min([told.back[one] for one in ids if one in told.back], default=-1)
    return [
        _is(party(ids), near, metric, _goods(figure.context.scene, ids), told.stands),
        (f"other side of a figure told, {figure.kind}",) if ids in told.others else (),
        _of_last(figure, ids),
        _spoken(figure, ids, near),
        _named(at, near, figure.alone if near == "elsewhere" else ""),
        share,
    ]


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
    """How many figures are a candidate's, of how many: of the last ones, of those of the metric and of all so far."""

    mine: int
    mine_alike: int
    mine_so_far: int
    every: tuple[int, int, int]
    quarters: int
    most: str
    near: str
    alone: str
    metric: str


def _share(figure: Asked, told: Lately, ids: Ids, near: str) -> _Share:
    memory, metric = figure.context.memory, figure.metric.id
    get = memory.tally.get
    return _Share(
        told.owners.count(ids) if ids else -1,
        told.alike.count(ids),
        get(("", ids), 0),
        told.every,
        QUARTERS * get((metric, ids), 0) // told.in_all if told.in_all else -1,
        "" if not ids or not memory.tally else "most" if memory.most == ids else "few",
        near,
        figure.alone,
        metric,
    )


@lru_cache(maxsize=16_384)
def _owned(told: _Share) -> Signs:
    """Return how many figures are a candidate's in words."""
    lately, alike, so_far = told.every
    signs = [f"owner of {min(told.mine_so_far, MANY)} of {so_far} figures so far, {told.near}"]
    if told.quarters >= 0:
        signs.append(f"owner of {told.quarters} quarters of the metric, {told.near}, {told.metric}")
    if told.mine >= 0:
        signs.append(f"owner of {min(told.mine, MOST)} of {lately} figures told")
        signs.append(f"owner of {min(told.mine_alike, MOST)} of {alike} of the metric")
    if told.most:
        signs.append(f"owner of {told.most} figures, {told.near}{told.alone}")
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
