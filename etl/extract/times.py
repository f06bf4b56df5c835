"""Choose the period of a figure: the candidate whose signs weigh most; what rules say is one sign among others."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from etl.extract.certainty import FOLLOWING, WORD
from etl.extract.drafts import Draft
from etl.extract.metrics import registry
from etl.extract.spans import kind, since
from etl.extract.timing import NOTHING, RULED
from etl.extract.weights import Rows, read, strongest
from etl.model import Status
from etl.period import Period, known_by

WEIGHTS = Path(__file__).with_name("times_weights.toml")


def settle(drafts: Sequence[Draft], published_on: str) -> None:
    """Give each figure the period that weighs most."""
    for draft in drafts:
        if draft.refused or not draft.times or draft.metric in FOLLOWING:
            continue
        label = _closed(draft, best(draft, published_on), published_on)
        if label != (draft.period.label if draft.period else NOTHING):
            draft.period, draft.rule = Period.parse(label) if label else None, [*draft.rule, why(draft, label)]


def _closed(draft: Draft, label: str, published_on: str) -> str:
    """Return the rules' choice, the period reported on, for what a firm took in or spent in a year still running."""
    day = known_by(published_on)
    if draft.status is not Status.ACTUAL or draft.metric not in REPORTED or draft.period_here or day is None:
        return label
    if label != f"{day.year}" or _YEARLY.search(draft.quantity.surface):
        return label
    told = next((one for one, signs in draft.times.items() if any(sign.startswith(RULED) for sign in signs)), label)
    is_report = told != label and told.startswith(label) and "reported on" in draft.times[told]
    return told if is_report else label


REPORTED = frozenset({"revenue", "capex"})
_YEARLY = re.compile("year|年")


def why(draft: Draft, label: str) -> str:
    """Return the signs that spoke most for a period, in words."""
    held = weights()
    return f"{label or 'no period'} as {strongest(held, draft.times[label])}"


def weighed(draft: Draft, published_on: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each candidate with all its signs, alone and by what a figure is; and by how sure it is told."""
    day = known_by(published_on)
    for label, signs in draft.times.items():
        lies = _of(label, day)
        when, told = lies[1], [*(one for one in signs if one[-1] != WORD), *lies]
        words = (*(one for one in signs if one[-1] == WORD), *(f"{when} if {word}" for word in draft.words))
        combined = (f"{one}, {what}" for one in told for what in (draft.metric, draft.status))
        yield label, frozenset((*told, *combined, *words))


@lru_cache(maxsize=1024)
def _of(label: str, day: date | None) -> tuple[str, str, str]:
    """Return what a label is by itself: its kind, how it lies to the day of publication, and both."""
    return kind(label), since(label, day), f"{kind(label)} {since(label, day)}"


@cache
def weights() -> Mapping[str, int]:
    """Return what each sign weighs for a period or against it, in hundredths."""
    return read(WEIGHTS)["sign"]


@cache
def _rows() -> tuple[Mapping[str, Mapping[str, int]], Rows[Mapping[str, int]]]:
    """Return what each sign weighs, alone (under "") and by what a figure is; and each word, by how a period lies."""
    signs: dict[str, dict[str, int]] = {}
    words: dict[str, dict[str, int]] = {}
    for told, weight in weights().items():
        when, is_word, word = told.partition(" if ")
        sign, _, what = told.rpartition(", ")
        if is_word:
            words.setdefault(word, {})[when] = weight
        elif what in registry() or what in STATUSES:
            signs.setdefault(sign, {})[what] = weight
        else:
            signs.setdefault(told, {})[""] = weight
    lying = sorted({when for row in words.values() for when in row})
    return signs, Rows(lying, words, lambda row: [row.get(when, 0) for when in lying])


@lru_cache(maxsize=128)
def _of_kind(metric: str, status: str) -> Mapping[str, int]:
    """Return what each sign weighs for the period of a figure of such metric and status."""
    rows = _rows()[0].items()
    return {sign: row.get("", 0) + row.get(metric, 0) + row.get(status, 0) for sign, row in rows}


STATUSES = frozenset(Status)


def best(draft: Draft, published_on: str) -> str:
    """Return the label that weighs most, that of the rules where two weigh the same."""
    by_word, of_sign, day = _rows()[1], _of_kind(draft.metric, draft.status), known_by(published_on)
    heard = by_word.sums(draft.words)
    chosen, most = NOTHING, -math.inf
    for label, signs in draft.times.items():
        lies = _of(label, day)
        sums = heard.get(lies[1], 0) + sum(filter(None, map(of_sign.get, chain(signs, lies))))
        if sums > most:
            chosen, most = label, sums
    return chosen
