"""Lines about phones, consoles and cards for games, whose chips are none for AI."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.extract.reading import Reading
from etl.extract.scene import Scene
from etl.extract.spotting import Words

_PHONES = re.compile(
    r"galaxy s\d|新机|机型|汽车|snapdragon|dimensity|exynos|骁龙|天玑|麒麟|手机|\bphones?\b|smartphone|handset|iphone|"
    r"\bhandhelds?\b|\bconsoles?\b|\btablets?\b|\blaptops?\b|掌机|游戏机|平板|笔记本|ryzen|\bzen \d"
)
_PHONES_TOLD = Words(
    "galaxy s|新机|机型|汽车|snapdragon|dimensity|exynos|骁龙|天玑|麒麟|手机|phone|handset|handheld|console|tablet|"
    "laptop|掌机|游戏机|平板|笔记本|ryzen|zen "
)
_CONSUMER = re.compile(r"geforce|radeon|ryzen|\brtx ?\d|游戏|gaming|\bgames?\b|\bfps\b|tickets?\b|门票|subscri|订阅")
_CONSUMER_TOLD = Words("geforce|radeon|ryzen|rtx|游戏|gam|fps|ticket|门票|subscri|订阅")
# A card is one to play with, unless the line calls it one to compute with.
_CARD, _CARD_FOR_WORK = "显卡", "gpu显卡"


def is_for_consumers(reading: Reading, scene: Scene) -> bool:
    """Say whether a line, or the title over it, tells of phones, consoles or cards for games."""
    return _tells_of_play(reading.plain, scene.block.start, scene.block.end, reading.document.title)


@lru_cache(maxsize=8)
def _tells_of_play(plain: str, start: int, end: int, title: str) -> bool:
    """Say so of a line, once for all the figures that stand in it: a line can be as long as a book."""
    line, small = plain[start:end], title.lower()
    if _plays(plain, start, end) or _plays(small, 0, len(small)):
        return True
    return _CARD in line + small and _CARD_FOR_WORK not in line + small


def _plays(text: str, start: int, end: int) -> bool:
    return any(
        told.within(text, start, end) and words.search(text[start:end])
        for told, words in ((_PHONES_TOLD, _PHONES), (_CONSUMER_TOLD, _CONSUMER))
    )
