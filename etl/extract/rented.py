"""Sums paid each year for what is rented: a cluster rents for $280 million a year, each year 2.8亿美元 to rent one."""

from __future__ import annotations

import re

from etl.extract.unitclass import MONEY_CLASSES, unit_class
from etl.model import Quantity

_ABOUT = (
    r"(?:\s(?:about|around|some|more than|over|nearly|roughly|almost|approximately|up to|as much as|an? estimated))*"
)
_BEFORE = re.compile(
    rf"\brent(?:s|ed|ing)?\b(?:(?:[^.;,]|[.,]\d){{0,70}}?\b(?:for|at))?{_ABOUT}\s*$"
    rf"|\bleas(?:es|ed|ing)\b(?:[^.;,]|[.,]\d){{0,70}}?\bfor{_ABOUT}\s*$"
    rf"|\b(?:renting|leasing)\b[^.;]{{0,60}}\bcosts?\b[^.;,]{{0,24}}?{_ABOUT}\s*$"
)
_BEHIND = re.compile(
    r"\s(?:(?:on )?(?:renting|leasing)\b|in rent\b|(?:to|for) (?:rent|lease|the (?:rental|lease|use) of)\b)"
)
_CHARGED = re.compile(rf"\b(?:charges?|bills?)\b(?: [\w'-]+){{1,4}}?{_ABOUT}\s*$")
_FOR_MACHINES = re.compile(
    r"\sfor (?:(?:the|its|these|those|that|use of|access to) )*(?:[\w-]+ ){0,2}?"
    r"(?:servers?|chips?|gpus?|tpus?|clusters?|comput\w*|capacity|data cent(?:er|re)s?|machines)\b"
)
_CHINESE = re.compile(
    r"租(?:用|下|赁|借)?[^。；;，,买购]{0,24}?[，,]?(?:每年|一年|年均)(?:大约|大概|约|就|要|需|得|须|至少|可能|仅|还)*"
    r"(?:花费|花掉|花|付出|付|支付|支出|耗费)(?:掉|出|约|近|超过|逾|大约|了)*$"
)
# What one of something costs is a measure and nobody's rent.
_OF_ONE = re.compile(r"\b(?:an?|one|each|every|per|1) ?(?:gigawatt|gw|megawatt|mw|gpu|chip|rack|card)s?\b[^.;]*$")
# How far before a sum the words stand that say that it is paid for what is rented, in characters.
REACH = 110


def is_rent(plain: str, quantity: Quantity) -> bool:
    """Say whether a sum of each year is told as the price of renting something, by the words right beside it."""
    kind = unit_class(quantity.unit) if quantity.unit else ""
    if kind not in MONEY_CLASSES:
        return False
    start, end = quantity.span.start, quantity.span.end
    first = max(start - REACH, plain.rfind("\n", 0, start) + 1)
    if _CHINESE.search(plain, first, start):
        return True
    if kind != "money_per_year":
        return False
    line = plain.rfind(". ", first, start) + 1 or first
    if _OF_ONE.search(plain, line, start):
        return False
    if _BEFORE.search(plain, first, start) or _BEHIND.match(plain, end):
        return True
    return bool(_CHARGED.search(plain, first, start) and _FOR_MACHINES.match(plain, end))
