"""Who is the other side of a figure (its seller, provider, foundry): the candidate whose signs weigh most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from etl.extract.asked import Asked, asked
from etl.extract.bracketed import BRACKETED
from etl.extract.candidates import Candidate
from etl.extract.context import Context
from etl.extract.deals import SIGNS
from etl.extract.drafts import Draft, Memory
from etl.extract.hints import Ids
from etl.extract.metrics import Metric
from etl.extract.names import Name, Role
from etl.extract.ranking import best
from etl.extract.recalled import NOBODY
from etl.extract.scene import Scene, remembered
from etl.extract.sides import houses, ids_of, party, rank
from etl.extract.under import elsewhere
from etl.extract.weights import Weights, read
from etl.extract.wording import placed
from etl.vocabulary import vocabulary

WEIGHTS = Path(__file__).with_name("partner_weights.toml")
GOODS = frozenset({Role.PRODUCT, Role.SEGMENT})
FIRMS = frozenset({"company", "group"})
CENTRAL = ("most", "next most", "also")
# As many other firms as are told apart, and as many words before a name.
FEW, LEADING = 2, 2
Signed = tuple[Ids, list[str]]


class _Told(NamedTuple):
    """A figure that has its owner and product, and what its signs are told of: its metric, and its kind."""

    figure: Asked
    draft: Draft
    scene: Scene
    memory: Memory
    metric: str
    kind: str


def other(context: Context, draft: Draft, metric: Metric) -> Ids:
    """Return the other side of a figure that has its owner and product; nobody where the text tells of none."""
    if not metric.sided or BRACKETED in draft.rule:
        return NOBODY
    if foundry := _foundry_of_row(context, draft, metric):
        return foundry
    return best(partners(asked(context, draft.quantity, metric), draft), weights()).ids


def _foundry_of_row(context: Context, draft: Draft, metric: Metric) -> Ids:
    """Return the one foundry that the row of a chip names; whose chip it makes is told by the others."""
    if metric.family not in MADE or not context.scene.heads:
        return NOBODY
    row, hits = context.scene.block, context.reading.hits
    makers = {hit.term.id for hit in hits if row.start <= hit.span.start < row.end and hit.term.cls == "foundry"}
    found = makers.difference(draft.entity)
    return (found.pop(),) if len(found) == 1 else NOBODY


def partners(figure: Asked, draft: Draft) -> list[Candidate]:
    """Return nobody and everybody who could be the other side, each once, with the signs of all its mentions."""
    told = _Told(figure, draft, figure.context.scene, figure.context.memory, figure.metric.id, figure.kind)
    held: dict[Ids, set[str]] = {NOBODY: set(_nobody(told))}
    barred = {*draft.entity, *houses(draft.entity), *elsewhere(figure.context)}
    if draft.family == "units":  # who oversees a trade only tells of its chips
        barred |= REGULATORS
    for found in (_named, _made, _dealt, _last, _over, _before):
        for ids, signs in found(told):
            firms = houses(ids)
            if not firms:
                continue
            if firms in held:
                held[firms].update(signs)
            elif barred.isdisjoint(firms):
                held[firms] = {*signs, *_lasting(told, firms)}
    return [Candidate(ids, signs) for ids, signs in held.items()]


MADE = frozenset({"node", "date"})
REGULATORS = frozenset({"us-commerce"})


@cache
def weights() -> Weights:
    """Return what each sign weighs, for (above zero) or against another side, in hundredths."""
    return Weights(read(WEIGHTS)["sign"])


def _nobody(told: _Told) -> Iterator[str]:
    """Yield what speaks for a figure without another side."""
    scene, draft, metric = told.scene, told.draft, told.metric
    others = min(len(scene.firms.difference(draft.entity)), FEW)
    yield from _alone(metric, told.kind, party(draft.entity), scene.block.kind, draft.status)
    yield from (f"nobody, {others} others named, {metric}", f"nobody, {_makes(draft)}, {metric}")
    yield from (f"nobody, {feature}, {metric}" for feature in scene.features & SIGNS)
    if len(draft.entity) > 1:
        yield f"nobody, several owners, {metric}"
    last = told.memory.figure
    if last and not last.counterparty:
        yield f"nobody, as the last figure, {_whose(last, draft)}, {last.family == draft.family}"


@lru_cache(maxsize=4_096)
def _alone(metric: str, kind: str, owner: str, block: str, status: str) -> tuple[str, ...]:
    """Return what speaks for a figure without another side by what it is, and what its owner is."""
    signs = metric, f"{kind} of {owner}", f"in {block}", f"{status}, {metric}", f"{status}, {kind} of {owner}"
    return tuple(f"nobody, {sign}" for sign in signs)


def _makes(draft: Draft) -> str:
    """Return whose product a figure counts."""
    product = vocabulary().terms.get(draft.product)
    if product is None:
        return "nothing"
    return "its own" if product.owner in draft.entity else "theirs" if product.owner else "of no maker"


def _whose(last: Draft, draft: Draft) -> str:
    return "same owner" if last.entity == draft.entity else "other owner"


def _named(told: _Told) -> Iterator[Signed]:
    """Yield the firms of the sentence with the parts that they play in it."""
    firms = [m for m in told.scene.lists if m[0].term.kind in FIRMS and m[0].role not in GOODS]
    mine = next((m[0].role.value for m in firms if m[0].term.id in told.draft.entity), "absent")
    others = [m for m in firms if m[0].term.id not in told.draft.entity]
    beside, words = dict(_beside(told.figure, others)), _words(told.figure.context.reading.plain, told.scene)
    for members in others:
        where, start = _where(told, members[0]), members[0].start
        signs = [*_part(members[0].role, where, mine, told.metric, told.kind), *words[start]]
        signs += [beside[start]] if start in beside else []
        signs += [f"the only other firm, {told.metric}"] if len(others) == 1 else []
        yield ids_of(members), signs


@lru_cache(maxsize=4_096)
def _part(role: Role, where: str, mine: str, metric: str, kind: str) -> tuple[str, ...]:
    """Return what part a firm plays and where, beside that of the owner, for what a figure is."""
    return f"{role}, {metric}", f"{role}, {where}", f"{role} beside {mine}, {kind}", f"{where}, {metric}"


def _beside(figure: Asked, others: Sequence[tuple[Name, ...]]) -> Iterator[tuple[int, str]]:
    """Yield where the nearest other firms on either side of a figure begin."""
    before = [members[0].start for members in others if members[-1].end <= figure.start]
    behind = [members[0].start for members in others if members[0].start >= figure.start]
    yield from ((start, "the nearest before") for start in before[-1:])
    yield from ((start, "the nearest behind") for start in behind[:1])


def _where(told: _Told, name: Name) -> str:
    near = "clause" if told.scene.clause(name.start) == told.figure.here else "sentence"
    return f"{near} {'before' if name.end <= told.figure.start else 'behind'}"


@remembered
def _words(plain: str, scene: Scene) -> dict[int, list[str]]:
    """Return, by where a list of names begins, the words that lead to it and the one behind it."""
    return {members[0].start: list(_around(plain, scene, members)) for members in scene.lists}


def _around(plain: str, scene: Scene, members: tuple[Name, ...]) -> Iterator[str]:
    words, at, after = placed(plain, scene, members[0].start, members[-1].end)
    leading = [text for _, _, text in words[max(at - LEADING, 0) : at]]
    yield from (f"led by: {' '.join(leading[place:])}”" for place in range(len(leading)))
    yield from (f"followed by: {text}”" for _, _, text in words[after : after + 1])


def _made(told: _Told) -> Iterator[Signed]:
    """Yield who makes or owns what the sentence names, and who makes what is counted."""
    for name in told.scene.names:
        if name.term.owner and name.term.kind != "company":
            what = f"its {name.term.kind}"
            yield (name.term.owner,), [f"{what}, {told.metric}", f"{what}, {_where(told, name)}, {told.kind}"]
    for product, what in ((told.draft.product, "its product"), (told.memory.product, "the product told last")):
        term = vocabulary().terms.get(product)
        if term and term.owner:
            signs = [f"maker of {what}, {told.metric}", f"maker of {what}, {told.draft.status}, {told.kind}"]
            yield (term.owner,), signs


def _dealt(told: _Told) -> Iterator[Signed]:
    """Yield the sides of the deal told last, and the other sides of what its owner had before."""
    memory, owner, kind = told.memory, told.draft.entity, told.kind
    near = "paragraph" if memory.deal_in == told.scene.block.paragraph else "text"
    buyer, seller = memory.deal
    for side, ids, opposite in (("buyer", buyer, seller), ("seller", seller, buyer)):
        whose = f"{side} of the deal told, {'of others' if set(opposite).isdisjoint(owner) else 'with its owner'}"
        yield ids, [f"{whose}, {kind}", f"{whose}, {near}"]
    for one in memory.told:
        if one.entity == owner:
            yield one.counterparty, [f"other side of an earlier {one.family} of its owner, {kind}"]


def _last(told: _Told) -> Iterator[Signed]:
    """Yield the two sides of the last figure."""
    last, block = told.memory.figure, told.scene.block
    if last is None:
        return
    in_paragraph = "paragraph" if told.memory.paragraph == block.paragraph else "text"
    near = "sentence" if last.scene.start == told.scene.start else in_paragraph
    alike = f"{last.family == told.draft.family}, {near}"
    yield last.counterparty, [f"other side of the last figure, {_whose(last, told.draft)}, {alike}"]
    yield last.entity, [f"owner of the last figure, {alike}"]


def _over(told: _Told) -> Iterator[Signed]:
    """Yield whom the title and the headings name."""
    for place, head in enumerate(reversed(told.scene.heading)):
        named = dict.fromkeys(one.term.id for one in head.names if one.term.kind == "company")
        others = [one for one in named if one not in told.draft.entity]
        alone = "alone" if len(named) == 1 else "alone beside its owner" if len(others) == 1 else "one"
        yield from (((one,), [f"{alone} in the {'heading' if place else 'title'}, {told.kind}"]) for one in named)


def _before(told: _Told) -> Iterator[Signed]:
    """Yield whom the text is about, and whom it told of before."""
    memory, kind = told.memory, told.kind
    central = zip(memory.central, CENTRAL, strict=False)
    yield from ((ids, [f"whom the text is {much} about, {kind}"]) for ids, much in central)
    here = memory.topic_in == told.scene.block.paragraph
    yield memory.topic, [f"subject of its paragraph, {kind}" if here else f"subject before, {kind}"]
    yield memory.headed, [f"subject of the heading, {kind}"]
    spoken = memory.spoken.lists if memory.spoken else ()
    firms = dict.fromkeys(members[0].term.id for members in spoken if members[0].term.kind == "company")
    yield from (((one,), [f"in the sentence before, {kind}"]) for one in firms)
    yield from (((one,), ["named lately"]) for one in memory.named)


def _lasting(told: _Told, ids: Ids) -> tuple[str, ...]:
    """Return what a candidate is to the owner, whatever its mentions."""
    here = "not here" if told.scene.parties.isdisjoint(ids) else "here"
    return _stands(ids, told.draft.entity, told.metric, told.kind, here)


@lru_cache(maxsize=16_384)
def _stands(ids: Ids, owner: Ids, metric: str, kind: str, here: str) -> tuple[str, ...]:
    mine, yours = rank(owner[0]) if owner else -1, rank(ids[0])
    order = "under" if yours < mine else "over" if yours > mine else "beside"
    signs = f"{party(ids)} to {party(owner)}, {kind}", f"{order} its owner, {metric}, {here}"
    several = (f"several, {metric}",) if len(ids) > 1 else ()
    return *signs, f"{party(ids)}, {metric}, {here}", f"{here}, {kind}", *several
