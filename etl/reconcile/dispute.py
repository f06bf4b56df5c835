"""
Disagreements that no key shows: figures of unlike counts, windows or contracts that a person found to contradict.

A dispute names its figures by table and id, as a page cites them; what it says of them is its reason and no number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from etl.model import Table
from etl.reconcile.cluster import Member, records
from etl.reconcile.codes import kept, plain
from etl.reconcile.conflict import row_of
from etl.reconcile.telling import NUMBERS

DISPUTES = "disputes"
FEWEST = 2
"""Readings that a dispute needs: with one held, and none against it, there is nothing to show."""


def disputes(
    tables: Iterable[Table], observations: pd.DataFrame, evidence: pd.DataFrame, chips: Sequence[pd.DataFrame]
) -> Iterator[dict[str, Any]]:
    """Yield one conflict for each dispute of which two readings are held; `chips` are chips and their milestones."""
    told = [row.cells for table in tables if table.contract == DISPUTES for row in table.rows]
    wanted = {name for one in told for name in one["figures"].split(";")}
    if not wanted:
        return
    held = {**_cited(wanted, observations, evidence), **_of_chips(wanted, chips)}
    for one in told:
        found = {held[name]["observation_id"]: held[name] for name in one["figures"].split(";") if name in held}
        if len(found) >= FEWEST:
            yield row_of(one["kind"], list(found.values()), (one["reason_en"], one["reason_zh"]))


def _cited(wanted: set[str], observations: pd.DataFrame, evidence: pd.DataFrame) -> Mapping[str, Member]:
    """Return the observation of each figure that is named by its table and id."""
    sources = {name.partition(" ")[0] for name in wanted}
    places = plain(kept(evidence, evidence["source"].isin(sources) & (evidence["document_id"] == "")))
    named = places["source"] + " " + places["locator"].str.split(" ").str[-1]
    ids = dict(zip(named[named.isin(wanted)], places["observation_id"][named.isin(wanted)], strict=True))
    rows = records(observations[observations["observation_id"].isin(ids.values())])
    by_id = {row["observation_id"]: row for row in rows}
    return {name: by_id[id_] for name, id_ in ids.items() if id_ in by_id}


def _of_chips(wanted: set[str], frames: Sequence[pd.DataFrame]) -> Mapping[str, Member]:
    """Return the chips and events that are named, as readings without a number."""
    found: dict[str, Member] = {}
    sources = {name.partition(" ")[0] for name in wanted}
    for frame, key in zip(frames, ("chip_id", "milestone_id"), strict=True):
        for row in records(kept(frame, frame["source"].isin(sources))):
            name = f"{row['source']} {str(row['locator']).rpartition(' ')[2]}"
            if name in wanted:
                found[name] = {**_blank(row), "observation_id": row[key]}
    return found


def _blank(row: Mapping[Any, Any]) -> Member:
    told = {"entity": row["owner"], "product": row["chip"], "period": str(row.get("date") or row["published_on"])}
    same = {name: row[name] for name in ("origin", "status", "known_from", "source_tier")}
    none = dict.fromkeys(("metric", "counterparty", "unit", "rank", "rank_reason"), "")
    return {**none, **told, **same, **dict.fromkeys(NUMBERS, float("nan"))}
