"""The days on which something became known or was replaced, the stops of the slider; what was told by a day."""

from __future__ import annotations

import pandas as pd

from dashboard.iso import iso
from dashboard.memo import once
from dashboard.snapshot import Snapshot


@once
def days(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the days, oldest first, as ISO text."""
    rows = snapshot.table("observations")
    return tuple(sorted({day for name in ("known_from", "known_to") if name in rows for day in iso(rows[name]) if day}))


def told_by(rows: pd.DataFrame, day: str) -> pd.Series:
    """Return which rows had been told by a day: neither known nor published after it; all where no day is asked for."""
    until = day or "9999"
    return (iso(rows["known_from"]) <= until) & (iso(rows["published_on"]) <= until)
