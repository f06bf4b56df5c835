"""What a language must say of itself before figures can be read in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from etl.model import Qualifier

YEARS, DIGITS = ("19", "20"), ("0", "9")


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """
    One way of writing a period: the words it can start with and its pattern.

    Instead of words `starts` may be YEARS (a four-digit year), DIGITS (fewer digits) or empty (either).

    The pattern's groups are named y (year), yy (two digits), yc and yw (in words), fy, q, h, m, d, r (a relative
    word), part, decade, century, length (a number of months), vague with way, n and unit (the past three years) or
    with century, weekof, q2, m2 and d2 (a second end), with any suffix after an underscore: one pattern may hold two.
    """

    name: str
    starts: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Language:
    """
    The words of one language, all in small letters and in the shape that `script.fold` gives.

    `numerals` and `magnitudes` map words to a value and a power of ten; `units` maps words to a unit id and its factor
    to the base unit; `prefixes` are currencies before a number. `rates` stand behind a unit, `recurring` before the
    number in its clause; `income` between the two forbids it. `relatives` map words to (step, offset).
    `uncounted` are chips that stand right behind a number, where a counter might have stood.
    `part_ends` are the last words of what `parts` finds.
    """

    code: str
    spaced: bool
    letters: re.Pattern[str]
    sentence_end: re.Pattern[str]
    numerals: Mapping[str, int]
    magnitudes: Mapping[str, int]
    suffixes: re.Pattern[str]
    number_words: re.Pattern[str]
    number_starts: tuple[str, ...]
    units: Mapping[str, tuple[str, str]]
    counted: re.Pattern[str]
    uncounted: re.Pattern[str]
    prefixes: Mapping[str, str]
    before: Mapping[str, Qualifier]
    after: Mapping[str, Qualifier]
    ranges: frozenset[str]
    lists: frozenset[str]
    changes: re.Pattern[str]
    rates: Mapping[str, str]
    recurring: Mapping[str, str]
    income: re.Pattern[str]
    restating: re.Pattern[str]
    names: frozenset[str]
    date_digits: re.Pattern[str]
    period_rules: tuple[PeriodRule, ...]
    period_joiner: re.Pattern[str]
    openings: Mapping[str, str]
    closings: Mapping[str, str]
    parts: re.Pattern[str]
    part_ends: frozenset[str]
    values: Mapping[str, int]
    relatives: Mapping[str, tuple[str, int]]
