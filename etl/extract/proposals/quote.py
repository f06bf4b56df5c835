"""A quote found again in a text: the same characters, but for width, compatibility forms and blanks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from etl.model import Span


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in one shape, and for each of its characters where the piece it came from begins and ends."""

    text: str
    origins: tuple[Span, ...]


def places(text: str, within: Span, quote: str) -> list[Span]:
    """
    Return where a quote stands in a range of a text, as spans of the text itself.

    >>> text = "购入４８．５万块  芯片"
    >>> [place.of(text) for place in places(text, Span(0, 12), "48.5万块 芯片")]
    ['４８．５万块  芯片']
    """
    wanted = fold(quote).text.strip()
    return list(_found(fold(within.of(text), within.start), wanted)) if wanted else []


def fold(text: str, offset: int = 0) -> Folded:
    """Return a text after NFKC, with every run of blanks as one; the origins count from `offset`."""
    characters: list[str] = []
    origins: list[Span] = []
    for start, end in _pieces(text):
        shape = unicodedata.normalize("NFKC", text[start:end])
        shape = " " if shape.isspace() else shape
        characters.append(shape)
        origins += [Span(offset + start, offset + end)] * len(shape)
    return Folded("".join(characters), tuple(origins))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield runs of blanks, and single characters each with the marks that combine with it."""
    start = 0
    while start < len(text):
        end = start + 1
        blank = text[start].isspace()
        while end < len(text) and (text[end].isspace() if blank else unicodedata.combining(text[end])):
            end += 1
        yield start, end
        start = end


def _found(folded: Folded, wanted: str) -> Iterator[Span]:
    at = folded.text.find(wanted)
    while at >= 0:
        last = at + len(wanted) - 1
        if _whole(folded.origins, at, last):
            yield Span(folded.origins[at].start, folded.origins[last].end)
        at = folded.text.find(wanted, at + 1)


def _whole(origins: tuple[Span, ...], first: int, last: int) -> bool:
    """Say whether a match takes no part of a character only: the 2 of ㎡ is not in the text."""
    starts = first == 0 or origins[first - 1] != origins[first]
    return starts and (last + 1 == len(origins) or origins[last + 1] != origins[last])
