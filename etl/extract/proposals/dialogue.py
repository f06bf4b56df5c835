"""The questions about one document: ask, hold each answer against the text, tell what came of each quantity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from etl.errors import InputRejected
from etl.extract.proposals.answer import Answer, parse
from etl.extract.proposals.link import Unproven, link
from etl.extract.proposals.passage import Passage, batches, passages
from etl.extract.proposals.prompt import SYSTEM, question, schema
from etl.extract.reading import Reading, read
from etl.model import Extraction, Mention, Span

A_QUESTION, A_DOCUMENT = 12, 120
"""How many quantities one question holds, and how many are asked about in one document."""

Outcome = Mention | str
"""What came of a quantity: the mention, or why there is none."""


class Asker(Protocol):
    """Whatever can be asked; etl.fetch.chat.Client is one."""

    @property
    def model(self) -> str:
        """The name that reasons give to the model."""

    def ask(self, system: str, user: str, schema: Mapping[str, object]) -> str:
        """Return the answer as text; raises InputRejected where there is none."""


def propose(extraction: Extraction, client: Asker) -> Extraction:
    """
    Return the extraction with the links that a model proposed and the text proves.

    What the rules read stays as it is. Each quantity asked about becomes a mention, or stays unexplained with what was
    wrong; without an answer nothing is added.
    """
    reading = read(extraction.document)
    asked = passages(extraction, reading)
    outcomes: dict[Span, Outcome] = {}
    found: list[Mention] = []
    for passage, outcome in _outcomes(asked, reading, client, extraction.mentions):
        outcomes[passage.quantity.span] = outcome
        if not isinstance(outcome, str):
            found.append(outcome)
    mentions = sorted([*extraction.mentions, *found], key=lambda mention: mention.quantity.span)
    left = (
        replace(one, reason=_because(one.reason, outcomes.get(one.quantity.span, "")))
        for one in extraction.unexplained
        if not isinstance(outcomes.get(one.quantity.span), Mention)
    )
    return Extraction(extraction.document, tuple(mentions), tuple(left))


def _because(reason: str, outcome: Outcome) -> str:
    return f"{reason}; model: {outcome}" if outcome else reason


def _outcomes(
    asked: Sequence[Passage], reading: Reading, client: Asker, mentions: Sequence[Mention]
) -> Iterator[tuple[Passage, Outcome]]:
    held, silent = list(mentions), ""
    for batch in batches(asked[:A_DOCUMENT], A_QUESTION):
        try:
            # A model that failed once is not asked again for this document: each failure may cost its whole time limit.
            answer = Answer(silent) if silent else _answer(batch, reading, client)
        except InputRejected as fault:
            silent = fault.reason
            answer = Answer(silent)
        for passage in batch:
            outcome = _outcome(passage, answer, reading, held, client.model)
            outcome = _with_strays(outcome, answer.strays) if passage is batch[0] else outcome
            if not isinstance(outcome, str):
                held.append(outcome)
            yield passage, outcome
    for passage in asked[A_DOCUMENT:]:
        yield passage, f"not asked, for the document has more than {A_DOCUMENT} open quantities"


def _answer(batch: Sequence[Passage], reading: Reading, client: Asker) -> Answer:
    told = client.ask(SYSTEM, question(reading.document, batch), schema(batch))
    return parse(told, {passage.number for passage in batch})


def _outcome(passage: Passage, answer: Answer, reading: Reading, held: Sequence[Mention], model: str) -> Outcome:
    proposals = answer.proposals.get(passage.number, [])
    wrong = answer.broken or answer.wrong.get(passage.number, "")
    if wrong or len(proposals) != 1:
        return wrong or ("answers that differ" if proposals else "no proposal")
    try:
        mention = link(proposals[0], passage, reading, held, model)
    except Unproven as fault:
        return str(fault)
    return _with_note(mention, "model: the same answer twice") if passage.number in answer.doubled else mention


def _with_strays(outcome: Outcome, strays: int) -> Outcome:
    """Tell beside the first quantity of a question how many answers belong to none."""
    if not strays:
        return outcome
    note = f"answers for quantities that were not asked: {strays}"
    return f"{outcome}; {note}" if isinstance(outcome, str) else _with_note(outcome, f"model: {note}")


def _with_note(mention: Mention, note: str) -> Mention:
    return replace(mention, reasons=(*mention.reasons, note))
