"""Dates that are figures: when a chip is taped out, and when it goes into production or to market."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from etl.extract import certainty, claims, partners, sureness, tones
from etl.extract.around import around
from etl.extract.consumer import is_for_consumers
from etl.extract.context import Context
from etl.extract.cues import Cue, Sense
from etl.extract.deciding import NONE, choices, decide
from etl.extract.drafts import Draft, Memory
from etl.extract.meaning import Governing, governing
from etl.extract.metrics import registry
from etl.extract.names import Name, Role
from etl.extract.owning import own
from etl.extract.periods import PeriodMention
from etl.extract.products import is_of
from etl.extract.reading import Reading
from etl.extract.scene import Scene
from etl.extract.series import NOTHING
from etl.extract.unitclass import unit_class
from etl.model import Qualifier, Quantity, Span, Status
from etl.period import Period, known_by

DATE = frozenset({"date"})
CLOSE = 42.0
NEXT = 16
NO_CHIPS = frozenset({"hbm", "cowos"})
_COUNT = re.compile(r"\d{1,3},\d{3}$|\d+ ?万$")
# A year told to its end is its last quarter: 2026年底, the end of 2026; "late 2026" says no more than the year.
_END_BEFORE = re.compile(r"(?:\bend[- ](?:of )?(?:the )?|year[- ]end )$")
_END_BEHIND = re.compile(r"(?<=年)[底末尾]|年[底末尾]|(?:'s)?[ -](?:year[- ])?end\b")
_END_INSIDE = re.compile(r"[底末尾]$|\bend\b")


def dates(reading: Reading, scene: Scene, memory: Memory) -> Iterator[Draft]:
    """Yield the tape-out and production dates told in a sentence."""
    if not _may_date(scene, memory) or is_for_consumers(reading, scene):
        return
    for place, mention in enumerate(scene.periods or _above(scene)):
        quantity = _quantity(reading, mention)
        over = _weighed(
            Context(reading, scene, NOTHING, memory, "", 0), quantity, _ruled(reading, scene, memory, mention)
        )
        if over:
            draft = _draft(reading, scene, memory, quantity, over, place)
            memory.dated = draft
            yield draft


def _may_date(scene: Scene, memory: Memory) -> bool:
    """Say whether an event of a chip can be dated in a sentence: it tells of one, of a chip, or goes on with a list."""
    products = [name.term.id for name in scene.names if name.role is Role.PRODUCT]
    if products and NO_CHIPS.issuperset(products):
        return False
    told = any(not _dated().isdisjoint(cue.names) for cue in scene.cues)
    return told or bool(products) or _goes_on(memory, scene)


def _ruled(reading: Reading, scene: Scene, memory: Memory, mention: PeriodMention) -> Governing | None:
    """Return the event that a date is of by rule, nothing where no rule knows one."""
    if scene.periods and _in_turn(scene, _chips(scene), mention.span.start):
        mention = scene.periods[-1]  # the event of a list of dates stands behind the last
    over = governing(reading.plain, scene, _quantity(reading, mention), DATE) if scene.periods else _only(scene)
    over = _event(scene, over) if over else None
    if not over or not _holds(scene, memory, over, inside=bool(scene.periods)):
        return _same_again(scene, memory, mention)
    return over


def _weighed(context: Context, quantity: Quantity, over: Governing | None) -> Governing | None:
    """Let all signs judge whether a date is one of an event, and of which."""
    words = around(context.reading.plain, context.scene, quantity.span)
    draft = Draft(quantity, context.scene, 0, refused="" if over else NO_EVENT, words=words)
    if over:
        draft.metric, draft.family, draft.rule = over.sense.name, "date", ["cue"]
    chosen = decide(context, draft, [*choices(quantity, DATE)]).choice
    if chosen == NONE:
        return None
    if over and over.sense.name == chosen:
        return over
    start = quantity.span.start
    return Governing(Cue(start, start, ()), Sense("metric", chosen, "noun", DATE), 0)


NO_EVENT = "a date of no event that is named"


@cache
def _dated() -> frozenset[str]:
    """Return the metrics that are dates."""
    return frozenset(metric.id for metric in registry().values() if metric.classes == DATE)


def _event(scene: Scene, over: Governing) -> Governing:
    """Return the event a verb is told of, where its clause names one before it: the tape-out slipped to March."""
    if over.sense.form == "noun":
        return over
    here = scene.clause(over.cue.start)
    nouns = (
        sense
        for cue in scene.cues
        if cue.end <= over.cue.start and scene.clause(cue.start) == here
        for sense in cue.senses
        if sense.form == "noun" and sense.classes == DATE
    )
    return over._replace(sense=next(nouns, over.sense))


def _goes_on(memory: Memory, scene: Scene) -> bool:
    """Say whether a line can go on with a list of chips and their dates."""
    last = memory.dated
    return last is not None and last.scene.block.paragraph == scene.block.paragraph


def _same_again(scene: Scene, memory: Memory, mention: PeriodMention) -> Governing | None:
    """Return what the date before was of, where the next chip stands before its own: M100 in 2026, M300 in 2027."""
    last = memory.dated
    if last is None or not _goes_on(memory, scene):
        return None
    first = last.quantity.span.end if last.scene is scene else scene.start
    chips = [n for n in scene.names if n.role is Role.PRODUCT and first <= n.start and n.end <= mention.span.start]
    if (
        not chips
        or mention.span.start - chips[-1].end > NEXT
        or any(q.span.start >= chips[-1].end for q in scene.quantities)
    ):
        return None
    cue = Cue(chips[-1].start, chips[-1].end, ())
    return Governing(cue, Sense("metric", last.metric, "noun", DATE), 0)


def _above(scene: Scene) -> tuple[PeriodMention, ...]:
    """Return the date that stands alone as the heading of a line, as in a timeline."""
    head = scene.heading[0] if scene.heading else None
    alone = (
        head is not None
        and len(head.periods) == 1
        and head.end - head.start <= head.periods[0].span.end - head.periods[0].span.start + 4
    )
    return head.periods if head and alone else ()


def _only(scene: Scene) -> Governing | None:
    for cue in scene.cues:
        for sense in cue.senses:
            if sense.classes == DATE and sense.form == "noun":
                return Governing(cue, sense, 0)
    return None


def _holds(scene: Scene, memory: Memory, over: Governing, *, inside: bool) -> bool:
    """Say whether a date near a cue is the date of a chip."""
    products = [name for name in scene.names if name.role is Role.PRODUCT and name.term.id not in NO_CHIPS]
    chip = bool(products) or scene.has("chip")
    if over.cost > CLOSE:
        return False
    if over.sense.form == "noun" or over.sense.name == "tape_out_date":
        near = scene.block.paragraph - memory.product_in <= 1 or _above(scene)
        return chip or bool(memory.product and near)
    if any(unit_class(q.unit) == "units" or _COUNT.match(q.surface) for q in scene.quantities):
        return False  # so many of it arrive: no launch
    return bool(products) and inside and over.cost < CLOSE / 2


def _is_at_end(plain: str, span: Span) -> bool:
    """Say whether a year is told to its end."""
    before = _END_BEFORE.search(plain, max(span.start - 12, 0), span.start)
    return bool(before or _END_BEHIND.match(plain, span.end) or _END_INSIDE.search(plain, span.start, span.end))


def _quantity(reading: Reading, mention: PeriodMention) -> Quantity:
    label = mention.period.label.strip("/")
    surface = mention.span.of(reading.document.text)
    if re.fullmatch(r"\d{4}", label) and _is_at_end(reading.plain, mention.span):
        label += "Q4"
    return Quantity(None, None, None, Qualifier.EXACT, "date", surface, mention.span, label=label, rule="period")


def _draft(reading: Reading, scene: Scene, memory: Memory, quantity: Quantity, over: Governing, place: int) -> Draft:
    metric = registry()[over.sense.name]
    draft = Draft(quantity, scene, place, metric.id, metric.family, rule=["cue"])
    context = Context(reading, scene, NOTHING, memory, "", 0)
    own(context, draft, metric)
    chip = _chip(scene, quantity.span.start)
    draft.product = chip.term.id if chip else memory.product if is_of(memory.product, draft.entity) else ""
    tone = tones.tone(reading.plain, draft, over)
    draft.status, draft.attributed_to = sureness.status(reading.plain, draft, tone)
    if draft.status not in sureness.HELD:
        draft.status = (
            Status.PLAN if tone.future or _comes(reading.plain, scene, quantity, over.cue, tone) else draft.status
        )
    draft.counterparty = draft.counterparty or partners.other(context, draft, metric)
    draft.period = _period(quantity)
    draft.status = Status.PLAN if _is_ahead(reading, draft) else draft.status
    draft.words = around(reading.plain, scene, quantity.span)
    draft.signs = certainty.signs(draft, tone._replace(published=known_by(reading.document.published_on)))
    return draft if draft.period else replace(draft, refused="a date without a year")


def _chip(scene: Scene, start: int) -> Name | None:
    """Return the chip that a date is of: the last before it or else the next, of its own clause if that names one."""
    products = _chips(scene)
    if in_turn := _in_turn(scene, products, start):
        return in_turn
    here = [name for name in products if scene.clause(name.start) == scene.clause(start)] or products
    before = [name for name in here if name.end <= start]
    return next(iter(before[-1:] or here[:1]), None)


def _chips(scene: Scene) -> list[Name]:
    return [name for name in scene.names if name.role is Role.PRODUCT]


def _in_turn(scene: Scene, products: list[Name], start: int) -> Name | None:
    """Return the chip that a date is of by its turn, where as many are told before: 昇腾960和970分别于…和…."""
    places = [mention.span.start for mention in scene.periods]
    if "respectively" not in scene.features or not 1 < len(products) == len(places) or start not in places:
        return None
    return products[places.index(start)] if products[-1].end <= places[0] else None


def _comes(text: str, scene: Scene, quantity: Quantity, cue: Cue, tone: tones.Tone) -> bool:
    return claims.is_future(text, scene, quantity, cue, tone.features, past=claims.is_past(text, cue))


def _is_ahead(reading: Reading, draft: Draft) -> bool:
    """Say whether a date lies after the day of publication."""
    known = known_by(reading.document.published_on)
    start = draft.period.start if draft.period else None
    return bool(known and start and start > known and draft.status is Status.ACTUAL)


def _period(quantity: Quantity) -> Period | None:
    return Period.parse(quantity.label) if quantity.label else None
