"""Cut a document into scenes, each with the quantities, periods, names and cues that stand in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from etl.extract import states
from etl.extract.blocks import WHOLE, Block, Kind, blocks
from etl.extract.cards import cards, is_bare
from etl.extract.countries import Spoken, spoken
from etl.extract.cues import Cue, cues
from etl.extract.elsewhere import is_elsewhere
from etl.extract.leaders import speaking
from etl.extract.leanings import leaning
from etl.extract.names import roles
from etl.extract.nodes import nodes
from etl.extract.organisations import organisations
from etl.extract.periods import PeriodMention, periods
from etl.extract.quantities import quantities
from etl.extract.scene import Scene, clauses, parted
from etl.extract.sheets import sheets
from etl.extract.shorts import shorts
from etl.extract.siblings import siblings
from etl.languages import sentence_bounds
from etl.languages.script import fold, lower
from etl.model import Document, Quantity
from etl.vocabulary import Hit, vocabulary

Found = TypeVar("Found")
_Placed = TypeVar("_Placed", Quantity, Hit)
LONGEST = 2_000


class Places(NamedTuple):
    """Where what was found in a text begins, for looking it up."""

    quantities: list[int]
    periods: list[int]
    hits: list[int]
    cues: list[int]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's text, the same in one shape of writing, all found in it by place, and what it is about, in signs."""

    document: Document
    plain: str
    quantities: tuple[Quantity, ...]
    periods: tuple[PeriodMention, ...]
    hits: tuple[Hit, ...]
    cues: tuple[Cue, ...]
    places: Places
    leaning: tuple[str, ...] = ()
    countries: Spoken = ()


def read(document: Document) -> Reading:
    """Find quantities, periods, names and cues in a document."""
    text, language = document.text, document.language
    plain = lower(fold(text))
    counted = tuple(_with(quantities(text, language), list(nodes(text, plain))))
    dated = tuple(one for one in periods(text, language, document.published_on) if not is_elsewhere(plain, one))
    listed = speaking(plain, known(text))
    named = tuple(organisations(text, states.parties(text, listed)))
    said = tuple(cues(plain))
    places = Places(_starts(counted), _starts(dated), _starts(named), [cue.start for cue in said])
    leans, lands = tuple(leaning(text, counted, named, said)), spoken(text, listed)
    return Reading(document, plain, counted, dated, named, said, places, leans, lands)


def _with(found: Sequence[_Placed], more: Sequence[_Placed]) -> list[_Placed]:
    """Return what was found with more of it, in order; what stands upon something found is left out."""
    if not more:
        return list(found)
    taken = {place for one in found for place in range(one.span.start, one.span.end)}
    every = list(found)
    every += [one for one in more if taken.isdisjoint(range(one.span.start, one.span.end))]
    return sorted(every, key=lambda one: one.span)


def known(text: str) -> list[Hit]:
    """Return the names of the vocabulary, those in traditional signs too where only the simplified are listed."""
    simple = fold(text)
    found = vocabulary().find(text)
    if simple != text:
        found = _with(found, vocabulary().find(simple))
    else:
        found = [hit for hit in found if text[hit.span.start : hit.span.end] not in hit.term.traditional]
    found = _with(found, shorts(simple, found))
    return _with(found, list(siblings(simple, found)))


def _starts(found: Sequence[Quantity | PeriodMention | Hit]) -> list[int]:
    return [one.span.start for one in found]


def scenes(reading: Reading) -> Iterator[Scene]:
    """Yield the sentences of a text in order; lines of tables, cards and sheets come whole."""
    ends = sentence_bounds(reading.document.text, reading.document.language)
    for block in _joined(reading):
        for start, end in _whole_items(reading.plain, block, _inside(ends, block)):
            for first, last in _bounded(start, end):
                yield scene(reading, first, last, block)


def _joined(reading: Reading) -> Iterator[Block]:
    """Yield the lines of a text, those of a card or a sheet as one."""
    lines = blocks(reading.document.text)
    ends = dict.fromkeys(sheets(reading.plain, lines), Kind.SHEET)
    taken = {at for first, last in ends for at in range(first, last + 1)}
    found = cards(reading.document.text, lines, reading.quantities)
    ends |= {one: Kind.CARD for one in found if taken.isdisjoint(range(one[0], one[1] + 1))}
    last_of = {first: (last, kind) for (first, last), kind in ends.items()}
    at = 0
    while at < len(lines):
        end, kind = last_of.get(at, (at, lines[at].kind))
        yield replace(lines[at], end=lines[end].end, kind=kind)
        at = end + 1


def _whole_items(plain: str, block: Block, pieces: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join what a semicolon parts within an item of a list: its first words hold for all of it."""
    held: tuple[int, int] | None = None
    for start, end in pieces:
        joined = held[0] if held else start
        held = None
        if block.kind is Kind.ITEM and plain[start:end].rstrip().endswith((";", "；")):
            held = joined, end
        else:
            yield joined, end
    if held:
        yield held


def scene(reading: Reading, start: int, end: int, block: Block) -> Scene:
    """Gather what stands between two places of the text."""
    cuts, numbers, asides = clauses(reading.plain, start, end)
    if block.kind is Kind.SHEET:
        cuts, numbers, asides = _cut_at_lines(reading.plain, cuts, end)
    places = reading.places
    names = roles(reading.plain, _between(reading.hits, start, end, places.hits))
    said = _between(reading.cues, start, end, places.cues)
    counted = _between(reading.quantities, start, end, places.quantities)
    leads = len(cuts) > 1 and numbers[1] not in asides and said and counted
    if leads and _is_told_behind(reading.plain, (start, *cuts[1:], end), said, counted[0]):
        cuts, numbers = (start, *cuts[2:]), (0, *(0 if one == numbers[1] else one for one in numbers[2:]))
    if len(names) > 1:
        cuts, numbers = parted(reading.plain, cuts, numbers, names)
    return Scene(
        start,
        end,
        block,
        cuts,
        numbers,
        asides,
        said,
        names,
        _between(reading.periods, start, end, places.periods),
        counted,
    )


def _cut_at_lines(
    text: str, cuts: tuple[int, ...], end: int
) -> tuple[tuple[int, ...], tuple[int, ...], frozenset[int]]:
    """Part a sheet at the end of each line too, so that none goes on with what another tells."""
    ends = (at + 1 for at in range(cuts[0], end) if text[at] == "\n")
    places = tuple(sorted({*cuts, *ends}))
    return places, tuple(range(len(places))), frozenset()


def _is_told_behind(text: str, cuts: Sequence[int], said: Sequence[Cue], one: Quantity) -> bool:
    """Say whether what is right behind a figure that leads says what it is: $31.4 billion: Amazon's capex in May."""
    return is_bare(text, (cuts[0], cuts[1]), one) and any(cuts[1] <= cue.start < cuts[2] for cue in said)


def _bounded(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what no sentence mark ends, so that reading stays linear in the length of a text."""
    for first in range(start, end, LONGEST):
        yield first, min(first + LONGEST, end)


def _inside(ends: Sequence[tuple[int, int]], block: Block) -> Iterator[tuple[int, int]]:
    """Yield the pieces of sentences within one line; a line of a table or an empty reading is one piece."""
    if block.kind in WHOLE:
        yield block.start, block.end
        return
    first = max(bisect_left(ends, (block.start, 0)) - 1, 0)
    for at in range(first, len(ends)):
        start, end = ends[at]
        if start >= block.end:
            return
        if end > block.start:
            yield max(start, block.start), min(end, block.end)


def _between(found: tuple[Found, ...], start: int, end: int, places: list[int]) -> tuple[Found, ...]:
    first = bisect_left(places, start)
    return found[first : bisect_left(places, end, first)]
