"""What the revenue of a figure is of: a segment, or a chip that is sold."""

from __future__ import annotations

import re

from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.names import Role
from etl.extract.segments import segment
from etl.model import Quantity

_FROM = re.compile(r"\s?(?:in|from|of|for|by|at)\s|来自")
RIGHT_AFTER = 12


def sold(context: Context, draft: Draft) -> str:
    """Return what a revenue figure is of: named between the figure before and this one, or right after."""
    quantity, last = draft.quantity, context.memory.figure
    if quantity.span.start in context.series.years_on and last:
        return last.product
    plain, scene = context.reading.plain, context.scene
    floor = max(context.floor, scene.start)
    found = segment(plain, floor, quantity.span.start, last=True) or _line(context, draft, floor)
    found = found or _chip(context, quantity)
    if found:
        return found
    if last and last.family == "revenue" and _GOES_ON.fullmatch(plain, last.quantity.span.end, quantity.span.start):
        return last.product
    after = min(quantity.span.end + RIGHT_AFTER, scene.end)
    behind = segment(plain, quantity.span.end, after, last=False) if _FROM.match(plain, quantity.span.end) else ""
    same = last is not None and last.scene.start == scene.start and last.family == "revenue"
    again = same and (draft.compared or _EXPECTED.search(plain, floor, quantity.span.end + 24))
    return behind or (last.product if again and last else "")


# What parts the figures of one list: 18 / 32 / 73, 56.3亿元、81.2亿元.
_GOES_ON = re.compile(r"\s?(?:[/、,，]|and|和|及)\s?(?:和|及|and )?[约近]?[~≈]?\s?[$€£¥]?")
_LABEL = re.compile(r"\s?[:：]")
_OF_CHIP = re.compile(r"(?:的|\s(?:worth )?(?:of|from|in|for|on)\s(?:its |the |their )?|\s)\s?")


def _chip(context: Context, quantity: Quantity) -> str:
    """Return the chip whose sales a figure tells: one that the line is headed by, or that stands right behind."""
    plain, scene = context.reading.plain, context.scene
    for name in scene.names:
        if name.role is not Role.PRODUCT:
            continue
        is_label = (
            name.start - scene.start <= MARKS and name.end <= quantity.span.start and _LABEL.match(plain, name.end)
        )
        if is_label or (name.start > quantity.span.end and _OF_CHIP.fullmatch(plain, quantity.span.end, name.start)):
            return name.term.id
    return ""


# The mark of a list before its first name, in characters.
MARKS = 4


_EXPECTED = re.compile(r"预期|预估|估计|预测|consensus|street|expect|forecast|estimate|same line", re.IGNORECASE)


def _line(context: Context, draft: Draft, floor: int) -> str:
    """Return the segment or product named before a figure since the one before it."""
    start = draft.quantity.span.start
    names = [name for name in context.scene.names if floor <= name.start and name.end <= start]
    segments = [name.term.id for name in names if name.role is Role.SEGMENT]
    here = context.scene.clause(start)
    sold = [n.term.id for n in names if n.role is Role.PRODUCT and context.scene.clause(n.start) == here]
    return next(iter([*reversed(segments), *reversed(sold)]), "")
