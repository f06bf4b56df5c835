"""
Weighs the signs of what a bare number counts (chips, money, people, power, nothing) into counting_weights.toml.

`--check` writes nothing and prints how many bare numbers are told right with weights fitted to other articles only.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from etl.commands._scoring import overlap  # noqa: E402 - the checkout itself is read
from etl.extract import binding, counting, extract  # noqa: E402
from etl.extract.context import Context  # noqa: E402
from etl.extract.counting import NOTHING, Count, as_told, counts  # noqa: E402
from etl.extract.metrics import registry  # noqa: E402
from etl.extract.unitclass import unit_class  # noqa: E402
from etl.extract.weights import HUNDRED  # noqa: E402
from etl.model import Quantity  # noqa: E402
from tools.fitting import Case, Fit, fitted, folds, lines  # noqa: E402
from tools.weigh_metrics import alike, silent  # noqa: E402
from tools.weigh_owners import DIGEST, SENTENCE, Article, articles  # noqa: E402

FOLDS = 5
FIT = Fit(pull=2.0, fewest=4)
LEAST = 0.05


def cases(article: Article) -> list[Case]:
    """Read an article with what its bare numbers count put in as they are found."""
    found: list[Case] = []

    def right(context: Context, quantity: Quantity) -> Count:
        every = counts(context, quantity)
        wanted = _wanted(article, quantity, every)
        if wanted is None:
            return counting.chosen(every)
        found.append(
            Case(article.name, article.part, tuple(one.signs for one in every), tuple(one in wanted for one in every))
        )
        return wanted[0]

    with mock.patch.object(binding, "counted", right):
        extract(article.document)
    return found


def _wanted(article: Article, quantity: Quantity, every: list[Count]) -> list[Count] | None:
    """Return the counts that a label tells, nothing where it tells none of them or where a figure is repeated."""
    read = {"char_start": quantity.span.start, "char_end": quantity.span.end}
    held = [one for one in article.labels if one["char_start"] is not None and overlap(one, read) > 0]
    if not held and article.part in {SENTENCE, DIGEST}:
        held = [
            one
            for one in article.labels
            if any(_fits(one, as_told(quantity, other.unit)) for other in every if other.unit.unit)
        ]
    if not held:
        return [one for one in every if one.unit == NOTHING]
    return [one for one in every if one.unit.unit and _fits(held[0], as_told(quantity, one.unit))] or None


def _fits(label: Mapping[str, object], read: Quantity) -> bool:
    size = next((one for one in (read.value, read.low, read.high) if one is not None), None)
    told = next((label.get(name) for name in ("value", "value_low", "value_high") if label.get(name) is not None), None)
    unit = label.get("unit")
    kinds = registry()[str(label["metric"])].classes if label["metric"] in registry() else frozenset()
    same = read.unit == unit if unit else unit_class(read.unit) in kinds
    return same and alike(told, size)


def check(every: Sequence[Article], found: Mapping[str, list[Case]]) -> None:
    """Print by part how bare numbers are told with weights fitted to the other articles only."""
    fold = folds([one.name for one in every], FOLDS)
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for turn in range(FOLDS):
        learned = fitted([case for one in every if fold[one.name] != turn for case in found[one.name]], FIT)
        for case in (case for one in every if fold[one.name] == turn for case in found[one.name]):
            sums = [sum(learned.get(sign, 0.0) for sign in signs) for signs in case.signs]
            sums[0] += counting.LEANING[True] / HUNDRED
            at = sums.index(max(sums))
            told[case.part].update({"counted": not case.right[0], "told": at > 0, "right": at > 0 and case.right[at]})
    for part, held in told.items():
        print(f"{part}: {held['counted']} count something, {held['told']} are told to, {held['right']} of them right")


def written(weights: Mapping[str, float]) -> str:
    """Return the weights as TOML, the heaviest first."""
    head = [
        "# What each sign weighs for what a bare number counts, or against it (below zero).",
        "# Made by tools/weigh_counts.py from the gold labels.",
        "",
        "[sign]",
    ]
    return "\n".join([*head, *lines(weights, LEAST)]) + "\n"


def main() -> None:
    """Fit the weights and write them, or check them by folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="print what unseen articles get, write nothing")
    arguments = parser.parse_args()
    every = [*articles(), *silent()]
    found = {one.name: cases(one) for one in every}
    if arguments.check:
        check(every, found)
        return
    weights = fitted([case for one in every for case in found[one.name]], FIT)
    counting.WEIGHTS.write_text(written(weights), encoding="utf-8")


if __name__ == "__main__":
    main()
