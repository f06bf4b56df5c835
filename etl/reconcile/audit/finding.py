"""A finding of the audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A row that breaks a rule: the rule's name, the row's id, what is wrong and what would mend it."""

    rule: str
    row: str
    fault: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.row}: {self.fault}. {self.remedy}"


def place(word: str, order: Sequence[str]) -> int:
    """Return the place of a word in an order; one that is not in it stands first, and is another rule's to find."""
    return order.index(word) if word in order else -1
