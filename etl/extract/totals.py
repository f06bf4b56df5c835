"""The line of a table that sums those over it: what stands there is of all the firms that they are of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from etl.extract.names import Name, Role
from etl.extract.reading import Reading
from etl.model import Span
from etl.vocabulary import Term

_TOTAL = re.compile(
    r"[\W_]*(?:[\u4e00-\u9fff]{1,2}[家者]|(?:big|the) \w+ )?(?:(?:grand |sub)?totals?|combined|sum|"
    r"all (?:three|four|five|of them)|together|合计|总计|共计|小计|总和|加总)(?: ?[（(]?(?:\w+ ?){0,3}[)）]?)?[\W_]*"
)
TWO = 2


def is_sum(text: str, head: Span) -> bool:
    """Say whether the first cell of a line calls it a sum."""
    return bool(_TOTAL.fullmatch(text, head.start, head.end))


def summed(reading: Reading, heads: Sequence[Span], at: int) -> list[Name]:
    """Return the firms of the lines over a sum, by their first cells, as one list of names that stands at a place."""
    firms = list(dict.fromkeys(_firms(reading, heads)))
    return [Name(at, at, term, Role.SUBJECT, heads[0].start) for term in firms] if len(firms) >= TWO else []


def _firms(reading: Reading, heads: Sequence[Span]) -> Iterator[Term]:
    """Yield the first firm that each cell names."""
    for cell in heads:
        first = bisect_left(reading.hits, cell.start, key=lambda hit: hit.span.start)
        within = takewhile(lambda hit: hit.span.start < cell.end, islice(reading.hits, first, None))  # noqa: B023 - used up before the next cell
        yield from islice((hit.term for hit in within if hit.term.kind == "company"), 1)
