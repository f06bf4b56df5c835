"""What one unit costs, needs or is enough for, and marks not reached: no figures of anybody."""

from __future__ import annotations

import math
import re

from etl.extract.context import Context
from etl.extract.scene import Scene, remembered
from etl.extract.triggers import needs
from etl.model import Quantity

WHAT_IF = "what one unit costs or needs, not a figure"
_BEHIND = re.compile(r"\s?(?:of capacity )?(?:costs?\b|needs?\b|takes?\b|的成本|需要|要花)")
# 1吉瓦的电力足以供应75万户: told of one such unit, and of no site.
_ENOUGH = re.compile(
    r"(?<![\d.])[1一] ?(?:gw|吉瓦|千兆瓦)(?:(?:数据中心|算力|容量)?(?:建设|建造)?的?(?:成本|造价)|"
    r"的?(?:电力|电量|容量|用电)?(?:大约|约|就|便)?(?:足以|足够|够|可供|可满足))"
)
_ANY_SITE = re.compile(
    r"(?:[一每][座个]?|\ba|\bone|\bevery|\beach|\bper)[ -]?(?:\d+(?:\.\d+)?[ -]?)?(?:gw|gigawatt|mw|megawatt|吉瓦|兆瓦)"
    r"[^,，。;；]{0,48}?(?:\bcosts?\b|\bneeds?\b|\brequires?\b|\bruns to\b|造价|成本|需要|要花|投资额?约)"
    r"|\bcosts? (?:of|for) (?:(?:building|constructing|running) )?(?:an?|one|each|every)[ -]"
    r"(?:\d+(?:\.\d+)?[ -]?)?(?:gw|gigawatt|mw|megawatt)"
    rf"|{_ENOUGH.pattern}"
)
MARKET = "the size of a market, not of a firm"
# A market of $60 billion is nobody's spending, whoever needs it.
_OF_A_MARKET = re.compile(
    r"\bmarket (?:for [a-z -]{1,24} )?(?:of|worth)(?: (?:about|around|roughly|some|up to|over|more than))? $"
)
AWAY = "a mark that is not reached, not a figure"
# 离1000亿还有很远.
_FROM = re.compile(r"(?:离|距离?)(?:[^，。；,;\d]{0,6}的)?约?$")
_FAR = re.compile(r"(?:的?(?:目标|规模|大关|水平))?(?:还|仍|尚)(?:[有差很远]|相[去差]|遥远)")
_POWER_TOLD = needs("gw|gigawatt|mw|megawatt|吉瓦|兆瓦")


def of_one_unit(context: Context, quantity: Quantity) -> str:
    """Say that a quantity is one unit, what one costs or needs, or a mark that is not reached; or nothing."""
    plain = context.reading.plain
    if _is_away(plain, quantity):
        return AWAY
    if _is_a_market(plain, quantity):
        return MARKET
    after = quantity.span.end > _any_site(plain, context.scene)
    return WHAT_IF if after or _BEHIND.match(plain, quantity.span.end) else ""


def is_closed(plain: str, quantity: Quantity) -> bool:
    """Say whether a quantity is one unit's, a mark far off or the size of a market, whatever else is told."""
    one = quantity.unit == "GW" and quantity.value == 1 and _ENOUGH.match(plain, quantity.span.start)
    return bool(one) or _is_away(plain, quantity) or _is_a_market(plain, quantity)


def _is_a_market(plain: str, quantity: Quantity) -> bool:
    return bool(_OF_A_MARKET.search(plain, max(quantity.span.start - 56, 0), quantity.span.start))


def _is_away(plain: str, quantity: Quantity) -> bool:
    start, end = quantity.span.start, quantity.span.end
    return bool(_FAR.match(plain, end) and _FROM.search(plain, max(start - 12, 0), start))


@remembered
def _any_site(text: str, scene: Scene) -> float:
    """Return where a sentence begins to tell what any site of a size costs or needs, or infinity."""
    if not _POWER_TOLD(text, scene):
        return math.inf
    found = _ANY_SITE.search(text, scene.start, scene.end)
    return found.start() if found else math.inf
