"""Tables inside texts: what stands over and beside a cell says what its figure is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.extract.blocks import Block, Kind, blocks
from etl.extract.names import Name, Role
from etl.extract.organisations import unlisted
from etl.extract.reading import Reading, scene
from etl.extract.scaling import CAPTION, scale_of, scaled
from etl.extract.scene import Scene
from etl.extract.totals import is_sum, summed
from etl.model import Span
from etl.vocabulary import vocabulary

ROW_MARK = "|"
# How far before the cell the words of its headers count as standing: its own words are nearer.
ASIDE = 30
PARTNERS = frozenset(
    {"partner", "supplier", "vendor", "counterparty", "合作方", "供应商", "卖方", "合作伙伴", "provider", "seller"}
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with figures or a date: its place, and those of its row's first cell and its column's first."""

    block: Block
    place: Span
    row: Span | None
    column: Span | None
    first: Span | None
    caption: Span | None = None
    described: Span | None = None
    neighbour: Span | None = None
    beside_head: Span | None = None
    summed: tuple[Span, ...] = ()
    """The first cells of the lines that its own line sums."""

    def scene(self, reading: Reading, over: tuple[Scene, ...]) -> Scene:
        """Return the cell as a sentence in which the names and cues of its headers stand before the figure."""
        own = scene(reading, self.place.start, self.place.end, self.block)
        above = [scene(reading, self.caption.start, self.caption.end, self.block)] if self.caption else []
        over = (*above, *over)
        beside = [
            scene(reading, part.start, part.end, self.block) for part in (self.column, self.row, self.described) if part
        ]
        at = self.place.start
        partner = self.first is not None and reading.plain[self.first.start : self.first.end].strip(" *|") in PARTNERS
        names = [_placed(name, at, partner) for part in beside for name in part.names]
        names = _whose(reading, self, own, names)
        cues = tuple(cue._replace(start=at - ASIDE, end=at - ASIDE) for part in beside for cue in part.cues)
        headers = [part for part in (self.column, self.row) if part]
        corner = [self.first] if self.first else []
        scale = scale_of(reading.plain, [*headers, *corner], [Span(head.start, head.end) for head in over])
        own = replace(own, quantities=tuple(scaled(quantity, scale) for quantity in own.quantities))
        periods = tuple(mention for part in beside for mention in part.periods) + own.periods
        return replace(
            own,
            cuts=own.cuts[:1],
            numbers=own.numbers[:1],
            cues=cues + own.cues,
            names=(*names, *own.names),
            periods=periods,
            heading=over,
            heads=tuple(headers),
        )

    def dated(self, told: Scene) -> Scene:
        """Return the scene of the cell with the periods that stand in it alone, not those of its headers."""
        inside = (one for one in told.periods if self.place.start <= one.span.start < self.place.end)
        return replace(told, periods=tuple(inside))


FIRMS = frozenset({"company", "group", "publisher"})
_FIRM = re.compile(r"[\w.&' -]{2,30}")
_FIRM_HEAD = re.compile(
    r"compan|firm|provider|vendor|buyer|customer|operator|where|maker|cloud|公司|厂商|企业|客户|机构|买家|平台|"
    r"服务商|业者|廠商"
)


def _whose(reading: Reading, cell: Cell, own: Scene, names: list[Name]) -> list[Name]:
    """Put the firm that the cell itself names over a group in its headers, and the one beside it where none is told."""
    if any(name.term.kind == "company" or name.role is Role.SEGMENT for name in own.names):
        return [name for name in names if name.term.kind != "group"]
    if any(name.term.kind in FIRMS and name.role is not Role.PRODUCT for name in names):
        return names
    if firms := summed(reading, cell.summed, cell.place.start):
        return [*names, *firms]
    for place in (cell.row, cell.neighbour):
        firm = _firm(reading, cell, place) if place else None
        if firm:
            return [*names, firm._replace(start=cell.place.start, end=cell.place.start)]
    return names


def _firm(reading: Reading, cell: Cell, place: Span) -> Name | None:
    """Return the firm that a cell with nothing but a name stands for, listed or not."""
    told = reading.document.text[place.start : place.end].strip(" *|")
    hits = [hit for hit in reading.hits if place.start <= hit.span.start < place.end]
    term = vocabulary().resolve(told)
    if (
        term is None
        and not hits
        and _FIRM.fullmatch(told)
        and not told.isdigit()
        and _heads_firms(reading, cell, place)
    ):
        term = unlisted(told)
    if term is None or term.kind not in FIRMS:
        return None
    return Name(place.start, place.end, term, Role.SUBJECT, place.start)


def _heads_firms(reading: Reading, cell: Cell, place: Span) -> bool:
    """Say whether the column of a cell is one of firms: its header says so."""
    head = cell.first if cell.row and place.start == cell.row.start else cell.beside_head
    return bool(head and _FIRM_HEAD.search(reading.plain, head.start, head.end))


def _placed(name: Name, at: int, partner: bool) -> Name:
    role = name.role if name.role in {Role.PRODUCT, Role.SEGMENT} else Role.PARTNER if partner else Role.SUBJECT
    return name._replace(start=at, end=at, role=role, group=name.start)


def cells(reading: Reading) -> dict[int, list[Cell]]:
    """Return, by the start of each line of a table, the cells with figures or dates that stand in it."""
    found: dict[int, list[Cell]] = {}
    if ROW_MARK not in reading.document.text:
        return found
    starts = sorted([*(one.span.start for one in reading.quantities), *(one.span.start for one in reading.periods)])
    lines = blocks(reading.document.text)
    for run in _runs(reading.document.text, lines):
        for cell in _cells(reading, run, starts, _caption(lines, run)):
            found.setdefault(cell.block.start, []).append(cell)
    return found


def _runs(text: str, lines: Sequence[Block]) -> list[list[Block]]:
    """Return the lines of each table; behind an empty line another begins whose first line is ruled off."""
    runs: list[list[Block]] = []
    before: Block | None = None
    for line, after in zip(lines, (*lines[1:], None), strict=True):
        if line.kind is Kind.TABLE:
            parted = before is not None and before.paragraph != line.paragraph
            begins = parted and after is not None and _is_rule(text[after.start : after.end])
            if before is not None and before.kind is Kind.TABLE and not begins:
                runs[-1].append(line)
            else:
                runs.append([line])
        before = line
    return [run for run in runs if len(run) > 1]


def _is_rule(line: str) -> bool:
    """Say whether a line is nothing but what rules off the heads of a table: |---|---|."""
    return "--" in line and not line.strip("|-: \t")


def _caption(lines: Sequence[Block], run: Sequence[Block]) -> Span | None:
    """Return the line right over a table, which says what its numbers are."""
    before = bisect_left(lines, run[0].start, key=lambda line: line.start) - 1
    line = lines[before] if before >= 0 else None
    return Span(line.start, min(line.end, line.start + CAPTION)) if line else None


def _cells(reading: Reading, run: list[Block], starts: list[int], caption: Span | None) -> list[Cell]:
    rows = _rows(reading.document.text, run)
    head = rows[0] if rows else []
    made = []
    for at, row in enumerate(rows[1:], 1):
        over = tuple(one[0][0] for one in rows[1:at]) if is_sum(reading.plain, row[0][0]) else ()
        for column, (place, block) in enumerate(row):
            first = bisect_left(starts, place.start)
            if first < len(starts) and starts[first] < place.end:
                top = head[column][0] if column < len(head) else None
                beside = row[0][0] if column else None
                second = row[1][0] if column > 1 and not _is_number(reading.plain, row[1][0]) else None
                near = (
                    row[column + 1][0]
                    if column + 1 < len(row) and not _has_digit(reading.plain, row[column + 1][0])
                    else None
                )
                near_head = head[column + 1][0] if near and column + 1 < len(head) else None
                first_head = head[0][0] if head else None
                made.append(Cell(block, place, beside, top, first_head, caption, second, near, near_head, over))
    return made


def _is_number(text: str, place: Span) -> bool:
    return not any(sign.isalpha() for sign in text[place.start : place.end])


def _has_digit(text: str, place: Span) -> bool:
    return any(sign.isdigit() for sign in text[place.start : place.end])


def _rows(text: str, run: list[Block]) -> list[list[tuple[Span, Block]]]:
    """Return the cells of each row; where lines with a lone bar part the rows, each line between is a cell."""
    flat = sum(text[line.start : line.end].strip() == ROW_MARK for line in run) > 1
    rows: list[list[tuple[Span, Block]]] = []
    for line in run:
        content = text[line.start : line.end]
        if not content.strip("|-: \t"):
            if flat:
                rows.append([])
            continue
        if flat and rows:
            rows[-1] += _split(text, line)
        else:
            rows.append(_split(text, line))
    return [row for row in rows if row]


def _split(text: str, line: Block) -> list[tuple[Span, Block]]:
    made, start = [], line.start
    end = line.end
    start += len(text[start:end]) - len(text[start:end].lstrip())
    start += text.startswith(ROW_MARK, start)
    while start < end:
        bar = text.find(ROW_MARK, start, end)
        bar = end if bar < 0 else bar
        made.append((Span(start, bar), line))
        start = bar + 1
    return [(place, block) for place, block in made if place.end > place.start]
