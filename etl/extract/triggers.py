"""
Which words a sentence has, of those without which a pattern cannot be found in it.

One automaton finds the words of all patterns in one pass over a text; a pattern is then tried only in the sentences
that have one of its words, which are few.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache, lru_cache
from math import inf

import ahocorasick

from etl.extract.scene import Scene, remembered

# By each word the patterns that need it, one bit for each.
_BITS: dict[str, int] = {}
_NEEDED: list[Needed] = []


class Needed:
    """Words of which a pattern needs one, in small letters; asked of a sentence, it says whether one stands there."""

    __slots__ = ("_bit", "words")

    def __init__(self, words: tuple[str, ...], bit: int) -> None:
        self.words, self._bit = words, bit

    def __call__(self, text: str, scene: Scene) -> bool:
        """Say whether a sentence of a text has one of the words."""
        return bool(_told(text, scene) & self._bit)


def needs(words: str) -> Needed:
    """
    Return what tells whether a sentence has any of some words, which are parted by bars.

    A word is found inside another too: it must be one that every match of the pattern holds, and nothing more.
    """
    needed = Needed(tuple(words.split("|")), 1 << len(_NEEDED))
    _NEEDED.append(needed)
    for word in needed.words:
        _BITS[word] = _BITS.get(word, 0) | 1 << (len(_NEEDED) - 1)
    _automaton.cache_clear()
    _found.cache_clear()
    return needed


def reached(pattern: re.Pattern[str], words: str) -> Callable[[str, Scene], float]:
    """Return what tells where a sentence first has all of a pattern that needs some words; infinity for nowhere."""
    has = needs(words)

    @remembered
    def first_end(text: str, scene: Scene) -> float:
        found = pattern.search(text, scene.start, scene.end) if has(text, scene) else None
        return found.end() if found else inf

    return first_end


@remembered
def _told(text: str, scene: Scene) -> int:
    ends, bits = _found(text)
    told = 0
    for held in bits[bisect_right(ends, scene.start) : bisect_right(ends, scene.end)]:
        told |= held
    return told


@lru_cache(maxsize=4)
def _found(text: str) -> tuple[list[int], list[int]]:
    """Return where words of patterns end in a text, and the patterns that each may begin."""
    hits = list(_automaton().iter(text))
    return [last + 1 for last, _ in hits], [bits for _, bits in hits]


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word, bits in _BITS.items():
        automaton.add_word(word, bits)
    automaton.make_automaton()
    return automaton
