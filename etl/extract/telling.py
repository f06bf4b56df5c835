"""What speaks for or against each metric that a figure could be: signs in words, weighed by `deciding`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.meaning import raises_figure
from etl.extract.names import Role
from etl.extract.parting import parts
from etl.extract.refusals import FUNDING
from etl.extract.scene import Scene, remembered
from etl.extract.spans import since
from etl.extract.unitclass import unit_class
from etl.extract.wording import beside
from etl.model import Quantity
from etl.period import known_by

# How far from a figure a cue is heard; how near it stands right beside, in characters.
HEARD, BESIDE = 160, 8


def signs_of(context: Context, draft: Draft) -> list[str]:
    """Return every sign of what a figure is, each once; `draft` holds what the rules made of it."""
    found = [*_ruled(draft), *_size(context, draft.quantity)]
    found += _cued(context, draft.quantity)
    found += _before(context, draft)
    found += _around(context, draft.quantity.span.start)
    found += context.reading.leaning
    found += parts(context, draft.quantity)
    plain, span = context.reading.plain, draft.quantity.span
    found += beside(plain, context.scene, span.start, span.end)
    found += draft.words
    return list(dict.fromkeys(found))


def _ruled(draft: Draft) -> Iterator[str]:
    """Yield what the rules say: the metric and the rule, or the reason of refusal."""
    if draft.refused:
        yield f"refused: {draft.refused.partition(' (')[0]}"
        return
    yield f"read as {draft.metric}"
    yield f"read as {draft.metric} by {draft.rule[0] if draft.rule else 'nothing'}"


def _size(context: Context, quantity: Quantity) -> Iterator[str]:
    kind = unit_class(quantity.unit)
    middle = next((one for one in (quantity.value, quantity.low, quantity.high) if one is not None), None)
    yield f"counts {kind}"
    if middle:
        yield f"size {kind} {abs(middle).adjusted()}"
    yield f"qualifier {quantity.qualifier}"
    if "inherited_unit" in quantity.flags:
        yield f"counts {kind} by what is told elsewhere"
    yield f"in a {context.scene.block.kind}"
    if quantity.noun:
        yield f"counter {quantity.noun.lower().split()[-1][-12:]}"


def _cued(context: Context, quantity: Quantity) -> list[str]:
    """Return what the cues of a sentence say of a figure, by side and clause, and which are the nearest."""
    scene, start, end = context.scene, quantity.span.start, quantity.span.end
    here, found = scene.clause(start), list[str]()
    nearest: dict[str, tuple[int, str]] = {}
    for cue in scene.cues:
        is_before = cue.end <= start
        far = start - cue.end if is_before else cue.start - end
        if far < 0 or far > HEARD:
            continue
        names = cue.told
        if FUNDING in names and raises_figure(context.reading.plain, cue, quantity):
            names = tuple(name for name in names if name != FUNDING)
        found += _seen(names, *_SEEN[is_before, scene.clause(cue.start) == here])
        side = "before" if is_before else "after"
        if names and (side not in nearest or nearest[side][0] > far):
            nearest[side] = (far, names[0])
    found += [f"nearest {side}: {name}" for side, (_, name) in nearest.items()]
    return found + [f"nearest {side}, close: {name}" for side, (far, name) in nearest.items() if far <= BESIDE]


# How what stands in a sentence is seen from a figure, by whether it stands before it and in its clause.
_SEEN = {
    (is_before, in_clause): (side, where)
    for is_before, side in ((True, "before"), (False, "after"))
    for in_clause, where in ((True, "clause"), (False, "sentence"))
}


@lru_cache(maxsize=16_384)
def _seen(names: tuple[str, ...], side: str, where: str) -> tuple[str, ...]:
    return tuple(f"{name} {side}, {where}" for name in names)


def _before(context: Context, draft: Draft) -> Iterator[str]:
    """Yield what was told before a figure, and what the headings over it tell of."""
    scene, memory = context.scene, context.memory
    last = memory.figure
    if last is not None and memory.paragraph == scene.block.paragraph:
        near = "sentence" if last.scene.start == scene.start else "paragraph"
        same = unit_class(last.quantity.unit) == unit_class(draft.quantity.unit)
        yield f"after {last.metric} in its {near}" + (", of the same kind" if same else "")
    if memory.refusal is not None and memory.refusal.scene.start == scene.start:
        yield f"after what was refused: {memory.refusal.refused}"
    for place, head in enumerate(reversed(scene.heading)):
        yield from _told_over("heading" if place else "title", head)


def _around(context: Context, start: int) -> list[str]:
    """Return who is named around a place of a sentence, and which periods and figures stand there."""
    scene, clause = context.scene, context.scene.clause
    here, found = clause(start), list[str]()
    for name in scene.names:
        seen = _SEEN[name.end <= start, clause(name.start) == here]
        found += _called(name.role, name.term.cls or name.term.kind, name.term.id, *seen)
    if not scene.names:
        found.append("nobody named")
    day = known_by(context.reading.document.published_on) if scene.periods else None
    for told in scene.periods:
        if told.period.label:
            seen = _SEEN[told.span.end <= start, clause(told.span.start) == here]
            found += _timed(since(told.period.label, day), *seen)
    for other in scene.quantities:
        if other.span.start != start:
            found.append(_unit_seen(other.unit, "before" if other.span.start < start else "after"))
    return found


@lru_cache(maxsize=16_384)
def _called(role: Role, kind: str, one: str, side: str, where: str) -> tuple[str, str, str]:
    return f"{role} {side}, {where}", f"{kind} {side}, {where}", f"{one} {side}"


@lru_cache(maxsize=64)
def _timed(when: str, side: str, where: str) -> tuple[str, str]:
    """Return whether a period was over when the page was published, and where it stands."""
    return f"a period {when} {side}, {where}", f"a period {when}"


@lru_cache(maxsize=1_024)
def _unit_seen(unit: str, side: str) -> str:
    return f"{unit_class(unit)} {side}"


@remembered
def _told_over(over: str, head: Scene) -> list[str]:
    told = (sense.name for cue in head.cues for sense in cue.senses if sense.kind in {"metric", "refuse"})
    return [f"{over} tells of {name}" for name in dict.fromkeys(told)]
