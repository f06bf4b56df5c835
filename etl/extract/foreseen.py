"""Whether a figure is called what the market had foreseen, right before it: 市场原本只抓78亿, (estimate: $211bn)."""

from __future__ import annotations

import re

from etl.extract.scene import Scene
from etl.extract.triggers import needs
from etl.extract.unitclass import MONEY, unit_class
from etl.model import Quantity

# How many characters before a figure the words stand that call it foreseen.
REACH = 36
_TOLD = needs(
    "市场|外界|法人|华尔街|分析师|机构|卖方|共识|预期|预估|estimate|est|forecast|consensus|expect|street|market|analysts"
)
# What the market saw, whatever the rest of the sentence tells.
_OF_MARKET = re.compile(
    r"(?:市场|外界|法人|华尔街|分析师|机构|卖方)(?:的|此前|先前|原先|原本|原来|原|之前|则|普遍|平均|一致|只|仅|都|中值|中位数|才){0,4}"
    r"(?:抓|看|押|猜|想|估|喊|要|预期|预估|预测|预计|共识|给)?(?:值|数)?(?:的|的是|到|约|为|是|只有|在){0,2}\s?$"
    r"|共识(?:值|预期)?(?:约|为|是|只有|的){0,2}[:：]?\s?$"
    r"|\b(?:the street|wall street|consensus|analysts|the market)(?:'s)?\s?(?:\([^()]{0,24}\))?\s?"
    r"(?:had|saw|sat|was|wanted|averaged|stood|is|of|hoped|looked|at|in mind|near|for|around|about|only|got|\s){0,4}"
    r"[:(]?\s?$"
)
# What stands beside the figure that came in or was promised.
_BESIDE = re.compile(
    r"(?<![司们我])(?:预期|预估|预测)(?:值)?(?:的|为|是|约|则|只是|仅|只有){0,2}[:：]?\s?$"
    r"|\b(?:est(?:imates?|s)?\.?|consensus|expected|forecasts?|forecast by analysts|expectations?)"
    r"(?: of| was| were| at| is)?\s?[:(]?\s?$"
)
_OWN = re.compile(r"公司|我们|财测|指引|guid|\bwe\b|\b(?:its|'s) own\b|management")


def is_foreseen(text: str, scene: Scene, quantity: Quantity) -> bool:
    """Say whether the words right before a figure call it what others had foreseen."""
    if not unit_class(quantity.unit).startswith(MONEY) or not _TOLD(text, scene):
        return False
    start, before = quantity.span.start, _last_alike(scene, quantity)
    first = max(start - REACH, scene.start, before.span.end if before else scene.start)
    if _OF_MARKET.search(text, first, start):
        return True
    return bool(before and _BESIDE.search(text, first, start) and not _OWN.search(text, first, start))


def _last_alike(scene: Scene, quantity: Quantity) -> Quantity | None:
    """Return the figure of the same kind that stands last before a figure in its sentence."""
    kind = unit_class(quantity.unit)
    before = [q for q in scene.quantities if q.span.end <= quantity.span.start and unit_class(q.unit) == kind]
    return before[-1] if before else None
