"""Conflicts as they stood on a day, as the snapshot tells them."""

from __future__ import annotations

import pandas as pd

from dashboard.earlier import stood
from dashboard.memo import at_most
from dashboard.snapshot import Snapshot

RIVALS = "rival_origins"
OTHER_SUBJECT = "definition"
"""Readings that count different things contradict each other in nothing: the hover tells of them, no sign does."""

_MOST_HELD = 16
"""Days whose conflicts are held for a reader who moves through them."""


@at_most(_MOST_HELD)
def conflicts(snapshot: Snapshot, day: str) -> pd.DataFrame:
    """Return the conflicts of a day, with the ranks of it; those of now where it is none."""
    return stood(snapshot, "conflicts", day)
