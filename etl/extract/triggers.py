"""Whether a sentence has one of the words without which a pattern cannot be found in it; it is asked once of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import inf

from etl.extract.scene import Scene, remembered
from etl.extract.spotting import Words, spotted


class Needed(Words):
    """Words of which a pattern needs one; asked of a sentence, it says whether one stands there."""

    __slots__ = ()

    def __call__(self, text: str, scene: Scene) -> bool:
        """Say whether a sentence of a text has one of the words."""
        memory = scene.memory
        try:
            told: int = memory[_told]
        except KeyError:
            told = memory[_told] = _told(text, scene)
        return told & self.bit != 0

    def near(self, text: str, scene: Scene, start: int, end: int) -> bool:
        """Say whether one of the words stands between two places of a sentence."""
        return self(text, scene) and self.within(text, start, end)


def needs(words: str) -> Needed:
    """
    Return what tells whether a sentence has any of some words, which are parted by bars.

    A word is found inside another too: it must be one that every match of the pattern holds, and nothing more.
    """
    return Needed(words)


def reached(pattern: re.Pattern[str], words: str) -> Callable[[str, Scene], float]:
    """Return what tells where a sentence first has all of a pattern that needs some words; infinity for nowhere."""
    has = needs(words)

    @remembered
    def first_end(text: str, scene: Scene) -> float:
        found = pattern.search(text, scene.start, scene.end) if has(text, scene) else None
        return found.end() if found else inf

    return first_end


def _told(text: str, scene: Scene) -> int:
    """Return the bits of all words of a sentence."""
    return spotted(text, scene.start, scene.end)
