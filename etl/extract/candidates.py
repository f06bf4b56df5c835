"""Who could own a figure, with every sign that speaks for or against it; the ranking weighs them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from etl.extract import hints
from etl.extract.asked import Asked, asked
from etl.extract.bearing import Lately, bearing, lately
from etl.extract.context import Context
from etl.extract.dealing import titled
from etl.extract.habits import Size, habits, size_of
from etl.extract.hints import Ids
from etl.extract.lands import lands
from etl.extract.metrics import Metric
from etl.extract.names import OWNERS, Name, Role
from etl.extract.neighbours import company
from etl.extract.notices import POSSESSES, left
from etl.extract.presence import presence
from etl.extract.recalled import has_its_own_deal, recalled, unnamed
from etl.extract.scene import Scene, remembered
from etl.extract.several import several
from etl.extract.sides import houses, ids_of, rank
from etl.extract.signing import takes_orders
from etl.extract.standing import standing
from etl.extract.weights import Signs
from etl.model import Quantity

GOODS = frozenset({Role.PRODUCT, Role.SEGMENT})
TAKING = frozenset({Role.BENEFICIARY, Role.AGENT})
NEAR = OWNERS | TAKING | {Role.PARTNER}
DEALT = frozenset({"bought", "contract", "power", "shipped"})
# How far behind a figure a name may stand to be told with it, in characters.
BEHIND = 28
# How far behind a name a figure may begin that stands in its brackets.
BRACKET = 16
_THAT = re.compile(r" (?:\w+ )?(?:that|which) ")
_BRACKETED = re.compile(r"\s?[（(](?:up to |about |around |nearly |over |more than |约|約|逾|超|最多|近)?")
_POSSESSES = re.compile(r"\s?(?:'s|’s|s'|的)")


class Candidate(NamedTuple):
    """
    Who could own a figure (nobody, where empty), and the signs for and against it.

    `mentioned` are those of its mentions; `lasting` those that it has whatever its mentions, by what is told as one. No
    sign is told twice.
    """

    ids: Ids
    mentioned: AbstractSet[str]
    lasting: Sequence[Signs] = ()

    @property
    def signs(self) -> AbstractSet[str]:
        """Return all signs."""
        return frozenset(self.mentioned).union(*self.lasting)


def candidates(context: Context, quantity: Quantity, metric: Metric) -> list[Candidate]:
    """Return everybody who could own a figure, each once, with the signs of all its mentions."""
    figure = asked(context, quantity, metric)
    held: dict[Ids, set[str]] = {}
    told_of = (_named, _together, recalled, lands, several, unnamed)
    for found in told_of:
        for ids, signs in found(figure):
            held.setdefault(houses(ids), set()).update(signs)
    if figure.kind == "contract" and has_its_own_deal(context.scene):
        held = _of_the_deal(context, held)
    held = left(figure, held)
    before, size = lately(figure), size_of(figure)
    return [Candidate(ids, told, _lasting(figure, before, size, ids)) for ids, told in held.items()]


def _lasting(figure: Asked, before: Lately, size: Size, ids: Ids) -> list[Signs]:
    """Return what speaks for or against a candidate whatever its mentions."""
    scene = figure.context.scene
    absent = scene.parties.isdisjoint(ids)
    near = "nobody" if not ids else "elsewhere" if absent else "here"
    signs = [*bearing(figure, before, ids, near), habits(ids, near, size)]
    if ids:
        signs += company(ids, scene.firms, figure.kind, absent), _headed(scene, ids)
        signs += standing(figure, ids)
        signs += presence(figure, ids, near)
    return signs


def _headed(scene: Scene, ids: Ids) -> Signs:
    """Return whether the title, or a heading over a sentence, names a candidate."""
    *over, title = [head.ids.issuperset(ids) for head in scene.heading] or [False]
    named = ("named in the title",) if title else ()
    return (*named, "named in the heading") if any(over) else named


def _named(figure: Asked) -> Iterator[tuple[Ids, list[str]]]:
    """Yield the names of the sentence with the parts that they play in it."""
    scene = figure.context.scene
    placed = _placed_first(figure)
    touching = hints.touching(figure.context, figure.quantity)
    if touching:
        yield touching, ["touches"]
    for members in scene.lists:
        first = members[0]
        if first.role is Role.SOURCE or first.term.kind == "publisher":
            continue
        if hints.numbered(figure.context.reading.plain, first, figure.context.memory):
            continue
        if first.role in GOODS:
            yield from _made(figure, first)
            continue
        signs = [*_placed(figure, first), *_doing(figure, members), *_dealing(figure, members)]
        signs += placed.get(first.group, ())
        if len(scene.firms) == 1 and first.term.id in scene.firms:
            signs.append("the only firm of the sentence")
        yield ids_of(members), signs
        if len(members) > 1:
            yield from (((one.term.id,), ["one of a list", _where(figure, one) + ", one of a list"]) for one in members)


def _placed_first(figure: Asked) -> dict[int, list[str]]:
    """Return, by the number of a list of names, what speaks for those that stand nearest before a figure, or first."""
    told = [members[0] for members in figure.context.scene.lists]
    before = [name for name in told if name.end <= figure.start and name.role in NEAR]
    acting = [name for name in before if name.role in OWNERS]
    signs: dict[int, list[str]] = {}
    for found, sign in (
        (before[-1:], "the nearest name before"),
        (acting[-1:], "the nearest subject before"),
        (acting[:1], "the first subject"),
        ([name for name in told if 0 < figure.floor <= name.start < figure.start], "named since the last figure"),
    ):
        for name in found:
            signs.setdefault(name.group, []).append(sign)
    return signs


def _together(figure: Asked) -> Iterator[tuple[Ids, list[str]]]:
    """Yield the subject with the partners that it set something up with; who is only meant by "it" counts too."""
    context = figure.context
    partners = [m for m in context.scene.lists if m[0].role is Role.PARTNER and m[0].term.kind == "company"]
    if not partners:
        return
    together = hints.jointly(context, partners[0][0].start, partners[-1][-1].end)
    acting = [ids_of(m) for m in context.scene.lists if m[0].role in OWNERS and m[0].term.kind == "company"]
    acting += [ids for ids, sign in hints.meant(context, figure.quantity) if sign == "meant by a pronoun for one"]
    if acting:
        others = (one for members in partners for one in ids_of(members))
        yield (*acting[0], *others), [f"{'together with' if together else 'beside'} its partners, {figure.kind}"]


def _made(figure: Asked, name: Name) -> Iterator[tuple[Ids, list[str]]]:
    if name.term.members:
        yield name.term.members, [f"founders of what is {figure.kind}, {_where(figure, name).partition(' ')[0]}"]
    if name.term.owner:
        scene, where = figure.context.scene, _where(figure, name)
        makers = {one.term.owner for one in scene.names if one.term.owner}
        alone = [f"all that is named is its own, {figure.kind}"] if makers == {name.term.owner} else []
        # A cloud acts like a firm, so that it matters whether it stands before the figure.
        told = f"its cloud is {figure.kind}, {where}"
        told = told if name.term.cls == "cloud" else f"its {name.role} is {figure.kind}, {where.partition(' ')[0]}"
        held = [POSSESSES] if _possesses(figure, name) else []
        yield (name.term.owner,), [told, *alone, *held]


def _possesses(figure: Asked, name: Name) -> bool:
    """Say whether a name stands right before a figure as whose it is: Google Cloud's $70 billion backlog."""
    held = _POSSESSES.match(figure.context.reading.plain, name.end) if name.end <= figure.start else None
    return bool(held and figure.start - held.end() <= 1)


def _where(figure: Asked, name: Name) -> str:
    scene = figure.context.scene
    clause = scene.clause(name.start)
    near = "clause" if clause == figure.here else "aside" if clause in scene.asides else "sentence"
    return f"{near} {'before' if name.end <= figure.start else 'after'}"


def _of_the_deal(context: Context, held: dict[Ids, set[str]]) -> dict[Ids, set[str]]:
    """Mark who is no side of the deal of the sentence; where it says who takes an order, leave only its sides."""
    scene, plain = context.scene, context.reading.plain
    takers = {name.term.id for name in scene.names if takes_orders(plain, name.start)}
    named = {ids: told for ids, told in held.items() if scene.parties.intersection(ids) - takers}
    for ids in held.keys() - named.keys():
        held[ids].add("outside the deal of its sentence")
    return (named if takers else held) or held


def _placed(figure: Asked, name: Name) -> list[str]:
    """Return what part a name plays, where it stands, and what it is for this kind of figure."""
    scene, end, role = figure.context.scene, figure.quantity.span.end, name.role
    if _possesses(figure, name):
        return [POSSESSES]
    held = _POSSESSES.match(figure.context.reading.plain, name.end) if name.end <= figure.start else None
    signs = list(_part(role, _where(figure, name), figure.kind))
    if side := titled(figure.context.reading.plain, scene, name):
        signs += (f"called the {side}", f"called the {side}, {figure.kind}")
    if held:
        signs.append("possesses what follows")
    if 0 < figure.start - name.end < BRACKET and _BRACKETED.fullmatch(
        figure.context.reading.plain, name.end, figure.start
    ):
        signs.append("the figure stands in its brackets")
    if role in OWNERS and name.start in _second(figure.context.reading.plain, scene):
        signs += ["after another subject of its clause", f"after another subject of its clause, {figure.kind}"]
    if 0 <= name.start - end < BEHIND and scene.clause(name.start) == figure.here:
        signs.append(f"right behind as {role}")
        if _THAT.fullmatch(figure.context.reading.plain, end, name.start):
            signs.append("what it did follows")
        since = figure.floor and role in OWNERS
        if since and not any(figure.floor <= one.start < figure.start and one.role in NEAR for one in scene.names):
            signs.append("right behind, and nobody since the last figure")
    if name.term.kind == "group":
        signs.append("a group")
    return signs


@lru_cache(maxsize=4_096)
def _part(role: Role, where: str, kind: str) -> tuple[str, ...]:
    return f"a {role}", f"{role}, {where}", f"{role} of what is {kind}", f"{role}, {where}, {kind}"


@remembered
def _second(_: str, scene: Scene) -> frozenset[int]:
    """Return where names begin before which another acts in their clause: what they are named for is done to them."""
    acting: dict[int, list[Name]] = {}
    for name in scene.names:
        if name.role in OWNERS:
            acting.setdefault(scene.clause(name.start), []).append(name)
    return frozenset(
        name.start
        for names in acting.values()
        for name in names
        if any(one.end <= name.start and one.group != name.group for one in names)
    )


def _doing(figure: Asked, members: tuple[Name, ...]) -> list[str]:
    """Return what the words behind a name that acts tell of it: that it buys, supplies, wins an order."""
    scene, end = figure.context.scene, members[-1].end
    if members[0].role not in OWNERS:
        return []
    deeds = scene.held(("doing", end), _deeds, figure.context, end)
    return [f"{deed}, {figure.kind}" for deed in deeds]


def _deeds(context: Context, end: int) -> list[str]:
    """Return what the words from a place up to the next name tell."""
    following = [name.start for name in context.scene.names if name.start >= end]
    return hints.deeds(context, end, min([*following, context.scene.end, end + BEHIND]))


def _dealing(figure: Asked, members: tuple[Name, ...]) -> list[str]:
    """Return how a name stands to the others of its sentence, which is the same for all its figures of a kind."""
    if figure.kind not in DEALT:
        return []
    key = "dealing", figure.kind, members[0].start
    return figure.context.scene.held(key, _dealt, figure, members)


def _dealt(figure: Asked, members: tuple[Name, ...]) -> list[str]:
    """Return who buys from whom, as far as it bears on a name."""
    return list(_bought(figure, members))


def _bought(figure: Asked, members: tuple[Name, ...]) -> Iterator[str]:
    scene, first = figure.context.scene, members[0]
    others = [m[0] for m in scene.lists if m is not members and m[0].term.kind == "company"]
    if not others:
        return
    mine = rank(first.term.id)
    if any(one.role in TAKING and rank(one.term.id) > mine for one in others):
        yield "another who buys from it is served"
    if first.role is Role.SELLER and figure.kind == "contract" and any(_wins(figure, one) for one in others):
        yield "another wins an order from it"
    if first.role is Role.PARTNER and any(one.role in OWNERS and rank(one.term.id) < mine for one in others):
        yield "partner who buys from who acts"
    if first.role in OWNERS and any(one.role is Role.PARTNER and rank(one.term.id) > mine for one in others):
        yield "its partner buys from it"
    if first.role in TAKING and any(one.role in OWNERS and rank(one.term.id) < mine for one in others):
        yield "served by one who sells to it"


def _wins(figure: Asked, name: Name) -> bool:
    return name.role in OWNERS and "wins" in hints.deeds(figure.context, name.end, name.end + BEHIND)
