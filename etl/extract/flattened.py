"""Find tables of which each cell stands on a line of its own: rows of as many cells as there are heads above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from etl.extract.blocks import Block, Kind

_SIGN = r"(?:[-+−–~≈±约近逾超>≥<≤]|about |around |over |up to )*"
_SIZE = r"[$€¥£₩₹]?\d[\d,.]*\s?(?:%|[a-z]{1,3}|(?:[千万亿兆]?(?:元|美元|[张块颗片枚台柜])?))?"
_VALUE = re.compile(rf"\s*{_SIGN}{_SIZE}(?:\s?(?:[-–~至到]|to)\s?{_SIZE})?(?:\s?[±+]\s?\d[\d.]*%?)?\+?\s*")
_NONE = re.compile(
    r"\s*(?:n/?a|n\.a\.|-+|—+|–+|/|tba|tbd|not (?:said|given|disclosed|stated)|undisclosed|unchanged|none|suppressed|"
    r"无|未给出|未披露|未公布|未提供|不详|持平|没给)\s*"
)
_YEAR = re.compile(r"\s*(?:19|20)\d\d(?:[aef]|年|财年|年度)?(?:\s?[(（].{1,12}[)）])?\s*")
_DATED = re.compile(r"\d{4}|\d\s?[qh]|[qh]\d|fy|季|年|月|今|ago|today|now")
_CORNER = re.compile(
    r"\s*(?:company|firm|provider|vendor|buyer|customer|operator|maker|series|metric|item|site|where|model|card|gpu|"
    r"chip|name|cloud|product|公司|厂商|企业|客户|业者|平台|项目|型号|芯片|晶片|指标)"
)
# What tells an amount heads no column.
_AMOUNT = re.compile(
    r"[$€¥£₩₹]\s?\d|\d,\d{3}|\d\s?(?:[gm]w|cards|gpus|units|(?:b|m|tr)illion|[千万亿兆张块颗片枚台柜])"
)
# A line longer than this is a sentence, no cell; a table has this many columns, and two rows at least.
LABEL, COLUMNS, LEAST = 60, range(3, 11), 2
# Sentences end so; what is as short as this and ends in a dot may be a word cut short.
_STOPS, SHORT = frozenset("。！？!?；;"), 12
VALUE, NONE, WORD, PAST = "value", "none", "word", "no cell"


class Grid(NamedTuple):
    """A table: the line of each head, and those of the cells of each row, of which a short one lacks labels."""

    head: Sequence[Block]
    rows: Sequence[Sequence[Block]]
    kinds: Sequence[str]


def grids(text: str, lines: Sequence[Block]) -> Iterator[Grid]:
    """Yield the tables of a text (in small letters) that were made of lines."""
    kinds = _kinds(text, lines)
    heads = [_heads(text, line, kind) for line, kind in zip(lines, kinds, strict=True)]
    at = 0
    while at < len(lines):
        is_corner = heads[at] or kinds[at] == PAST
        widths = [width for width in COLUMNS if is_corner and all(heads[at + 1 : at + width])]
        found = [(at, width, _rows(kinds, at + width, width)) for width in widths]
        found = [one for one in found if len(one[2]) >= LEAST]
        if not found:
            at += 1
            continue
        start, width, rows = max(found, key=lambda one: (one[2][-1][1], -one[1]))
        start, rows = _cornered(text, lines, kinds, (start, width, rows))
        columns = _columns(kinds, rows, width)
        yield Grid(lines[start : start + width], [lines[first:last] for first, last in rows], columns)
        at = rows[-1][1]


def _heads(text: str, line: Block, kind: str) -> bool:
    """Say whether a line can head a column: words that tell no amount."""
    return kind == WORD and not _AMOUNT.search(text, line.start, line.end)


def _kinds(text: str, lines: Sequence[Block]) -> list[str]:
    """Say of each line whether it is a value, the mark of none, words, or no cell; years beside years are heads."""
    years = [bool(_YEAR.fullmatch(text, line.start, line.end)) for line in lines]
    dated = [bool(_DATED.search(text, line.start, min(line.end, line.start + LABEL))) for line in lines]
    told = [_kind(text, line) for line in lines]
    near = [before or after for before, after in zip([False, *years], [*years[1:], False], strict=False)]
    heads = [
        (kind == VALUE and year and (by or _is_head(told, dated, place)))
        for place, (kind, year, by) in enumerate(zip(told, years, near, strict=True))
    ]
    return [WORD if head else kind for kind, head in zip(told, heads, strict=True)]


def _is_head(told: Sequence[str], dated: Sequence[bool], place: int) -> bool:
    """Say whether the line before or after is a head with a time in it: 25Q4资本开支."""
    beside = (other for other in (place - 1, place + 1) if 0 <= other < len(told))
    return any(told[other] == WORD and dated[other] for other in beside)


def _kind(text: str, line: Block) -> str:
    if line.kind is Kind.TABLE or line.end - line.start > LABEL or _is_sentence(text[line.start : line.end].rstrip()):
        return PAST
    if _NONE.fullmatch(text, line.start, line.end):
        return NONE
    return VALUE if _VALUE.fullmatch(text, line.start, line.end) else WORD


def _is_sentence(told: str) -> bool:
    """Say whether a short line is a sentence and no cell: it ends as one."""
    return told[-1:] in _STOPS or (told[-1:] == "." and len(told) > SHORT)


def _rows(kinds: Sequence[str], first: int, width: int) -> list[tuple[int, int]]:
    """Return where rows begin and end that have the same kind of cell in each column; a line alone may part them."""
    seen: list[set[str]] = [set() for _ in range(width)]
    rows: list[tuple[int, int]] = []
    at = first
    while at + width <= len(kinds) or rows:
        if _fits(seen, kinds[at : at + width]):
            rows.append((at, at + width))
        elif short := _short(seen, kinds, at) if len(rows) >= LEAST else 0:
            rows.append((at, at + short))
        elif rows and kinds[at : at + 1] == [WORD] and _fits(seen, kinds[at + 1 : at + 1 + width]):
            at += 1
            continue
        else:
            break
        at = rows[-1][1]
    return rows if any(VALUE in column for column in seen) else []


def _fits(seen: Sequence[set[str]], row: Sequence[str]) -> bool:
    """Say whether a row has words first, values, and in each column what the rows before have; remember it if so."""
    if len(row) < len(seen) or row[0] != WORD or PAST in row or VALUE not in row:
        return False
    if any({*column, kind} >= {VALUE, WORD} for column, kind in zip(seen, row, strict=True)):
        return False
    for column, kind in zip(seen, row, strict=True):
        column.add(kind)
    return True


def _short(seen: Sequence[set[str]], kinds: Sequence[str], at: int) -> int:
    """Return the length of a row with fewer labels than others: of all together."""
    leading = next(place for place, column in enumerate(seen) if VALUE in column)
    length = len(seen) - leading + 1
    row = kinds[at + 1 : at + length]
    fit = len(row) == length - 1 and all(
        kind in {VALUE, NONE} or VALUE not in column for kind, column in zip(row, seen[leading:], strict=True)
    )
    return length if leading > 1 and kinds[at : at + 1] == [WORD] and fit and VALUE in row else 0


def _cornered(
    text: str, lines: Sequence[Block], kinds: Sequence[str], found: tuple[int, int, list[tuple[int, int]]]
) -> tuple[int, list[tuple[int, int]]]:
    """Return where a table begins of which the last columns may be words, too: where its corner stands."""
    start, width, rows = found
    for later in range(width):
        place = lines[start + later]
        moved = _rows(kinds, start + later + width, width)
        if set(kinds[start + 1 : start + later + width]) - {WORD} or len(moved) < min(len(rows), LEAST):
            break
        if _CORNER.match(text, place.start, place.end):
            return start + later, moved
    return start, rows


def _columns(kinds: Sequence[str], rows: Sequence[tuple[int, int]], width: int) -> list[str]:
    """Return what each column holds: values or words."""
    whole = [first for first, last in rows if last - first == width]
    return [VALUE if any(kinds[first + at] == VALUE for first in whole) else WORD for at in range(width)]


def headed(grid: Grid, row: Sequence[Block]) -> Iterator[tuple[Block, Block]]:
    """Yield each value of a row with its head."""
    lead = len(grid.head) - len(row)
    for at in range(1, len(row)):
        if grid.kinds[lead + at] == VALUE:
            yield row[at], grid.head[lead + at]
