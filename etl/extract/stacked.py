"""Tables whose bars were lost: every cell on a line of its own, its label above it or as far above as its column."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.extract.blocks import Block, blocks
from etl.extract.flattened import WORD, grids, headed
from etl.extract.reading import Reading
from etl.extract.scaling import SCALED
from etl.extract.tables import Cell
from etl.extract.totals import is_sum
from etl.model import Span

_BARE = re.compile(r"\s*[-+]?\d[\d,.]*\s*")
# A line longer than this is a sentence, not a label.
LABEL = 60


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
    """Yield the cells of tables, each with its head, its row and what else its row tells in words."""
    found = list(grids(reading.plain, lines))
    searched = lines if found else ()
    scaled = [at for at, line in enumerate(searched) if SCALED.search(reading.plain, line.start, line.end)]
    for grid in found:
        above = bisect_left(scaled, bisect_left(lines, grid.rows[0][0].start, key=lambda line: line.start))
        scale = _range(lines[scaled[above - 1]]) if above else None
        for at, row in enumerate(grid.rows):
            words = [place for place, kind in zip(row[1:], grid.kinds[1:], strict=False) if kind == WORD]
            told = _range(words[0]) if words and len(row) == len(grid.head) else None
            parts = grid.rows[:at] if is_sum(reading.plain, _range(row[0])) else ()
            summed = tuple(_range(part[0]) for part in parts)
            for line, head in headed(grid, row):
                cell = Cell(line, _range(line), _range(row[0]), _range(head), _range(grid.head[0]), scale, told)
                yield replace(cell, summed=summed)


def _range(line: Block) -> Span:
    return Span(line.start, line.end)
