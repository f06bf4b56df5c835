"""A finding of the audit."""

from __future__ import annotations

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
