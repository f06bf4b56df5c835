"""What a sheet's cells do not show: rows that lie in merged cells, and formulas that nobody has worked out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import IO

_CHUNK, _CARRIED = 1 << 16, 10_000
"""Bytes; no mark is longer than what is carried over the edge of a chunk."""

_MERGED = re.compile(rb'<(?:\w{1,20}:)?mergeCell [^>]{0,40}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_OPEN = re.compile(
    rb'<(?:\w{1,20}:)?c r="([A-Z]{1,3})(\d{1,7})"[^<>]{0,200}>'
    rb"<(?:\w{1,20}:)?f[^<>]{0,200}(?:/>|>[^<]{0,8192}</(?:\w{1,20}:)?f>)"
    rb"(?:<(?:\w{1,20}:)?v ?/>|<(?:\w{1,20}:)?v></(?:\w{1,20}:)?v>)?</(?:\w{1,20}:)?c>"
)


def flaws(part: IO[bytes], last: int) -> Mapping[int, str]:
    """
    Return why rows of a sheet (up to the last) say less than they seem to, by the row's number.

    Of merged cells only the first holds anything: the row it stands in is whole where the others lie below it.
    """
    found: dict[int, str] = {}
    reached = 0
    for first, end, place in sorted(_ranges(part, found)):
        # Ranges that overlap are no workbook's; each row is named once, however many claim it.
        for row in range(max(first, reached + 1), min(end, last) + 1):
            found[row] = f"lies in the merged cells {place}"
        reached = max(reached, min(end, last))
    return found


def _ranges(part: IO[bytes], found: dict[int, str]) -> Iterator[tuple[int, int, str]]:
    """Yield the rows that merged cells leave incomplete; put the rows with an open formula into `found`."""
    for text in _overlapping(part):
        for cell in _OPEN.finditer(text):
            place = (cell[1] + cell[2]).decode()
            found.setdefault(int(cell[2]), f"has a formula without a stored value in {place}")
        for merged in _MERGED.finditer(text):
            below = int(merged[1] == merged[3])
            place = b"%s%s:%s%s" % merged.groups()
            yield int(merged[2]) + below, int(merged[4]), place.decode()


def _overlapping(part: IO[bytes]) -> Iterator[bytes]:
    carried = b""
    while chunk := part.read(_CHUNK):
        yield carried + chunk
        carried = (carried + chunk)[-_CARRIED:]
