"""Checks of now and of each earlier time, as the figures that had been told by then give them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import ModuleType

import numpy as np
import pandas as pd

from etl.reconcile.checks import kinds
from etl.reconcile.checks.check import COLUMNS, READ, Columns, rows_of
from etl.reconcile.cluster import Member, records
from etl.reconcile.codes import Codes, appended, kept, keys_of, plain
from etl.reconcile.disagreement import TIME
from etl.reconcile.keeping import PART, Frames, Keep, Parts, anew
from etl.reconcile.order import places_by
from etl.reconcile.past import OverTime, over_time, together
from etl.reconcile.precedence import DEPRECATED
from etl.reconcile.restated import PAIR, ToldAgain, restated
from etl.reconcile.times import (
    FOR_EVER,
    ID,
    NO_DAY,
    SINCE,
    UPTO,
    Changes,
    Span,
    Times,
    number_of,
    over,
    times_of,
    without,
)
from etl.reconcile.versions import FIGURE_ORDER, NOW, over_days, span_of, within
from etl.vocabulary import Vocabulary

MONEY, DERIVED = "money_id", "derived"
SORTED = ["kind", "entity", "period", "check_id", SINCE]
BLOCK = 4_000
"""About as many figures are looked at together."""

LAST = "~"
"""Sorts after every day."""

PARTS = 64
"""Parts of a kind's figures, of which what bears on each other is in one: where one changes the others stay."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures that stand, those of earlier times, and how both stood then."""

    observations: pd.DataFrame
    wordings: pd.DataFrame
    standings: pd.DataFrame


def checks_over_time(
    figures: Figures, conversions: pd.DataFrame, again: ToldAgain, vocabulary: Vocabulary, keep: Keep = anew
) -> OverTime:
    """Return one row for each check that figures allow, and of earlier times; `again` are amounts told twice."""
    own = _held(figures, vocabulary)
    changes = _of(Changes(figures.standings), own), _of(Changes(conversions, MONEY), own)

    def made() -> Mapping[str, pd.DataFrame]:
        found = keep("restated", again.frames(), lambda: _of_restated(again.stood())._asdict())
        return once(together([*_of_kinds(own, changes, vocabulary, keep), OverTime(**found)]))._asdict()

    told = keep("checks", (own, *(one.rows for one in changes), *again.frames()), made)
    return OverTime(*(told[name].sort_values(SORTED, ignore_index=True) for name in OverTime._fields))


def once(told: OverTime) -> OverTime:
    """Return each check once a day: pages that tell one amount alike give the same one, and the first of them tells."""
    here, then = told.now.assign(stood_to="", now=True), told.past.assign(now=False)
    both = pd.concat([here, then], ignore_index=True)
    again = both["check_id"].duplicated(keep=False)
    if not again.any():
        return told
    # What has a day comes before what has none, so that it tells the days.
    order = both[again].sort_values([*SORTED[-2:], *COLUMNS], key=lambda column: column.replace("", LAST))
    taken: dict[str, list[Span]] = {}
    standing, found = set[str](), list[Member]()
    for row in records(order):
        own = taken.setdefault(row["check_id"], [])
        left = list(without(span_of(row), own)) if row[SINCE] else []
        found += within(row, left, is_now=row[NOW] and row["check_id"] not in standing)
        standing |= {row["check_id"]} if row[NOW] else set()
        own += left
    rows = pd.concat([both[~again], pd.DataFrame(found, columns=[*both])], ignore_index=True)
    now, past = (kept(rows, rows[NOW].to_numpy(bool) == is_now).drop(columns=NOW) for is_now in (True, False))
    return OverTime(plain(now.drop(columns=UPTO)), plain(past))


def _of_kinds(own: pd.DataFrame, changes: Sequence[Changes], vocabulary: Vocabulary, keep: Keep) -> Iterator[OverTime]:
    """Yield the checks of each kind over time."""
    for kind in kinds():
        some = kept(own, kind.bearing(own, vocabulary)).reset_index(drop=True)
        if some.empty:  # to find nothing costs as much as to find little
            continue
        some = some.assign(**{PART: _part_of(kind.together(some))})
        marked = some.assign(**{f"{PART} {one.by}": one.marks(some[one.by]) for one in changes})
        make = partial(_of_parts, kind, some, changes, vocabulary)
        found = keep.by_part(f"checks {kind.__name__}", (), (marked, _parts(some[PART])), make)
        yield OverTime(**{name: frame.drop(columns=PART) for name, frame in found.items()})


def _part_of(columns: Columns) -> Codes:
    """Return to which part of its kind each figure belongs: those that bear on each other to one."""
    told = pd.DataFrame(dict(enumerate(columns)))
    return (pd.util.hash_pandas_object(told, index=False).to_numpy() % PARTS).astype(np.int64)


def _parts(part: pd.Series[int]) -> Parts:
    """Return the figures of each part."""
    return {int(one): np.flatnonzero(part == one) for one in np.unique(part)}


def _of_parts(
    kind: ModuleType, every: pd.DataFrame, changes: Sequence[Changes], vocabulary: Vocabulary, parts: Parts
) -> Frames:
    """Return the checks of a kind that some parts of its figures give, each with the number of its part."""
    some = every.iloc[np.sort(np.concatenate([*parts.values()]))].reset_index(drop=True)
    read, times = _at(some, keys_of(kind.together(some)), [_of(one, some) for one in changes])
    live = kept(read, (read["rank"] != DEPRECATED) & (read["known_to"] == ""))
    rows = [one for some in _by_time(live) if len(one := rows_of(kind.checks(some, vocabulary)))] or [rows_of(())]
    found = pd.concat(rows, ignore_index=True)
    part = np.zeros(len(times.days), dtype=np.int64)
    part[read[TIME]] = read[PART]
    return over_time(found.assign(**{PART: part[found[TIME].to_numpy(np.int64)]}), times, COLUMNS)._asdict()


def _by_time(live: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield figures some at a time, all that stand together at once: as rows they take many times as much."""
    order = places_by(live[TIME].to_numpy())
    time = live[TIME].to_numpy()[order]
    starts = np.searchsorted(time, time[::BLOCK])
    for some in np.split(order, np.unique(starts)[1:]):
        yield live.iloc[some]


def _of_restated(again: pd.DataFrame) -> OverTime:
    read, times = _at(again, again[PAIR].to_numpy(np.int64), ())
    return over_time(rows_of(restated(read)), times, COLUMNS)


def _of(changes: Changes, own: pd.DataFrame) -> Changes:
    """Return the changes of some figures only."""
    rows = kept(changes.rows, changes.rows[ID].isin(own[changes.by]))
    return Changes(plain(rows).reset_index(drop=True), changes.by)


def _held(figures: Figures, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the figures that bear on checks, each with its days, in the order of the published ones."""
    asked = [*READ, "known_to"]
    metrics = {metric for kind in kinds() for metric in kind.METRICS}
    now = kept(figures.observations[asked], figures.observations["metric"].isin(metrics))
    then = kept(figures.wordings, figures.wordings["metric"].isin(metrics))[[*asked, "wording_id", SINCE, UPTO]]
    # Most spending bears on no check; the texts of what does are few.
    held = appended(now, then[asked])
    bearing = np.any([kind.bearing(held, vocabulary) for kind in kinds()], axis=0)
    now, then = kept(now, bearing[: len(now)]), kept(then, bearing[len(now) :])
    both = over_days(plain(now).assign(wording_id=""), plain(then))
    money = both["wording_id"].mask(both["wording_id"] == "", both["observation_id"])
    both = _until_known(both.assign(**{MONEY: money}))
    return both.sort_values(list(FIGURE_ORDER), kind="stable", ignore_index=True)


def _until_known(held: pd.DataFrame) -> pd.DataFrame:
    """Return the figures; one that is computed has no end before that day, as what it is made of had none."""
    ended = (held["source_kind"] == DERIVED) & (held["known_to"] != "") & (held[SINCE] != "")
    if not ended.any():
        return held
    again = []
    for row in records(held[ended]):
        end = number_of(row["known_to"])
        before = without(span_of(row), [(end + 1, FOR_EVER)])
        again += [{**one, "known_to": ""} for one in within(row, before, is_now=False)]
        again += within(row, without(span_of(row), [(NO_DAY, end)]), is_now=row[NOW])
    return pd.concat([held[~ended], pd.DataFrame(again, columns=[*held])], ignore_index=True)


def _at(figures: pd.DataFrame, group: Codes, changes: Sequence[Changes]) -> tuple[pd.DataFrame, Times]:
    """Return figures as they stood together at each time of their groups."""
    times = times_of(group, figures, figures[NOW].to_numpy(bool), *changes)
    found = figures.iloc[times.row].reset_index(drop=True)
    day = times.days[times.time] * ~times.is_now[times.time]
    for one in changes:
        place, holds = over(found, day, one)
        if holds.any():
            names = [str(name) for name in one.rows if name in found and name not in (ID, SINCE, UPTO)]
            then = one.rows[names].iloc[place].reset_index(drop=True)
            found = found.assign(**{name: found[name].mask(holds, then[name]) for name in names})
    return found.assign(**{TIME: times.time}), times
