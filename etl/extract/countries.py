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
    return re.compile("|".join(_begun(first, called) for first in sorted({word[0] for word in called}))), called


def _begun(first: str, words: Iterable[str]) -> str:
    """
    Return what finds the words that begin with a sign, the longest first.

    Each way of the whole begins with a sign as such, what stands before it being looked back at: so a search leaps
    from one of these signs to the next.
    """
    rests = sorted((re.escape(word[1:]) for word in words if word[0] == first), key=len, reverse=True)
    bounds = (rf"(?<!\w{first})", r"\b") if first.isascii() else ("", "")
    return f"{first}{bounds[0]}(?:{'|'.join(rests)}){bounds[1]}"
