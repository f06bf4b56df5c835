"""Read a document: every quantity in it becomes a mention, or is told with the reason why it is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from etl.extract import against, certainty, foretold, headings, leads, risen, several, times, topics, turns, when, whole
from etl.extract.attributes import attributes
from etl.extract.binding import bind
from etl.extract.blocks import Kind
from etl.extract.claims import CONSENSUS, doubts
from etl.extract.columns import apart, columned
from etl.extract.context import Context
from etl.extract.covering import covering
from etl.extract.dates import dates
from etl.extract.deals import deal, hear_deal
from etl.extract.differing import DIFFERENCE
from etl.extract.drafts import Draft, Memory
from etl.extract.listed import agree
from etl.extract.milestones import milestones
from etl.extract.names import OWNERS, Role
from etl.extract.overheard import Overheard
from etl.extract.overview import overview
from etl.extract.parting import split
from etl.extract.presence import mentions
from etl.extract.programmes import programme_owner
from etl.extract.reading import Reading, read, scenes
from etl.extract.repairing import repair_currency
from etl.extract.reports import report, tender
from etl.extract.rowed import by_their_rows
from etl.extract.scene import Scene
from etl.extract.scope import out_of_scope
from etl.extract.series import series
from etl.extract.stacked import stacked
from etl.extract.tables import Cell, cells
from etl.extract.terms import close_contracts
from etl.extract.under import parted
from etl.extract.unitclass import MONEY, unit_class
from etl.extract.voices import hear, leading, spread, voices
from etl.extract.when import fiscal_context
from etl.model import Document, Extraction, Mention, Status, Unexplained


def extract(document: Document) -> Extraction:
    """Return the figures of a document and what was not read, with the reason; no text raises."""
    reading = read(document)
    columns = columned(reading)
    reading = apart(reading, columns)
    reason = out_of_scope(reading)
    if reason:
        return Extraction(document, (), tuple(Unexplained(quantity, reason) for quantity in reading.quantities))
    titled = _title(reading)
    drafts, read_scenes = _drafts(reading, titled, columns)
    drafts = _as_a_whole(reading, drafts, read_scenes, titled)
    told = [draft for draft in drafts if not draft.refused]
    facts = [*attributes(reading, read_scenes), *milestones(reading, read_scenes)]
    mentions = sorted([*map(_mention, told), *facts], key=lambda mention: mention.quantity.span)
    return Extraction(document, tuple(mentions), tuple(_unexplained(reading, drafts)))


def _drafts(
    reading: Reading, titled: Scene | None, columns: Mapping[int, list[Cell]]
) -> tuple[list[Draft], list[Scene]]:
    memory = Memory(overview=overview(reading))
    found: list[Draft] = []
    seen: list[Scene] = []
    context = fiscal_context(reading.periods)
    if titled:
        memory.first_topic = topics.about(titled)
        memory.deal = deal(titled)
        memory.titled = memory.first_topic if len(memory.first_topic) == 1 and topics.is_alone(titled) else ()
    in_tables = {**columns, **stacked(reading), **cells(reading)}
    found_scenes = list(scenes(reading))
    memory.listed = several.listed([titled, *found_scenes] if titled else found_scenes)
    memory.often = mentions(reading.hits)
    memory.central, memory.split = topics.central(found_scenes, titled), split(found_scenes)
    memory.parted = parted(reading.plain, found_scenes)
    memory.report, memory.tender = report(reading, titled, found_scenes), tender(reading, found_scenes)
    context = context or (memory.report.label if memory.report.label.startswith("FY") else "")
    for scene in found_scenes:
        if scene.block.start in in_tables:
            found += _table(reading, in_tables[scene.block.start], memory, context, titled)
            continue
        if scene.block.kind is Kind.TABLE and not scene.quantities:
            continue
        scene = _headed(reading.plain, scene, memory, titled)  # noqa: PLW2901 - the same sentence, told under which heading it stands
        seen.append(scene)
        found += _sentence(reading, scene, memory, context)
    return found, seen


def _title(reading: Reading) -> Scene | None:
    """Read the title like a heading over the whole text."""
    if not reading.document.title:
        return None
    document = reading.document
    above = read(
        Document(
            document.id,
            document.name,
            document.path,
            document.title,
            language=document.language,
            published_on=document.published_on,
        )
    )
    return next(scenes(above), None)


def _headed(plain: str, scene: Scene, memory: Memory, titled: Scene | None) -> Scene:
    over = _over(memory, titled)
    memory.lead = leads.leading(plain, memory.lead, scene)
    if scene.block.kind is Kind.HEADING and not scene.quantities:
        memory.headings = headings.beneath(plain, memory.headings, scene)
        memory.headed = headings.subject(memory.headings)
    if not scene.quantities and _asks(plain, scene):
        memory.question = scene
        return scene.under(over)
    asked = memory.question
    answers = asked is not None and scene.block.paragraph - asked.block.paragraph <= 1
    return scene.under(over, asked if answers else None)


def _over(memory: Memory, titled: Scene | None) -> tuple[Scene, ...]:
    return (*memory.headings, titled) if titled else memory.headings


def _asks(plain: str, scene: Scene) -> bool:
    return plain.find("?", scene.start, scene.end) >= 0 and bool(_ASKS.search(plain, scene.start, scene.end))


_ASKS = re.compile(r"[?？]\W*$")


def _sentence(reading: Reading, scene: Scene, memory: Memory, fiscal: str) -> Iterator[Draft]:
    matched = series(reading.plain, scene)
    memory.programme = programme_owner(reading.plain, scene) or memory.programme
    memory.open(scene)
    floors: dict[str, int] = {}
    within = fiscal if scene.quantities and not _keeps_calendar(scene) else ""
    for place, quantity in enumerate(scene.quantities):
        kind = unit_class(quantity.unit)
        memory.currency = quantity.unit[:3] if kind.startswith(MONEY) else memory.currency
        drafts = bind(Context(reading, scene, matched, memory, within, floors.get(kind, 0)), quantity, place)
        floors[kind] = quantity.span.end
        _remember(memory, drafts[-1], scene)
        yield from drafts
    yield from dates(reading, scene, memory)
    _hear(reading.plain, scene, memory)


def _keeps_calendar(scene: Scene) -> bool:
    """Say whether the firms of a sentence report by calendar quarters, whatever the text before it did."""
    acting = [name.term for name in scene.names if name.role in OWNERS and name.term.kind == "company"]
    return bool(acting) and all(term.fiscal_year_end in {"", "12-31"} for term in acting)


# Emphasis, a full stop and a blank around the name.
LABEL_MARKS = 7
UNKNOWN = "unknown organisation"
PASSING = frozenset({"no unit", "nothing in reach says what it counts", "a margin or growth rate", DIFFERENCE})


def _remember(memory: Memory, draft: Draft, scene: Scene) -> None:
    if not draft.refused:
        memory.tell(draft)
        memory.guided = draft if draft.status is Status.GUIDANCE and draft.period else memory.guided
    aside = draft.attributed_to == CONSENSUS or "superseded" in draft.flags or draft.compared
    if not draft.refused and aside and memory.figure and memory.paragraph == scene.block.paragraph:
        return
    if not draft.refused and draft.named_here:
        memory.meet(draft.entity)
        if UNKNOWN in draft.reasons:
            memory.topic = memory.single = draft.entity
            memory.topic_in = scene.block.paragraph
    if not draft.refused:
        memory.figure, memory.refusal, memory.paragraph = draft, None, scene.block.paragraph
        memory.shared = memory.shared or draft.family == "share"
        if draft.product and draft.family in {"units", "price"}:
            memory.product, memory.product_in = draft.product, scene.block.paragraph
    elif draft.refused not in PASSING:
        memory.refusal = draft


def _table(
    reading: Reading, found: Iterable[Cell], memory: Memory, fiscal: str, titled: Scene | None
) -> Iterator[Draft]:
    over = _over(memory, titled)
    for cell in found:
        scene = cell.scene(reading, over)
        matched = series(reading.plain, scene)
        memory.figure = None
        for place, quantity in enumerate(scene.quantities):
            kind = unit_class(quantity.unit)
            memory.currency = quantity.unit[:3] if kind.startswith(MONEY) else memory.currency
            yield from bind(Context(reading, scene, matched, memory, fiscal, scene.start), quantity, place)
        if not scene.quantities:
            yield from dates(reading, cell.dated(scene), memory)


def _hear(plain: str, scene: Scene, memory: Memory) -> None:
    """Remember who and what the sentence was about."""
    memory.note(name.term.id for name in scene.names if name.term.kind == "company")
    memory.spoken = scene
    hear_deal(plain, scene, memory)
    for members in scene.lists:
        if members[0].role in OWNERS:
            memory.hear(members, scene.block.paragraph)
            break
    for members in scene.lists:
        if len(members) > 1 and members[0].role is not Role.SOURCE:
            memory.several = tuple(name.term.id for name in members)
    named = [n.term.id for n in scene.names if n.role is Role.PRODUCT or n.term.kind == "project"]
    if named:
        memory.product, memory.product_in = named[0], scene.block.paragraph
        memory.product_with = frozenset(name.term.id for name in scene.names if name.term.kind == "company")
        memory.labelled = scene.block.paragraph if _is_label(scene) else memory.labelled
    told = [mention for mention in scene.periods if when.usable(plain, mention)]
    memory.date(told, scene.block.paragraph)
    dated = [mention for mention in told if mention.kind != "day"]
    if dated:
        memory.mention, memory.mentioned_in = dated[-1], scene.block.paragraph


def _is_label(scene: Scene) -> bool:
    """Say whether a sentence is nothing but the name of a chip, over the rest of its paragraph."""
    name = scene.names[0]
    return len(scene.names) == 1 and scene.end - scene.start - (name.end - name.start) <= LABEL_MARKS


def _as_a_whole(reading: Reading, drafts: list[Draft], read_scenes: list[Scene], titled: Scene | None) -> list[Draft]:
    text = reading.document.text
    whole.silence(drafts)
    whole.restate(drafts, reading.quantities, text)
    repair_currency(drafts, text)
    whole.cover(drafts, covering(read_scenes, drafts, titled))
    whole.cover_onwards(drafts)
    doubted = _doubted(reading.document.title, titled)
    heard = voices(reading.plain, read_scenes, titled=bool(doubted))
    hear(drafts, heard)
    intents = [draft for draft in drafts if draft.status in {Status.PLAN, Status.GUIDANCE}]
    spread(intents, heard, leading(drafts, read_scenes))
    spread(drafts, heard, doubted)
    certainty.settle(drafts, Overheard(reading.document.title, read_scenes, heard))
    times.settle(drafts, reading.document.published_on)
    turns.settle(reading.plain, drafts)
    against.settle(reading.plain, drafts, reading.document.published_on)
    risen.settle(reading.plain, drafts, reading.document.published_on)
    foretold.settle(reading.plain, drafts)
    by_their_rows(reading, drafts)
    agree(drafts)
    joined = whole.join_repeats(drafts)
    close_contracts(joined, reading.plain, reading.periods)
    whole.follow_deals(joined)
    whole.follow_primaries(joined)
    return joined


def _doubted(title: str, titled: Scene | None) -> frozenset[str]:
    """Return the firms of whom the title itself tells with doubt."""
    if not titled or not doubts(title, titled):
        return frozenset()
    return frozenset(name.term.id for name in titled.names if name.role in OWNERS)


def _mention(draft: Draft) -> Mention:
    in_systems = draft.family == "units" and draft.quantity.unit == "racks"
    return Mention(
        replace(draft.quantity, unit="units") if in_systems else draft.quantity,
        draft.metric,
        draft.entity,
        draft.counterparty,
        draft.product,
        draft.period,
        draft.status,
        draft.attributed_to,
        key=draft.key,
        definition=draft.definition,
        contract_type=draft.contract_type,
        unit_basis="systems" if in_systems else "",
        denominator=draft.denominator,
        restates=draft.restates,
        repeats=draft.repeats,
        flags=tuple(draft.flags),
        rule=".".join([draft.metric, *draft.rule]),
        reasons=tuple(draft.reasons),
    )


def _unexplained(reading: Reading, drafts: list[Draft]) -> Iterator[Unexplained]:
    """Yield what became no mention, so that every quantity of the text is accounted for."""
    told = {draft.quantity.span for draft in drafts if not draft.refused}
    told |= {span for draft in drafts for span in draft.repeats}
    why = {draft.quantity.span: draft.refused for draft in drafts if draft.refused}
    for quantity in reading.quantities:
        if quantity.span not in told:
            yield Unexplained(quantity, why.get(quantity.span, "stands outside every sentence"))
