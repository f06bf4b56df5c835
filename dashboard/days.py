"""The days on which something became known or was replaced: the stops of the slider in the header."""

from __future__ import annotations

from dashboard.memo import once
from dashboard.snapshot import Snapshot


@once
def days(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the days, oldest first, as ISO text."""
    rows = snapshot.table("observations")
    found = [rows[name].dropna().astype(str).str[:10] for name in ("known_from", "known_to") if name in rows]
    return tuple(sorted({day for column in found for day in column if day[:2] in {"19", "20"}}))
