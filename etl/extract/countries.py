"""States that a text speaks of, whether they act or not: by their names, by their people, by their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from etl.vocabulary import Hit, vocabulary

GOVERNMENT = "-government"
Spoken = tuple[tuple[int, str], ...]


def spoken(text: str, known: Sequence[Hit]) -> Spoken:
    """Return where a text speaks of states, and of which, in order."""
    words, called = _called()
    named = (
        (hit.span.start, hit.term.id.removesuffix(GOVERNMENT))
        for hit in known
        if hit.term.kind == "state" or hit.term.id.endswith(GOVERNMENT)
    )
    told = ((found.start(), called[found.group()]) for found in words.finditer(text))
    return tuple(sorted({*named, *told}))


@cache
def _called() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what finds the words by which states are called, and whose each is."""
    called = {word: term.id for term in vocabulary().terms.values() for word in term.called}
    latin, han = ([word for word in called if word.isascii() == is_latin] for is_latin in (True, False))
    return re.compile(rf"{_starting(latin)}\b(?:{_any(latin)})\b|{_starting(han)}(?:{_any(han)})"), called


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _starting(words: Iterable[str]) -> str:
    """Return what looks at one letter before any word is tried."""
    return f"(?=[{''.join(sorted({word[0] for word in words}))}])"
