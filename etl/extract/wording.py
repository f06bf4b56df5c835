"""The words of a sentence, and which of them stand beside a figure."""

from __future__ import annotations

import re
from bisect import bisect_left

from etl.extract.scene import Scene, remembered

_WORDS = re.compile(r"[a-z]+(?:['’-][a-z]+)*|[\u4e00-\u9fff]+|[%$€£¥()（）:：/|]")
HAN_START, HAN_END = "\u4e00", "\u9fff"
# How near is near, in characters, by whether they are Chinese, and how many words are looked at on each side.
NEAR, HEARD = {True: 8, False: 24}, 8


Word = tuple[int, int, str]
"""Where a word of a sentence begins and ends, or two signs of Chinese side by side, and what it is."""


@remembered
def worded(plain: str, scene: Scene) -> tuple[list[Word], list[int]]:
    """Return the words of a sentence and where they begin."""
    words = words_of(plain, scene.start, scene.end)
    return words, [start for start, _, _ in words]


def words_of(plain: str, start: int, end: int) -> list[Word]:
    """Return the words of a stretch of text."""
    words: list[Word] = []
    for found in _WORDS.finditer(plain, start, end):
        (first, last), text = found.span(), found.group()
        if last - first == 1 or not HAN_START <= text[0] <= HAN_END:
            words.append((first, last, text))
        else:
            words += [(at, at + 2, plain[at : at + 2]) for at in range(first, last - 1)]
    return words


def beside(plain: str, scene: Scene, start: int, end: int) -> list[str]:
    """Return the words right before and after a number, alone and by twos, and those near it in its clause."""
    words, at, after = placed(plain, scene, start, end)
    before = words[at - 1][2] if at else ""
    behind = words[after][2] if after < len(words) else ""
    found = [f"right before: {before}", f"right after: {behind}"]
    if at > 1:
        found.append(f"right before: {words[at - 2][2]} {before}")
    if after + 1 < len(words):
        found.append(f"right after: {behind} {words[after + 1][2]}")
    first, last = scene.piece(start)
    for began, ended, text in words[max(at - HEARD, 0) : at]:
        if began >= first and start - ended <= NEAR[text[0] >= HAN_START]:
            found.append(f"near before: {text}")
    for began, ended, text in words[after : after + HEARD]:
        if ended <= last and began - end <= NEAR[text[0] >= HAN_START]:
            found.append(f"near after: {text}")
    return found


def placed(plain: str, scene: Scene, start: int, end: int) -> tuple[list[Word], int, int]:
    """Return the words of a sentence, how many stand before a number and which is the first after it."""
    words, starts = worded(plain, scene)
    at, after = bisect_left(starts, start), bisect_left(starts, end)
    while at and words[at - 1][1] > start:
        at -= 1
    return words, at, after
