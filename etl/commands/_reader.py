"""The choice of reader: the rules alone, or the rules and then a language model for what they left open."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from etl.model import Extraction

RULES, LLM = "rules", "llm"

Reader = Callable[[Extraction], Extraction]
"""What is done with an extraction after the rules have read it."""


def offer(parser: argparse.ArgumentParser) -> None:
    """Declare --reader."""
    parser.add_argument(
        "--reader",
        choices=(RULES, LLM),
        default=RULES,
        help=f"{LLM}: ask the model of SILICON_LEDGER_LLM_URL, _MODEL and _KEY about what the rules left open",
    )


def chosen(name: str, answers: Path | None = None) -> Reader:
    """
    Return the reader of a name; with `answers` a model's answers are kept in that folder and not asked for again.

    Raises UsageError where the model's environment variables are not set.
    """
    if name == RULES:
        return _as_read
    # Loaded on need: without a model nothing of the network is loaded.
    from etl.extract.proposals import propose  # noqa: PLC0415
    from etl.fetch.answers import KeptAnswers  # noqa: PLC0415
    from etl.fetch.chat import Client  # noqa: PLC0415

    client = Client.from_environment()
    asker = KeptAnswers(client, answers) if answers else client
    return lambda extraction: propose(extraction, asker)


def unproven(extraction: Extraction) -> Iterator[str]:
    """Yield one line for each quantity that a model was asked about in vain."""
    for one in extraction.unexplained:
        if "; model: " in one.reason:
            start = one.quantity.span.start
            yield f"not read: {extraction.document.name} at {start}, {one.quantity.surface!r}: {one.reason}"


def _as_read(extraction: Extraction) -> Extraction:
    return extraction
