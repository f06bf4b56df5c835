"""Who could own a figure, with every sign that speaks for or against it; the ranking weighs them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from etl.extract import hints
from etl.extract.context import Context
from etl.extract.metrics import Metric
from etl.extract.names import OWNERS, Name, Role
from etl.extract.sides import CLOUD, SEMI, ids_of, is_backlog, rank
from etl.model import Quantity
from etl.vocabulary import Term, vocabulary

Ids = tuple[str, ...]
NOBODY: Ids = ()
GOODS = frozenset({Role.PRODUCT, Role.SEGMENT})
TAKING = frozenset({Role.BENEFICIARY, Role.AGENT})
NEAR = OWNERS | TAKING | {Role.PARTNER}
DEALT = frozenset({"bought", "contract", "power", "shipped"})
# How far behind a figure a name may stand to be told with it, in characters.
BEHIND = 28
_POSSESSES = re.compile(r"\s?(?:'s|’s|s'|的)")
FAMILIES = {
    **dict.fromkeys(("node", "date", "programme", "people"), "programme"),
    **dict.fromkeys(("revenue", "share"), "earned"),
    **dict.fromkeys(("contract", "rent"), "contract"),
    "units": "bought",
    "power": "power",
    "spending": "spent",
    "price": "rented",
    "wafers": "shipped",
}
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


class Candidate(NamedTuple):
    """Who could own a figure (nobody, where empty), and the signs for and against it."""

    ids: Ids
    signs: frozenset[str]


class Asked(NamedTuple):
    """
    A figure whose owner is asked for, the kind of figure it is, and where it stands.

    `floor` is where the figure before it in the sentence ends, 0 for the first; `here` the number of its clause;
    `alone` what bears on everybody whom its sentence does not name.
    """

    context: Context
    quantity: Quantity
    metric: Metric
    kind: str
    start: int
    floor: int
    here: int
    alone: str


def candidates(context: Context, quantity: Quantity, metric: Metric) -> list[Candidate]:
    """Return everybody who could own a figure, each once, with the signs of all its mentions."""
    asked = _asked(context, quantity, metric)
    held: dict[Ids, set[str]] = {}
    for ids, signs in (*_named(asked), *_together(asked), *_remembered(asked), *_unnamed(asked)):
        held.setdefault(ids if len(ids) <= 1 else tuple(dict.fromkeys(ids)), set()).update(signs)
    return [Candidate(ids, frozenset(signs).union(_lasting(asked, ids))) for ids, signs in held.items()]


def _asked(context: Context, quantity: Quantity, metric: Metric) -> Asked:
    scene, start = context.scene, quantity.span.start
    kind = _kind(context, quantity, metric)
    return Asked(
        context, quantity, metric, kind, start, _floor(context, start), scene.clause(start), _alone(context, start)
    )


def _floor(context: Context, start: int) -> int:
    """Return where the figure before a place in the sentence ends; 0 where it is the first."""
    last = context.memory.figure
    same = last is not None and last.scene.start == context.scene.start
    before = last.quantity.span.end if last and same and last.quantity.span.end <= start else 0
    return max(context.floor, before)


def _kind(context: Context, quantity: Quantity, metric: Metric) -> str:
    """Return the kind of figure, as far as it matters for whose it is."""
    if metric.id in {"units_shipped", "unit_price"}:
        return "shipped" if metric.id == "units_shipped" else "priced"
    if metric.family == "contract" and is_backlog(context.reading.plain, context.scene, quantity):
        return "earned"
    return FAMILIES.get(metric.family, metric.family)


def _named(asked: Asked) -> Iterator[tuple[Ids, list[str]]]:
    """Yield the names of the sentence with the parts that they play in it."""
    scene, kind, start = asked.context.scene, asked.kind, asked.start
    before = [m for m in scene.lists if m[0].end <= start and m[0].role in NEAR]
    acting = [m for m in before if m[0].role in OWNERS]
    firms = {m[0].term.id for m in scene.lists if m[0].term.kind == "company"}
    touching = hints.touching(asked.context, asked.quantity)
    if touching:
        yield touching, ["touches"]
    for members in scene.lists:
        first = members[0]
        if first.role is Role.SOURCE or first.term.kind == "publisher":
            continue
        if first.role in GOODS:
            yield from _made(asked, first)
            continue
        signs = _placed(asked, first)
        if first.role in OWNERS:
            signs += _doing(asked, members)
        if kind in DEALT:
            signs += _dealing(asked, members)
        if before and members is before[-1]:
            signs.append("the nearest name before")
        if acting and members is acting[-1]:
            signs.append("the nearest subject before")
        if acting and members is acting[0]:
            signs.append("the first subject")
        if len(firms) == 1 and first.term.id in firms:
            signs.append("the only firm of the sentence")
        if 0 < asked.floor <= first.start < start:
            signs.append("named since the last figure")
        yield ids_of(members), signs
        if len(members) > 1:
            yield from (((one.term.id,), ["one of a list", _where(asked, one) + ", one of a list"]) for one in members)


def _together(asked: Asked) -> Iterator[tuple[Ids, list[str]]]:
    """Yield the subject with the partners that it set something up with; who is only meant by "it" counts too."""
    context = asked.context
    partners = [m for m in context.scene.lists if m[0].role is Role.PARTNER and m[0].term.kind == "company"]
    if not partners or not hints.jointly(context, partners[0][0].start, partners[-1][-1].end):
        return
    acting = [ids_of(m) for m in context.scene.lists if m[0].role in OWNERS and m[0].term.kind == "company"]
    acting += [ids for ids, sign in hints.meant(context, asked.quantity) if sign == "meant by a pronoun for one"]
    if acting:
        others = (one for members in partners for one in ids_of(members))
        yield (*acting[0], *others), [f"together with its partners, {asked.kind}"]


def _made(asked: Asked, name: Name) -> Iterator[tuple[Ids, list[str]]]:
    if name.term.owner:
        scene, near = asked.context.scene, _where(asked, name).partition(" ")[0]
        makers = {one.term.owner for one in scene.names if one.term.owner}
        alone = [f"all that is named is its own, {asked.kind}"] if makers == {name.term.owner} else []
        yield (name.term.owner,), [f"its {name.role} is {asked.kind}, {near}", *alone]


def _where(asked: Asked, name: Name) -> str:
    scene = asked.context.scene
    clause = scene.clause(name.start)
    near = "clause" if clause == asked.here else "aside" if clause in scene.asides else "sentence"
    return f"{near} {'before' if name.end <= asked.start else 'after'}"


def _placed(asked: Asked, name: Name) -> list[str]:
    """Return what part a name plays, where it stands, and what it is for this kind of figure."""
    scene, end, role = asked.context.scene, asked.quantity.span.end, name.role
    held = _POSSESSES.match(asked.context.reading.plain, name.end) if name.end <= asked.start else None
    if held and asked.start - held.end() <= 1:
        return ["possesses the very figure"]
    signs = [f"a {role}", f"{role}, {_where(asked, name)}", f"{role} of what is {asked.kind}"]
    if held:
        signs.append("possesses what follows")
    if 0 <= name.start - end < BEHIND and scene.clause(name.start) == asked.here:
        signs.append(f"right behind as {role}")
        since = asked.floor and role in OWNERS
        if since and not any(asked.floor <= one.start < asked.start and one.role in NEAR for one in scene.names):
            signs.append("right behind, and nobody since the last figure")
    if name.term.kind == "group":
        signs.append("a group")
    return signs


def _doing(asked: Asked, members: tuple[Name, ...]) -> list[str]:
    """Return what the words behind a name that acts tell of it: that it buys, supplies, wins an order."""
    scene, end = asked.context.scene, members[-1].end
    following = [name.start for name in scene.names if name.start >= end]
    deeds = hints.deeds(asked.context, end, min([*following, scene.end, end + BEHIND]))
    return [f"{deed}, {asked.kind}" for deed in deeds]


def _dealing(asked: Asked, members: tuple[Name, ...]) -> Iterator[str]:
    """Yield how a name stands to the others of its sentence: who buys from whom."""
    scene, first = asked.context.scene, members[0]
    others = [m[0] for m in scene.lists if m is not members and m[0].term.kind == "company"]
    if not others:
        return
    mine = rank(first.term.id)
    if any(one.role in TAKING and rank(one.term.id) > mine for one in others):
        yield "another who buys from it is served"
    if first.role is Role.SELLER and asked.kind == "contract" and any(_wins(asked, one) for one in others):
        yield "another wins an order from it"
    if first.role is Role.PARTNER and any(one.role in OWNERS and rank(one.term.id) < mine for one in others):
        yield "partner who buys from who acts"
    if first.role in OWNERS and any(one.role is Role.PARTNER and rank(one.term.id) > mine for one in others):
        yield "its partner buys from it"
    if first.role in TAKING and any(one.role in OWNERS and rank(one.term.id) < mine for one in others):
        yield "served by one who sells to it"


def _wins(asked: Asked, name: Name) -> bool:
    return name.role in OWNERS and "wins" in hints.deeds(asked.context, name.end, name.end + BEHIND)


def _remembered(asked: Asked) -> Iterator[tuple[Ids, list[str]]]:
    """Yield whom the text before the figure is about."""
    context, memory, scene = asked.context, asked.context.memory, asked.context.scene
    alone, kind = asked.alone, asked.kind
    for ids, sign in hints.meant(context, asked.quantity):
        yield ids, [sign]
    last = memory.figure
    if last and last.entity:
        same, alike = last.scene.start == scene.start, last.family == asked.metric.family
        near = "sentence" if same else "paragraph" if memory.paragraph == scene.block.paragraph else "text"
        again = ", one more of the kind" if alike else ""
        yield last.entity, [f"the last owner of its {near}{alone}", f"the last owner, {kind}{again}"]
    if memory.topic:
        topic = "paragraph" if memory.topic_in == scene.block.paragraph else "paragraph before"
        yield memory.topic, [f"subject of the {topic}{alone}"]
    if memory.headed:
        yield memory.headed, [f"subject of the heading{alone}"]
    if memory.titled:
        yield memory.titled, [f"alone in the title{alone}"]
    if memory.first_topic:
        yield memory.first_topic, [f"the first subject of the text{alone}"]
    if memory.single:
        yield memory.single, [f"the last single subject{alone}"]
    if memory.several:
        yield memory.several, ["the last list of several"]
    for side, ids in zip(("buyer", "seller"), memory.deal, strict=True):
        if ids:
            yield ids, [f"{side} of the deal told, {kind}"]
    if memory.central and memory.central[0]:
        yield memory.central[0], [f"whom the text is most about{alone}"]
    if memory.programme:
        yield (memory.programme,), [f"owner of the chip programme told, {kind}"]
    maker = vocabulary().terms.get(memory.product)
    if maker and maker.owner and kind not in {"spent", "earned"}:
        yield (maker.owner,), [f"maker of the product told, {kind}"]


def _alone(context: Context, start: int) -> str:
    """Return what bears on everybody not named here: somebody acts in the sentence, or in its paragraph, or nobody."""
    scene, memory = context.scene, context.memory
    if any(members[0].role in OWNERS and members[0].end <= start for members in scene.lists):
        return ""
    told = memory.topic and memory.topic_in == scene.block.paragraph
    return ", only its paragraph names one" if told else ", nobody acts here"


def _unnamed(asked: Asked) -> Iterator[tuple[Ids, list[str]]]:
    """Yield unnamed groups that words tell of, and nobody."""
    for ids, near in hints.crowds(asked.context, asked.quantity):
        yield ids, [f"words for everybody, {near}{asked.alone}"]
    signs = [f"nobody, {asked.kind}", f"nobody{asked.alone}"]
    if asked.metric.family == "programme" and hints.generic(asked.context, asked.quantity):
        signs.append("a cost in general")
    yield ("global",) if asked.kind == "shipped" else NOBODY, signs


@lru_cache(maxsize=4_096)
def _party(ids: Ids) -> str:
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


def _lasting(asked: Asked, ids: Ids) -> list[str]:
    """Return what a candidate is, whatever its mentions: its class, its number, whether title and sentence name it."""
    if not ids:
        return []
    scene = asked.context.scene
    signs = [f"{_party(ids)}, {asked.kind}"]
    if len(ids) > 1:
        signs.append(f"several, {asked.kind}")
    for place, head in enumerate(reversed(scene.heading)):
        if head.ids.issuperset(ids):
            signs.append("named in the heading" if place else "named in the title")
    if scene.parties.isdisjoint(ids):
        signs.append("not in the sentence")
    return signs
