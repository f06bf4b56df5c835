"""The days on which something became known or was replaced, the stops of the slider; what was told by a day."""

from __future__ import annotations

import pandas as pd

from dashboard.dates import day as said_day
from dashboard.iso import iso
from dashboard.memo import once
from dashboard.snapshot import Snapshot
from dashboard.state import State
from dashboard.text import t


@once
def days(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the days, oldest first, as ISO text."""
    rows = snapshot.table("observations")
    return tuple(sorted({day for name in ("known_from", "known_to") if name in rows for day in iso(rows[name]) if day}))


def told_by(rows: pd.DataFrame, day: str) -> pd.Series:
    """Return which rows had been told by a day: neither known nor published after it; all where no day is asked for."""
    until = day or "9999"
    return (iso(rows["known_from"]) <= until) & (iso(rows["published_on"]) <= until)


def notes(rows: pd.DataFrame, state: State) -> tuple[str, ...]:
    """Say how many of the rows had been given by the state's day but are cited from a page that came later."""
    if not state.as_of or "published_on" not in rows:
        return ()
    later = int((iso(rows["published_on"]) > state.as_of).sum())
    told = {"n": later, "all": len(rows), "day": said_day(state.as_of, state)}
    return (t(state.lang, "shell.paged_later", **told),) if later else ()
