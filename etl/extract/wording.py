"""The words of a sentence, and which of them stand beside a figure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from etl.extract.scene import Scene, remembered

_WORDS = re.compile(r"[a-z]+(?:['’-][a-z]+)*|[\u4e00-\u9fff]+|[%$€£¥()（）:：/|]")
HAN_START, HAN_END = "\u4e00", "\u9fff"
# How near is near, in characters, by whether they are Chinese, and how many words are looked at on each side.
NEAR, HEARD = {True: 8, False: 24}, 8


class Word(NamedTuple):
    """A word of a sentence, or two signs of Chinese side by side, and its place."""

    start: int
    end: int
    text: str


@remembered
def worded(plain: str, scene: Scene) -> tuple[list[Word], list[int]]:
    """Return the words of a sentence and where they begin."""
    words = list(words_of(plain, scene.start, scene.end))
    return words, [word.start for word in words]


def words_of(plain: str, start: int, end: int) -> Iterator[Word]:
    """Yield the words of a stretch of text."""
    for found in _WORDS.finditer(plain, start, end):
        first, last, text = found.start(), found.end(), found.group()
        if not HAN_START <= text[0] <= HAN_END or last - first == 1:
            yield Word(first, last, text)
            continue
        yield from (Word(at, at + 2, plain[at : at + 2]) for at in range(first, last - 1))


def beside(plain: str, scene: Scene, start: int, end: int) -> Iterator[str]:
    """Yield the words right before and after a number, alone and by twos."""
    words, at, after = placed(plain, scene, start, end)
    before = words[at - 1].text if at else ""
    behind = words[after].text if after < len(words) else ""
    yield f"right before: {before}"
    yield f"right after: {behind}"
    if at > 1:
        yield f"right before: {words[at - 2].text} {before}"
    if after + 1 < len(words):
        yield f"right after: {behind} {words[after + 1].text}"


def near(plain: str, scene: Scene, start: int, end: int) -> Iterator[str]:
    """Yield the words that stand near a figure in its clause, before it and after it."""
    words, at, after = placed(plain, scene, start, end)
    first, last = scene.piece(start)
    for word in words[max(at - HEARD, 0) : at]:
        if word.start >= first and start - word.end <= NEAR[word.text[0] >= HAN_START]:
            yield f"near before: {word.text}"
    for word in words[after : after + HEARD]:
        if word.end <= last and word.start - end <= NEAR[word.text[0] >= HAN_START]:
            yield f"near after: {word.text}"


def placed(plain: str, scene: Scene, start: int, end: int) -> tuple[list[Word], int, int]:
    """Return the words of a sentence, how many stand before a number and which is the first after it."""
    words, starts = worded(plain, scene)
    at, after = bisect_left(starts, start), bisect_left(starts, end)
    while at and words[at - 1].end > start:
        at -= 1
    return words, at, after
