"""What was told on an earlier day as it stood then: wordings, ranks and conversions that the snapshot publishes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dashboard.iso import iso
from dashboard.memo import once
from dashboard.snapshot import Snapshot

CONVERSIONS, STANDINGS, WORDINGS, PROMISES = "conversions", "standings", "wordings", "promises"
PAST, INPUTS = "past_checks", "past_derivations"
OVERLAYS = (CONVERSIONS, STANDINGS, WORDINGS, PROMISES, PAST, INPUTS)
"""Tables of what a row, or some columns of it, was from a day to a day; one without an end lasts."""

_BEFORE_ALL, _FOR_EVER = "0000-00-00", "9999-12-30"
_KEYS = ("telling_id", "observation_id")
_TIMES = ("stood_from", "stood_to")


@dataclass(frozen=True, slots=True)
class Earlier:
    """A day, and what stands on it otherwise than now, by the name of its table."""

    day: str
    overlays: Mapping[str, pd.DataFrame]

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a table as it stood on the day."""
        if "check_id" in frame:
            return _stood(frame, self.overlays[PAST], self.day) if PAST in self.overlays else frame.iloc[:0]
        if "input_no" in frame:
            return _made_of(frame, self.overlays.get(INPUTS))
        told = self.overlays.get(WORDINGS)
        if told is not None and {*told} - {"wording_id"} <= {*frame}:
            told = told[told["metric"].isin(frame["metric"].unique())]
            money = self._laid(CONVERSIONS, told.assign(observation_id=told["wording_id"]))
            told = money.assign(observation_id=told["observation_id"])[[*frame]]
            frame = self._laid(CONVERSIONS, frame[~frame["observation_id"].isin(told["observation_id"])])
            frame = pd.concat([frame, told], ignore_index=True) if len(told) else frame
        else:
            frame = self._laid(CONVERSIONS, frame)
        frame = self._laid(PROMISES, self._laid(STANDINGS, frame))
        return _still_standing(frame, self.day) if {"observation_id", "known_to"} <= {*frame} else frame

    def _laid(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a table with the columns of an overlay laid over it, where it has them."""
        overlay = self.overlays.get(name)
        return frame if overlay is None or not {*overlay} <= {*frame} else _laid_over(frame, overlay)


def last_change(snapshot: Snapshot, as_of: str) -> str | None:
    """Return the day of the last change by a day, from which on all stood as it did then; none if all stands as now."""
    days = _changes(snapshot) if as_of else ()
    if not days or as_of >= days[-1]:
        return None
    place = bisect_right(days, as_of)
    return days[place - 1] if place else _BEFORE_ALL


def on(snapshot: Snapshot, day: str) -> Earlier:
    """Return what is laid over figures on a day of change."""
    held = _held(snapshot).items()
    told = {name: frame[(frame["stood_from"] <= day) & (frame["stood_to"] >= day)] for name, frame in held}
    return Earlier(day, {name: frame.drop(columns=_laid_by(name)) for name, frame in told.items()})


def _laid_by(name: str) -> list[str]:
    """Return the columns that only say when an overlay is laid; the rows of a day keep their first one."""
    return [_TIMES[-1]] if name == PAST else [*_TIMES]


def stood(snapshot: Snapshot, name: str, day: str) -> pd.DataFrame:
    """Return the rows of a table that stood on a day, as they did; those of now where it is none."""
    now, past = snapshot.table(name), snapshot.table(f"past_{name}")
    if not day or now.empty:
        return now
    if "stood_from" not in now:  # by an older program, and no row tells its days
        return now.iloc[:0]
    first, last = (iso(past[time]) for time in _TIMES)
    return _stood(now, past[(first <= day) & ((last == "") | (last >= day))], day)


def _stood(now: pd.DataFrame, then: pd.DataFrame, day: str) -> pd.DataFrame:
    """Return the rows of now that stood so on a day by then, and those of then."""
    since = iso(now["stood_from"])
    told = now[(since != "") & (since <= day)]
    return pd.concat([told, then[[*now]]], ignore_index=True) if len(then) else told.reset_index(drop=True)


@once
def _held(snapshot: Snapshot) -> Mapping[str, pd.DataFrame]:
    """Return the overlays that the snapshot has by name, their days as text."""
    held = {name: frame for name in OVERLAYS if {*_TIMES} <= {*(frame := snapshot.table(name))}}
    days = {name: {time: iso(frame[time]) for time in _TIMES} for name, frame in held.items()}
    return {
        name: frame.assign(stood_from=days[name]["stood_from"], stood_to=days[name]["stood_to"].replace("", _FOR_EVER))
        for name, frame in held.items()
    }


@once
def _changes(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the days on which something became what it is not on the day before."""
    held = _held(snapshot).values()
    ends = [iso(snapshot.table("observations")["known_to"]), *(frame["stood_to"] for frame in held)]
    after = {_day_after(last) for days in ends for last in days.unique() if last}
    began = [frame["stood_from"] for frame in held]
    if "stood_from" in (checks := snapshot.table("checks")):
        began.append(iso(checks["stood_from"]))
    return tuple(sorted(after.union(*began) - {""}))


def _day_after(day: str) -> str:
    return str(date.fromisoformat(day) + timedelta(1))


def _made_of(frame: pd.DataFrame, then: pd.DataFrame | None) -> pd.DataFrame:
    """Return the inputs of derived figures with those of the figures that were made of others then."""
    if then is None or then.empty:
        return frame
    own = frame[~frame["observation_id"].isin(then["observation_id"])]
    return pd.concat([own, then[[*frame]]], ignore_index=True)


def _laid_over(frame: pd.DataFrame, overlay: pd.DataFrame) -> pd.DataFrame:
    key = next(name for name in _KEYS if name in overlay)
    place = pd.Index(overlay[key]).get_indexer(pd.Index(frame[key]))
    if (place < 0).all():
        return frame
    then = {str(name): overlay[name].array.take(place) for name in overlay if name != key}
    return frame.assign(**{name: frame[name].where(place < 0, column) for name, column in then.items()})


def _still_standing(frame: pd.DataFrame, day: str) -> pd.DataFrame:
    """Return a table in which nothing has an end that was still to come."""
    until = iso(frame["known_to"])
    return frame.assign(known_to=frame["known_to"].mask((until != "") & (until >= day)))
