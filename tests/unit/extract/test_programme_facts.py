"""When chips are taped out and made, and on which process: each way of saying it, and what is none."""

from pathlib import Path

import pytest

from etl.extract import extract
from tests.texts import document_of

SENTENCES = Path(__file__).parent / "sentences" / "facts.txt"
FACTS = [line.partition(" ||| ") for line in SENTENCES.read_text(encoding="utf-8").splitlines()[1:]]
NAMES = frozenset({"production_date", "tape_out_date", "process_node_nm"})


def read(text: str) -> str:
    found = extract(document_of(text, published_on="2026-03-10")).mentions
    facts = [mention for mention in found if mention.metric in NAMES]
    return "; ".join(f"{one.metric} - {one.quantity.label or one.quantity.value}" for one in facts)


@pytest.mark.parametrize(("text", "_", "facts"), FACTS)
def test_what_is_told_of_a_programme_is_read_and_nothing_else(text: str, _: str, facts: str) -> None:
    assert read(text.replace("\\n", "\n")) == facts
