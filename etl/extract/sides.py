"""The other side of a deal: who sells, provides or joins, and which of two firms is the buyer."""

from __future__ import annotations

import re

from etl.extract.metrics import Metric, Party
from etl.extract.names import OWNERS, Name, Role
from etl.extract.scene import Scene
from etl.extract.starts import starting
from etl.model import Quantity
from etl.vocabulary import vocabulary

CHIP_MAKER, SEMI = (
    "chip_maker",
    frozenset(
        {
            "chip_maker",
            "chipmaker",
            "chip",
            "foundry",
            "memory",
            "server_maker",
            "server",
            "fabless",
            "chip_designer",
            "semiconductor",
            "equipment",
            "networking",
        }
    ),
)
CLOUD = frozenset({"cloud", "neocloud", "telecom", "colocation", "data_centre", "datacentre", "chinese_cloud"})
_JOINTLY = re.compile(r"联合|共同|一道|联手|合资|携手|jointly|together with|joint venture|along with")


def ids_of(members: tuple[Name, ...]) -> tuple[str, ...]:
    """Return the ids of the names of a list."""
    return tuple(name.term.id for name in members)


def other(scene: Scene, quantity: Quantity, metric: Metric, entity: tuple[str, ...]) -> tuple[str, ...]:
    """Return the other side of a figure: its provider, seller or partner, or who makes the chips in it."""
    provider = _provider(scene, quantity, metric, entity)
    if provider:
        return provider
    sides = {Role.SELLER, Role.PARTNER, Role.BRAND} if metric.party is Party.BUYER else {Role.BENEFICIARY, Role.PARTNER}
    here = scene.clause(quantity.span.start)
    for near in (True, False):
        for members in scene.lists:
            ids = ids_of(members)
            if (
                members[0].role in sides
                and (scene.clause(members[0].start) == here) is near
                and not set(ids) & set(entity)
            ):
                return ids
    if metric.family in {"units", "price"} and metric.party is Party.BUYER:
        makers = [name.term.owner for name in scene.names if name.role is Role.PRODUCT and name.term.owner]
        return tuple(maker for maker in makers[:1] if maker not in entity)
    return ()


def _provider(scene: Scene, quantity: Quantity, metric: Metric, entity: tuple[str, ...]) -> tuple[str, ...]:
    """Return who provides what is rented, where the subject of the sentence does: not who made the chips in it."""
    if metric.family not in {"rent", "contract"} or "supply" not in scene.features or not entity:
        return ()
    acting = (ids_of(m) for m in scene.lists if m[0].role in OWNERS and m[0].start < quantity.span.start)
    return next((ids for ids in acting if not set(ids) & set(entity)), ())


def turned(  # noqa: PLR0911 - one return for each kind of deal
    scene: Scene, quantity: Quantity, metric: Metric, entity: tuple[str, ...], other: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Turn the parties round where the subject of the sentence is the seller."""
    if metric.id == "units_shipped" and entity and "supply" in scene.clause_features(quantity.span.start):
        served = _served(scene, quantity, entity)
        return (served, entity) if served else (entity, other)
    if metric.party is not Party.BUYER or metric.family not in {"contract", "rent", "units", "power"}:
        return entity, other
    near = scene.clause_features(quantity.span.start)
    if metric.family == "units" and ("supply" in near or _is_host(entity)):
        served = _provided(scene, quantity, entity)
        return (served, entity) if served else (entity, other)
    taker = [m for m in scene.lists if m[0].role in {Role.BENEFICIARY, Role.AGENT}]
    if "supply" in (near | scene.features) and taker and metric.family in {"contract", "rent"}:
        return ids_of(taker[0]), tuple(one for one in (*entity, *other) if one not in ids_of(taker[0]))
    if metric.family in {"contract", "power"} and len(entity) + len(other) > 1:
        both = tuple(dict.fromkeys((*entity, *other)))
        ranks = [rank(one) for one in both]
        if metric.family == "power" and not other and min(ranks):
            return entity, other
        if len(both) == 2 and ranks[0] != ranks[1]:  # noqa: PLR2004 - a deal has two sides
            buyer = both[ranks.index(max(ranks))]
            return (buyer,), tuple(one for one in both if one != buyer)
    return entity, other


_BACKLOG = starting("履rb在积", r"履约义务|履約義務|\brpo\b|backlog|remaining performance|在手订单|积压")


def is_backlog(text: str, scene: Scene, quantity: Quantity) -> bool:
    """Say whether a sum is what a seller has still to deliver: it is his, whoever ordered it."""
    return bool(_BACKLOG.search(text, max(quantity.span.start - 50, scene.start), quantity.span.start))


def _served(scene: Scene, quantity: Quantity, entity: tuple[str, ...]) -> tuple[str, ...]:
    """Return the named buyer to whom a chip maker hands over: the figure is what that one gets."""
    if not all(rank(one) == 0 for one in entity):
        return ()
    here = scene.clause(quantity.span.start)
    for members in scene.lists:
        near = members[0].role in {Role.BENEFICIARY, Role.SELLER} and scene.clause(members[0].start) == here
        if near and not set(ids_of(members)) & set(entity) and all(rank(one) for one in ids_of(members)):
            return ids_of(members)
    return ()


def _is_host(entity: tuple[str, ...]) -> bool:
    """Say whether the owner found lets others use chips: a cloud, or a firm that no list names."""
    return bool(entity) and all(rank(one) in {1, 2} for one in entity)


def _provided(scene: Scene, quantity: Quantity, entity: tuple[str, ...]) -> tuple[str, ...]:
    """Return for whom a cloud puts up chips: he uses them."""
    here = scene.clause(quantity.span.start)
    takers = [m for m in scene.lists if m[0].role is Role.BENEFICIARY and scene.clause(m[0].start) == here]
    return next((ids_of(m) for m in takers if not set(ids_of(m)) & set(entity) and m[0].term.kind == "company"), ())


def together(
    text: str, scene: Scene, metric: Metric, entity: tuple[str, ...], other: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Let partners share a project that they set up together."""
    partners = [name for name in scene.names if name.role is Role.PARTNER]
    if metric.family not in {"spending", "units", "power"} or not partners or not entity:
        return entity, other
    last = partners[-1].end
    if not _JOINTLY.search(text, max(partners[0].start - 12, scene.start), min(last + 12, scene.end)):
        return entity, other
    return tuple(dict.fromkeys((*entity, *(name.term.id for name in partners)))), ()


CLOUDS = frozenset({"neoclouds", "specialty-clouds", "long-tail-clouds", "csps"})


def rank(entity: str) -> int:
    """Rank who buys from whom: laboratories from clouds, clouds from chip makers."""
    term = vocabulary().terms.get(entity)
    if term is None:
        return 2
    if term.cls in SEMI:
        return 0
    if term.cls in CLOUD or term.id in CLOUDS:
        return 1
    if term.cls in {"finance", "energy", "colocation"}:
        return 0
    return 3 if term.cls == "hyperscaler" else 4
