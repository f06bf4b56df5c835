"""Score the extraction against labelled articles, and hold it to floors that only rise."""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from etl.commands._scoring import Labels, Score, score
from etl.commands.extract import documents, rows
from etl.errors import InputRejected, UsageError
from etl.extract import extract

NAME, HELP = "eval", "score the extraction against labelled articles"
GOLD = Path("tests/gold")
ARTICLES = Path("datasets/articles")
LEVELS = ("L1", "L2", "L3")
FIELDS = ("owner", "metric", "period", "status", "product", "other side")
PARTS = ("dev", "held_out", "own", "built", "opened", "train", "fresh", "sealed")
TRAINED = ("english", "chinese", "mixed", "pages")
LABELS = ("labels.jsonl", "own_labels.jsonl", *(f"train_{kind}_labels.jsonl" for kind in TRAINED), "fresh_labels.jsonl")
SHOWN = 40


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--gold", type=Path, default=GOLD, metavar="DIR", help="labels, index and floors")
    parser.add_argument(
        "--articles", type=Path, default=ARTICLES, metavar="DIR", help="where the labelled articles stand"
    )
    parser.add_argument("--split", choices=PARTS, help="score only one part")
    parser.add_argument("--raise-floors", action="store_true", help="write better scores into floors.json")
    parser.add_argument("--lower-floor", action="store_true", help="write worse scores too; say why in the commit")
    parser.add_argument("--errors", action="store_true", help="print each miss")


def run(arguments: argparse.Namespace) -> int:
    """Print the scores by part; 1 where any is under its floor."""
    parts = _parts(arguments.gold)
    floors_file = arguments.gold / "floors.json"
    floors = json.loads(floors_file.read_text(encoding="utf-8")) if floors_file.exists() else {}
    scored = {
        part: evaluate(arguments.gold, arguments.articles, names)
        for part, names in parts.items()
        if arguments.split in (None, part)
    }
    for part, found in scored.items():
        _show(part, found, floors.get(part, {}), errors=arguments.errors)
    sunk = [part for part, found in scored.items() if found.below(floors.get(part, {}))]
    if arguments.lower_floor or arguments.raise_floors:
        _write(floors_file, floors, scored, lower=arguments.lower_floor)
        return 0
    if sunk:
        print(f"under the floor: {', '.join(sunk)}")
    return 1 if sunk else 0


def evaluate(gold: Path, articles: Path, names: Iterable[str]) -> Score:
    """Read the named articles and score what was read; an article that is missing is left out and counted."""
    labels = read_labels(gold)
    found: dict[str, Labels] = {}
    missing: list[str] = []
    for name in names:
        path = next(
            (place for place in (articles / f"{name}.md", gold / "documents" / f"{name}.md") if place.exists()), None
        )
        if path is None:
            missing.append(name)
            continue
        for document in documents([path]):
            if isinstance(document, InputRejected):
                raise document
            found[name] = [row for row in rows(extract(document)) if row["metric"] != "attribute"]
    return score({name: labels.get(name, []) for name in found}, found, missing)


def read_labels(gold: Path) -> dict[str, Labels]:
    """Return the labels of a folder by article; attributes are scored elsewhere."""
    held: dict[str, Labels] = defaultdict(list)
    for file in LABELS:
        path = gold / file
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            row = json.loads(line)
            if row["metric"] != "attribute":
                held[row["doc_id"]].append(row)
    return held


def _parts(gold: Path) -> dict[str, list[str]]:
    index = gold / "index.csv"
    if not index.exists():
        raise UsageError(f"no index of labelled articles: {index}")
    parts: dict[str, list[str]] = defaultdict(list)
    with index.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            parts[row["part"]].append(row["doc_id"])
    return parts


def _show(part: str, found: Score, floors: Mapping[str, float], *, errors: bool) -> None:
    missing = f", {len(found.missing)} not here" if found.missing else ""
    print(f"{part}: {found.documents} articles{missing}, {found.gold} labels, {found.predicted} read")
    for level in LEVELS:
        floor = f"  floor {floors[level]:.3f}" if level in floors else ""
        print(f"  {level}  F1 {found.f1(level):.3f}{floor}")
    print("  of value and unit right: " + ", ".join(f"{name} {found.share(name):.2f}" for name in FIELDS))
    kinds = Counter(error.kind for error in found.errors)
    print("  errors: " + (", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())) or "none"))
    for error in found.errors if errors else ():
        print(f"    {error.line()}")


def _write(path: Path, floors: dict[str, dict[str, float]], scored: Mapping[str, Score], *, lower: bool) -> None:
    for part, found in scored.items():
        held = floors.setdefault(part, {})
        for level in LEVELS:
            new = int(found.f1(level) * 1000) / 1000
            if lower or new > held.get(level, 0.0):
                held[level] = new
    path.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
