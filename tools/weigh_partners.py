"""
Weighs the signs of who is the other side of a figure, from the labelled articles, into partner_weights.toml.

A softmax over the candidates of each figure whose owner is read right, with every weight drawn towards nothing.
`--check` writes nothing and prints by metric how the weights of the other articles do on each article in turn.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest import mock

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from etl.commands._scoring import owners  # noqa: E402 - the checkout itself is read
from etl.extract import extract, partners  # noqa: E402
from etl.extract.asked import Asked  # noqa: E402
from etl.extract.candidates import Candidate  # noqa: E402
from etl.extract.drafts import Draft  # noqa: E402
from tools.fitting import Case, Fit, fitted, folds, lines  # noqa: E402
from tools.weigh_owners import DIGEST, SENTENCE, Article, articles, counted, label_of, named  # noqa: E402

FIT, FOLDS, LEAST = Fit(pull=1.0, fewest=5), 5, 0.05
# Whose labels tell of no other side.
SILENT = frozenset({SENTENCE, "own"})
# How many cases an article counts for: few tell what most matters.
STANDS_FOR = {DIGEST: 10, "dev": 10, "built": 3, "opened": 2}
HEAD = [
    "# What each sign weighs for the other side of a figure, or against it (below zero).",
    "# Made by tools/weigh_partners.py from the gold labels.",
    "",
    "[sign]",
]


class Found(NamedTuple):
    """The metric of a labelled figure, and what its other side could be."""

    metric: str
    case: Case


def cases(article: Article) -> Iterator[Found]:
    """Yield the figures of an article that have one label and its owner."""
    found: list[Found] = []
    real = partners.partners

    def told(figure: Asked, draft: Draft) -> list[Candidate]:
        every = real(figure, draft)
        label = label_of(article.labels, figure.quantity, figure.metric)
        if (
            label is None
            or label["metric"] != figure.metric.id
            or owners({"entity": named(draft.entity)}) != owners(label)
        ):
            return every
        wanted = owners(label, "counterparty")
        right = tuple(owners(read(one.ids)) == wanted for one in every)
        case = Case(article.name, article.part, tuple(one.signs for one in every), right)
        found.append(Found(figure.metric.id, case))
        return every

    with mock.patch.object(partners, "partners", told):
        extract(article.document)
    yield from found


def read(ids: Sequence[str]) -> dict[str, str]:
    """Return some firms as the owner of a label."""
    return {"entity": named(ids)}


def learned(every: Sequence[Found]) -> dict[str, float]:
    """Return the weights of some figures."""
    return fitted([*counted([one.case for one in every], STANDS_FOR)], FIT)


def check(every: Sequence[Found]) -> None:
    """Print by metric how many figures have the right other side by weights fitted to the other articles only."""
    fold = folds(sorted({one.case.article for one in every}), FOLDS)
    right, told = Counter[str](), Counter[str]()
    for turn in range(FOLDS):
        weights = learned([one for one in every if fold[one.case.article] != turn])
        for metric, case in (one for one in every if fold[one.case.article] == turn):
            sums = [sum(weights.get(sign, 0.0) for sign in signs) for signs in case.signs]
            told[metric] += 1
            right[metric] += case.right[sums.index(max(sums))]
    for metric in sorted(told):
        print(f"{metric}: {right[metric]} of {told[metric]} ({right[metric] / told[metric]:.3f})")
    print(f"all: {right.total()} of {told.total()} ({right.total() / told.total():.3f})")


def main() -> None:
    """Fit the weights and write them, or check them by folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="print what unseen articles get, write nothing")
    arguments = parser.parse_args()
    every = [found for one in articles() if one.part not in SILENT for found in cases(one)]
    if arguments.check:
        check(every)
        return
    weights = learned(every)
    partners.WEIGHTS.write_text("\n".join([*HEAD, *lines(weights, LEAST)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
