"""Companies, products, publishers and groups: ids, names and aliases, found in text and in table cells."""

from __future__ import annotations

from functools import cache

from etl.vocabulary.book import Vocabulary
from etl.vocabulary.entry import entries
from etl.vocabulary.term import Hit, Term

__all__ = ["Hit", "Term", "Vocabulary", "vocabulary"]


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary that ships with the project, read once."""
    return Vocabulary(entries())
