"""Tables with a row on each line whose columns are parted by blanks, commas, strokes or full-width bars."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from etl.extract.blocks import Block, Kind, blocks
from etl.extract.quantities import quantities
from etl.extract.reading import Reading
from etl.extract.scaling import UNIT
from etl.extract.tables import Cell
from etl.model import Quantity, Span

# A longer line is a sentence, not a row; a row has two values at least, and a table two rows.
WIDTH, LEAST = 140, 2
_DATE = re.compile(
    r"(?:(?:19|20)\d\d年(?:度|全年|[上下]半年|第?[1-4一二三四]季度?|前三季度?|1?\d(?:[-–—~至]1?\d)?月)|"
    r"(?:fy|cy)?(?:19|20)\d\d(?:[aef]|年|财年)?|(?:fy|cy)\d\d[aef]?|[1-4]q'?\d\d[aef]?|\d\dq[1-4][aef]?|"
    r"q[1-4]|[12]h'?\d\d[aef]?|h[12])(?![a-z\d])"
    r"|(?:前年|去年|今年|明年)(?:全年|[上下]半年|第?[1-4一二三四]季度?|1?\d月)?|[上本下]季"
)
_VALUE = re.compile(
    r"[-+−~约]?(?:[$€¥] *)?\d[\d,.]*(?:[-–~至→]\d[\d,.]*)?[%+]?(?:[a-z]{1,2}|[万亿]?(?:元|美元|[张块颗台片枚]))?|"
    r"n/?a|n\.a\.|[-—–]{1,2}|无|未给出"
)
# What parts columns: bars of full width and tabs, strokes, commas, blanks.
GAPS = re.compile(" {2,}"), re.compile("[ \u3000]+")
BLANKS = GAPS[-1]
PARTINGS = (re.compile(r"[|｜\t]"), re.compile("/ ?"), re.compile("[,，]"), *GAPS)
_EDGE = " \u3000*#"
MONEY = frozenset("$€£¥₩₹")
# A sentence ends so, and no row.
_STOPS = frozenset("。；;，,：:？?！!”")


class Row(NamedTuple):
    """A line cut into what stands before its columns, and its columns."""

    label: Span
    cells: tuple[Span, ...]


def columned(reading: Reading) -> dict[int, list[Cell]]:
    """Return, by the start of its line, the cells of each row under heads of columns."""
    text = reading.plain
    lines = [(line, _edges(text, line)) for line in blocks(reading.document.text)]
    dated = {line.start for line, place in lines if place and _DATE.search(text, place.start, place.end)}
    if not dated:
        return {}
    return {cells[0].block.start: cells for parting in PARTINGS for cells in _rows(reading, lines, dated, parting)}


def apart(reading: Reading, tables: Mapping[int, Sequence[Cell]]) -> Reading:
    """Return a reading in which the figures of a row are read cell by cell, also where they look like one number."""
    whole = {one.span.start: one for one in reading.quantities}
    rows = [cells for cells in tables.values() if _is_joined(cells, whole)]
    if not rows:
        return reading
    inside = {start for cells in rows for start in whole if cells[0].place.start <= start < cells[-1].place.end}
    kept = [one for start, one in whole.items() if start not in inside]
    counted = sorted((*kept, *(one for cells in rows for one in _read(reading, cells))), key=lambda one: one.span)
    places = reading.places._replace(quantities=[one.span.start for one in counted])
    return replace(reading, quantities=tuple(counted), places=places)


def _is_joined(cells: Sequence[Cell], whole: Mapping[int, Quantity]) -> bool:
    found = (whole.get(cell.place.start) for cell in cells)
    return any(one and one.span.end > cell.place.end for one, cell in zip(found, cells, strict=True))


def _read(reading: Reading, cells: Sequence[Cell]) -> Iterator[Quantity]:
    document = reading.document
    for cell in cells:
        start = cell.place.start
        for one in quantities(document.text[start : cell.place.end], document.language):
            yield replace(one, span=Span(start + one.span.start, start + one.span.end))


def _rows(
    reading: Reading, lines: Sequence[tuple[Block, Span | None]], dated: Container[int], parting: re.Pattern[str]
) -> Iterator[list[Cell]]:
    text, head, over, above = reading.plain, NO_ROW, None, None
    waiting: list[list[Cell]] = []
    for line, place in lines:
        pieces = _cut(text, place, parting) if place and (head.cells or line.start in dated) else []
        row = _values(text, pieces) if len(head.cells) >= LEAST else NO_ROW
        if len(row.cells) == len(head.cells) >= LEAST:
            pairs = zip(row.cells, head.cells, strict=True)
            waiting.append([Cell(line, value, row.label, title, None, over) for value, title in pairs])
            continue
        yield from waiting if len(waiting) >= LEAST else []
        waiting, head = [], _heads(text, pieces, parting) if len(pieces) >= LEAST else NO_ROW
        over, above = _scaling(text, head.label, above) if head.cells else None, line
    yield from waiting if len(waiting) >= LEAST else []


NO_ROW = Row(Span(0, 0), ())


def _edges(text: str, line: Block) -> Span | None:
    """Return the place of a line that can be a row, None for one that is a table already, a sentence or too long."""
    if line.kind is Kind.TABLE or line.end - line.start > WIDTH:
        return None
    first, last = _bare(text, line.start, line.end)
    return None if text[last - 1] in _STOPS else Span(first, last)


def _cut(text: str, place: Span, parting: re.Pattern[str]) -> list[Span]:
    """Return the pieces of a line."""
    first, last = place.start, place.end
    ends = [found.span() for found in parting.finditer(text, first, last)]
    if parting in GAPS:  # a sign of money that stands apart from its number belongs to it
        ends = [(start, end) for start, end in ends if text[start - 1] not in MONEY]
    starts = [first, *(end for _, end in ends)]
    return [Span(*_bare(text, start, end)) for start, end in zip(starts, [*(at for at, _ in ends), last], strict=True)]


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a place without the blanks and marks of emphasis at its edges."""
    told = text[start:end]
    return start + len(told) - len(told.lstrip(_EDGE)), max(start, end - len(told) + len(told.rstrip(_EDGE)))


def _values(text: str, pieces: Sequence[Span]) -> Row:
    """Return the label of a row and its values, which stand last in it."""
    at = len(pieces)
    while at and _VALUE.fullmatch(text, pieces[at - 1].start, pieces[at - 1].end):
        at -= 1
    if not at:
        return NO_ROW
    label, values = Span(pieces[0].start, pieces[at - 1].end), pieces[at:]
    blank = text.rfind(" ", label.start, label.end) + 1
    if at == 1 and blank and _VALUE.fullmatch(text, blank, label.end):
        return Row(Span(label.start, blank - 1), (Span(blank, label.end), *values))
    return Row(label, tuple(values))


def _heads(text: str, pieces: Sequence[Span], parting: re.Pattern[str]) -> Row:
    """Return the corner and the heads of columns: times, or words among times, but no amounts."""
    at = 0
    while at < len(pieces) and not _DATE.match(text, pieces[at].start, pieces[at].end):
        at += 1
    told = pieces[at if parting is BLANKS else min(at, 1) :]
    if at == len(pieces) or not all(_is_head(text, one, parting) for one in told):
        return NO_ROW
    return Row(Span(pieces[0].start, told[0].start), tuple(told))


def _is_head(text: str, place: Span, parting: re.Pattern[str]) -> bool:
    if parting is BLANKS:
        return bool(_DATE.fullmatch(text, place.start, place.end))
    told = text[place.start : place.end]
    return bool(_DATE.search(told)) or not any(sign.isdigit() for sign in told)


def _scaling(text: str, corner: Span, above: Block | None) -> Span | None:
    """Return what sets the scale of a table: the corner of its heads, or the line above them."""
    if UNIT.search(text, corner.start, corner.end):
        return corner
    return Span(above.start, above.end) if above else None
