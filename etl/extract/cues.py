"""Find every cue of every metric, refusal and feature in one pass over a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import ahocorasick

from etl.extract.features import CHIP_WORDS, FEATURES, SCOPE_WORDS
from etl.extract.metrics import registry, spelled
from etl.extract.raised import no_money
from etl.extract.refusals import FUNDING, REFUSALS

TONES = frozenset({"feature", "scope", "chip"})
# Features whose words say nothing else: finance leases are no leases of compute.
WHOLE = frozenset({"finance_lease", "bound"})
LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


@dataclass(frozen=True, slots=True)
class Sense:
    """
    One thing a cue word can say.

    `kind` is metric, refuse, feature, scope or chip; `name` the metric's id, the refusal's reason or the feature;
    `form` noun, verb or weak; `classes` the unit classes it speaks of.
    """

    kind: str
    name: str
    form: str = ""
    classes: frozenset[str] = frozenset()


class Cue(NamedTuple):
    """
    A cue word in the text and what it can say.

    `names` are those of its senses, `features` of those that are one; `told` are all with the form of what names a
    metric.
    """

    start: int
    end: int
    senses: tuple[Sense, ...]
    names: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


class Said(NamedTuple):
    """What a cue word says: its senses, whether they say more than how a figure is meant, all their names."""

    senses: tuple[Sense, ...]
    counts: bool
    names: tuple[str, ...]
    features: tuple[str, ...]
    told: tuple[str, ...]

    @classmethod
    def of(cls, senses: tuple[Sense, ...]) -> Said:
        """Return some senses with what is asked of them most often worked out once, not wherever they are found."""
        features = tuple(sense.name for sense in senses if sense.kind == "feature")
        told = tuple(f"{sense.name} {sense.form}" if sense.kind == "metric" else sense.name for sense in senses)
        return cls(senses, _counts(senses), tuple({sense.name: 0 for sense in senses}), features, told)


class Word(NamedTuple):
    """A cue word, with what it says alone, told of as something held (no refusal), and under another word (tones)."""

    size: int
    alone: Said
    allowed: Said
    tones: Said
    starts_latin: bool
    ends_latin: bool

    @classmethod
    def of(cls, word: str, senses: tuple[Sense, ...]) -> Word:
        """Return a word with its senses sorted out."""
        allowed = tuple(sense for sense in senses if sense.kind != "refuse")
        tones = tuple(sense for sense in senses if sense.kind in TONES)
        ends = word[0] in LATIN, word[-1] in LATIN
        return cls(len(word), Said.of(senses), Said.of(allowed), Said.of(tones), *ends)


def _counts(senses: tuple[Sense, ...]) -> bool:
    return any(sense.kind not in TONES or sense.name in WHOLE for sense in senses)


def cues(folded: str) -> list[Cue]:
    """
    Return the cues of a text in small letters, in order.

    Of cues that overlap the first and longest says what is counted; the others only how it is meant. What only says
    how a figure is meant ("up from", "已部署") takes the refusal from a word inside it, not the metric.
    """
    kept: list[Cue] = []
    reached = toned = 0
    for start, minus_end, word in sorted(_found(folded)):
        end = -minus_end
        if start < reached:
            held = word.tones
        else:
            barred = start < toned or (FUNDING in word.alone.names and no_money(folded, start, end))
            held = word.allowed if barred else word.alone
            reached, toned = (end, toned) if held.counts else (reached, max(toned, end))
        if held.senses:
            kept.append(Cue(start, end, held.senses, held.names, held.features, held.told))
    return kept


# 63% more than a year earlier, as Bloomberg had earlier reported: a time, and nothing that was replaced.
_BEFORE_NOW = re.compile("earlier|previously|此前|先前|早先")
_AGO = re.compile(r"\b(?:years?|quarters?|months?|weeks?|days?) $")
_TOLD = re.compile(r"\s?(?:曾经?|已经?)?(?:reported|announced|disclosed|said|报道|报导|披露|透露|宣布|公布|表示|消息)")


def _found(folded: str) -> Iterator[tuple[int, int, Word]]:
    """Yield every cue word that stands as a word of its own; Chinese ones stand anywhere."""
    length = len(folded)
    for last, word in _automaton().iter(folded):
        start, end = last - word.size + 1, last + 1
        if word.starts_latin and start and folded[start - 1] in LATIN:
            continue
        if word.ends_latin and end < length and folded[end] in LATIN:
            continue
        if _BEFORE_NOW.fullmatch(folded, start, end) and (
            _AGO.search(folded, max(start - 9, 0), start) or _TOLD.match(folded, end)
        ):
            continue
        yield start, -end, word


@cache
def _automaton() -> ahocorasick.Automaton:
    table: dict[str, list[Sense]] = {}
    for words, sense in _families():
        for word in spelled(words):
            held = table.setdefault(word.lower(), [])
            if sense not in held:
                held.append(sense)
    automaton = ahocorasick.Automaton()
    for word, senses in table.items():
        automaton.add_word(word, Word.of(word, tuple(senses)))
    automaton.make_automaton()
    return automaton


def _families() -> Iterator[tuple[str, Sense]]:
    for metric in registry().values():
        for form, words in (("noun", metric.nouns), ("verb", metric.verbs), ("weak", metric.weak)):
            yield words, Sense("metric", metric.id, form, metric.classes)
    for refusal in REFUSALS:
        yield refusal.words, Sense("refuse", refusal.reason, "weak" if refusal.weak else "noun", refusal.classes)
    for name, words in FEATURES.items():
        yield words, Sense("feature", name)
    yield SCOPE_WORDS, Sense("scope", "scope")
    yield CHIP_WORDS, Sense("chip", "chip")
