"""What was told on an earlier day as it stood then: conversions, ranks and ends that the snapshot publishes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dashboard.iso import iso
from dashboard.memo import once
from dashboard.snapshot import Snapshot

CONVERSIONS = "conversions"
OVERLAYS = (CONVERSIONS, "standings")
"""Tables of what some columns of a figure were from a day to a day; one without an end lasts."""

_BEFORE_ALL, _FOR_EVER = "0000-00-00", "9999-12-30"
_TIMES = ("stood_from", "stood_to")


@dataclass(frozen=True, slots=True)
class Earlier:
    """A day, and what is laid over figures on it: columns by id, where they differ from those of now."""

    day: str
    overlays: tuple[pd.DataFrame, ...]

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a table as it stood on the day."""
        for overlay in self.overlays:
            if {"observation_id", *overlay} <= set(frame):
                frame = _laid_over(frame, overlay)
        return _still_standing(frame, self.day) if {"observation_id", "known_to"} <= set(frame) else frame


def last_change(snapshot: Snapshot, as_of: str) -> str | None:
    """Return the day of the last change by a day, from which on all stood as it did then; none if all stands as now."""
    days = _changes(snapshot)
    if not as_of or not days or as_of >= days[-1]:
        return None
    place = bisect_right(days, as_of)
    return days[place - 1] if place else _BEFORE_ALL


def on(snapshot: Snapshot, day: str) -> Earlier:
    """Return what is laid over figures on a day of change."""
    held = (frame[(frame["stood_from"] <= day) & (frame["stood_to"] >= day)] for frame in _held(snapshot))
    return Earlier(day, tuple(frame.set_index("observation_id").drop(columns=list(_TIMES)) for frame in held))


@once
def _held(snapshot: Snapshot) -> tuple[pd.DataFrame, ...]:
    """Return the overlays that the snapshot has, their days as text."""
    held = [frame for name in OVERLAYS if {*_TIMES} <= {*(frame := snapshot.table(name))}]
    days = [{name: iso(frame[name]) for name in _TIMES} for frame in held]
    return tuple(
        frame.assign(stood_from=since, stood_to=until.replace("", _FOR_EVER))
        for frame, (since, until) in zip(held, (one.values() for one in days), strict=True)
    )


@once
def _changes(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the days on which something became what it is not on the day before."""
    held = _held(snapshot)
    ends = [iso(snapshot.table("observations")["known_to"]), *(frame["stood_to"] for frame in held)]
    after = {_day_after(last) for days in ends for last in days.unique() if last}
    return tuple(sorted(after.union(*(frame["stood_from"] for frame in held))))


def _day_after(day: str) -> str:
    return str(date.fromisoformat(day) + timedelta(1))


def _laid_over(frame: pd.DataFrame, overlay: pd.DataFrame) -> pd.DataFrame:
    place = overlay.index.get_indexer(pd.Index(frame["observation_id"]))
    if (place < 0).all():
        return frame
    then = {str(name): overlay[name].array.take(place) for name in overlay}
    return frame.assign(**{name: frame[name].where(place < 0, column) for name, column in then.items()})


def _still_standing(frame: pd.DataFrame, day: str) -> pd.DataFrame:
    """Return a table in which nothing has an end that was still to come."""
    until = iso(frame["known_to"])
    return frame.assign(known_to=frame["known_to"].mask((until != "") & (until >= day)))
