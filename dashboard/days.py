"""The days from which on figures are shown: the stops of the slider."""

from __future__ import annotations

from dashboard import shown
from dashboard.memo import once
from dashboard.snapshot import Snapshot


@once
def days(snapshot: Snapshot) -> tuple[str, ...]:
    """
    Return the days, oldest first, as ISO text; none that was still to come when the snapshot was written.

    A page dated by its year alone may be of any day of it, so its figures wait for the last: nobody knows that day yet.
    """
    rows, written = snapshot.table("observations"), snapshot.written.date().isoformat()
    return tuple(sorted({day for day in shown.since(rows) if "" < day <= written})) if shown.has_days(rows) else ()
