"""What the title of a text says is said again below it: as one figure, told as the text tells it."""

from __future__ import annotations

from collections.abc import Sequence

from etl.extract.drafts import Draft

# How long the first line of a text may be to stand over it, in characters.
LONGEST = 160
OTHERWISE = frozenset({"restatement", "attribute", "milestone"})


def heads_joined(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the figures of a text without those of its first line that it tells again: they are repeats there."""
    kept: list[Draft] = []
    for draft in drafts:
        # One that was joined with a telling below holds what that tells already.
        twin = _told_below(draft, drafts) if _is_in_title(draft) and not draft.repeats else None
        if twin is None:
            kept.append(draft)
        else:
            twin.repeats = (draft.quantity.span, *twin.repeats)
    return kept


def _is_in_title(draft: Draft) -> bool:
    block = draft.scene.block
    return not block.start and block.end <= LONGEST and not draft.refused and draft.metric not in OTHERWISE


def _told_below(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """Return the figure of the text that has the size of one of its title, best of the same metric."""
    same = [
        one
        for one in drafts
        if one.scene.block.start
        and not one.refused
        and one.metric not in OTHERWISE
        and (one.quantity.unit, _size(one)) == (draft.quantity.unit, _size(draft))
        and (one.metric == draft.metric or not one.quantity.label)
    ]
    return next((one for one in same if one.metric == draft.metric), same[0] if same else None)


def _size(draft: Draft) -> tuple[object, ...]:
    quantity = draft.quantity
    return quantity.value, quantity.low, quantity.high, quantity.label
