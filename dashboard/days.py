"""The days on which something became known or was replaced, the stops of the slider; what was told by a day."""

from __future__ import annotations

import pandas as pd

from dashboard.memo import once
from dashboard.snapshot import Snapshot


@once
def days(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the days, oldest first, as ISO text."""
    rows = snapshot.table("observations")
    found = [rows[name].dropna().astype(str).str[:10] for name in ("known_from", "known_to") if name in rows]
    return tuple(sorted({day for column in found for day in column if day[:2] in {"19", "20"}}))


def told_by(rows: pd.DataFrame, day: str) -> pd.Series:
    """Return which rows had been told by a day: neither known nor published after it; all where no day is asked for."""
    days = [rows[name].map(lambda one: str(one)[:10]) for name in ("known_from", "published_on")]
    # A day that nobody knows is a word (None, nan): it keeps no row back.
    late = [told.where(told.str[:2].isin(["19", "20"]), "") > (day or "9999") for told in days]
    return ~(late[0] | late[1])
