"""Conflicts as they stood on a day: of each the readings that pages told by then and that stood, where these differ."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import shown
from dashboard.currency import tables
from dashboard.iso import iso
from dashboard.memo import at_most
from dashboard.row import each
from dashboard.snapshot import Snapshot
from dashboard.state import State

RIVALS = "rival_origins"
OTHER_SUBJECT = "definition"
"""Readings that count different things contradict each other in nothing: the hover tells of them, no sign does."""

OF_NEWEST = (RIVALS, OTHER_SUBJECT, "unit_basis", "metric")
"""Kinds of conflict between the newest words of origins; the others may be with a word that was replaced."""

BY_RULE = (*OF_NEWEST, "restated")
"""Kinds of which the numbers cannot all be true; the others are one number told twice, or what a person found."""

FEWEST = 2
WIDE = {"approx": 0.05}
EXACT = 0.005
"""By what part a reading may lie beside its number, by its hedge: as the refresh compares them."""

_JOINED = ("origin_classes", "source_tiers", "statuses")
_NUMBERS = ("value_low", "value", "value_high")
_MOST_HELD = 16
"""Days whose conflicts are held for a reader who moves through them."""

Told = Mapping[str, Mapping[str, Any]]
"""Readings by their id, each by column."""


@at_most(_MOST_HELD)
def conflicts(snapshot: Snapshot, day: str) -> pd.DataFrame:
    """Return the conflicts of a day, each of the readings shown on it, with their ranks of it; all where it is none."""
    rows = snapshot.table("conflicts")
    if rows.empty or not day:
        return rows
    told = _shown(snapshot, day, {id_ for ids in rows["observation_ids"] for id_ in str(ids).split(";")})
    found = [one for row in each(rows) if (one := _then(row, told))]
    return pd.DataFrame(found, columns=rows.columns)


def _shown(snapshot: Snapshot, day: str, wanted: set[str]) -> Told:
    """Return the readings that are shown on a day, with the ranks and ends of it and the numbers as they were given."""
    held = shown.by(tables(snapshot, State(as_of=day))["observations"], day)
    held = held[held["observation_id"].isin(wanted)].set_index("observation_id")
    given = snapshot.table("observations").set_index("observation_id").reindex(held.index)
    names = ("origin", "period", "rank", "rank_reason", "qualifier")
    parts = {name: held[name].astype(str) for name in names} | {name: given[name] for name in _NUMBERS}
    stands = (iso(held["known_to"]) == "") & (held["rank"] != "deprecated")
    return {str(id_): row for id_, row in zip(held.index, each(pd.DataFrame(parts | {"stands": stands})), strict=True)}


def _then(row: dict[str, Any], told: Told) -> dict[str, Any] | None:
    """Return a conflict as it was; none where fewer than two of its readings were told, or what was did not differ."""
    ids = str(row["observation_ids"]).split(";")
    places = [place for place, id_ in enumerate(ids) if id_ in told]
    if len(places) < len(ids):
        places = [place for place in places if row["kind"] not in OF_NEWEST or told[ids[place]]["stands"]]
        if not _differ(row["kind"], [told[ids[place]] for place in places]):
            return None
        row = row | _narrowed(row, places, [told[ids[place]] for place in places])
    ranks = {name: ";".join(told[ids[place]][name] for place in places) for name in ("rank", "rank_reason")}
    return row | {"ranks": ranks["rank"], "rank_reasons": ranks["rank_reason"]}


def _differ(kind: str, readings: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether readings are still in conflict when the others were not told yet."""
    if len(readings) < FEWEST or (kind == RIVALS and len({one["origin"] for one in readings}) < FEWEST):
        return False
    spans = [_span(one) for one in readings]
    return kind not in BY_RULE or max(low for low, _ in spans) > min(high for _, high in spans)


def _span(reading: Mapping[str, Any]) -> tuple[float, float]:
    """Return the least and the most that a reading allows; an open end is infinite."""
    wide = WIDE.get(reading["qualifier"], EXACT)
    low, high = (
        next((float(reading[one]) for one in (name, "value") if pd.notna(reading[one])), math.inf * sign)
        for name, sign in (("value_low", -1), ("value_high", 1))
    )
    return low - abs(low) * wide, high + abs(high) * wide


def _numbers(reading: Mapping[str, Any]) -> list[float]:
    return [float(reading[name]) for name in _NUMBERS if pd.notna(reading[name])]


def _narrowed(row: Mapping[str, Any], places: Sequence[int], readings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what a conflict of some of its readings tells otherwise than that of all."""
    ids = str(row["observation_ids"]).split(";")
    origins = list(dict.fromkeys(one["origin"] for one in readings))
    numbers = sorted(number for one in readings for number in _numbers(one) if ";" not in str(row["unit"]))
    low, high = (numbers[0], numbers[-1]) if numbers else (float("nan"), float("nan"))
    joined = {name: ";".join(str(row[name]).split(";")[place] for place in places) for name in _JOINED}
    # Of rivals the reason names the preferred, which may be one of those not told yet.
    reason = {"reason": "", "reason_zh": ""} if row["kind"] == RIVALS and places[0] else {}
    return (
        joined
        | reason
        | {
            "observation_ids": ";".join(ids[place] for place in places),
            "period": ";".join(dict.fromkeys(one["period"] for one in readings)),
            "origins": ";".join(origins),
            "n_origins": len(origins),
            "value_low": low,
            "value_high": high,
            "spread": high / low - 1 if low else float("nan"),
        }
    )
