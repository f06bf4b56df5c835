"""
Names in running text, found in one pass.

One automaton runs over the lower-cased text and proposes candidates; what stands around each then decides: a Latin name
must be a word of its own, a cased name must be written as given, and a neighbour may make it another word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from etl.model import Span
from etl.vocabulary.term import Hit, Term

# Full-width letters and digits and the no-break space, each replaced by one character, so that offsets hold.
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xA0: 0x20, 0x2019: 0x27}
_NEEDS_NARROWING = re.compile("[\uff10-\uff5a\u00a0\u2019]")
_LATIN = re.compile(r"[0-9A-Za-z_\u00c0-\u024f]")
_MODEL = re.compile(r"[A-Z0-9]")
_FAMILY = re.compile(r"[A-Z][a-z]{4,}$")
# Meta22.4万块, AMD2025年, xAI10万卡: an amount or a date as Chinese writes it, with no blank before it.
_COUNTED = re.compile(
    r"(?<=[A-Za-z])\d[\d.,]*(?:[-–—~至到]\d[\d.,]*)?(?: ?[\u4e00-\u9fff%]|[QHqh][1-4](?![0-9A-Za-z]))"
)
_DATED = re.compile(r"(?<=[A-Za-z])(?:19|20)\d\d(?:财?年|[QHqh][1-4](?![0-9A-Za-z]))")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a lower-cased name may mean: a term, and the exact spelling it needs, if any."""

    term: Term
    exact: str
    starts_latin: bool
    ends_latin: bool


class Finder:
    """Finds the names of terms in texts."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_ANY)
        readings: dict[str, list[_Reading]] = {}
        for term in terms:
            for name, cased in term.spoken():
                readings.setdefault(_lower(name), []).append(_reading(term, name, cased=cased))
        for key, found in readings.items():
            self._automaton.add_word(key, (len(key), tuple(found)))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[Hit]:
        """Return the names in a text, in order, the longest where several begin, none inside another."""
        if _NEEDS_NARROWING.search(text):
            text = text.translate(_WIDE)
        lower = _lower(text)
        found = sorted(self._candidates(text, lower), key=_leftmost_longest)
        return list(_apart(found))

    def _candidates(self, text: str, lower: str) -> Iterator[tuple[int, int, Term]]:
        for last, (length, readings) in self._automaton.iter(lower):
            end = last + 1
            for reading in readings:
                if _stands(text, lower, end - length, end, reading):
                    yield end - length, end, reading.term
                    break


def _leftmost_longest(candidate: tuple[int, int, Term]) -> tuple[int, int]:
    return candidate[0], -candidate[1]


def _reading(term: Term, name: str, *, cased: bool) -> _Reading:
    return _Reading(term, name if cased else "", bool(_LATIN.match(name[0])), bool(_LATIN.match(name[-1])))


def _stands(text: str, lower: str, start: int, end: int, reading: _Reading) -> bool:
    if reading.starts_latin and start and _LATIN.match(text, start - 1):
        return False
    if reading.ends_latin and _LATIN.match(text, end) and not _goes_on(text, end, reading.term):
        return False
    if reading.exact and not text.startswith(reading.exact, start):
        return False
    term = reading.term
    return not (lower.startswith(term.not_before, end) or lower.endswith(term.not_after, 0, start))


def _goes_on(text: str, end: int, term: Term) -> bool:
    """Say whether a Latin name ends though a letter or digit follows: as a plural, or where Chinese counts right on."""
    counted = _DATED if term.kind == "product" else _COUNTED  # behind the letters of a product digits are its model
    return _is_plural(text, end, term) or bool(counted.match(text, end))


def _is_plural(text: str, end: int, term: Term) -> bool:
    """Say whether only a plural s follows a model name: H100s, TPUs, Blackwells."""
    return (
        term.kind == "product"
        and text.startswith("s", end)
        and bool(_MODEL.match(text, end - 1) or _FAMILY.search(text, max(end - 12, 0), end))
        and not _LATIN.match(text, end + 1)
    )


def _apart(found: Iterable[tuple[int, int, Term]]) -> Iterator[Hit]:
    free = 0
    for start, end, term in found:
        if start >= free:
            free = end
            yield Hit(Span(start, end), term)


def _lower(text: str) -> str:
    lower = text.lower()
    # A few letters lower to two code points; then each is lowered alone and kept where it would grow.
    return lower if len(lower) == len(text) else "".join(map(_lowered, text))


def _lowered(char: str) -> str:
    low = char.lower()
    return low if len(low) == 1 else char
