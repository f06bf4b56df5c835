"""The judge: align what was read with the labels of an article and say how far each pair agrees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from etl.vocabulary import vocabulary

Label = Mapping[str, Any]
Labels = list[dict[str, Any]]
TOLERANCE = 0.005
# Owners that a label and a reading may both leave unsaid.
NOBODY = frozenset({"", "market", "industry", "various", "unknown", "none", "generic"})
CHIPS = [
    "hopper",
    "h100",
    "h200",
    "h800",
    "h20",
    "a100",
    "b200",
    "gb200",
    "gb300",
    "mi300",
    "mi450",
    "blackwell",
    "rubin",
    "instinct",
    "titan",
    "tpu",
    "trainium",
    "maia",
    "mtia",
    "ascend",
    "910c",
    "910b",
    "stargate",
    "colossus",
    "gaming",
    "networking",
    "automotive",
    "rpo",
    "backlog",
    "oci",
    "aws",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """A label missed, a reading without a label, or a pair that agrees only so far."""

    kind: str
    gold: Label | None
    read: Label | None

    def line(self) -> str:
        """Return the fault as one line."""

        def told(one: Label | None) -> str:
            names = ("metric", "entity", "value", "unit", "period", "status")
            return " ".join(str(one.get(name)) for name in names) if one else "-"

        doc = (self.gold or self.read or {}).get("doc_id")
        return f"{self.kind:<9} {doc}: label {told(self.gold)} | read {told(self.read)}"


@dataclass
class Score:
    """How many labels and readings there were, and how many agreed at each level."""

    gold: int = 0
    predicted: int = 0
    documents: int = 0
    right: dict[str, int] = field(default_factory=lambda: {"L1": 0, "L2": 0, "L3": 0})
    fields: Counter[str] = field(default_factory=Counter)
    errors: list[Fault] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def f1(self, level: str) -> float:
        """Return the harmonic mean of precision and recall at a level; 1 where nothing was to be read or was."""
        both = self.gold + self.predicted
        return 2 * self.right[level] / both if both else 1.0

    def share(self, name: str) -> float:
        """Return how many of the figures with value and unit right are right in a field too; 1 where there is none."""
        return self.fields[name] / self.right["L1"] if self.right["L1"] else 1.0

    def below(self, floors: Mapping[str, float]) -> bool:
        """Say whether any level is under its floor."""
        return any(self.f1(level) < floor for level, floor in floors.items())


def score(gold: Mapping[str, Labels], read: Mapping[str, Labels], missing: Sequence[str] = ()) -> Score:
    """Score articles one by one and add up."""
    total = Score(documents=len(gold), missing=list(missing))
    for name in sorted(set(gold) | set(read)):
        _add(total, gold.get(name, []), read.get(name, []))
    return total


def _add(total: Score, gold: Labels, read: Labels) -> None:
    pairs = align(gold, read)
    taken = {position for _, position in pairs}
    paired = {position for position, _ in pairs}
    for one, other in pairs:
        label, figure = gold[one], read[other]
        if label.get("malformed"):
            continue
        reached = level(label, figure)
        for name in ("L1", "L2", "L3"):
            total.right[name] += reached >= int(name[1])
        total.fields.update(agreeing(label, figure) if reached else ())
        total.gold, total.predicted = total.gold + 1, total.predicted + 1
        if reached < 3:  # noqa: PLR2004 - the highest level
            total.errors.append(Fault(f"only L{reached}", label, figure))
    for position, label in enumerate(gold):
        if position not in paired and not label.get("malformed"):
            total.gold += 1
            total.errors.append(Fault("missed", label, None))
    for position, figure in enumerate(read):
        if position not in taken and not _repeat(gold, figure):
            total.predicted += 1
            total.errors.append(Fault("spurious", None, figure))


def align(gold: Labels, read: Labels) -> list[tuple[int, int]]:
    """Pair labels and readings one to one: overlapping places first, then equal values."""
    ranked = sorted(_candidates(gold, read), reverse=True)
    pairs, labels, figures = [], set[int](), set[int]()
    for _, one, other in ranked:
        if -one not in labels and -other not in figures:
            labels.add(-one)
            figures.add(-other)
            pairs.append((-one, -other))
    return pairs


def _candidates(gold: Labels, read: Labels) -> Iterator[tuple[tuple[bool, bool, bool, bool, int], int, int]]:
    for one, label in enumerate(gold):
        for other, figure in enumerate(read):
            shared, equal = overlap(label, figure), same_value(label, figure)
            if shared > 0 or equal:
                rank = (
                    shared > 0,
                    equal,
                    owners(label) == owners(figure),
                    label["metric"] == figure["metric"],
                    shared,
                )
                yield rank, -one, -other


def level(label: Label, figure: Label) -> int:
    """Return 1 for value and unit, 2 for owner and metric besides, 3 for period, status and product too; else 0."""
    if not same_value(label, figure):
        return 0
    same = set(agreeing(label, figure))
    if not {"owner", "metric"} <= same:
        return 1
    return 3 if {"period", "status", "product"} <= same else 2


def agreeing(label: Label, figure: Label) -> Iterator[str]:
    """Yield the fields besides value and unit in which a label and a reading agree."""
    same = {
        "owner": owners(label) == owners(figure),
        "metric": label["metric"] == figure["metric"],
        "period": _period(label) == _period(figure),
        "status": label.get("status") == figure.get("status"),
        "product": _products(label, figure),
        "other side": owners(label, "counterparty") == owners(figure, "counterparty"),
    }
    return (name for name, agrees in same.items() if agrees)


def overlap(label: Label, figure: Label) -> int:
    """Return how many characters a reading shares with a label or one of its repeats."""
    if label.get("char_start") is None:
        return 0
    spans: list[tuple[int, int]] = [
        (label["char_start"], label["char_end"]),
        *((one, other) for one, other in label.get("alt_spans") or ()),
    ]
    return max(0, *(min(end, int(figure["char_end"])) - max(start, int(figure["char_start"])) for start, end in spans))


def same_value(label: Label, figure: Label) -> bool:
    """Say whether value and unit agree within half a per cent; dates agree where one holds the other."""
    if label.get("unit") != figure.get("unit"):
        return False
    if label["unit"] == "date":
        one, other = _months(label["value"]), _months(figure["value"])
        return bool(
            one and other and (one[0] <= other[0] <= other[1] <= one[1] or other[0] <= one[0] <= one[1] <= other[1])
        )
    return _near(label, figure)


def _near(label: Label, figure: Label) -> bool:
    low, high = figure.get("value_low"), figure.get("value_high")
    if label.get("qualifier") == "vague":
        told = [size for size in (low, high, figure.get("value")) if size is not None]
        floor, top = label["value_low"] * (1 - TOLERANCE), label["value_high"] * (1 + TOLERANCE)
        return bool(told) and all(floor <= size <= top for size in told)
    if label.get("qualifier") == "range" and low is not None and high is not None and not _close(low, high):
        return _close(low, label["value_low"]) and _close(high, label["value_high"])
    return _close(_middle(label), _middle(figure))


def _middle(one: Label) -> float | None:
    value, low, high = one.get("value"), one.get("value_low"), one.get("value_high")
    if value is not None:
        return float(value)
    if low is not None and high is not None:
        return (float(low) + float(high)) / 2
    return next((float(size) for size in (low, high) if size is not None), None)


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return False
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other), 1e-12)


def owners(one: Label, side: str = "entity") -> frozenset[str]:
    """Return whose a figure is, or its other side; who has two names is one owner, and a state is its government."""
    return frozenset(map(_owner, _parted(str(one.get(side) or "")))) - NOBODY


@cache
def _parted(told: str) -> tuple[str, ...]:
    """
    Return the names of a list; a firm that has an "and" in its own name is one.

    >>> _parted("Larsen & Toubro + OpenAI and Oracle")
    ('Larsen & Toubro', 'OpenAI', 'Oracle')
    """
    names = re.split(r"\s*[+/,;、]\s*", told)
    parts = ((name,) if vocabulary().resolve(name) else re.split(r"\s+(?:and|&)\s+", name) for name in names)
    return tuple(part for found in parts for part in found)


@cache
def _owner(name: str) -> str:
    key = _bare(name)
    term = None if key in NOBODY else vocabulary().resolve(name)
    return _bare((term.owner or term.id).removesuffix("-government")) if term else key


def _bare(name: str) -> str:
    return re.sub(r"[\s.,'’\-–_()]+", "", name.lower())


def _products(label: Label, figure: Label) -> bool:
    wanted, told = (
        {chip for chip in CHIPS if chip in str(one.get("product") or "").lower()} for one in (label, figure)
    )
    return not wanted or bool(wanted & told)


def _period(one: Label) -> str:
    return str(one.get("period") or "")


def _months(label: object) -> tuple[int, int] | None:
    found = re.fullmatch(r"(?:FY)?(\d{4})(?:Q([1-4])|H([12])|-(\d{2})(?:-\d{2})?)?", str(label or ""))
    if not found:
        return None
    first = int(found[1]) * 12
    if found[2]:
        return first + 3 * int(found[2]) - 3, first + 3 * int(found[2]) - 1
    if found[3]:
        return first + 6 * int(found[3]) - 6, first + 6 * int(found[3]) - 1
    return (first + int(found[4]) - 1,) * 2 if found[4] else (first, first + 11)


def _repeat(gold: Labels, figure: Label) -> bool:
    return any(
        overlap(label, figure) > 0 and same_value(label, figure) and owners(label) == owners(figure) for label in gold
    )
