"""One statement of one origin, told for more than one period: the readings that tell one number at about one time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import pandas as pd

from etl.reconcile.cluster import Member, clusters
from etl.reconcile.codes import Codes, Mask, kept, keys_of, mapped_rows, run_starts
from etl.reconcile.conflict import were_told
from etl.reconcile.disagreement import STANDING, TIME, numbers, row_of
from etl.reconcile.name import UNATTRIBUTED
from etl.reconcile.order import places_by
from etl.reconcile.rule import rule
from etl.reconcile.telling import NUMBERS
from etl.reconcile.times import NO_DAY, number_of

REASON = ("one statement is told for different periods", "同一表态被说成不同期间")
READ = (
    *("observation_id", "metric", "entity", "product", "period", "unit", "origin", "known_from", *NUMBERS),
    *("key_days", TIME, *STANDING.values()),
)
"""What is read of the readings of one statement at a time."""

Amounts = frozenset[float]


def statements(readings: pd.DataFrame) -> tuple[Codes, Codes]:
    """Return the places of readings that may tell one statement for several periods, and of each a number of which."""
    told = were_told(readings) & readings["metric"].isin(rule().horizon["metrics"]).to_numpy()
    at = np.flatnonzero(told & (readings["key_days"] != "").to_numpy())
    length = mapped_rows([readings[name].iloc[at] for name in ("period_start", "period_end")], _length, "float64")
    at = at[((length >= rule().horizon["shortest_days"]) | length.isna()).to_numpy()]
    told_of = readings.iloc[at]
    # Money is told with and without a name for what it buys; units of two products are two statements.
    what = mapped_rows([told_of["product"], told_of["unit"]], lambda product, unit: product if unit == "units" else "")
    group = keys_of([*(told_of[name] for name in ("metric", "entity", "unit")), what, _voices(told_of)])
    shared = _shares_a_number(told_of, group)
    return at[shared], _linked(kept(told_of, shared), group[shared])


def horizons(read: pd.DataFrame) -> Iterator[Member]:
    """Yield the statements that are told for several periods, of readings of one statement and time each."""
    for readings in clusters(kept(read, _shares_a_number(read, keys_of([read[TIME]]))), [TIME], READ):
        yield from _same_statement(sorted(readings, key=lambda one: (one["known_from"], one["observation_id"])))


def _length(start: str, end: str) -> float:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days if start and end else math.nan


def _voices(frame: pd.DataFrame) -> pd.Series[str]:
    """Return who speaks: what is told of a company without a name is taken for its own word."""

    def voice(entity: str, origin: str) -> str:
        return UNATTRIBUTED if origin in entity.split("+") else origin

    return mapped_rows([frame["entity"], frame["origin"]], voice)


def _entries(frame: pd.DataFrame, group: Codes) -> tuple[Codes, Codes]:
    """Return the place of the reading of each number, and which number of which group that is."""
    at = np.tile(np.arange(len(frame)), len(NUMBERS))
    number = pd.Series(np.concatenate([frame[name].to_numpy(float) for name in NUMBERS]))
    at, number = at[number.notna()], number[number.notna()]
    return at, keys_of([group[at], number])


def _shares_a_number(frame: pd.DataFrame, group: Codes) -> Mask:
    """Return which readings have a number in common with another of the same group and of another period."""
    days, (at, entry) = keys_of([frame["key_days"]]), _entries(frame, group)
    found = np.zeros(len(frame), dtype=bool)
    order = places_by(entry)
    start = run_starts(entry[order])
    if len(start):
        told = days[at[order]]
        found[at[(np.minimum.reduceat(told, start) < np.maximum.reduceat(told, start))[entry]]] = True
    return found


def _linked(frame: pd.DataFrame, group: Codes) -> Codes:
    """Return a number for each reading, equal where readings of a group have a number in common, or do with others."""
    at, entry = _entries(frame, group)
    to, before = np.arange(len(frame)), np.full(len(frame), -1)
    while not np.array_equal(to, before):
        before, least = to, np.full(entry.max(initial=-1) + 1, len(frame))
        np.minimum.at(least, entry, to[at])
        to = to.copy()
        np.minimum.at(to, at, least[entry])
    return keys_of([to])


def _same_statement(readings: list[Member]) -> Iterator[Member]:
    """Yield the groups that tell one value at about one time, and for more than one period."""
    said = [(frozenset(numbers(one)), number_of(one["known_from"])) for one in readings]
    apart: int = rule().horizon["within_days"]
    alike = _alike({told for told, _ in said})
    taken: set[str] = set()
    for told, day in said:
        near = [
            one
            for one, (other, then) in zip(readings, said, strict=True)
            if other in alike[told] and (NO_DAY in (day, then) or abs(day - then) <= apart)
        ]
        ids = {one["observation_id"] for one in near}
        if len({one["key_days"] for one in near}) > 1 and not ids <= taken:
            taken |= ids
            yield row_of("horizon", near, REASON)


def _alike(told: set[Amounts]) -> Mapping[Amounts, set[Amounts]]:
    """Return of each reading's numbers which others are one number: equal, or the one is a bound of the other."""
    return {
        one: {one, *(other for other in told if len(min(one, other, key=len)) == 1 and (one <= other or other <= one))}
        for one in told
    }
