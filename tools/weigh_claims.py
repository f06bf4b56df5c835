"""
Weighs the signs of how sure a figure is told and of which period it is, from the labelled articles.

Writes etl/extract/certainty_weights.toml and times_weights.toml. A period is weighed for the status that a figure gets
by weights of other articles, as that is how it will be asked. `--check` writes nothing and prints how many figures are
right by rule and by weights that were fitted to the other articles only (by folds): what a text never seen gets.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from etl.commands._scoring import align, same_value  # noqa: E402 - the checkout itself is read
from etl.commands.extract import rows  # noqa: E402
from etl.extract import certainty, extract, times  # noqa: E402
from etl.extract.drafts import Draft  # noqa: E402
from etl.extract.timing import PLACES, RULED  # noqa: E402
from etl.languages import detect  # noqa: E402
from etl.model import Document, Status  # noqa: E402
from tools.fitting import Case, Fit, fitted, folds, lines  # noqa: E402
from tools.weigh_owners import SENTENCE, Article, articles  # noqa: E402

SENTENCES = ROOT / "tests/unit/extract/sentences"
FOLDS, STEPS, RATE = 8, 150, 0.08
SURE = Fit(
    known={f"{one} if {one} by rule": 1.0 for one in certainty.CHOICES}, pull=5.0, fewest=6, steps=STEPS, rate=RATE
)
# A period that rules find in the sentence itself is most often right.
WHEN = Fit(
    known=dict(zip((RULED + place for place in PLACES), (2.0, 1.0, 1.0), strict=True)),
    pull=12.0,
    fewest=15,
    steps=STEPS,
    rate=RATE,
)
LEAST = 0.05
# How often a sentence of our own counts, which stands for a whole class.
REPEATED, OWN = 6, "own"
HEADINGS = {
    certainty.WEIGHTS: "What each sign weighs for a status, or against it (below zero).",
    times.WEIGHTS: "What each sign weighs for a period, or against it (below zero).",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as the rules read it, with the signs of its status, and what its label says."""

    article: Article
    draft: Draft
    signs: frozenset[str]
    status: str
    period: str


def as_ruled(document: Document) -> tuple[list[tuple[Draft, frozenset[str]]], list[dict[str, object]]]:
    """Return the figures of a text before their signs are weighed, each with those, and the rows that they make."""
    held: list[tuple[Draft, frozenset[str]]] = []

    def keep(drafts: Sequence[Draft]) -> None:
        every = [one for one in drafts if not one.refused and one.metric not in certainty.FOLLOWING]
        held.extend((replace(one), signs) for one, signs in zip(every, certainty.seen(every), strict=True))

    with mock.patch.object(certainty, "settle", keep), mock.patch.object(times, "settle"):
        return held, [row for row in rows(extract(document)) if row["metric"] != "attribute"]


def told(article: Article) -> Iterator[Told]:
    """Yield the labelled figures of an article as they are before signs are weighed."""
    figures, read = as_ruled(article.document)
    # A figure shared by several owners is told by the first.
    held = {draft.quantity.span.start: (draft, signs) for draft, signs in reversed(figures)}
    for one, other in align(article.labels, read):
        label, row = article.labels[one], read[other]
        if row["char_start"] in held and same_value(label, row) and not label.get("malformed"):
            draft, signs = held[row["char_start"]]
            yield Told(article, draft, signs, str(label["status"]), str(label["period"] or ""))


def sentences() -> Iterator[Told]:
    """Yield the figures of the tested sentences, each told as its test expects and else as the rules read it."""
    for path in (SENTENCES / "sure.txt", SENTENCES / "dated.txt"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            if not line.startswith("#"):
                yield from _tested(f"{path.stem} {number}", *line.split(" ||| "), is_sure=path.stem == "sure")


def _tested(name: str, published: str, text: str, expected: str, *, is_sure: bool) -> Iterator[Told]:
    text = text.replace("\\n", "\n")
    document = Document(name, name, name, text, language=detect(text), published_on=published)
    article = Article(name, SENTENCE, document, [])
    for (draft, signs), wanted in zip(as_ruled(document)[0], expected.split(", "), strict=False):
        period = draft.period.label if draft.period else ""
        told = (wanted, period) if is_sure else (str(draft.status), "" if wanted == "-" else wanted)
        yield from [Told(article, draft, signs, *told)] * REPEATED


def sure(one: Told) -> Case:
    """Return the choice of a status."""
    options = list(certainty.options(one.signs))
    return Case(
        one.article.name,
        one.article.part,
        tuple(s for _, s in options),
        tuple(name == one.status for name, _ in options),
    )


def when(one: Told, status: Status) -> Case:
    """Return the choice of a period for a figure of a status."""
    draft = replace(one.draft, status=status, metric=certainty.meant(one.draft.metric, status))
    options = list(times.weighed(draft, one.article.document.published_on))
    return Case(
        one.article.name,
        one.article.part,
        tuple(s for _, s in options),
        tuple(name == one.period for name, _ in options),
    )


def chosen(case: Case, weights: dict[str, float]) -> int:
    """Return the number of the option that weighs most."""
    sums = [sum(weights.get(sign, 0.0) for sign in signs) for signs in case.signs]
    return sums.index(max(sums))


def by_folds(cases: Sequence[Case], fit: Fit, fold: dict[str, int]) -> list[int]:
    """Return what is chosen in each case by weights fitted to the cases of other folds."""
    weights = [fitted([case for case in cases if fold[case.article] != turn], fit) for turn in range(FOLDS)]
    return [chosen(case, weights[fold[case.article]]) for case in cases]


def show(name: str, figures: Sequence[Told], cases: Sequence[Case], found: Sequence[int]) -> None:
    """Print by part how often rules and weights are right."""
    every, ruled, right = Counter[str](), Counter[str](), Counter[str]()
    for one, case, at in zip(figures, cases, found, strict=True):
        by_rule = str(one.draft.status) == one.status if name == "status" else case.right[0]
        every[case.part], ruled[case.part] = every[case.part] + 1, ruled[case.part] + by_rule
        right[case.part] += case.right[at]
    for part, count in every.items():
        print(f"{part}: {name} of {count}: by rule {ruled[part] / count:.3f}, weighed {right[part] / count:.3f}")


def main() -> None:
    """Fit the weights and write them, or check them by folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="print what unseen articles get, write nothing")
    arguments = parser.parse_args()
    figures = [one for article in articles() if article.part != SENTENCE for one in told(article)]
    figures += [one for one in figures if one.article.part == OWN] * (REPEATED - 1) + list(sentences())
    fold = folds(sorted({one.article.name for one in figures}), FOLDS)
    statuses = [sure(one) for one in figures]
    found = by_folds(statuses, SURE, fold)
    dated = [(one, when(one, certainty.CHOICES[at])) for one, at in zip(figures, found, strict=True) if one.draft.times]
    periods = [case for _, case in dated]
    if arguments.check:
        show("status", figures, statuses, found)
        show("period", [one for one, _ in dated], periods, by_folds(periods, WHEN, fold))
        return
    for path, cases, fit in ((certainty.WEIGHTS, statuses, SURE), (times.WEIGHTS, periods, WHEN)):
        heading = f"# {HEADINGS[path]}\n# Made by tools/weigh_claims.py from the gold labels.\n\n[sign]\n"
        path.write_text(heading + "".join(f"{line}\n" for line in lines(fitted(cases, fit), LEAST)), encoding="utf-8")


if __name__ == "__main__":
    main()
