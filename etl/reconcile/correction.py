"""
Human judgements on what was read: an append-only file of corrections, replayed at each refresh.

A line of the file names a figure by its document and place, says what to do and why, and who decided when:

    {"document": "zh18", "sha256": "…", "start": 142, "end": 147, "metric": "rental_cost_per_year",
     "action": "amend", "set": {"metric": "contract_value"}, "reason": "…", "by": "…", "on": "2026-11-24"}

`reject` takes the figure out, `amend` replaces some of its parts. A later line on the same figure wins. What says which
metric a figure is holds whatever it is read as; all else holds for the metric it was made for. A correction that meets
no figure any more is told, so that it can be taken out once the reading is mended.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from etl.errors import InputRejected
from etl.model import Extraction, Mention, Status, Unexplained
from etl.period import Period

ACTIONS = ("reject", "amend")
NEEDED = ("document", "sha256", "start", "end", "metric", "action", "reason", "by", "on")
LISTS = ("entity", "counterparty")
WORDS = ("metric", "product", "attributed_to", "definition", "contract_type", "unit_basis", "denominator")
SETTABLE = (*LISTS, *WORDS, "period", "status", "flags")
CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Correction:
    """One judgement on one figure; `changes` is empty for a rejection."""

    document: str
    sha256: str
    start: int
    end: int
    metric: str
    action: str
    reason: str
    by: str
    on: str
    changes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, int, int, str]:
        """Return what the correction is about: document, offsets, metric as read, or any where it says which it is."""
        return self.sha256, self.start, self.end, "" if "metric" in self.changes else self.metric


def load(path: Path) -> list[Correction]:
    """Read the corrections of a file, oldest first; none where there is no file. Raises InputRejected."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_parsed(str(path), number, line) for number, line in enumerate(lines, 1) if line.strip()]


def corrected(
    extractions: Sequence[Extraction], corrections: Iterable[Correction]
) -> tuple[list[Extraction], list[InputRejected]]:
    """Return the extractions with every correction applied, and a note on each that met no figure."""
    newest = {one.place: one for one in corrections}
    used: set[tuple[str, int, int, str]] = set()
    found = [_applied(extraction, newest, used) for extraction in extractions]
    held = {extraction.document.id for extraction in extractions}
    return found, [_unmet(one) for place, one in newest.items() if place not in used and one.sha256 in held]


def _applied(
    extraction: Extraction,
    newest: Mapping[tuple[str, int, int, str], Correction],
    used: set[tuple[str, int, int, str]],
) -> Extraction:
    mentions, refused = [], list(extraction.unexplained)
    for mention in extraction.mentions:
        span = mention.quantity.span
        stands = (extraction.document.id, span.start, span.end)
        place = next((place for place in ((*stands, mention.metric), (*stands, "")) if place in newest), None)
        one = newest[place] if place else None
        if place:
            used.add(place)
        if one is None:
            mentions.append(mention)
        elif one.action == "reject":
            refused.append(Unexplained(mention.quantity, f"rejected by {one.by} on {one.on}: {one.reason}"))
        else:
            mentions.append(_amended(mention, one))
    return replace(extraction, mentions=tuple(mentions), unexplained=tuple(refused))


def _amended(mention: Mention, one: Correction) -> Mention:
    parts = dict(_parts(one.changes))
    flags = (*parts.pop("flags", mention.flags), CORRECTED)
    reasons = (*mention.reasons, f"corrected by {one.by} on {one.on}: {one.reason}")
    return replace(mention, **parts, flags=flags, reasons=reasons, rule=f"{mention.rule}+correction")


def _parts(changes: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in changes.items():
        if name == "period":
            yield name, Period.parse(value) if value else None
        elif name == "status":
            yield name, Status(value)
        elif name in LISTS or name == "flags":
            yield name, tuple(value)
        else:
            yield name, value


def _parsed(source: str, number: int, line: str) -> Correction:
    fault = _refused(source, number)
    try:
        told = json.loads(line)
    except json.JSONDecodeError:
        raise fault("it is no JSON object") from None
    if not isinstance(told, dict):
        raise fault("it is no JSON object")
    missing = [name for name in NEEDED if name not in told]
    unknown = sorted({*told} - {*NEEDED, "set"}) + sorted({*told.get("set", {})} - {*SETTABLE})
    if missing or unknown:
        raise fault(f"lacks {', '.join(missing)}" if missing else f"{unknown[0]} is no field")
    if told["action"] not in ACTIONS:
        raise fault(f"action is {told['action']!r}; allowed are {', '.join(ACTIONS)}")
    changes = told.pop("set", {})
    try:
        dict(_parts(changes))
    except ValueError as wrong:
        raise fault(str(wrong)) from None
    return Correction(**told, changes=changes)


def _refused(source: str, number: int) -> Any:
    def fault(reason: str) -> InputRejected:
        return InputRejected(source, reason, place=f"line {number}", remedy="Mend the line or take it out")

    return fault


def _unmet(one: Correction) -> InputRejected:
    return InputRejected(
        one.document,
        f"the correction of {one.metric} at {one.start}:{one.end} meets no such figure",
        remedy="Take the line out of the corrections if the reading is right now",
    )
