"""Assumptions that are cited from a figure which was told or stood otherwise once, with the days on which it was so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from etl.model import Table
from etl.reconcile.assumption import input_of, rows_of
from etl.reconcile.cluster import Member, records
from etl.reconcile.codes import among, kept, plain
from etl.reconcile.derived.derivation import READ, Input
from etl.reconcile.derived.earlier import changed
from etl.reconcile.derived.stood import OWN, Moving, Stood
from etl.reconcile.derived.world import Cited
from etl.reconcile.times import ID, SINCE, Span
from etl.reconcile.versions import PLACE, SHOWN, span_of, versions_of


def quoted(tables: Iterable[Table], stood: Stood, moving: Moving, evidence: pd.DataFrame) -> Cited:
    """Return what was cited at times of each assumption that cites a figure which may have been another then."""
    cited = [row for row in rows_of(tables) if row["cites"]]
    if not cited:
        return {}
    places = _places({row["cites"] for row in cited}, evidence)
    now = _of(stood.observations, places)
    shown = dict(zip(now[ID], now[SHOWN], strict=True))
    led = {tuple(row[name] for name in PLACE) for row in records(stood.wordings[list(PLACE)])}
    moved = moving.changed_of(place[ID] for place in places.values())
    found = {}
    for row in cited:
        place = places.get(row["cites"])
        if place and (place[ID] in moved or _key(place) in led or place[SHOWN] != shown[place[ID]]):
            found[row["assumption_id"]] = list(_told(row, place, now, stood))
    return found


def _told(row: Mapping[str, str], place: Member, now: pd.DataFrame, stood: Stood) -> Iterator[tuple[Span, Input]]:
    """Yield what an assumption was from a day to a day, by the words of the figure that it cites."""
    versions = versions_of([place], now, stood.wordings, [*READ, OWN])[0]
    changes = stood.changes(pd.Index([one[ID] for one in versions], dtype="str"))
    for version in versions:
        one = {**version, OWN: version[OWN] or version[ID]}
        money = stood.money(pd.DataFrame([{**one, "stood_to": ""}]))
        for stands in changed(one, changes.get(one[ID], ())):
            for told in changed(stands, money.get(one[OWN], ())):
                if told[SINCE] and (found := input_of(row, told)):
                    yield span_of(told), found


def _places(wanted: set[str], evidence: pd.DataFrame) -> dict[str, Member]:
    """Return the evidence of the figures that are cited, by the table and figure id that they are cited by."""
    sources = {name.rpartition(" ")[0] for name in wanted}
    here = (evidence["source_kind"] == "table") & evidence["source"].isin(sources)
    rows = plain(kept(evidence[[ID, *PLACE, SHOWN]], here))
    names = rows["source"] + " " + rows["locator"].str.split(" ").str[-1]
    here = names.isin(wanted)
    return dict(zip(names[here], records(rows[here]), strict=True))


def _of(observations: pd.DataFrame, places: Mapping[str, Member]) -> pd.DataFrame:
    ids = pd.Index([one[ID] for one in places.values()], dtype="str")
    return plain(kept(observations[list(READ)], among(observations[ID], ids))).assign(**{OWN: ""})


def _key(place: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(place[name] for name in PLACE)
