"""Choose the period of a figure that no rule dates by its own sentence: the candidate whose signs weigh most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from etl.extract.certainty import FOLLOWING
from etl.extract.drafts import Draft
from etl.extract.spans import kind, since
from etl.extract.timing import NOTHING
from etl.extract.weights import read, strongest
from etl.period import Period, known_by

WEIGHTS = Path(__file__).with_name("times_weights.toml")
# Labelled too seldom to be weighed: a team was counted in the month told just before, or in that of publication.
SELDOM = frozenset({"team_size"})


def settle(drafts: Sequence[Draft], published_on: str) -> None:
    """Give each figure that no rule dates by its own sentence the period that weighs most."""
    for draft in drafts:
        if draft.refused or not draft.times or draft.metric in FOLLOWING | SELDOM:
            continue
        label = best(draft, published_on)
        if label != (draft.period.label if draft.period else NOTHING):
            draft.period, draft.rule = Period.parse(label) if label else None, [*draft.rule, why(draft, label)]


def why(draft: Draft, label: str) -> str:
    """Return the signs that spoke most for a period, in words."""
    held = weights()
    return f"{label or 'no period'} as {strongest(draft.times[label], lambda sign: held.get(sign, 0))}"


def weighed(draft: Draft, published_on: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each candidate with all its signs, alone and by what a figure is; and by how sure it is told."""
    day = known_by(published_on)
    for label, signs in draft.times.items():
        told = [*signs, kind(label), since(label, day), f"{kind(label)} {since(label, day)}"]
        yield label, frozenset(chain(told, *((f"{one}, {draft.metric}", f"{one}, {draft.status}") for one in told)))


@cache
def weights() -> Mapping[str, int]:
    """Return what each sign weighs for a period or against it, in hundredths."""
    return read(WEIGHTS)["sign"]


def best(draft: Draft, published_on: str) -> str:
    """Return the label that weighs most, that of the rules where two weigh the same."""
    return max(weighed(draft, published_on), key=lambda one: _sum(one[1]))[0]


def _sum(signs: Iterable[str]) -> int:
    held = weights()
    return sum(held.get(sign, 0) for sign in signs)
