"""
Weighs the signs of what a quantity is, a figure of some metric or none, into etl/extract/metric_weights.toml.

`--check` writes nothing and prints how articles are read with weights fitted to the others only (by folds).
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from etl.commands._scoring import TOLERANCE, overlap, score  # noqa: E402 - the checkout itself is read
from etl.commands.extract import rows  # noqa: E402
from etl.extract import binding, dates, deciding, extract  # noqa: E402
from etl.extract.context import Context  # noqa: E402
from etl.extract.deciding import NONE, Decision  # noqa: E402
from etl.extract.drafts import Draft  # noqa: E402
from etl.extract.metrics import registry  # noqa: E402
from etl.extract.telling import signs_of  # noqa: E402
from etl.extract.times import WORD  # noqa: E402
from etl.extract.weights import parsed  # noqa: E402
from tools.fitting import HUNDRED, Choice, fitted_by_row, folds, written  # noqa: E402
from tools.weigh_owners import DIGEST, SENTENCE, SENTENCES, Article, articles, sentence  # noqa: E402

FACTS = SENTENCES.with_name("facts.txt")
SILENT = SENTENCES.with_name("silent.txt")
FOLDS = 5
FEWEST, LEAST = 8, 5
# How many cases a tested sentence, one of our own articles or one of those who wrote the guidelines counts for.
STANDS_FOR = {SENTENCE: 4, DIGEST: 4, "own": 4, "dev": 4}
# Words right beside a figure say more in articles that nobody has read than what rules and the rest of them say.
PULL, PULL_OF_WORDS, WORDS = 6.0, 3.0, ("right ", "near ")
HEADING = "What each sign weighs for each of the choices, or against it (below zero). Made by tools/weigh_metrics.py."


def cases(article: Article) -> list[Choice]:
    """Read an article with the right metrics put in as they are found."""
    found: list[Choice] = []

    def right(context: Context, draft: Draft, choices: Sequence[str]) -> Decision:
        wanted = _wanted(article, draft)
        ruled = NONE if draft.refused else draft.metric
        if wanted is None or wanted not in choices:
            return Decision(ruled, "")
        found.append(Choice(article.name, article.part, tuple(signs_of(context, draft)), tuple(choices), wanted))
        return Decision(wanted, "")

    every = {*registry(), NONE}
    with (
        mock.patch.object(binding, "decide", right),
        mock.patch.object(dates, "decide", right),
        mock.patch.object(binding, "known", return_value=every),
    ):
        extract(article.document)
    return found


def _wanted(article: Article, draft: Draft) -> str | None:
    """Return the metric that a quantity is labelled with, that it is none; nothing where it repeats a figure."""
    span, quantity = draft.quantity.span, draft.quantity
    read = {"char_start": span.start, "char_end": span.end}
    held = [one for one in article.labels if one["char_start"] is not None and overlap(one, read) > 0]
    if held:
        metrics = {one["metric"] for one in held if not one.get("malformed")}
        return metrics.pop() if len(metrics) == 1 else None
    sizes = (quantity.label or None, quantity.value, quantity.low, quantity.high)
    middle = next((one for one in sizes if one is not None), None)
    same = [one for one in article.labels if alike(one["value"], middle)]
    if article.part == SENTENCE and len(same) == 1:
        return str(same[0]["metric"])
    return None if same else NONE


def alike(told: object, size: object) -> bool:
    """Say whether a label has the size of a quantity, wherever it stands."""
    if isinstance(told, str) or isinstance(size, str):
        return told == size
    if not isinstance(told, (int, float)) or size is None:
        return False
    return abs(float(str(size)) - told) <= TOLERANCE * abs(told)


def facts() -> Iterator[Article]:
    """Yield the tested sentences about chip programmes, each as an article."""
    for number, line in enumerate(FACTS.read_text(encoding="utf-8").splitlines()):
        if not line.startswith("#"):
            yield sentence(f"fact {number}", line, "2026-03-10")


def silent() -> Iterator[Article]:
    """Yield the tested texts without figures, each as an article."""
    for number, line in enumerate(SILENT.read_text(encoding="utf-8").splitlines()):
        if not line.startswith("#"):
            yield sentence(f"silent {number}", line)


def learned(found: Sequence[Choice]) -> str:
    """Return the weights of some choices as TOML."""
    counted = [one for one in found for _ in range(STANDS_FOR.get(one.part, 1))]
    return written(*fitted_by_row(counted, _pull, FEWEST, _believed()), HEADING, LEAST)


def _believed() -> dict[str, dict[str, float]]:
    """Return what is known of signs before any article is read, by sign and choice."""
    told = tomllib.loads((ROOT / "tools/metric_beliefs.toml").read_text(encoding="utf-8"))
    return {sign: {choice: weight / HUNDRED for choice, weight in held.items()} for sign, held in told.items()}


def _pull(sign: str) -> float:
    return PULL_OF_WORDS if sign.startswith(WORDS) and not sign.endswith(WORD) else PULL


Read = dict[str, list[dict[str, object]]]


def check(every: Sequence[Article], found: Mapping[str, list[Choice]]) -> None:
    """Print by part how articles are read with weights fitted to the other articles only."""
    gold = [one for one in every if one.part not in {SENTENCE, DIGEST}]
    fold = folds([one.name for one in gold], FOLDS)
    read: dict[str, Read] = defaultdict(dict)
    for turn in range(FOLDS):
        others = [case for one in every if fold.get(one.name) != turn for case in found[one.name]]
        weights = parsed(learned(others))
        with mock.patch.object(deciding, "weights", lambda weights=weights: weights):
            for one in (one for one in gold if fold[one.name] == turn):
                read[one.part][one.name] = [row for row in rows(extract(one.document)) if row["metric"] != "attribute"]
    for part, told in read.items():
        print(_scored(part, {one.name: one.labels for one in gold if one.name in told}, told))


def _scored(part: str, labels: Read, read: Read) -> str:
    """Return the score by level, what was missed and made up, and what was read in texts without a figure."""
    total = score(labels, read)
    kinds = Counter(fault.kind for fault in total.errors)
    levels = "  ".join(f"{level} {total.f1(level):.3f}" for level in ("L1", "L2", "L3"))
    empty = sum(len(read[name]) for name, held in labels.items() if not held)
    faults = f"missed {kinds['missed']}  spurious {kinds['spurious']}, {empty} of them in texts without a figure"
    return f"{part}: {levels}  metric {total.share('metric'):.3f}  {faults}"


def main() -> None:
    """Fit the weights and write them, or check them by folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="print what unseen articles get, write nothing")
    arguments = parser.parse_args()
    every = [*articles(), *silent(), *facts()]
    found = {one.name: cases(one) for one in every}
    if arguments.check:
        check(every, found)
        return
    deciding.WEIGHTS.write_text(learned([case for one in every for case in found[one.name]]), encoding="utf-8")


if __name__ == "__main__":
    main()
