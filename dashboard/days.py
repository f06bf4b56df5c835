"""The days from which on figures are shown: the stops of the slider."""

from __future__ import annotations

from dashboard import shown
from dashboard.memo import once
from dashboard.snapshot import Snapshot


@once
def days(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the days, oldest first, as ISO text."""
    rows = snapshot.table("observations")
    return tuple(sorted({day for day in shown.since(rows) if day})) if shown.has_days(rows) else ()
