"""Tables whose bars were lost: a line with a label, and under it a line with nothing but its number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.extract.blocks import blocks
from etl.extract.reading import Reading
from etl.extract.tables import SCALED, Cell, Range

_BARE = re.compile(r"\s*[-+]?\d[\d,.]*\s*")
# A line longer than this is a sentence, not a label.
LABEL = 60


def stacked(reading: Reading) -> dict[int, list[Cell]]:
    """Return, by the start of its line, each number that stands alone under its label, once a line has set a scale."""
    return {cell.block.start: [cell] for cell in _stacked(reading)}


def _stacked(reading: Reading) -> Iterator[Cell]:
    scale: Range | None = None
    section: Range | None = None
    label: Range | None = None
    for line in blocks(reading.document.text):
        place = Range(line.start, line.end)
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
