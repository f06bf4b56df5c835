"""Tables whose bars were lost: every cell on a line of its own, its label above it or as far above as its column."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from etl.extract.blocks import Block, blocks
from etl.extract.reading import Reading
from etl.extract.scaling import SCALED
from etl.extract.tables import Cell
from etl.model import Span

_BARE = re.compile(r"\s*[-+]?\d[\d,.]*\s*")
_VALUE = re.compile(r"\s*(?:[-+−]?[$€¥]?\d[\d,.]*\s?(?:%|[a-z]{1,3}|[万亿]?(?:元|美元|张|块|颗)?)?|n/?a|-+|—+|–|/)\s*")
_YEAR = re.compile(r"\s*(?:19|20)\d\d[aef]?(?:\s?[(（].{1,12}[)）])?\s*")
# A line longer than this is a sentence, not a label.
LABEL = 60
# A table has two columns of values and two rows at least; one column is told by its labels alone.
LEAST = 2


def stacked(reading: Reading) -> dict[int, list[Cell]]:
    """Return, by the start of its line, each number that stands alone under its label, once a line has set a scale."""
    lines = blocks(reading.document.text)
    single = {cell.block.start: [cell] for cell in _stacked(reading, lines)}
    return single | {cell.block.start: [cell] for cell in _grid(reading, lines)}


def _stacked(reading: Reading, lines: Sequence[Block]) -> Iterator[Cell]:
    scale: Span | None = None
    section: Span | None = None
    label: Span | None = None
    for line in lines:
        place = Span(line.start, line.end)
        if line.end - line.start > LABEL:
            label = None
        elif _BARE.fullmatch(reading.plain, line.start, line.end):
            if scale and label:
                yield Cell(line, place, label, None, None, scale, section)
            label = None
        else:
            scale = place if SCALED.search(reading.plain, line.start, line.end) else scale
            section = label or section
            label = place


def _grid(reading: Reading, lines: Sequence[Block]) -> Iterator[Cell]:
    """Yield the cells of rows that have as many values each as the first has labels above it, less one."""
    values = _values(reading.plain, lines)
    labels = [at for at, value in enumerate(values) if not value]
    rows = [(at, after - at - 1) for at, after in pairwise([*labels, len(lines)]) if after - at > LEAST]
    if not rows:
        return
    scale: Span | None = None
    head, width, last = 0, 0, -1
    scaled = [at for at in labels if SCALED.search(reading.plain, lines[at].start, lines[at].end)]
    for number, (at, count) in enumerate(rows):
        if last != at or count != width:
            follows = number + 1 < len(rows) and rows[number + 1] == (at + count + 1, count)
            head, width = at - count - 1, count
            if not follows or head < 0 or any(values[head:at]) or not _short(lines[head + 1 : at]):
                continue
        last = at + count + 1
        above = bisect_left(scaled, head + width + 1)
        scale = _range(lines[scaled[above - 1]]) if above else None
        for column in range(1, count + 1):
            line = lines[at + column]
            yield Cell(line, _range(line), _range(lines[at]), _range(lines[head + column]), _range(lines[head]), scale)


def _values(text: str, lines: Sequence[Block]) -> list[bool]:
    """Say of each line whether it is a value: a number or the mark of none, but no year beside years, which heads."""
    years = [bool(_YEAR.fullmatch(text, line.start, line.end)) for line in lines]
    beside = [before or after for before, after in zip([False, *years], [*years[1:], False], strict=False)]
    return [
        bool(_VALUE.fullmatch(text, line.start, line.end)) and not (year and near)
        for line, year, near in zip(lines, years, beside, strict=True)
    ]


def _short(lines: Sequence[Block]) -> bool:
    return all(line.end - line.start <= LABEL for line in lines)


def _range(line: Block) -> Span:
    return Span(line.start, line.end)
