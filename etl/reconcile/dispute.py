"""
Disagreements that no key shows: figures of unlike counts, windows or contracts that a person found to contradict.

A dispute names its figures by table and id, as a page cites them; what it says of them is its reason and no number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from etl.model import Table
from etl.reconcile.cluster import Member, cells, clusters, records
from etl.reconcile.codes import Mask, appended, kept, plain
from etl.reconcile.conflict import COLUMNS
from etl.reconcile.disagreement import JOINT, STANDING, TIME, row_of
from etl.reconcile.earlier import TOLD
from etl.reconcile.identity import sorted_by
from etl.reconcile.past import OverTime, World, parted, with_standing
from etl.reconcile.telling import NUMBERS
from etl.reconcile.times import FOR_EVER, SINCE, UPTO, Span, number_of, without
from etl.reconcile.versions import NOW, versions_of, within
from etl.vocabulary import Vocabulary

DISPUTES = "disputes"
FEWEST = 2
"""Readings that a dispute needs: with one held, and none against it, there is nothing to show."""

ORDER = ["kind", "metric", "entity", "product", "unit", "period", "conflict_id"]
FIGURE, OF = "figure", "of"
ASKED = (
    *("observation_id", "metric", "entity", "product", "period", "unit", "origin", "counterparty", "source_tier"),
    *("status", "known_from", *NUMBERS, *TOLD),
)
"""What is asked of each reading."""

READ = (*(name for name in ASKED if name not in TOLD), *STANDING.values(), OF, TIME)


class Held(NamedTuple):
    """Figures that stand, those of earlier times, how both stood then, and chips and their events."""

    observations: pd.DataFrame
    wordings: pd.DataFrame
    standings: pd.DataFrame
    chips: Sequence[pd.DataFrame]


def cited(tables: Iterable[Table], evidence: pd.DataFrame) -> pd.DataFrame:
    """Return the observation of each figure that a dispute names by its table and id, and since when it is shown."""
    wanted = {name for one in _told(tables) for name in one["figures"].split(JOINT)}
    sources = {name.partition(" ")[0] for name in wanted}
    places = kept(evidence, evidence["source"].isin(sources) & (evidence["document_id"] == ""))
    places = plain(places[["observation_id", "source", "locator", "shown_from"]])
    named = places.assign(figure=places["source"] + " " + places["locator"].str.split(" ").str[-1])
    return named[named[FIGURE].isin(wanted)]


def with_disputes(
    found: OverTime, tables: Iterable[Table], figures: pd.DataFrame, held: Held, vocabulary: Vocabulary
) -> OverTime:
    """
    Return both, those of now in order, without those whose readings a dispute has too while it stands.

    A person's reason says more than the rule's.
    """
    told = _told(tables)
    if told:
        declared = _disputes(told, figures, held, vocabulary)
        rest = _without(found, declared)
        found = OverTime(*(appended(*both) for both in zip(rest, declared, strict=True)))
    return OverTime(*(sorted_by(one, [*ORDER, SINCE]) for one in found))


def _told(tables: Iterable[Table]) -> list[Mapping[str, str]]:
    return [row.cells for table in tables if table.contract == DISPUTES for row in table.rows]


def _disputes(told: Sequence[Mapping[str, str]], figures: pd.DataFrame, held: Held, vocabulary: Vocabulary) -> OverTime:
    """Return one conflict for each time of a dispute in which two of its readings are held."""
    names = {name for one in told for name in one["figures"].split(JOINT)}
    held_of = {**_of_figures(figures, held), **_of_chips(names, held.chips)}
    readings = [
        {**row, OF: number}
        for number, one in enumerate(told)
        for name in dict.fromkeys(one["figures"].split(JOINT))
        for row in held_of.get(name, ())
    ]
    frame = plain(pd.DataFrame(readings, columns=[*ASKED, SINCE, UPTO, NOW, OF]))
    read = with_standing(frame.drop(columns=[NOW]), vocabulary)
    world = World(read, frame[NOW].to_numpy(bool), plain(held.standings))
    stood, times = world.at(np.arange(len(frame)), frame[OF].to_numpy(np.int64))
    found = []
    for rows in clusters(world.read(stood), [TIME], READ):
        alone = {row["observation_id"]: row for row in rows}
        one = told[rows[0][OF]]
        if len(alone) >= FEWEST:
            found.append(row_of(one["kind"], list(alone.values()), (one["reason_en"], one["reason_zh"])))
    return parted(pd.DataFrame(found, columns=[*COLUMNS, TIME]), times)


def _of_figures(figures: pd.DataFrame, held: Held) -> Mapping[str, list[Member]]:
    """Return of each figure that is named the observations that it was part of, each with its days."""
    told = records(figures)
    found = versions_of(told, held.observations, held.wordings, ASKED)
    return {str(one[FIGURE]): rows for one, rows in zip(told, found, strict=True)}


def _of_chips(wanted: set[str], frames: Sequence[pd.DataFrame]) -> Mapping[str, list[Member]]:
    """Return the chips and events that are named, as readings without a number."""
    found: dict[str, list[Member]] = {}
    sources = {name.partition(" ")[0] for name in wanted}
    for frame, key in zip(frames, ("chip_id", "milestone_id"), strict=True):
        for row in records(kept(frame, frame["source"].isin(sources))):
            name = f"{row['source']} {str(row['locator']).rpartition(' ')[2]}"
            if name in wanted:
                found[name] = [{**_blank(row), "observation_id": row[key]}]
    return found


def _blank(row: Mapping[Any, Any]) -> Member:
    told = {"entity": row["owner"], "product": row["chip"], "period": str(row.get("date") or row["published_on"])}
    same = {name: row[name] for name in ("origin", "status", "known_from", "source_tier")}
    none = dict.fromkeys(("metric", "counterparty", "unit", *TOLD), "")
    times = {SINCE: row["known_from"], UPTO: "", NOW: True}
    return {**none, **told, **same, **times, **dict.fromkeys(NUMBERS, float("nan"))}


def _without(found: OverTime, declared: OverTime) -> OverTime:
    """Return conflicts but for the times in which a declared one has all their readings."""
    spans = [(_ids(row), _days(row)) for frame in declared for row in records(frame)]
    whole = [_ids(row) for row in records(declared.now)]
    named = set().union(*(ids for ids, _ in spans))
    now, past = (_are_among(one, named) for one in found)
    more = [one for row in records(found.past[past]) for one in _left(row, spans, is_now=False)]
    for row in records(found.now[now]):
        more += _left(row, spans, is_now=not any(_ids(row) <= held for held in whole))
    told = pd.DataFrame(more, columns=[*found.past.columns, NOW]).astype({NOW: bool})
    rest = (found.now[~now], told[told[NOW]]), (found.past[~past], told[~told[NOW]])
    return OverTime(*(appended(one, other[[*one]]) for one, other in rest))


def _left(row: Member, spans: Sequence[tuple[set[str], Span]], *, is_now: bool) -> list[Member]:
    """Return a conflict once for each span of days in which no other has all its readings, and maybe now."""
    taken = [span for held, span in spans if _ids(row) <= held]
    left = list(without(_days(row), taken)) if row[SINCE] else []
    return within(row, left, is_now=is_now)


def _ids(row: Member) -> set[str]:
    return set(row["observation_ids"].split(JOINT))


def _days(row: Member) -> Span:
    return number_of(row[SINCE]) or FOR_EVER, number_of(row.get(UPTO, ""), FOR_EVER)


def _are_among(found: pd.DataFrame, named: set[str]) -> Mask:
    """Return which conflicts have only readings that are named: nearly all have others."""
    return np.array([named.issuperset(one.split(JOINT)) for one in cells(found["observation_ids"])], dtype=bool)
