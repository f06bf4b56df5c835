"""Whose a figure is under a heading that is nothing but a firm's name, where no other acts below it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from etl.extract.blocks import Kind
from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.names import OWNERS, Name
from etl.extract.scene import Scene
from etl.extract.sides import SEMI, houses

# What may stand around the name in a heading: ###, **, 一、, a colon.
_MARKS = re.compile(r"[#*\s:：·▍【】一二三四五六七八九十\d、.()（）]*")
BOUGHT = frozenset({"units", "power"})
TOLD = BOUGHT | {"spending", "revenue", "contract"}


def under(context: Context, draft: Draft) -> tuple[str, ...]:
    """Return the firm whose name is the heading over a figure that names no owner in its sentence, or nobody."""
    over = next((head for head in context.memory.headings if _firms(head)), None)
    if over is None or over.start not in context.memory.parted or draft.named_here:
        return ()
    name = _firms(over)[0]
    if draft.family not in TOLD or (draft.family in BOUGHT and name.term.cls in SEMI):
        return ()
    found = houses((name.term.id,))
    return () if draft.entity == found or not draft.entity or _acts(context, over, draft) else found


def parted(plain: str, found: Sequence[Scene]) -> Mapping[int, str]:
    """Return the firms whose name alone is a heading, by where it begins, in a text that has several of them."""
    told = {one.start: name.term.id for one in found if one.block.kind is Kind.HEADING and (name := _alone(plain, one))}
    return told if len(set(told.values())) > 1 else {}


def elsewhere(context: Context) -> AbstractSet[str]:
    """Return the firms that have a part of the text of their own, which is not the one that is read."""
    memory = context.memory
    here = {memory.parted.get(head.start) for head in memory.headings}
    return {firm for firm in memory.parted.values() if firm not in here} - context.scene.parties


def _firms(head: Scene) -> list[Name]:
    return [name for name in head.names if name.term.kind == "company"]


def _alone(plain: str, head: Scene) -> Name | None:
    """Return the one firm of a heading that says nothing else."""
    name = head.names[0] if len(head.names) == 1 and _firms(head) else None
    block = head.block
    around = name and (plain[block.start : name.start], plain[name.end : block.end])
    return name if around and all(map(_MARKS.fullmatch, around)) else None


def _acts(context: Context, over: Scene, draft: Draft) -> bool:
    """Say whether the owner that was chosen is named below the heading, or another acts in the figure's sentence."""
    hits, starts = context.reading.hits, context.reading.places.hits
    first, last = bisect_left(starts, over.end), bisect_left(starts, draft.quantity.span.start)
    below = {house for hit in hits[first:last] for house in houses((hit.term.id,))}
    acting = any(one.role in OWNERS and one.term.kind == "company" for one in context.scene.names)
    return acting or not below.isdisjoint(draft.entity)
