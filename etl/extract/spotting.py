"""
Which words stand in a stretch of a text, of those without which a pattern cannot be found there.

One automaton finds the words of all patterns in one pass over a text; a pattern is then tried only where one of its
words stands, which is seldom: to look at a list of places is many times as fast as to try a pattern on a text.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache

import ahocorasick

# By each word the patterns that need it, one bit for each.
_BITS: dict[str, int] = {}
_WATCHED: list[Words] = []


class Words:
    """Words of which a pattern needs one, in small letters."""

    __slots__ = ("bit", "words")

    def __init__(self, words: str) -> None:
        self.words, self.bit = tuple(words.split("|")), 1 << len(_WATCHED)
        _WATCHED.append(self)
        for word in self.words:
            _BITS[word] = _BITS.get(word, 0) | self.bit
        _automaton.cache_clear()
        _found.cache_clear()
        spotted.cache_clear()

    def within(self, text: str, start: int, end: int) -> bool:
        """
        Say whether one of the words stands between two places of a text.

        >>> words = Words("quokka|wombat")
        >>> words.within("a wombat sleeps", 0, 15), words.within("a wombat sleeps", 9, 15)
        (True, False)
        """
        return bool(spotted(text, start, end) & self.bit)

    def anywhere(self, text: str) -> bool:
        """Say whether one of the words stands in a text."""
        return bool(_found(text)[2] & self.bit)


@lru_cache(maxsize=64)
def spotted(text: str, start: int, end: int) -> int:
    """Return the bits of all words that end between two places of a text."""
    ends, bits, _ = _found(text)
    told = 0
    for held in bits[bisect_right(ends, start) : bisect_right(ends, end)]:
        told |= held
    return told


@lru_cache(maxsize=4)
def _found(text: str) -> tuple[list[int], list[int], int]:
    """Return where words end in a text, the bits of each, and the bits of all."""
    hits = list(_automaton().iter(text))
    told = 0
    for bits in {bits for _, bits in hits}:
        told |= bits
    return [last + 1 for last, _ in hits], [bits for _, bits in hits], told


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word, bits in _BITS.items():
        automaton.add_word(word, bits)
    automaton.make_automaton()
    return automaton
