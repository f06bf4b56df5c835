"""Which headings a line stands under: that of its own part, and those of the parts that hold it."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.extract import topics
from etl.extract.blocks import LISTED, NOTED
from etl.extract.declaring import Declared, declared
from etl.extract.names import Role
from etl.extract.periods import PeriodMention
from etl.extract.scene import Scene
from etl.model import Quantity

# ## Capex; 二、资本开支; （二）设备; any other short line has no number.
_MARKED = re.compile(r"\s*(#{1,6})\s|[\s*]*(?:([一二三四五六七八九十]{1,3}、)|[(（][一二三四五六七八九十]{1,3}[)）])")
NUMBERED, WITHIN, PLAIN = 7, 8, 9


def rank(plain: str, scene: Scene) -> int:
    """Return how deep a heading stands, from 1: by its signs, by its number, or deepest where it has neither."""
    marked = _MARKED.match(plain, scene.block.start, scene.block.end)
    if not marked:
        return PLAIN
    return len(marked[1]) if marked[1] else NUMBERED if marked[2] else WITHIN


def beneath(plain: str, over: tuple[Scene, ...], scene: Scene) -> tuple[Scene, ...]:
    """Return the headings over what follows a heading, the nearest first; short lines before a number hold its part."""
    mine = rank(plain, scene)
    ranks = [rank(plain, one) for one in over]
    if mine == PLAIN:
        return (scene, *over[ranks[:1] == [PLAIN] :])
    closed = [at for at, one in enumerate(ranks) if one >= mine and (one != PLAIN or mine < NUMBERED)]
    return (scene, *over[closed[-1] + 1 if closed else 0 :])


def subject(over: tuple[Scene, ...]) -> tuple[str, ...]:
    """Return the firms that the nearest heading is about that names any."""
    return next((firms for one in over if (firms := topics.about(one))), ())


def counting(plain: str, scene: Scene, over: tuple[Scene, ...], quantity: Quantity) -> Declared | None:
    """Return what the brackets at the end of its heading say that the one bare number of a line counts: （亿美元）."""
    start, end = _noted(plain, over)
    if start == end or scene.block.kind not in LISTED or len(scene.quantities) > 1:
        return None
    if _SIZED.search(quantity.surface.lower()) or not _LED.search(plain, scene.block.start, quantity.span.start):
        return None
    told = declared(plain[start:end].strip())
    if len(told) != 1:
        return None
    chips = any(name.role is Role.PRODUCT for name in over[0].names) or over[0].has("chip")
    return told[0] if told[0].unit else Declared("units", told[0].power) if chips else None


# A number with its own size, and a word before one.
_SIZED, _LED = re.compile(r"[kmbt万亿千百]"), re.compile(r"[^\W\d]\W*$")


def dated(plain: str, over: tuple[Scene, ...]) -> PeriodMention | None:
    """Return the one period that the brackets at the end of the nearest heading give for all below."""
    start, end = _noted(plain, over)
    held = [one for one in over[0].periods if one.span.start >= start and not one.relative] if end > start else []
    return held[0] if len(held) == 1 and len(over[0].periods) == 1 else None


def _noted(plain: str, over: tuple[Scene, ...]) -> tuple[int, int]:
    return _brackets(plain, over[0].block.start, over[0].block.end) if over else (0, 0)


@lru_cache(maxsize=16)
def _brackets(plain: str, start: int, end: int) -> tuple[int, int]:
    """Return where what stands in the brackets at the end of a line begins and ends."""
    found = NOTED.search(plain[start:end].rstrip().rstrip("*"))
    return (start + found.start(1), start + found.end(1)) if found else (0, 0)
