"""
Weighs the signs of who owns a figure, from the labelled articles, into etl/extract/owner_weights.toml.

A softmax over the candidates of each figure, with every weight drawn towards nothing. `--check` writes nothing and
prints how the weights of the other articles do on each article in turn (by folds): that is what a text never seen gets.

Whose a figure is bears on those after it. So weights are fitted twice: first with the right owners put in as an article
is read, then with those that the first weights choose, mistakes and all, as it is when nobody knows the right ones.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from etl.commands._scoring import align, overlap, owners, same_value, score  # noqa: E402 - the checkout itself is read
from etl.commands.eval import read_labels  # noqa: E402
from etl.commands.extract import documents, rows  # noqa: E402
from etl.extract import extract, owning, ranking  # noqa: E402
from etl.extract.candidates import Candidate, candidates  # noqa: E402
from etl.extract.context import Context  # noqa: E402
from etl.extract.metrics import Metric  # noqa: E402
from etl.extract.weights import Weights  # noqa: E402
from etl.model import Document, Quantity  # noqa: E402
from etl.vocabulary import vocabulary  # noqa: E402
from tools.fitting import Case, Fit, fitted, folds, lines  # noqa: E402

GOLD, ARTICLES = ROOT / "tests/gold", ROOT / "datasets/articles"
SENTENCES = ROOT / "tests/unit/extract/sentences/bound.txt"
DIGESTS = ("2025-02-11-openai-first-chip-en", "2025-02-11-openai-first-chip-zh")
# Never fitted to: their texts stay unseen.
APART = frozenset({"held_out", "fresh", "sealed"})
SENTENCE, DIGEST = "sentences", "digests"
DATED = frozenset({"production_date", "tape_out_date"})
FOLDS = 5

# What is known of a sign before any article is read.
KNOWN = tomllib.loads((ROOT / "tools/owner_beliefs.toml").read_text(encoding="utf-8"))["sign"]
FIT = Fit(known=KNOWN, pull=1.5, fewest=4)
# How many cases a tested sentence, or one of our own articles, counts for: each stands for all that are built alike.
STANDS_FOR = {SENTENCE: 24, "own": 8, "dev": 10, "built": 3, "opened": 2}

Label = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Article:
    """A labelled article: its part, its document and its labels."""

    name: str
    part: str
    document: Document
    labels: list[dict[str, object]]


def articles() -> Iterator[Article]:
    """Yield the articles that weights may be fitted to, and the tested sentences, each as an article of its own."""
    labels = read_labels(GOLD)
    with (GOLD / "index.csv").open(encoding="utf-8", newline="") as lines:
        parts = {row["doc_id"]: row["part"] for row in csv.DictReader(lines) if row["part"] not in APART}
    for name, part in parts.items():
        path = next(p for p in (ARTICLES / f"{name}.md", GOLD / f"documents/{name}.md") if p.exists())
        yield from (Article(name, part, one, labels.get(name, [])) for one in documents([path]))
    labels_of_digests = _labels_of_digests()
    for name in DIGESTS:
        yield from (Article(name, DIGEST, one, labels_of_digests) for one in documents([ARTICLES / f"{name}.md"]))
    for number, line in enumerate(SENTENCES.read_text(encoding="utf-8").splitlines()):
        if not line.startswith("#"):
            yield sentence(f"sentence {number}", line)


def _labels_of_digests() -> list[dict[str, object]]:
    """Return the labels of the article that the digests retell: the same figures, at other places."""
    lines = (GOLD / "original_labels.jsonl").read_text(encoding="utf-8").splitlines()
    return [{**label, "char_start": None} for label in map(json.loads, lines) if label["metric"] != "attribute"]


def sentence(name: str, line: str, published: str = "2025-11-20") -> Article:
    """Read a tested sentence: its figures follow as metric, owners and value."""
    text, _, wanted = line.partition(" ||| ")
    language = "zh" if any("\u4e00" <= sign <= "\u9fff" for sign in text) else "en"
    document = Document(name, name, Path(name), text.replace("\\n", "\n"), language=language, published_on=published)
    labels = []
    for told in wanted.split("; ") if wanted else ():
        metric, *words, value = told.split(" ")
        ids = " ".join(words)
        size = value if metric in DATED else float(value)
        labels.append({"metric": metric, "entity": named(ids.split("+")), "value": size, "char_start": None})
    return Article(name, SENTENCE, document, labels)


def named(ids: Iterable[str]) -> str:
    """Return firms by the names that labels have."""
    terms = vocabulary().terms
    return " + ".join(terms[one].name_en if one in terms else one for one in ids if one != "-")


def cases(article: Article, *, helped: bool) -> list[Case]:
    """Read an article, where it is helped with the right owners put in, so that what follows builds on them."""
    found: list[Case] = []

    def told(context: Context, quantity: Quantity, metric: Metric) -> list[Candidate]:
        every = candidates(context, quantity, metric)
        label = label_of(article.labels, quantity, metric)
        if label is None:
            return every
        right = tuple(owners({"entity": named(one.ids)}) == owners(label) for one in every)
        found.append(Case(article.name, article.part, tuple(one.signs for one in every), right))
        return (helped and [one for one, good in zip(every, right, strict=True) if good]) or every

    with mock.patch.object(owning, "candidates", told):
        extract(article.document)
    return found


def learned(every: Sequence[Article], helped: Mapping[str, list[Case]]) -> dict[str, float]:
    """Return the weights of some articles: of the cases of their reading with help, then of that without."""
    first = fitted([case for one in every for case in counted(helped[one.name])], FIT)
    with mock.patch.object(ranking, "weights", return_value=Weights(first)):
        return fitted([case for one in every for case in counted(cases(one, helped=False))], FIT)


def counted(found: Sequence[Case], times: Mapping[str, int] = STANDS_FOR) -> Iterator[Case]:
    """Yield each case as often as one of its part counts."""
    return (case for case in found for _ in range(times.get(case.part, 1)))


def label_of(labels: Sequence[Label], quantity: Quantity, metric: Metric) -> Label | None:
    """Return the one label of a quantity; None where it has none, or several."""
    start, end = quantity.span.start, quantity.span.end
    read = {"char_start": start, "char_end": end}
    middle = next((one for one in (quantity.value, quantity.low, quantity.label) if one is not None), None)
    held = [
        one
        for one in labels
        if (overlap(one, read) if one["char_start"] is not None else _alike(one, middle)) and not one.get("malformed")
    ]
    same = [one for one in held if one["metric"] == metric.id] if len(held) > 1 else held
    return same[0] if len(same) == 1 else None


def _alike(label: Label, value: object) -> bool:
    told = label["value"] if label["value"] is not None else label.get("value_low")
    return str(value) == told if isinstance(told, str) else bool(value) and float(str(value)) == told


Read = dict[str, list[dict[str, object]]]


def check(every: Sequence[Article], helped: Mapping[str, list[Case]]) -> None:
    """Print by part how articles are read with weights fitted to the other articles only."""
    fold = folds([one.name for one in every], FOLDS)
    read: dict[str, Read] = defaultdict(dict)
    for turn in range(FOLDS):
        weights = Weights(learned([one for one in every if fold[one.name] != turn], helped))
        with mock.patch.object(ranking, "weights", lambda weights=weights: weights):
            for one in (one for one in every if fold[one.name] == turn and one.part not in {SENTENCE, DIGEST}):
                read[one.part][one.name] = [row for row in rows(extract(one.document)) if row["metric"] != "attribute"]
    for part, told in read.items():
        print(_scored(part, {one.name: one.labels for one in every if one.name in told}, told))


def _scored(part: str, gold: Read, read: Read) -> str:
    """Return how many right figures have the right owner, and the score by level, as one line."""
    pairs = [(gold[name][one], read[name][other]) for name in gold for one, other in align(gold[name], read[name])]
    right = [owners(label) == owners(figure) for label, figure in pairs if same_value(label, figure)]
    levels = "  ".join(f"{level} {score(gold, read).f1(level):.3f}" for level in ("L1", "L2", "L3"))
    return f"{part}: owners {sum(right)} of {len(right)} ({sum(right) / max(len(right), 1):.3f})  {levels}"


def written(weights: Mapping[str, float]) -> str:
    """Return the weights as TOML, the heaviest first."""
    head = [
        "# What each sign weighs for an owner, or against it (below zero).",
        "# Made by tools/weigh_owners.py from the gold labels.",
        "",
        "[sign]",
    ]
    return "\n".join([*head, *lines(weights)]) + "\n"


def main() -> None:
    """Fit the weights and write them, or check them by folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="print what unseen articles get, write nothing")
    arguments = parser.parse_args()
    every = list(articles())
    helped = {one.name: cases(one, helped=True) for one in every}
    if arguments.check:
        check(every, helped)
        return
    ranking.WEIGHTS.write_text(written(learned(every, helped)), encoding="utf-8")


if __name__ == "__main__":
    main()
