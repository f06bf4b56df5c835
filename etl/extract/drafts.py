"""A figure while it is being read: what the engine knows of it so far."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from etl.extract.declaring import Declared
from etl.extract.names import Name, Role
from etl.extract.overview import NOTHING_SEEN, Overview
from etl.extract.periods import PeriodMention
from etl.extract.reports import Report
from etl.extract.scene import Scene
from etl.model import Quantity, Span, Status
from etl.period import Period

# The rule of a figure that the weights chose against the rules; the first where those had refused it.
WEIGHED = "weighed"


@dataclass(slots=True)
class Draft:
    """
    A quantity on its way to a mention; it is filled in step by step and frozen at the end.

    `period_here` says that its sentence states its period, `period_near` that its line does; `bound` that it is told
    as a start (from) or an end (by), `compared` that the figure is only what another is compared with. `refused` is
    the reason why it is no figure; `place` its number in the order of reading; `margin` by how much more speaks for it
    than for no figure, in hundredths, where that was weighed. `listed` is the place of the first figure of the
    list that gives each owner its own, `lead` the line over an item that only names whose a figure is.
    """

    quantity: Quantity
    scene: Scene
    place: int
    metric: str = ""
    family: str = ""
    entity: tuple[str, ...] = ()
    counterparty: tuple[str, ...] = ()
    product: str = ""
    period: Period | None = None
    period_here: bool = False
    period_near: bool = False
    bound: str = ""
    compared: bool = False
    status: Status = Status.ACTUAL
    attributed_to: str = ""
    rule: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    refused: str = ""
    closed: bool = False
    margin: int | None = None
    named_here: bool = False
    restates: Span | None = None
    repeats: tuple[Span, ...] = ()
    key: str = ""
    definition: str = ""
    contract_type: str = ""
    denominator: str = ""
    signs: frozenset[str] = frozenset()
    times: Mapping[str, AbstractSet[str]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    listed: int = -1
    lead: Scene | None = None

    def doubt(self, reason: str) -> None:
        """Note what speaks against the reading, once."""
        if reason not in self.reasons:
            self.reasons.append(reason)

    def flag(self, name: str) -> None:
        """Set a flag, once."""
        if name not in self.flags:
            self.flags.append(name)


FEW, LATELY = 8, 5
# Whose the figures are that are counted whoever owns them; they are counted of any metric under no name.
ANYBODY = ("*",)
# A time that is only counted back to, and that nothing goes on with.
AGO = re.compile(r"\b(?:ago|earlier)\b|\bprior[- ]year\b|同期|同季|一年前", re.IGNORECASE)
# How far into a line its first name may stand, in characters.
LEADING = 12


@dataclass(slots=True)
class Memory:
    """
    What a reader still has in mind: who the text is about, the last list of names, the last figure.

    `listed` holds lists of firms by their length; `run` the family of the last figures and whose they were; `heads` the
    place of a line and the firms that it begins with, `opened` the number of a paragraph and the first that it names;
    `split` the places of lines that tell the parts of a whole by name, `parted` whose name alone is a heading;
    `often` how often firms are named in all, and `tally` how many figures of a metric were told of an owner so far,
    `most` who owns most.
    """

    topic: tuple[str, ...] = ()
    topic_in: int = -1
    titled: tuple[str, ...] = ()
    headed: tuple[str, ...] = ()
    first_topic: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    listed: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    often: Counter[str] = field(default_factory=Counter)
    tally: Counter[tuple[str, tuple[str, ...]]] = field(default_factory=Counter)
    most: tuple[str, ...] = ("?",)
    run: tuple[str, tuple[str, ...]] = ("", ())
    heads: tuple[int, tuple[str, ...]] = (-1, ())
    opened: tuple[int, tuple[str, ...]] = (-1, ())
    currency: str = ""
    product: str = ""
    product_in: int = -1
    product_with: frozenset[str] = frozenset()
    labelled: int = -1
    shared: bool = False
    central: tuple[tuple[str, ...], ...] = ()
    deal: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    buyer: tuple[tuple[str, ...], int] = ((), -1)
    deal_in: int = -1
    figure: Draft | None = None
    told: tuple[Draft, ...] = ()
    overview: Overview = NOTHING_SEEN
    refusal: Draft | None = None
    guided: Draft | None = None
    mention: PeriodMention | None = None
    mentioned_in: int = -1
    mentions: tuple[tuple[PeriodMention, int], ...] = ()
    programme: str = ""
    paragraph: int = -1
    headings: tuple[Scene, ...] = ()
    lead: Scene | None = None
    question: Scene | None = None
    dated: Draft | None = None
    spoken: Scene | None = None
    counted: tuple[Declared, int] | None = None
    report: Report = field(default_factory=Report)
    tender: str = ""
    split: frozenset[int] = frozenset()
    parted: Mapping[int, str] = field(default_factory=dict)

    def subject(self, paragraph: int) -> tuple[tuple[str, ...], str]:
        """Return whom a sentence without a name is about: its paragraph's topic, its heading's or the title's."""
        if self.topic_in == paragraph:
            return self.topic, "topic"
        for found, rule in ((self.headed, "heading"), (self.titled, "title"), (self.topic, "topic")):
            if found:
                return found, rule
        return (self.first_topic, "title") if self.first_topic else ((), "nobody")

    def hear(self, members: Iterable[Name], paragraph: int) -> None:
        """Remember a list of names as the newest subject."""
        ids = tuple(name.term.id for name in members)
        self.topic = self.last = ids
        self.topic_in = paragraph
        self.single = ids if len(ids) == 1 else self.single
        self.first_topic = self.first_topic or ids
        self.meet(ids)
        if len(ids) > 1:
            self.several = ids

    def note(self, ids: Iterable[str]) -> None:
        """Remember every firm named, whatever its part, the newest last."""
        for one in ids:
            if self.named[-1:] != (one,):
                self.named = (*(held for held in self.named if held != one), one)[-FEW:]

    def date(self, mentions: Iterable[PeriodMention], paragraph: int) -> None:
        """Remember the periods named, the newest last, each once."""
        for one in mentions:
            if AGO.search(one.period.wording):
                continue
            label = one.period.label
            others = (told for told in self.mentions if told[0].period.label != label)
            self.mentions = (*others, (one, paragraph))[-LATELY:]

    def open(self, scene: Scene) -> None:
        """Remember whom a line begins with, and whom a paragraph names first."""
        first = next((m for m in scene.lists if m[0].term.kind == "company" and m[0].role is not Role.SOURCE), ())
        ids, block = tuple(name.term.id for name in first), scene.block
        if ids and self.opened[0] != block.paragraph:
            self.opened = block.paragraph, ids
        if ids and first[0].start - block.start < LEADING:
            self.heads = block.start, ids

    def tell(self, draft: Draft) -> None:
        """Remember a figure told, and whose the figures of its kind were that came right before."""
        self.told = (*self.told, draft)[-LATELY:]
        for metric in (draft.metric, ""):
            self.tally[metric, draft.entity] += 1
            self.tally[metric, ANYBODY] += 1
        if self.tally["", draft.entity] > self.tally["", self.most]:
            self.most = draft.entity
        if len(draft.entity) == 1:
            before = self.run[1] if self.run[0] == draft.family else ()
            self.run = draft.family, tuple(dict.fromkeys((*before, *draft.entity)))

    def meet(self, ids: Iterable[str]) -> None:
        """Remember the firms told of, the newest last."""
        for one in ids:
            if self.recent[-1:] != (one,):
                self.recent = (*(held for held in self.recent if held != one), one)[-FEW:]
