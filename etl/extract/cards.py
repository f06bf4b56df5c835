"""Find cards: a figure alone on its line, and the words that say what it is below or above it, as pages set them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from etl.extract.blocks import Block, Kind
from etl.model import Quantity

# What may stand beside the figure: signs of markup, of a guess, of more or less.
_BARE = re.compile(
    r"(?:[\s*_#~≈<>≤≥±+（）():：—–-]|about|around|over|more than|up to|nearly|approx\.?|est\.?"
    r"|/ ?(?:yr|year|gpu|hr|hour)|近|约|逾|超过?|以上|左右)*"
)
# A line longer than this is a paragraph; what ends like a sentence goes on with no card behind it.
LABEL = 160
_MARKED = re.compile(r"\s{0,3}(?:#{1,6}\s|\*\*[^*\n]{1,80}\*\*\s*[:：]?\s*$|>|\||[-*_=]{3,})")
_ENDS = frozenset("。！？!?.:：")
# What a line may tell besides: a number of the name, how many years.
UNTOLD = frozenset({"", "years", "months"})
# A pair of words below a figure says what it is and of when; more lines are a text of their own.
MOST_LINES = 2


def cards(text: str, lines: Sequence[Block], quantities: Sequence[Quantity]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each card, by their numbers."""
    alone, told = set[int](), set[int]()
    for at, one in _placed(lines, quantities):
        line = lines[at]
        if line.kind is not Kind.TABLE and is_bare(text, (line.start, line.end), one):
            alone.add(at)
        elif one.unit not in UNTOLD:
            told.add(at)
    if alone:
        for first, last in _runs(text, lines, alone, told):
            yield from _of_run(lines, alone, first, last)


def is_bare(text: str, within: tuple[int, int], one: Quantity) -> bool:
    """Say whether a range holds a figure and nothing else, but for signs of markup and of how exact it is."""
    start, end = one.span.start, one.span.end
    if not within[0] <= start < end <= within[1] or within[1] - within[0] > LABEL:
        return False
    return bool(_BARE.fullmatch(text[within[0] : start].lower()) and _BARE.fullmatch(text[end : within[1]].lower()))


def _placed(lines: Sequence[Block], quantities: Iterable[Quantity]) -> Iterator[tuple[int, Quantity]]:
    """Yield each figure with the number of its line."""
    at = 0
    for one in quantities:
        while at < len(lines) and lines[at].end < one.span.end:
            at += 1
        if at < len(lines) and lines[at].start <= one.span.start:
            yield at, one


def _runs(text: str, lines: Sequence[Block], alone: set[int], told: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of figures and short lines without one, between what is text, heading or table."""
    is_part = [at in alone or (at not in told and _is_label(text, one)) for at, one in enumerate(lines)]
    for part, found in groupby(range(len(lines)), is_part.__getitem__):
        numbers = list(found)
        if part and not alone.isdisjoint(numbers):
            yield numbers[0], numbers[-1]


def _is_label(text: str, line: Block) -> bool:
    told = text[line.start : line.end].strip()
    return len(told) <= LABEL and line.kind is not Kind.TABLE and told[-1] not in _ENDS and not _MARKED.match(told)


def _of_run(lines: Sequence[Block], alone: set[int], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the cards of a run: words and figure by turns all through it, or else paragraph by paragraph."""
    paragraphs = [list(found) for _, found in groupby(range(first, last + 1), lambda at: lines[at].paragraph)]
    alike = {told[0] in alone for told in paragraphs if len(told) > 1} <= {first in alone}
    by_turns = list(_by_turns(alone, range(first, last + 1))) if alike else []
    for told in [] if by_turns else paragraphs:
        by_turns += _by_turns(alone, told)
    yield from by_turns


def _by_turns(alone: set[int], numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield each figure with the words below it, or with the line above it where those end in a figure."""
    figures = [at for at in numbers if at in alone]
    between = {one - other for other, one in pairwise(figures)}
    if not figures or len(between) > 1 or (numbers[0] in alone) == (numbers[-1] in alone):
        return
    if numbers[0] in alone:
        lines = max(between, default=len(numbers)) - 1
        if numbers[-1] - figures[-1] == lines <= MOST_LINES:
            yield from ((at, at + lines) for at in figures)
    elif between <= {2} and figures[0] == numbers[1]:
        yield from ((at - 1, at) for at in figures)
