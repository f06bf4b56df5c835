"""What a whole text is about, in signs: what it tells of most, and how much it has of chips, firms and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from etl.extract.cues import Cue
from etl.model import Quantity
from etl.vocabulary import Hit, vocabulary

FEW, SOME = 2, 5
METRICS, PARTIES = 3, 2
TOLD, COMPUTE = frozenset({"metric", "refuse"}), frozenset({"scope", "chip"})
GOODS = frozenset({"product", "project"})


def leaning(text: str, counted: Sequence[Quantity], named: Sequence[Hit], said: Sequence[Cue]) -> Iterator[str]:
    """Yield the signs of a text in which so much was found."""
    senses = [sense for cue in said for sense in cue.senses]
    told = Counter(sense.name for sense in senses if sense.kind in TOLD)
    yield from (f"the text tells most of {name}" for name, _ in told.most_common(METRICS))
    parties = Counter(hit.term.cls or hit.term.kind for hit in named)
    yield from (f"the text is of a {one}" for one, _ in parties.most_common(PARTIES))
    chips = {hit.term.id for hit in named if hit.term.kind in GOODS and not _is_of_a_state(hit)}
    yield f"the text names {_how_many(len(chips))} chips"
    compute = sum(sense.kind in COMPUTE for sense in senses)
    yield f"the text has {_how_many(compute)} words of compute"
    yield f"the text has {_how_many(compute * 1000 // max(len(text), 1))} words of compute in a thousand signs"
    yield f"the text has {_how_many(len(counted) // 4)} fours of numbers"


def _is_of_a_state(hit: Hit) -> bool:
    """Say whether a machine is a laboratory's or a state's: a text that names one need not be about chips."""
    owner = vocabulary().terms.get(hit.term.owner)
    return hit.term.kind == "project" and owner is not None and owner.cls == "government"


def _how_many(count: int) -> str:
    return "no" if not count else "few" if count <= FEW else "some" if count <= SOME else "many"
