"""Where a text speaks of time: each expression with what it names, not yet counted from the day of publication."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from etl.extract.lexicon import Cues, Lexicon
from etl.extract.scan import scan
from etl.languages.language import Language, PeriodRule

# In small letters these are words, not months.
NO_MONTHS = frozenset({"may", "march", "mar"})
YEAR, FOUR = re.compile(r"(?:19|20)[0-9]{2}(?![0-9])"), 4
SUFFIX = re.compile("_.*")
LONGEST_PART = 12  # signs of the longest word that a part of a period ends in, and a blank
BEFORE = 40
# After a month or a day says when something came, not when a period began.
DAYS = frozenset({"m", "mq", "d", "r", "rm", "length", "vague"})


class Expression(NamedTuple):
    """A time expression: its span, the rule, its fields, those of its second end, and how it is open."""

    start: int
    end: int
    rule: str
    fields: Mapping[str, str]
    second: Mapping[str, str] | None = None
    opening: str = ""


def period_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Return the spans of the time expressions of a text."""
    return [(found.start, found.end) for found in expressions(text, language)]


@lru_cache(maxsize=4)
def expressions(text: str, language: str) -> tuple[Expression, ...]:
    """Return the time expressions of a text in order; the last few are remembered, as two readers ask for them."""
    return tuple(_found(*scan(text, language)))


def _found(words: Lexicon, folded: str, small: str, found: Cues) -> list[Expression]:
    starts: dict[int, tuple[PeriodRule, ...]] = {}
    for start, rules in found.periods:
        starts[start] = starts.get(start, ()) + rules
    for digits in words.language.date_digits.finditer(small):
        rules = words.year_rules if digits.end() - digits.start() == FOUR else words.digit_rules
        starts.setdefault(digits.start(), rules)
    result: list[Expression] = []
    done = 0
    for start in sorted(starts):
        if start < done:
            continue
        one = _longest(small, folded, start, starts[start])
        if one is not None:
            whole = _opened(words, small, found, _widened(words, small, folded, starts, one, found), done)
            result.append(whole)
            done = whole.end
    return result


def _longest(small: str, folded: str, start: int, rules: tuple[PeriodRule, ...]) -> Expression | None:
    best: Expression | None = None
    for rule in rules:
        found = rule.pattern.match(small, start)
        if found and (best is None or found.end() > best.end) and found.end() > start:
            if found[0] in NO_MONTHS and not folded[start].isupper():
                continue
            fields = {SUFFIX.sub("", name): value for name, value in found.groupdict().items() if value is not None}
            best = Expression(start, found.end(), rule.name, fields)
    return best


def _widened(
    words: Lexicon, small: str, folded: str, starts: Mapping[int, tuple[PeriodRule, ...]], one: Expression, found: Cues
) -> Expression:
    """Join a second end: 2024至2027年, March to May 2025, 3月5日至7日."""
    joiner = words.language.period_joiner.match(small, one.end)
    if joiner is None:
        return one
    if joiner[0].strip() == "and" and _opening(small, found, one.start) != "between":
        return one
    rules = starts.get(joiner.end())
    if rules is None and (not words.language.spaced or small[joiner.end() : joiner.end() + 1].isdigit()):
        rules = words.year_rules if YEAR.match(small, joiner.end()) else words.digit_rules
    other = _longest(small, folded, joiner.end(), rules) if rules else None
    if other is None or "vague" in other.fields:
        return one
    return one._replace(end=other.end, second=other.fields)


def _opening(small: str, found: Cues, start: int) -> str:
    at = start
    while at and small[at - 1] in " -":
        at -= 1
    return found.openings.get(at, (0, ""))[1]


def _opened(words: Lexicon, small: str, found: Cues, one: Expression, done: int) -> Expression:
    """Take in "by the end of" and "early"; mark from … on, since … and through … as open."""
    language = words.language
    window = max(done, one.start - BEFORE)
    part = language.parts.search(small, window, one.start) if _has_part(language, small, one.start) else None
    if part and (part.start() == 0 or not small[part.start() - 1].isalnum()):
        one = one._replace(start=part.start(), fields={**one.fields, "part": part[0].strip()})
        if part[0].startswith(("through", "until")) and one.second is None:
            return one._replace(opening="through")
    if one.second is not None:
        return one
    return _closed(words, small, one) or _opened_before(words, small, found, one, done)


def _has_part(language: Language, small: str, start: int) -> bool:
    """Look at the last word before a period: the search for the whole part is slow, and mostly in vain."""
    if not language.part_ends:
        return False
    near = small[max(0, start - LONGEST_PART) : start].replace("-", " ").split()
    return bool(near) and near[-1].lstrip("*_\"'(“") in language.part_ends


def _closed(words: Lexicon, small: str, one: Expression) -> Expression | None:
    """Take in what opens a period from behind: 2027年起, 2025年之后."""
    for word, opening in words.language.closings.items():
        if small.startswith(word, one.end) and (opening == "from" or not one.fields.keys() & DAYS):
            return one._replace(end=one.end + len(word), opening=opening)
    return None


def _opened_before(words: Lexicon, small: str, found: Cues, one: Expression, done: int) -> Expression:
    """Take in what opens a period from before: from 2027, through 2031, after 2025."""
    opening = _opening(small, found, one.start)
    if opening == "after":
        barred = bool(one.fields.keys() & DAYS) or small.startswith("'s", one.end)
    else:
        barred = opening not in ("from", "through") or "r" in one.fields
    if barred or (opening == "from" and words.language.changes.search(small, max(0, one.start - BEFORE), one.start)):
        return one
    at = one.start
    while small[at - 1] in " -":
        at -= 1
    first = found.openings[at][0]
    return one._replace(start=first, opening=opening) if first >= done else one
