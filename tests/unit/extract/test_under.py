"""Under a heading that is a firm's name alone, what names nobody else is its."""

from __future__ import annotations

from etl.extract import extract
from etl.model import Document

PARTS = """### xAI

Colossus in Memphis houses 200,000 GPUs.

### CoreWeave

- Plano: 20,000 H100s
- Denton: 45,000 GPUs

Microsoft has rented 3,000 B200s there.

### Meta

Its Louisiana site will hold 500,000 GPUs."""


def test_each_part_of_a_text_has_its_firm_and_lends_it_to_no_other_part():
    told = extract(Document("0", "own", "own.md", PARTS, language="en", published_on="2025-10-20")).mentions
    found = [(mention.entity, mention.counterparty) for mention in told if mention.metric.startswith("units")]
    assert [owner for owner, _ in found] == [("xai",), ("coreweave",), ("coreweave",), ("microsoft",), ("meta",)]
    assert ("coreweave",) not in [other for owner, other in found if owner != ("microsoft",)]
