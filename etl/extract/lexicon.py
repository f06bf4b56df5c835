"""A language's words made ready for looking up: by first word, by last sign, and all cues in one automaton."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TypeVar

import ahocorasick

from etl.languages import language
from etl.languages.language import DIGITS, YEARS, Language, PeriodRule
from etl.model import Qualifier

WORD = re.compile("[a-zμµ]+")
LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
NUMBER, HEDGE, RECURRING, PERIOD, OPENING = "number", "hedge", "recurring", "period", "opening"
KEYED = 7  # signs of a word that its group is found by
Entry = tuple[str, str, Decimal]
ONE = Decimal(1)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language, compiled."""

    language: Language
    units: Mapping[str, tuple[Entry, ...]]
    prefixes: Mapping[str, tuple[tuple[str, str], ...]]
    after: Mapping[str, tuple[tuple[str, Qualifier], ...]]
    rates: Mapping[str, tuple[tuple[str, str], ...]]
    names: Mapping[str, tuple[tuple[str, str], ...]]
    signs: Mapping[str, str]
    magnitude_starts: frozenset[str]
    cues: ahocorasick.Automaton
    year_rules: tuple[PeriodRule, ...]
    digit_rules: tuple[PeriodRule, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """Where the cues of a text stand: hedges and recurring cues by their end, the others by their start."""

    hedges: Mapping[int, tuple[int, Qualifier]]
    recurring: tuple[tuple[int, str], ...]
    numbers: tuple[int, ...]
    periods: tuple[tuple[int, tuple[PeriodRule, ...]], ...]
    openings: Mapping[int, tuple[int, str]]


@cache
def lexicon(code: str) -> Lexicon:
    """Return the compiled words of a language."""
    words = language(code)
    return Lexicon(
        words,
        _units(words.units),
        _by_last(words.prefixes),
        _by_first(words.after),
        _by_first(words.rates),
        _by_last(dict.fromkeys(words.names, "")),
        {word: unit for word, unit in words.prefixes.items() if len(word) == 1},
        frozenset(word[0] for word in words.magnitudes),
        _automaton(words),
        tuple(rule for rule in words.period_rules if rule.starts in ((), YEARS)),
        tuple(rule for rule in words.period_rules if rule.starts in ((), DIGITS)),
    )


def cues(lexicon: Lexicon, small: str) -> Cues:
    """Return every cue in a text in small letters, in one pass."""
    hedges: dict[int, tuple[int, Qualifier]] = {}
    openings: dict[int, tuple[int, str]] = {}
    recurring: list[tuple[int, str]] = []
    numbers: list[int] = []
    periods: list[tuple[int, tuple[PeriodRule, ...]]] = []
    length = len(small)
    for last, (size, senses) in lexicon.cues.iter(small):
        end = last + 1
        start = end - size
        if start and small[start] in LATIN and small[start - 1] in LATIN:
            continue
        whole = end >= length or small[end] not in LATIN or small[last] not in LATIN
        for kind, what in senses:
            if kind is PERIOD:
                periods.append((start, what))
            elif not whole:
                continue
            elif kind is HEDGE:
                if end not in hedges or hedges[end][0] > start:
                    hedges[end] = (start, what)
            elif kind is NUMBER:
                numbers.append(start)
            elif kind is OPENING:
                openings[end] = (start, what)
            else:
                recurring.append((end, what))
    periods.sort(key=lambda found: found[0])
    return Cues(hedges, tuple(recurring), tuple(numbers), tuple(periods), openings)


def _units(units: Mapping[str, tuple[str, str]]) -> dict[str, tuple[Entry, ...]]:
    grouped: dict[str, list[Entry]] = {}
    for word, (unit, factor) in units.items():
        first = WORD.match(word)
        grouped.setdefault(first[0] if first else word[0], []).append(
            (word, unit, ONE if factor == "1" else Decimal(factor))
        )
    return {key: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for key, entries in grouped.items()}


def following(table: Mapping[str, tuple[tuple[str, T], ...]], small: str, at: int) -> tuple[str, T] | None:
    """Return the longest word of a table that stands at a place, and what it means."""
    if small[at : at + 2] in table:
        ahead = small[at : at + KEYED]
        for size in range(len(ahead), 1, -1):
            for entry in table.get(ahead[:size], ()):
                if small.startswith(entry[0], at):
                    return entry
    return next(iter(table.get(small[at : at + 1], ())), None)


def preceding(table: Mapping[str, tuple[tuple[str, T], ...]], small: str, end: int) -> Sequence[tuple[str, T]]:
    """Return the words of a table that end at a place, the longest first."""
    last = small[end - 1 : end]
    if last not in table:
        return ()
    near = table.get(small[end - 2 : end], ()) if end > 1 else ()
    if not near and not table[last]:
        return ()
    return [
        entry
        for entry in (*near, *table[last])
        if end >= len(entry[0]) and small.startswith(entry[0], end - len(entry[0]))
    ]


def _by_first(words: Mapping[str, T]) -> dict[str, tuple[tuple[str, T], ...]]:
    """Group words by their first signs; the first two are a key too, so that most places need one look."""
    table: dict[str, tuple[tuple[str, T], ...]] = {word[:2]: () for word in words}
    return table | _grouped((word[:KEYED], (word, what)) for word, what in words.items())


def _by_last(words: Mapping[str, T]) -> dict[str, tuple[tuple[str, T], ...]]:
    table: dict[str, tuple[tuple[str, T], ...]] = {word[-1]: () for word in words}
    return table | _grouped((word[-2:], (word, what)) for word, what in words.items())


def _grouped(keyed: Iterable[tuple[str, tuple[str, T]]]) -> dict[str, tuple[tuple[str, T], ...]]:
    grouped: dict[str, list[tuple[str, T]]] = {}
    for key, entry in keyed:
        grouped.setdefault(key, []).append(entry)
    return {key: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for key, entries in grouped.items()}


def _automaton(words: Language) -> ahocorasick.Automaton:
    senses: dict[str, list[tuple[str, object]]] = {}
    for word, kind in words.before.items():
        senses.setdefault(word, []).append((HEDGE, kind))
    for word, rate in words.recurring.items():
        senses.setdefault(word, []).append((RECURRING, rate))
    for word in words.number_starts:
        senses.setdefault(word, []).append((NUMBER, ""))
    for word, opening in words.openings.items():
        senses.setdefault(word, []).append((OPENING, opening))
    for start in {start for rule in words.period_rules if rule.starts not in (YEARS, DIGITS) for start in rule.starts}:
        rules = tuple(rule for rule in words.period_rules if start in rule.starts)
        senses.setdefault(start, []).append((PERIOD, rules))
    automaton = ahocorasick.Automaton()
    for word, what in senses.items():
        automaton.add_word(word, (len(word), tuple(what)))
    automaton.make_automaton()
    return automaton
