"""What speaks for or against each metric that a figure could be: signs in words, weighed by `deciding`."""

from __future__ import annotations

from collections.abc import Iterator

from etl.extract.context import Context
from etl.extract.cues import Cue
from etl.extract.drafts import Draft
from etl.extract.meaning import raises_figure
from etl.extract.parting import parts
from etl.extract.refusals import FUNDING
from etl.extract.scene import Scene, remembered
from etl.extract.spans import since
from etl.extract.unitclass import unit_class
from etl.extract.wording import beside, near
from etl.model import Quantity
from etl.period import known_by

# How far from a figure a cue is heard; how near it stands right beside, in characters.
HEARD, BESIDE = 160, 8


def signs_of(context: Context, draft: Draft) -> list[str]:
    """Return every sign of what a figure is, each once; `draft` holds what the rules made of it."""
    found = [*_ruled(draft), *_size(context, draft.quantity)]
    found += _cued(context, draft.quantity)
    found += _around(context, draft)
    found += context.reading.leaning
    found += parts(context, draft.quantity)
    plain, span = context.reading.plain, draft.quantity.span
    found += beside(plain, context.scene, span.start, span.end)
    found += near(plain, context.scene, span.start, span.end)
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


def _cued(context: Context, quantity: Quantity) -> Iterator[str]:
    scene, start, end = context.scene, quantity.span.start, quantity.span.end
    here = scene.clause(start)
    nearest: dict[str, tuple[int, str]] = {}
    for cue in scene.cues:
        far = start - cue.end if cue.end <= start else cue.start - end
        if far < 0 or far > HEARD:
            continue
        side = "before" if cue.end <= start else "after"
        where = "clause" if scene.clause(cue.start) == here else "sentence"
        for name in _names(cue):
            if name == FUNDING and raises_figure(context.reading.plain, cue, quantity):
                continue
            yield f"{name} {side}, {where}"
            if side not in nearest or nearest[side][0] > far:
                nearest[side] = (far, name)
    yield from (f"nearest {side}: {name}" for side, (_, name) in nearest.items())
    yield from (f"nearest {side}, close: {name}" for side, (far, name) in nearest.items() if far <= BESIDE)


def _names(cue: Cue) -> Iterator[str]:
    for sense in cue.senses:
        yield f"{sense.name} {sense.form}" if sense.kind == "metric" else sense.name


def _around(context: Context, draft: Draft) -> Iterator[str]:
    scene, memory, start = context.scene, context.memory, draft.quantity.span.start
    last = memory.figure
    if last is not None and memory.paragraph == scene.block.paragraph:
        near = "sentence" if last.scene.start == scene.start else "paragraph"
        same = unit_class(last.quantity.unit) == unit_class(draft.quantity.unit)
        yield f"after {last.metric} in its {near}" + (", of the same kind" if same else "")
    if memory.refusal is not None and memory.refusal.scene.start == scene.start:
        yield f"after what was refused: {memory.refusal.refused}"
    for place, head in enumerate(reversed(scene.heading)):
        yield from _told_over("heading" if place else "title", head)
    for name in scene.names:
        side = "before" if name.end <= start else "after"
        where = "clause" if scene.clause(name.start) == scene.clause(start) else "sentence"
        yield f"{name.role} {side}, {where}"
        yield f"{name.term.cls or name.term.kind} {side}, {where}"
        yield f"{name.term.id} {side}"
    if not scene.names:
        yield "nobody named"
    yield from _timed(context, start)
    for other in scene.quantities:
        if other.span.start != start:
            side = "before" if other.span.start < start else "after"
            yield f"{unit_class(other.unit)} {side}"


def _timed(context: Context, start: int) -> Iterator[str]:
    """Yield whether the periods of the sentence were over when the page was published, and where they stand."""
    scene, day = context.scene, known_by(context.reading.document.published_on)
    for told in scene.periods:
        if told.period.label:
            when = since(told.period.label, day)
            side = "before" if told.span.end <= start else "after"
            where = "clause" if scene.clause(told.span.start) == scene.clause(start) else "sentence"
            yield f"a period {when} {side}, {where}"
            yield f"a period {when}"


@remembered
def _told_over(over: str, head: Scene) -> list[str]:
    told = (sense.name for cue in head.cues for sense in cue.senses if sense.kind in {"metric", "refuse"})
    return [f"{over} tells of {name}" for name in dict.fromkeys(told)]
