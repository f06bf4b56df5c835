"""Who could own a figure, with every sign that speaks for or against it; the ranking weighs them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who could own a figure (nobody, where empty), and the signs for and against it."""

    ids: Ids
    signs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure whose owner is asked for, and the kind of figure it is."""

    context: Context
    quantity: Quantity
    metric: Metric
    kind: str

    @property
    def start(self) -> int:
        """Return where the figure begins."""
        return self.quantity.span.start

    @property
    def floor(self) -> int:
        """Return where the figure before it in the sentence ends; 0 for the first."""
        last = self.context.memory.figure
        same = last is not None and last.scene.start == self.context.scene.start
        before = last.quantity.span.end if last and same and last.quantity.span.end <= self.start else 0
        return max(self.context.floor, before)


def candidates(context: Context, quantity: Quantity, metric: Metric) -> list[Candidate]:
    """Return everybody who could own a figure, each once, with the signs of all its mentions."""
    asked = Asked(context, quantity, metric, _kind(context, quantity, metric))
    held: dict[Ids, set[str]] = {}
    for ids, signs in (*_named(asked), *_together(asked), *_remembered(asked), *_unnamed(asked)):
        held.setdefault(tuple(dict.fromkeys(ids)), set()).update(signs)
    return [Candidate(ids, frozenset((*signs, *_lasting(asked, ids)))) for ids, signs in held.items()]


def _kind(context: Context, quantity: Quantity, metric: Metric) -> str:
    """Return the kind of figure, as far as it matters for whose it is."""
    if metric.id in {"units_shipped", "unit_price"}:
        return "shipped" if metric.id == "units_shipped" else "priced"
    if metric.family == "contract" and is_backlog(context.reading.plain, context.scene, quantity):
        return "earned"
    return FAMILIES.get(metric.family, metric.family)


def _named(asked: Asked) -> Iterator[tuple[Ids, list[str]]]:
    """Yield the names of the sentence with the parts that they play in it."""
    scene = asked.context.scene
    before = [m for m in scene.lists if m[0].end <= asked.start and m[0].role in NEAR]
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
        signs = [*_placed(asked, first), *_dealing(asked, members)]
        signs += ["the nearest subject before"] if members in acting[-1:] else []
        signs += ["the first subject"] if members in acting[:1] else []
        signs += ["the nearest name before"] if members in before[-1:] else []
        signs += ["the only firm of the sentence"] if {first.term.id} == firms else []
        signs += ["named since the last figure"] if 0 < asked.floor <= first.start < asked.start else []
        yield ids_of(members), signs
        if len(members) > 1:
            yield from (((one.term.id,), ["one of a list", _where(asked, one) + ", one of a list"]) for one in members)


def _together(asked: Asked) -> Iterator[tuple[Ids, list[str]]]:
    """Yield the subject with the partners that it set something up with; who is only meant by "it" counts too."""
    context = asked.context
    lists = [members for members in context.scene.lists if members[0].term.kind == "company"]
    partners = [members for members in lists if members[0].role is Role.PARTNER]
    acting = [ids_of(members) for members in lists if members[0].role in OWNERS]
    acting += [ids for ids, sign in hints.meant(context, asked.quantity) if sign == "meant by a pronoun for one"]
    if acting and partners and hints.jointly(context, partners[0][0].start, partners[-1][-1].end):
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
    near = "clause" if clause == scene.clause(asked.start) else "aside" if clause in scene.asides else "sentence"
    return f"{near} {'before' if name.end <= asked.start else 'after'}"


def _placed(asked: Asked, name: Name) -> Iterator[str]:
    """Yield what part a name plays, where it stands, and what it is for this kind of figure."""
    plain, scene, end = asked.context.reading.plain, asked.context.scene, asked.quantity.span.end
    held = _POSSESSES.match(plain, name.end) if name.end <= asked.start else None
    if held and asked.start - held.end() <= 1:
        yield "possesses the very figure"
        return
    yield f"a {name.role}"
    yield f"{name.role}, {_where(asked, name)}"
    yield f"{name.role} of what is {asked.kind}"
    if held:
        yield "possesses what follows"
    if 0 <= name.start - end < BEHIND and scene.clause(name.start) == scene.clause(asked.start):
        yield f"right behind as {name.role}"
        floor = asked.floor
        if (
            floor
            and name.role in OWNERS
            and not any(floor <= one.start < asked.start and one.role in NEAR for one in scene.names)
        ):
            yield "right behind, and nobody since the last figure"
    if name.term.kind == "group":
        yield "a group"


def _dealing(asked: Asked, members: tuple[Name, ...]) -> Iterator[str]:
    """Yield how a name stands to the others of its sentence: who buys from whom."""
    scene, first = asked.context.scene, members[0]
    if first.role in OWNERS:
        following = [name.start for name in scene.names if name.start >= members[-1].end]
        end = min([*following, scene.end, members[-1].end + BEHIND])
        yield from (f"{deed}, {asked.kind}" for deed in hints.deeds(asked.context, members[-1].end, end))
    if asked.kind not in DEALT:
        return
    mine = rank(first.term.id)
    others = [m[0] for m in scene.lists if m is not members and m[0].term.kind == "company"]
    if any(rank(one.term.id) > mine and one.role in TAKING for one in others):
        yield "another who buys from it is served"
    if first.role is Role.SELLER and asked.kind == "contract" and any(_wins(asked, one) for one in others):
        yield "another wins an order from it"
    if first.role is Role.PARTNER and any(rank(one.term.id) < mine and one.role in OWNERS for one in others):
        yield "partner who buys from who acts"
    if first.role in OWNERS and any(rank(one.term.id) > mine and one.role is Role.PARTNER for one in others):
        yield "its partner buys from it"
    if first.role in TAKING and any(rank(one.term.id) < mine and one.role in OWNERS for one in others):
        yield "served by one who sells to it"


def _wins(asked: Asked, name: Name) -> bool:
    return name.role in OWNERS and "wins" in hints.deeds(asked.context, name.end, name.end + BEHIND)


def _remembered(asked: Asked) -> Iterator[tuple[Ids, list[str]]]:
    """Yield whom the text before the figure is about."""
    context, memory, scene = asked.context, asked.context.memory, asked.context.scene
    alone = _alone(asked)
    for ids, sign in hints.meant(context, asked.quantity):
        yield ids, [sign]
    last = memory.figure
    if last and last.entity:
        same, alike = last.scene.start == scene.start, last.family == asked.metric.family
        near = "sentence" if same else "paragraph" if memory.paragraph == scene.block.paragraph else "text"
        yield last.entity, [f"the last owner of its {near}{alone}"]
        yield last.entity, [f"the last owner, {asked.kind}{', one more of the kind' if alike else ''}"]
    topic = "paragraph" if memory.topic_in == scene.block.paragraph else "paragraph before"
    told = [
        (memory.topic, f"subject of the {topic}{alone}"),
        (memory.headed, f"subject of the heading{alone}"),
        (memory.titled, f"alone in the title{alone}"),
        (memory.first_topic, f"the first subject of the text{alone}"),
        (memory.single, f"the last single subject{alone}"),
        (memory.several, "the last list of several"),
        (memory.deal[0], f"buyer of the deal told, {asked.kind}"),
        (memory.deal[1], f"seller of the deal told, {asked.kind}"),
        (memory.central[0] if memory.central else (), f"whom the text is most about{alone}"),
    ]
    yield from ((ids, [sign]) for ids, sign in told if ids)
    if memory.programme:
        yield (memory.programme,), [f"owner of the chip programme told, {asked.kind}"]
    maker = vocabulary().terms.get(memory.product)
    if maker and maker.owner and asked.kind not in {"spent", "earned"}:
        yield (maker.owner,), [f"maker of the product told, {asked.kind}"]


def _alone(asked: Asked) -> str:
    """Return what bears on everybody not named here: somebody acts in the sentence, or in its paragraph, or nobody."""
    scene, memory = asked.context.scene, asked.context.memory
    if any(members[0].role in OWNERS and members[0].end <= asked.start for members in scene.lists):
        return ""
    told = memory.topic and memory.topic_in == scene.block.paragraph
    return ", only its paragraph names one" if told else ", nobody acts here"


def _unnamed(asked: Asked) -> Iterator[tuple[Ids, list[str]]]:
    """Yield unnamed groups that words tell of, and nobody."""
    alone = _alone(asked)
    for ids, near in hints.crowds(asked.context, asked.quantity):
        yield ids, [f"words for everybody, {near}{alone}"]
    generic = (
        ["a cost in general"]
        if asked.metric.family == "programme" and hints.generic(asked.context, asked.quantity)
        else []
    )
    yield ("global",) if asked.kind == "shipped" else NOBODY, [f"nobody, {asked.kind}", f"nobody{alone}", *generic]


def _class(term: Term | None) -> str:
    """Return what kind of party a term is."""
    if term is None:
        return "unlisted firm"
    if term.kind == "group":
        return "group"
    return "chip designer for others" if term.id in DESIGNERS else KINDS.get(term.cls, "other firm")


def _lasting(asked: Asked, ids: Ids) -> Iterator[str]:
    """Yield what a candidate is, whatever its mentions: its class, its number, whether title and sentence name it."""
    if not ids:
        return
    scene, wanted = asked.context.scene, set(ids)
    terms = [vocabulary().terms.get(one) for one in ids]
    kinds = {_class(term) for term in terms}
    yield f"{kinds.pop() if len(kinds) == 1 else 'different firms'}, {asked.kind}"
    if len(ids) > 1:
        yield f"several, {asked.kind}"
    for place, head in enumerate(reversed(scene.heading)):
        if wanted <= {name.term.id for name in head.names}:
            yield "named in the title" if not place else "named in the heading"
    if not wanted & {one for name in scene.names for one in (name.term.id, name.term.owner)}:
        yield "not in the sentence"
