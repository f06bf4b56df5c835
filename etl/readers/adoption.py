"""
Written mappings: how a foreign fact table becomes one of ours, as data in etl/readers/mappings.

A mapping names our columns as templates over theirs, translates closed words, and then applies rules in order. A rule
holds when every pattern it names is found; its named groups, their columns and `was` (our value so far) may stand in
what it sets; `because` says why, to whoever reads the mapping. Nothing is mapped by hand, so the same facts give the
same table, byte for byte.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from etl.errors import InputRejected, VocabularyError
from etl.readers.contract import contracts

HOME = Path(__file__).parent / "mappings"
OURS = "our_"


@dataclass(frozen=True, slots=True)
class Rule:
    """What to set and which flags to raise where all patterns are found in a row; `ids` limits it to named figures."""

    when: Mapping[str, re.Pattern[str]]
    ids: frozenset[str]
    set: Mapping[str, str]
    flags: tuple[str, ...]

    def groups(self, row: Mapping[str, str]) -> dict[str, str] | None:
        """Return the named groups of the patterns, or None where the rule does not hold."""
        if self.ids and row.get(OURS + "figure_id") not in self.ids:
            return None
        found = [pattern.search(row.get(column, "")) for column, pattern in self.when.items()]
        if not all(found):
            return None
        return {name: text or "" for match in found if match for name, text in match.groupdict().items()}


@dataclass(frozen=True, slots=True)
class Adoption:
    """One mapping file: from which table to which, and how."""

    source: str
    target: str
    contract: str
    id_of: tuple[str, ...]
    columns: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str]
    named: tuple[str, ...]
    rules: tuple[Rule, ...]


def adoptions(home: Path = HOME) -> list[Adoption]:
    """Return every mapping in a folder; raises VocabularyError on one that cannot be used."""
    shared = {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((home / "shared").glob("*"))
    }
    return [_adoption(path, shared) for path in sorted(home.glob("*.toml"))]


def adopt(folder: Path, mapping: Adoption) -> str:
    """Return the mapped table as CSV text in our contract; raises InputRejected where the facts lack a column."""
    path = folder / mapping.source
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise InputRejected(
            str(path), f"cannot be read ({fault.strerror})", remedy="Name the folder of facts"
        ) from fault
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    return _written(contracts()[mapping.contract].names(), adopted(rows, mapping))


def adopted(rows: Iterable[Mapping[str, str]], mapping: Adoption) -> list[dict[str, str]]:
    """Return the rows in our columns, in their order."""
    seen: Counter[str] = Counter()
    return [_row({**row, "id": _identity(row, mapping.id_of, seen)}, mapping) for row in rows]


def _row(theirs: dict[str, str], mapping: Adoption) -> dict[str, str]:
    try:
        ours = {column: template.format_map(theirs) for column, template in mapping.columns.items()}
    except KeyError as fault:
        raise InputRejected(
            mapping.source, f"has no column {fault}", remedy="Restore it, or mend the mapping"
        ) from fault
    for column, words in mapping.words.items():
        ours[column] = _word(ours[column], words, f"{mapping.source}, column {column}")
    flags: list[str] = []
    for rule in mapping.rules:
        flags += _applied(rule, theirs, ours)
    for column in mapping.named:
        ours[column] = mapping.names.get(ours.get(column, ""), ours.get(column, ""))
    if mapping.contract == "figures":
        ours["period"] = ours.get("period") or span_label(
            ours["period_start"], ours["period_end"], point=ours["period_basis"] == "point"
        )
    ours["flags"] = ";".join(dict.fromkeys(flags))
    return ours


def _applied(rule: Rule, theirs: Mapping[str, str], ours: dict[str, str]) -> tuple[str, ...]:
    view = {**theirs, **{OURS + column: value for column, value in ours.items()}}
    groups = rule.groups(view)
    if groups is None:
        return ()
    for column, template in rule.set.items():
        was = ours.get(column, "")
        ours[column] = template.format_map({**view, **groups, "was": was}).strip("; ")
    return rule.flags


def span_label(start: str, end: str, *, point: bool = False) -> str:
    """
    Return the shortest period label for two ISO days, either of which may be empty.

    >>> span_label("2025-01-01", "2026-12-31")
    '2025/2026'
    >>> span_label("2026-05-01", "2029-05-31")
    '2026-05/2029-05'
    """
    if point and start and not end:
        return start
    if not start or not end:
        return f"{start}/{end}" if start or end else ""
    if start == end:
        return start
    after = date.fromisoformat(end) + timedelta(1)
    width = 4 if start.endswith("-01-01") and (after.month, after.day) == (1, 1) else 7
    if width == 7 and not (start.endswith("-01") and after.day == 1):  # noqa: PLR2004 - the length of YYYY-MM
        return f"{start}/{end}"
    first, last = start[:width], end[:width]
    return first if first == last else f"{first}/{last}"


def _word(word: str, words: Mapping[str, str], where: str) -> str:
    if word not in words:
        raise VocabularyError(f"{where}: {word!r} is not mapped; known are {', '.join(words)}")
    return words[word]


def _identity(row: Mapping[str, str], columns: tuple[str, ...], seen: Counter[str]) -> str:
    slug = re.sub(r"[^\w]+", "-", " ".join(row[column] for column in columns).lower()).strip("-")
    seen[slug] += 1
    return slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"


def _written(columns: list[str], rows: list[dict[str, str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _adoption(path: Path, shared: Mapping[str, Mapping[str, Any]]) -> Adoption:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        used = [shared[name] for name in raw.get("shares", ())]
        rules = [*raw.get("rules", ()), *(rule for part in used for rule in part.get("rules", ()))]
        names = {name: text for part in used for name, text in part.get("names", {}).items()}
        return Adoption(
            raw["source"],
            raw["target"],
            raw["contract"],
            tuple(raw.get("id_of", ())),
            raw["columns"],
            raw.get("words", {}),
            {**names, **raw.get("names", {})},
            tuple(raw.get("named", ())),
            tuple(_rule(rule) for rule in rules),
        )
    except (KeyError, re.error) as fault:
        raise VocabularyError(f"mapping {path.name}: {fault} is missing or wrong") from fault


def _rule(raw: Mapping[str, Any]) -> Rule:
    when, setting = raw.get("when", {}), raw.get("set", {})
    return Rule(
        {column: re.compile(pattern) for column, pattern in when.items()},
        frozenset(raw.get("ids", ())),
        setting,
        tuple(raw["flag"].split(";")) if "flag" in raw else (),
    )
