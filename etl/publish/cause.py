"""Why a figure came, changed or went: what differs between the sources, corrections and rules of two snapshots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from etl.publish.cache import STALE
from etl.publish.inputs import Inputs
from etl.reconcile.correction import CORRECTED

REJECTED = "rejected by "
PLACE = ("observation_id", "source", "document_id", "char_start")
"""What is asked of evidence."""


class Cause(StrEnum):
    """The causes, in the order in which they are looked for."""

    CORRECTION = "correction"
    NOT_READ = "source could not be read anew"
    RESTATEMENT = "restatement"
    NEW_SOURCE = "new source"
    EDITED = "source edited"
    GONE = "source gone"
    RULES = "new rule version"
    OTHERS = "other sources"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """One observation on both sides, empty where it is not; `sources` are all that tell it on either."""

    old: Mapping[Any, Any]
    new: Mapping[Any, Any]
    sources: frozenset[str]
    rejected: bool = False
    told_before: bool = False
    """Whether the same origin had told the same fact before."""


@dataclass(frozen=True, slots=True)
class Why:
    """Tells the cause of a change between two snapshots; without their inputs only what the rows say is known."""

    before: Inputs | None
    after: Inputs | None

    def of(self, change: Change) -> Cause:
        """Return the cause of one change."""
        if (cause := _by_flag(change)) is not None:
            return cause
        if self.before is None or self.after is None:
            return Cause.UNKNOWN
        return self._by_source(change, self.before, self.after) or self._by_rules(change)

    def _by_source(self, change: Change, before: Inputs, after: Inputs) -> Cause | None:
        was, now = before.sources, after.sources
        if any(name in now and name not in was for name in change.sources):
            return Cause.RESTATEMENT if change.told_before or _is_ended(change) else Cause.NEW_SOURCE
        if any(name in was and name in now and was[name] != now[name] for name in change.sources):
            return Cause.EDITED
        return Cause.GONE if any(name in was and name not in now for name in change.sources) else None

    def _by_rules(self, change: Change) -> Cause:
        if _is_ended(change):
            return Cause.RESTATEMENT
        same = self.before and self.after and self.before.program == self.after.program
        return Cause.OTHERS if same else Cause.RULES


def _by_flag(change: Change) -> Cause | None:
    flags = [set(str(side.get("flags", "")).split(";")) for side in (change.old, change.new)]
    if change.rejected or CORRECTED in flags[0] ^ flags[1]:
        return Cause.CORRECTION
    return Cause.NOT_READ if STALE in flags[1] - flags[0] else None


def _is_ended(change: Change) -> bool:
    """Return whether a newer word of the same origin put an end to this one."""
    return bool(change.old and change.new and not change.old.get("known_to") and change.new.get("known_to"))


def rejected(unexplained: pd.DataFrame | None) -> frozenset[tuple[str, int]]:
    """Return document and place of the figures that a correction took out."""
    if unexplained is None:
        return frozenset()
    found = unexplained[unexplained["reason"].str.startswith(REJECTED)]
    return frozenset(zip(found["document_id"], found["char_start"].astype(int), strict=True))


def places(evidence: Iterable[pd.DataFrame | None], ids: set[str]) -> dict[str, list[tuple[str, str, Any]]]:
    """Return source, document and place of all evidence of some observations, by observation."""
    found: dict[str, list[tuple[str, str, Any]]] = {}
    for frame in evidence:
        if frame is None or not ids:
            continue
        told = frame[frame["observation_id"].isin(ids)]
        for id_, *place in zip(*(told[name] for name in PLACE), strict=True):
            found.setdefault(id_, []).append((place[0], place[1], place[2]))
    return found
