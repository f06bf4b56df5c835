"""What a refresh changed, and why: the difference between two snapshots, told to a reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from etl.publish import schema
from etl.publish.cause import PLACE, Cause, Change, Why, places, rejected
from etl.publish.files import Shape, Tables, frames_in
from etl.publish.inputs import Inputs, read
from etl.publish.texts import AT, TEXT
from etl.reconcile.cluster import cells, records
from etl.reconcile.codes import among, coded, plain
from etl.reconcile.disagreement import STANDING

SHOWN = 100
"""Changes listed by name; the counts are of all."""

BLOCK = 5_000
"""Changes held at a time."""

KINDS = ("added", "changed", "retracted")

FACT = (
    *("metric", "entity", "counterparty", "product", "period", "unit", "definition", "unit_basis", "contract_type"),
    *("denominator", "origin"),
)
VALUES = ("value", "value_low", "value_high")
LABEL = ("observation_id", "metric", "entity", "product", "period", "unit", "origin", "status", "source")
WATCHED = ("status", "rank", "flags", "known_to", "n_evidence")
"""What may change of an observation that still says the same."""

COMPARED: Mapping[str, tuple[str, ...]] = {
    "observations": tuple(dict.fromkeys((*FACT, *VALUES, *LABEL, *WATCHED))),
    "evidence": PLACE,
    "unexplained": ("document_id", "char_start", "reason"),
}
"""The tables that a difference is told from, and their columns that it looks at."""

HELD = {
    "evidence": ("observation_id", "source", "document_id", "char_start", "char_end", "as_written"),
    "unexplained": ("document_id", "char_start", "reason"),
    "documents": ("document_id", "n_observations", "n_unexplained", TEXT, AT),
    "derivations": ("observation_id", "kind", "input_id", "status", "known_from"),
    "refusals": (),
    "standings": ("observation_id",),
    "conversions": ("observation_id",),
    "wordings": ("observation_id", "wording_id", "source_kind", "status", "known_from", "stood_from"),
    "past_derivations": ("observation_id", "kind", "input_id", "status", "known_from", "stood_from"),
    "past_checks": ("check_id", "inputs"),
    "conflicts": ("conflict_id", "observation_ids", *STANDING),
    "past_conflicts": ("conflict_id", "observation_ids", *STANDING),
}
"""What is asked of long tables after they are written, by the audit and to tell what changed; the rest is let go."""

LEFT = {
    "observations": (*("publisher", "source_title", "source_url", "rule", "as_written", "note", "period_wording"),),
}
"""What nobody asks of a table that all else is asked of."""

APART = ("observation_id", "wording_id", "as_written", TEXT)
"""Texts of which nearly every row has its own; the others, which repeat, are held as categories."""

_NONE = Shape("", 0)


def difference(old: Tables, new: Tables, made_of: tuple[Inputs | None, Inputs | None] = (None, None)) -> dict[str, Any]:
    """
    Return what came, changed and went between two snapshots' tables; counts of all, the first SHOWN by name.

    Changed is a fact of one origin that has another value, or the same figure with another status, rank or warning.
    `made_of` are the inputs of both, from which the cause of each change is told.
    """
    before, after = _observations(old), _observations(new)
    came, went = after[~among(after.index, before.index)], before[~among(before.index, after.index)]
    moved = _moved(went, came)
    came = came[~came.index.isin([change["observation_id"] for change in moved])]
    went = went[~went.index.isin([change["was"] for change in moved])]
    told = _Tally()
    why = Why(made_of[0] if old else Inputs(), made_of[1])
    changes = (_blocks(came), [[*moved, *_restated(before, after)]], _blocks(went))
    for kind, rows in ((kind, rows) for kind, blocks in zip(KINDS, changes, strict=True) for rows in blocks):
        _explain(rows, kind, (old, new), (before, after), why)
        told.add(kind, rows)
    return {
        "counts": dict(told.counts),
        **told.shown,
        "shown": SHOWN,
        "causes": told.counted("cause"),
        "by_source": told.counted("source"),
        "metrics": sorted(told.metrics),
        "biggest_mover": _biggest(moved),
    }


def difference_on_disk(last: Path | None, draft: Path, made_of: Inputs) -> dict[str, Any]:
    """Return the same of a draft and the last snapshot, if there is one, by their files."""
    old, before = (frames_in(last, COMPARED), read(last)) if last else ({}, None)
    return difference(old, frames_in(draft, COMPARED), (before, made_of))


def asked_of(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return what is asked of a table after it is written."""
    if name in HELD:
        return coded(frame[[one for one in HELD[name] if one in frame]], APART)
    return frame.drop(columns=list(LEFT.get(name, ())))


def nothing() -> dict[str, Any]:
    """Return the difference of a snapshot from itself."""
    return {**difference({}, {}), "tables": []}


def touched(old: Mapping[str, Shape], new: Mapping[str, Shape]) -> list[dict[str, Any]]:
    """Return the published tables whose files differ, with their row counts."""
    sides = [(name, old.get(name, _NONE), new.get(name, _NONE)) for name in schema.schemas()]
    return [{"table": name, "rows": now.rows, "was": was.rows} for name, was, now in sides if was != now]


@dataclass(slots=True)
class _Tally:
    """Changes counted by kind, cause and source as they come, and the first of each kind."""

    counts: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(KINDS, 0)))
    shown: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    metrics: set[str] = field(default_factory=set)
    _by: dict[str, Counter[tuple[str, str]]] = field(default_factory=lambda: {"cause": Counter(), "source": Counter()})

    def add(self, kind: str, rows: Sequence[dict[str, Any]]) -> None:
        """Count some changes."""
        self.counts[kind] += len(rows)
        self.shown[kind] += rows[: SHOWN - len(self.shown[kind])]
        self.metrics.update(row["metric"] for row in rows)
        for by, counts in self._by.items():
            counts.update((row[by], kind) for row in rows)

    def counted(self, by: str) -> list[dict[str, Any]]:
        """Return how many were added, changed and retracted by cause or source, most first."""
        counts = self._by[by]
        totals: Counter[str] = Counter()
        for (name, _), count in counts.items():
            totals[name] += count
        names = sorted(totals, key=lambda name: (-totals[name], name))[:SHOWN]
        return [{by: name, **{kind: counts[name, kind] for kind in KINDS}} for name in names]


def _blocks(frame: pd.DataFrame) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows as they are listed, some at a time: of a first snapshot that is every figure."""
    for at in range(0, len(frame), BLOCK):
        yield [_labelled(row) for row in records(frame.iloc[at : at + BLOCK])]


def _explain(
    rows: Sequence[dict[str, Any]],
    kind: str,
    sides: tuple[Tables, Tables],
    frames: tuple[pd.DataFrame, pd.DataFrame],
    why: Why,
) -> None:
    """Add the cause to each change of a kind."""
    if not sides[0]:  # a first snapshot: all is new
        for row in rows:
            row["cause"] = str(Cause.NEW_SOURCE)
        return
    ids = {str(row[name]) for row in rows for name in ("observation_id", "was") if name in row}
    told = places((side.get("evidence") for side in sides), ids)
    taken = rejected(sides[1].get("unexplained"))
    known = _facts(frames[0], {row["entity"] for row in rows}) if kind == "added" else set()
    held = [frame[frame.index.isin(ids)].to_dict("index") for frame in frames]
    for row in rows:
        here = [place for id_ in {row["observation_id"], row.get("was")} for place in told.get(str(id_), [])]
        change = Change(
            held[0].get(row.get("was", row["observation_id"]), {}),
            held[1].get(row["observation_id"], {}),
            frozenset({row["source"], *(source for source, _, _ in here)}),
            rejected=not taken.isdisjoint((document, at) for _, document, at in here if not pd.isna(at)),
            told_before=_is_known(row, held[1], known),
        )
        row["cause"] = str(why.of(change))


def _facts(frame: pd.DataFrame, entities: set[str]) -> set[tuple[Any, ...]]:
    """Return the facts that are told of some entities."""
    told = frame[frame["entity"].isin(entities)]
    return set(zip(*(cells(told[name]) for name in FACT), strict=True))


def _is_known(row: Mapping[str, Any], after: Mapping[Any, Mapping[Any, Any]], known: set[tuple[Any, ...]]) -> bool:
    """Return whether the fact of a new figure was told by its origin before."""
    found = after.get(row["observation_id"])
    return found is not None and ("old" in row or tuple(found[name] for name in FACT) in known)


def _observations(tables: Tables) -> pd.DataFrame:
    frame = tables.get("observations")
    if frame is None:
        frame = pd.DataFrame(columns=schema.schemas()["observations"].names())
    return plain(frame[list(COMPARED["observations"])]).set_index("observation_id", drop=False)


def _moved(went: pd.DataFrame, came: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the facts of which one figure went and one came: a correction, not a loss and a find."""
    columns = list(FACT)
    single = [frame[~frame.duplicated(columns, keep=False)] for frame in (went, came)]
    pairs = single[0].merge(single[1], on=columns, suffixes=("_old", "_new"))
    return [
        {
            **{name: row.get(f"{name}_new", row.get(name)) for name in LABEL},
            "was": row["observation_id_old"],
            "old": _value({name: row[f"{name}_old"] for name in VALUES}),
            "new": _value({name: row[f"{name}_new"] for name in VALUES}),
        }
        for row in records(pairs)
    ]


def _restated(before: pd.DataFrame, after: pd.DataFrame) -> list[dict[str, Any]]:
    kept = after.index.intersection(before.index)
    was, now = before.loc[kept, list(WATCHED)], after.loc[kept, list(WATCHED)]
    differ = (was.astype("str") != now.astype("str")).any(axis=1)
    changes = []
    for id_ in kept[differ]:
        old, new = was.loc[id_].to_dict(), now.loc[id_].to_dict()
        names = [name for name in WATCHED if str(old[name]) != str(new[name])]
        told = {"old": {name: str(old[name]) for name in names}, "new": {name: str(new[name]) for name in names}}
        changes.append({**{name: after.loc[id_, name] for name in LABEL}, "was": id_, **told})
    return changes


def _biggest(moved: list[dict[str, Any]]) -> dict[str, Any] | None:
    def size(change: Mapping[str, Any]) -> float:
        old, new = change["old"], change["new"]
        return abs(new / old - 1) if isinstance(old, float) and isinstance(new, float) and old else 0.0

    best = max(moved, key=size, default=None)
    return {**best, "by": round(size(best), 6)} if best and size(best) else None


def _labelled(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {**{name: row[name] for name in LABEL}, "value": _value(row)}


def _value(row: Mapping[Any, Any]) -> float | list[float | None] | None:
    value, low, high = (None if pd.isna(row[name]) else float(row[name]) for name in VALUES)
    if value is None and (low is not None or high is not None):
        return [low, high]
    return value
