"""A text made ready for reading: in one writing, without noise, in small letters, with its cues."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from etl.extract.lexicon import Cues, Lexicon, cues, lexicon
from etl.extract.noise import blanked
from etl.languages.script import fold, lower


class Scan(NamedTuple):
    """A text in the shapes that the readers look at; every offset is the text's own."""

    words: Lexicon
    folded: str
    small: str
    cues: Cues


@lru_cache(maxsize=4)
def scan(text: str, language: str) -> Scan:
    """Return the scan of a text; the last few are remembered, as quantities and periods are read from the same one."""
    words = lexicon(language)
    folded = blanked(fold(text))
    small = lower(folded)
    return Scan(words, folded, small, cues(words, small))
