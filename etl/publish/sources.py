"""What a receipt tells of the sources: the fate of each, what was left out and what was noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from etl.errors import InputRejected
from etl.publish.reading import Fate, Readings
from etl.publish.receipt import SHOWN


def of_sources(readings: Readings, changes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the part of a receipt that is of the sources, by the changes counted by source."""
    return {
        "read": readings.counts(),
        "sources": _sources(readings, changes),
        "stale": readings.stale,
        "failed": [told(one) for one in readings.rejected],
        "noted": [told(one) for one in (*readings.undated(), *readings.noted)],
    }


def told(rejected: InputRejected) -> dict[str, str]:
    """Return a refusal or a note as a receipt holds it."""
    return {name: getattr(rejected, name) for name in ("source", "place", "reason", "remedy")}


def _sources(readings: Readings, changes: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the sources that were not simply left as they were, or that changed figures: path, fate, and how many."""
    counts = {readings.names.get(one["source"], one["source"]): one for one in changes}
    paths = [*counts, *(path for path, fate in readings.fates.items() if fate is not Fate.UNCHANGED)]
    none = dict.fromkeys(("added", "changed", "retracted"), 0)
    return [
        {**none, **counts.get(path, {}), "source": path, "fate": str(readings.fates.get(path, ""))}
        for path in list(dict.fromkeys(paths))[:SHOWN]
    ]
