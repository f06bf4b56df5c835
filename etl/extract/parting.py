"""The parts of a whole that stand by names in turn: Hon Hai 52%, Quanta 21%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from etl.extract.context import Context
from etl.extract.names import Name, Role
from etl.extract.scene import Scene, remembered
from etl.model import Quantity

SHARE = "share"
# What may stand between a name and its part, before it and behind.
_LEADS = re.compile(r"[^\d。；;!?\n]{0,14}")
_FOLLOWS = re.compile(r"[^\d。；;，,.!?\n]{0,14}")
# How far into its line a name may stand, in characters; how many lines make a list; how many parts are told apart.
LEADING, LINES, MANY = 12, 3, 4
# Shares of these are none of AI chips or of their servers.
_OTHERS = re.compile(
    r"foundr|desktop|gaming|gamer|steam|add-in|notebook|\bpcs?\b|cowos|wafer|public cloud|cloud (?:market|services)|"
    r"代工|晶圆|桌面|独显|游戏|笔记本|公有云|云(?:服务|市场|基础设施)|股份|持股|\bstakes?\b|shareholder"
)
HALF, WHOLE = Decimal("0.5"), Decimal("1.04")


def parts(context: Context, quantity: Quantity) -> Iterator[str]:
    """Yield with how many others a per cent stands by a name, and whether they come to a whole."""
    if quantity.unit != SHARE:
        return
    plain, scene = context.reading.plain, context.scene
    if any(_OTHERS.search(plain, one.start, one.end) for one in (scene, *scene.heading)):
        return
    found = _named(plain, scene)
    side = found.get(quantity.span.start)
    if side and len(found) > 1:
        whole = _whole([one for one in context.scene.quantities if one.span.start in found])
        yield f"{min(len(found), MANY)} parts by names come to {whole}"
    if context.scene.start in context.memory.split:
        yield "a line of parts by names"


def _whole(found: Sequence[Quantity]) -> str:
    total = sum((q.value or q.low or q.high or Decimal(0) for q in found), Decimal(0))
    return "less than half" if total < HALF else "a whole" if total <= WHOLE else "more"


@remembered
def _named(plain: str, scene: Scene) -> dict[int, str]:
    """Return where the per cents of a sentence begin that stand by a name, and on which side it is."""
    names = [name for name in scene.names if name.role is not Role.SOURCE and name.term.kind != "publisher"]
    found: dict[int, str] = {}
    for quantity in scene.quantities if names else ():
        side = _side(plain, names, quantity) if quantity.unit == SHARE else ""
        if side:
            found[quantity.span.start] = side
    return found


def _side(plain: str, names: Sequence[Name], quantity: Quantity) -> str:
    start, end = quantity.span.start, quantity.span.end
    if any(name.end <= start and _LEADS.fullmatch(plain, name.end, start) for name in names):
        return "before"
    if any(name.start >= end and _FOLLOWS.fullmatch(plain, end, name.start) for name in names):
        return "after"
    return ""


def split(found: Sequence[Scene]) -> frozenset[int]:
    """Return where the lines begin that stand in a list of lines with a name first and a per cent behind it."""
    runs: list[list[Scene]] = [[]]
    for scene in found:
        if _is_line(scene):
            runs[-1].append(scene)
        elif runs[-1]:
            runs.append([])
    return frozenset(scene.start for run in runs if len(run) >= LINES for scene in run)


def _is_line(scene: Scene) -> bool:
    """Say whether a sentence begins its line with a name and tells a per cent."""
    if not scene.names or scene.names[0].start - scene.block.start > LEADING:
        return False
    return any(quantity.unit == SHARE for quantity in scene.quantities)
