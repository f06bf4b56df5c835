"""What a model answered, taken apart: well-formed proposals by quantity, and what is wrong with the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from etl.model import Status

LONGEST = 600
SAID = tuple(status for status in Status if status is not Status.DERIVED)
_FENCE = re.compile(r"\s*```(?:json)?\s*\n(?P<inside>.*)\n\s*```\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One link as the model proposes it; a quote is empty where it names none."""

    quantity: int
    metric: str
    quote: str
    entity_quote: str
    counterparty_quote: str
    product_quote: str
    period_quote: str
    status: Status


NAMES = tuple(one.name for one in fields(Proposal))


@dataclass(slots=True)
class Answer:
    """
    The distinct proposals for each quantity asked, and what was wrong.

    `broken` says why nothing could be taken, `wrong` holds the fault of an ill-formed item by quantity, `doubled` the
    quantities answered twice alike, `strays` counts the items for no quantity that was asked.
    """

    broken: str = ""
    proposals: dict[int, list[Proposal]] = field(default_factory=dict)
    wrong: dict[int, str] = field(default_factory=dict)
    doubled: set[int] = field(default_factory=set)
    strays: int = 0

    def add(self, item: object, asked: Collection[int]) -> None:
        """Take one item of the answer's list."""
        number = item.get("quantity") if isinstance(item, dict) else None
        if not isinstance(item, dict) or type(number) is not int or number not in asked:
            self.strays += 1
        elif fault := _fault(item):
            self.wrong[number] = fault
        else:
            self._keep(Proposal(**{**item, "status": Status(item["status"])}))

    def _keep(self, proposal: Proposal) -> None:
        held = self.proposals.setdefault(proposal.quantity, [])
        if proposal in held:
            self.doubled.add(proposal.quantity)
        else:
            held.append(proposal)


def parse(text: str, asked: Collection[int]) -> Answer:
    """Return the answer in parts; text that is no JSON of the asked form is a broken answer, and never raises."""
    fenced = _FENCE.fullmatch(text)
    try:
        told: Any = json.loads(fenced["inside"] if fenced else text)
    except (ValueError, RecursionError):
        return Answer("the answer is no JSON")
    items = told.get("proposals") if isinstance(told, dict) else None
    if not isinstance(items, list):
        return Answer("the answer has no list of proposals")
    answer = Answer()
    for item in items:
        answer.add(item, asked)
    return answer


def _fault(item: Mapping[str, object]) -> str:
    # A field more than asked for is how a model would bring a digit of its own.
    if set(item) != set(NAMES):
        return "fields other than those asked for"
    words = [item[name] for name in NAMES if name != "quantity"]
    if not all(isinstance(word, str) and len(word) <= LONGEST for word in words):
        return "a field that is no text, or too long"
    return "" if item["status"] in {str(status) for status in SAID} else "a status that does not exist"
