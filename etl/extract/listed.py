"""Figures that one list tells, each with an owner of its own: they are of one time and equally sure."""

from __future__ import annotations

from collections.abc import Iterable

from etl.extract.drafts import Draft


def agree(drafts: Iterable[Draft]) -> None:
    """Give what follows in a list the period and the status of its first figure, where it is of the same kind."""
    heads: dict[int, Draft] = {}
    for draft in drafts:
        if draft.refused or draft.listed < 0:
            continue
        head = heads.setdefault(draft.listed, draft)
        if head.family == draft.family:
            draft.period, draft.status, draft.metric = head.period, head.status, head.metric
