"""By how much one sum is above another: $15 billion above the forecast, up $28 billion from a year ago, 高出20亿."""

from __future__ import annotations

import re

from etl.extract.amounts import PLAN
from etl.extract.scene import Scene
from etl.extract.triggers import needs
from etl.extract.unitclass import MONEY, unit_class
from etl.model import Quantity

DIFFERENCE = "a difference between two figures, not one"
REACH, NEAR = 64, 24
_THAN = (
    r"(?:its|the|that|those|what|last|in|a year|two|three|this|prior|previous|analysts|consensus|expect\w+|guid\w+|"
    r"forecasts?|predicted|planned|promised|estimates|\w+['’]s)"
)
_ABOVE = re.compile(
    rf" (?:above|below|more than|less than|higher than|lower than|up on|ahead of|short of|better than) {_THAN}\b"
)
# Revenue was $5 billion, more than the forecast: there the sum itself is told.
_SURPASSED = re.compile(
    r"(?:\b(?:was|were|is|are|of|at|to|reached|hit|came in(?: at)?|totall?ed|came to|posted|reported|be|guided|"
    r"spen[dt])|为|達|达|是) (?:about |around |roughly |nearly |a record )?$"
)
_UP = re.compile(r"\b(?:up|down) (?:by )?(?:about |around |some |roughly |nearly )?$")
_SINCE = re.compile(r" (?:from|on|over|versus|against|compared) ")
_BY = re.compile(
    r"\b(?:jump|rose|rise|ris|grow|grew|fall|fell|beat|miss|increas|declin|climb|drop|swell|widen|shrank|shrink|exceed|"
    r"top)(?:s|ed|ing|es|ped|ping)?\b[^.;,\d]{0,32}\bby (?:about |around |some |roughly |nearly |more than |over )?$"
)
_ADDED = re.compile(r"\badd(?:s|ed|ing) (?:about |another |some |roughly )?$")
_TO_PLAN = re.compile(rf" to (?:its|the|their|what) (?:[\w’'-]+ ){{0,3}}?(?:{PLAN}|spend|range)\b")
_BEYOND = re.compile(
    r"(?:高出|多出|少了|便宜了?|降了|跌了?|涨了|漲了|增加了|多了|减少了|±|正负|正負|正、负|相差|差了|差距)[约近約逾]?$"
    r"|[比较較](?!重|例|率|值)[^，,。；;\d]{2,16}(?:多|高|少|低|增加|减少)[约近約逾了]?$"
)
_DIFFERS = needs(
    "above|below|than|up|down|ahead|short of|by |add|出|少|便宜|降|跌|涨|漲|增加|多|±|正负|正負|相差|差|高|低"
)
# By how much a backlog grew is what was ordered.
_ORDERED = re.compile(r"backlog|rpo|obligation|order|bookings|履约|积压|订单")


def is_a_difference(plain: str, scene: Scene, quantity: Quantity) -> bool:
    """Say whether a sum is only by how much one is above another."""
    start, end = quantity.span.start, quantity.span.end
    if unit_class(quantity.unit) not in {MONEY, "units", "power"} or not _DIFFERS(plain, scene):
        return False
    first = max(start - REACH, scene.start)
    if _ABOVE.match(plain, end):
        return not _SURPASSED.search(plain, max(start - NEAR, scene.start), start)
    if _ORDERED.search(plain, first, start):
        return False
    if _BY.search(plain, first, start) or _BEYOND.search(plain, first, start):
        return True
    up = _UP.search(plain, first, start) and _SINCE.match(plain, end)
    return bool(up or (_ADDED.search(plain, first, start) and _TO_PLAN.match(plain, end)))
