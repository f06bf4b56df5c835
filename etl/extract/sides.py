"""The two sides of a deal: what kind of party a firm is, and which of two is the buyer."""

from __future__ import annotations

from functools import lru_cache

from etl.extract.names import Name
from etl.extract.scene import Scene
from etl.extract.starts import starting
from etl.model import Quantity
from etl.vocabulary import Term, vocabulary

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


def ids_of(members: tuple[Name, ...]) -> tuple[str, ...]:
    """Return the ids of the names of a list."""
    return tuple(name.term.id for name in members)


# Sold to others and filed for a listing, and named apart for that.
APART = frozenset({"kunlunxin"})
# Groups whose members are the same for everybody.
CLOSED = frozenset({"china-carriers"})


@lru_cache(maxsize=4_096)
def houses(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the firms whose figures those of some names are, each once: a house of its own stands for its parent."""
    return tuple(dict.fromkeys(house for one in ids for house in _houses(one)))


def _houses(one: str) -> tuple[str, ...]:
    term = vocabulary().terms.get(one)
    if term is None or one in APART:
        return (one,)
    if term.id in CLOSED:
        return term.members
    return (term.parent,) if term.kind == "company" and term.parent else (one,)


_BACKLOG = starting("履rb在积", r"履约义务|履約義務|\brpo\b|backlog|remaining performance|在手订单|积压")


# How far before a sum it is called a backlog, in characters.
BACKLOG_REACH = 120


def is_backlog(text: str, scene: Scene, quantity: Quantity) -> bool:
    """Say whether a sum is what a seller has still to deliver: it is his, whoever ordered it."""
    return bool(_BACKLOG.search(text, max(quantity.span.start - BACKLOG_REACH, scene.start), quantity.span.start))


CLOUDS = frozenset({"neoclouds", "specialty-clouds", "long-tail-clouds", "csps"})


@lru_cache(maxsize=4_096)
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


KINDS = {
    **dict.fromkeys(SEMI, "server"),
    **dict.fromkeys(CLOUD, "cloud"),
    **dict.fromkeys(("chipmaker", "chip"), "chip maker"),
    **dict.fromkeys(("foundry", "memory", "equipment"), "foundry"),
    **dict.fromkeys(("hyperscaler", "platform", "automaker", "software", "industry"), "giant"),
    **dict.fromkeys(("government", "sovereign"), "state"),
    **dict.fromkeys(("finance", "energy"), "investor"),
    "colocation": "landlord",
    "lab": "lab",
    "unlisted": "unlisted firm",
}


# Who designs chips that others own.
DESIGNERS = frozenset({"broadcom", "marvell", "mediatek", "alchip", "guc"})


@lru_cache(maxsize=4_096)
def party(ids: tuple[str, ...]) -> str:
    """Return what kind of party some firms are."""
    kinds = {_class(vocabulary().terms.get(one)) for one in ids}
    return kinds.pop() if len(kinds) == 1 else "different firms"


def _class(term: Term | None) -> str:
    """Return what kind of party a term is."""
    if term is None:
        return "unlisted firm"
    if term.kind == "group":
        return "group"
    return "chip designer for others" if term.id in DESIGNERS else KINDS.get(term.cls, "other firm")
