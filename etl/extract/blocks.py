"""The lines of a text by what they are: running text, heading, list item or table row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

HEADING_WIDTH = 76
CJK_START = "\u2e80"
_HEADING = re.compile(r"\s{0,3}(#{1,6}\s|\*\*[^*\n]{1,80}\*\*\s*[:：]?\s*$)")
_ITEM = re.compile(r"\s{0,8}(?:[-*•·▪◦+>]\s|\d{1,2}[.)、）]\s?|[①-⑳]|【\d{1,2}】|[（(]\d{1,2}[）)])")
# 资本开支（2025年，亿美元）: what is noted in brackets at its end is no pause.
NOTED = re.compile(r"[（(]([^（）()]{1,30})[）)][:：]?$")
# A figure before its brackets: such a line tells something itself.
_TELLS = re.compile(r"\d(?![\d年季月h]).*[（(]")
_ENDS = frozenset("。！？!?.;；,，、")


class Kind(StrEnum):
    """What a line is."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    TABLE = "table"
    CARD = "card"
    SHEET = "sheet"


WHOLE = frozenset({Kind.TABLE, Kind.CARD, Kind.SHEET})
"""What is read as one, and not sentence by sentence."""
LISTED = frozenset({Kind.ITEM, Kind.HEADING})
"""Lines that can tell one thing each, of what their heading says."""


@dataclass(frozen=True, slots=True)
class Block:
    """A line that is not blank, or those of a card or a sheet: its range, what it is, the number of its paragraph."""

    start: int
    end: int
    kind: Kind
    paragraph: int


@lru_cache(maxsize=4)
def blocks(text: str) -> tuple[Block, ...]:
    """Return the lines of a text; lines between two blank lines share a paragraph."""
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    start, paragraph = 0, 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start : min(end, start + 200)].strip() or end - start > HEADING_WIDTH * 4:
            yield Block(start, end, _kind(text[start:end]), paragraph)
        else:
            paragraph += 1
        start = end + 1


def _kind(line: str) -> Kind:
    if line.count("|") >= 1:
        return Kind.TABLE
    if _ITEM.match(line):
        return Kind.ITEM
    if _HEADING.match(line) or _is_short(line.strip()):
        return Kind.HEADING
    return Kind.TEXT


def _is_short(line: str) -> bool:
    """Say whether a line is a heading: narrow, and not ending or pausing like a sentence."""
    if len(line) > HEADING_WIDTH or line[-1] in _ENDS:
        return False
    told = NOTED.sub("", line) if line[-1] in "）):：" and not _TELLS.search(line) else line
    return _is_narrow(line) and not ("，" in told or "。" in told)


def _is_narrow(line: str) -> bool:
    """Say whether a line is as narrow as a heading; a Chinese character is two wide."""
    if line.isascii() or len(line) * 2 <= HEADING_WIDTH:
        return True
    return len(line) + sum(char >= CJK_START for char in line) <= HEADING_WIDTH
