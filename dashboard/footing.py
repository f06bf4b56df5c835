"""What a card rests on: the sources of its rows, those that are older than declared, those that could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import PurePath
from typing import Any

import pandas as pd

from dashboard.memo import once
from dashboard.snapshot import Snapshot

_IDS = ("observation_id", "milestone_id", "chip_id", "telling_id", "inputs", "derived_from")
_NAMED = (("observations", "observation_id"), ("chip_milestones", "milestone_id"), ("custom_chips", "chip_id"))
COMPUTED = "derived"
"""The source of what is computed."""


@dataclass(frozen=True, slots=True)
class Aged:
    """A source whose newest word is older than it is declared good for, counted up to a day."""

    source: str
    newest: str
    days: int
    until: str
    reason: str
    reason_zh: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A source that the last refresh could not read: why, and what mends it. What is shown stood when it last could."""

    source: str
    reason: str
    remedy: str


def today() -> date:
    """Return the day on which a source's age is told."""
    return datetime.now(UTC).date()


def resting(rows: pd.DataFrame, snapshot: Snapshot) -> frozenset[str]:
    """Return the names of the sources that rows come from, computed rows by their inputs."""
    return frozenset(source for identifier in _ids(rows) for source in _sources(snapshot, identifier))


def aged(sources: frozenset[str], snapshot: Snapshot, day: date) -> list[Aged]:
    """Return the sources that are older on a day than declared, the one first past its days first."""
    told = (one for one in _declared(snapshot) if one.source in sources and one.until < day.isoformat())
    return sorted(told, key=lambda one: one.until)


def failed(sources: frozenset[str], snapshot: Snapshot) -> list[Failed]:
    """Return the sources that stand as they were last read, each with the reason and the remedy of the receipt."""
    names = sorted(sources & {_name(path) for path in _list(snapshot.receipt, "stale")})
    faults = {_name(one.get("source")): one for one in _list(snapshot.receipt, "failed") if isinstance(one, Mapping)}
    told = {name: faults.get(name, {}) for name in names}
    return [Failed(name, str(one.get("reason") or ""), str(one.get("remedy") or "")) for name, one in told.items()]


def _ids(rows: pd.DataFrame) -> Iterator[str]:
    for column in _IDS:
        if column in rows:
            for told in set(rows[column].astype(str)):
                yield from told.split(";")


@once
def _sources(snapshot: Snapshot, name: str) -> frozenset[str]:
    """Return the sources of what has an id; what is computed rests on all that its inputs rest on."""
    return frozenset(_each(snapshot, name, ()))


def _each(snapshot: Snapshot, name: str, above: tuple[str, ...]) -> Iterator[str]:
    told = next((found[name] for table in _NAMED if name in (found := _told(snapshot, *table))), COMPUTED)
    if told != COMPUTED:
        yield told
    elif name not in above:
        for one in _inputs(snapshot).get(name, ()):
            yield from _each(snapshot, one, (*above, name))


@once
def _told(snapshot: Snapshot, table: str, key: str) -> Mapping[str, str]:
    rows = snapshot.table(table)
    return dict(zip(rows[key].astype(str), rows["source"].astype(str), strict=True)) if len(rows) else {}


@once
def _inputs(snapshot: Snapshot) -> Mapping[str, Sequence[str]]:
    """Return what each computed figure is made of."""
    found: dict[str, list[str]] = {}
    for row in snapshot.table("derivations").itertuples(index=False):
        found.setdefault(str(row.observation_id), []).append(str(row.input_id))
    return found


@once
def _declared(snapshot: Snapshot) -> tuple[Aged, ...]:
    return tuple(_aged(row) for row in snapshot.table("freshness").to_dict("records"))


def _aged(row: Mapping[Any, Any]) -> Aged:
    words = (str(row[name]) for name in ("reason", "reason_zh"))
    return Aged(
        str(row["source"]), str(row["newest"])[:10], int(row["fresh_days"]), str(row["fresh_until"])[:10], *words
    )


def _list(receipt: Mapping[str, Any], name: str) -> list[Any]:
    found = receipt.get(name)
    return found if isinstance(found, list) else []


def _name(path: object) -> str:
    """Return the name by which rows know a source: a file's own, without its ending."""
    return PurePath(str(path)).stem
