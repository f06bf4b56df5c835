"""
Weighs the signs of how sure a figure is told and of which period it is, from the labelled articles.

Writes etl/extract/certainty_weights.toml and times_weights.toml. A period is weighed for the status that a figure gets
by weights of other articles, as that is how it will be asked. `--check` writes nothing and prints how many figures are
right by rule and by weights that were fitted to the other articles only (by folds): what a text never seen gets.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar
from unittest import mock

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from etl.commands._scoring import align, same_value  # noqa: E402 - the checkout itself is read
from etl.commands.extract import rows  # noqa: E402
from etl.extract import certainty, extract, times  # noqa: E402
from etl.extract.drafts import Draft  # noqa: E402
from etl.extract.lending import IN_RANGE, IN_ROW, LAST_FOUR  # noqa: E402
from etl.extract.overheard import Overheard  # noqa: E402
from etl.extract.timing import IN_TURN, PLACES, RULED  # noqa: E402
from etl.extract.weights import Rows, parsed  # noqa: E402
from etl.languages import detect  # noqa: E402
from etl.model import Document, Status  # noqa: E402
from tools.fitting import Case, Choice, Fit, fitted, fitted_by_row, folds, lines, written  # noqa: E402
from tools.weigh_owners import DIGEST, SENTENCE, Article, articles  # noqa: E402

SENTENCES = ROOT / "tests/unit/extract/sentences"
FOLDS = 8
PULL_OF_STATUS, FEWEST_OF_STATUS = 9.0, 4
# A period that rules find in the sentence itself is most often right, and so is that of a figure's turn.
BY_RULE = dict(zip((RULED + place for place in PLACES), (2.0, 1.0, 1.0), strict=True))
EXPECTED = {**dict.fromkeys((IN_TURN, IN_RANGE, LAST_FOUR), 2.0), IN_ROW: 1.0, **BY_RULE}
WHEN = Fit(known=EXPECTED, pull=12.0, fewest=15)
LEAST, LEAST_OF_STATUS = 0.05, 5
# How often a sentence of our own counts, which stands for a whole class, and a label of who wrote the guidelines.
REPEATED = 8
STANDS_FOR = {"own": REPEATED, "dev": 4, DIGEST: 4}
# How sure a figure is told is judged unlike by many hands: there, labels nearest to the guidelines count for more.
SURE_STANDS_FOR = {"own": REPEATED, "dev": 8, "built": 3, "opened": 3, DIGEST: 4}
MADE = "Made by tools/weigh_claims.py from the gold labels."
STATUSES = ("actual", "estimate", "guidance", "plan", "rumour")


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

    def keep(drafts: Sequence[Draft], overheard: Overheard) -> None:
        every = [one for one in drafts if not one.refused and one.metric not in certainty.FOLLOWING]
        held.extend((replace(one), signs) for one, signs in zip(every, certainty.seen(every, overheard), strict=True))

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


def sure(one: Told) -> Choice:
    """Return the choice of a status."""
    return Choice(one.article.name, one.article.part, tuple(sorted(one.signs)), STATUSES, one.status)


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


Asked = TypeVar("Asked", Case, Choice)


def repeated(found: Sequence[Asked], times: Mapping[str, int]) -> list[Asked]:
    """Return some choices, each as often as those of its part of the labelled articles count."""
    return [one for one in found for _ in range(times.get(one.part, 1))]


def statuses(found: Sequence[Choice]) -> str:
    """Return the weights of some choices of a status as TOML."""
    counted = repeated(found, SURE_STANDS_FOR)
    options, weights = fitted_by_row(counted, lambda _: PULL_OF_STATUS, FEWEST_OF_STATUS)
    return written(
        options, weights, f"What each sign weighs for a status, or against it (below zero). {MADE}", LEAST_OF_STATUS
    )


def timed(found: Sequence[Case]) -> dict[str, float]:
    """Return the weights of some choices of a period."""
    return fitted(repeated(found, STANDS_FOR), WHEN)


def periods(found: Sequence[Case]) -> str:
    """Return the weights of some choices of a period as TOML."""
    head = f"# What each sign weighs for a period, or against it (below zero). {MADE}\n\n[sign]\n"
    return head + "".join(f"{line}\n" for line in lines(timed(found), LEAST))


def status_of(choice: Choice, weights: Rows) -> Status:
    """Return the status that weighs most."""
    sums = weights.sums(choice.signs)
    return Status(max(sums, key=lambda one: sums[one]))


def chosen(case: Case, weights: Mapping[str, float]) -> int:
    """Return the number of the option that weighs most."""
    sums = [sum(weights.get(sign, 0.0) for sign in signs) for signs in case.signs]
    return sums.index(max(sums))


Weights, Answer = TypeVar("Weights"), TypeVar("Answer")


def by_folds(
    cases: Sequence[Asked],
    fold: Mapping[str, int],
    learn: Callable[[Sequence[Asked]], Weights],
    choose: Callable[[Asked, Weights], Answer],
) -> list[Answer]:
    """Return what is chosen in each case by weights learned from the cases of other folds."""
    weights = [learn([case for case in cases if fold[case.article] != turn]) for turn in range(FOLDS)]
    return [choose(case, weights[fold[case.article]]) for case in cases]


def show(name: str, figures: Sequence[Told], ruled: Sequence[bool], weighed: Sequence[bool]) -> None:
    """Print by part how often rules and weights are right."""
    parts = [one.article.part for one in figures]
    for part in dict.fromkeys(parts):
        here = [at for at, one in enumerate(parts) if one == part]
        one, other = (sum(right[at] for at in here) / len(here) for right in (ruled, weighed))
        print(f"{part}: {name} of {len(here)}: by rule {one:.3f}, weighed {other:.3f}")


def main() -> None:
    """Fit the weights and write them, or check them by folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="print what unseen articles get, write nothing")
    arguments = parser.parse_args()
    figures = [one for article in articles() if article.part != SENTENCE for one in told(article)]
    figures += sentences()
    fold = folds(sorted({one.article.name for one in figures}), FOLDS)
    choices = [sure(one) for one in figures]
    found = by_folds(choices, fold, lambda some: parsed(statuses(some)), status_of)
    dated = [(one, when(one, status)) for one, status in zip(figures, found, strict=True) if one.draft.times]
    cases = [case for _, case in dated]
    if arguments.check:
        right = [status == one.status for one, status in zip(figures, found, strict=True)]
        show("status", figures, [str(one.draft.status) == one.status for one in figures], right)
        at = by_folds(cases, fold, timed, chosen)
        right = [case.right[place] for case, place in zip(cases, at, strict=True)]
        show("period", [one for one, _ in dated], [case.right[0] for case in cases], right)
        return
    certainty.WEIGHTS.write_text(statuses(choices), encoding="utf-8")
    times.WEIGHTS.write_text(periods(cases), encoding="utf-8")


if __name__ == "__main__":
    main()
