"""
Two firms in a deal, by the verb behind them: 甲与乙签订采购合同 tells of two sides, not of two owners.

The text is folded: written in simplified signs.
"""

from __future__ import annotations

import re

_WITH = frozenset("与和同跟")
_AND = frozenset({"and", "&"})
_SIGN = re.compile(
    r"(?:集团|公司)?(?:[（(][^）)]{0,24}[）)])?\s?"
    r"(?:已|正在?|就|日前|近日|正式|再次?|拟|将|共同|双方|于[^，。]{1,12}){0,2}"
    r"(?:签订|签署|签了|签下|签约|续签|新签|达成|订立|敲定|洽谈|商谈|洽商|磋商|谈判|商讨|接洽)"
)
_FOR = re.compile(r"[^，。；,;\n]{0,28}?(?P<what>采购|销售|供货)(?:框架|总|意向|补充)?(?:合同|协议|合约|订单)")
# To whom (向) something is handed over.
_HANDED = re.compile(r"(?:政府|集团|公司)?(?:供应|出售|出口|交付|提供|供货|发货|销售|出租|租出|转售)")
_ORDERED_WITH = re.compile(r"\border(?:s|ed)? (?:\w+ )?with (?:the )?$")
# Cipher and Fluidstack have signed a 10-year lease: with each other, where nobody else is told it is with.
_SIGNED = re.compile(
    r",? (?:have |had |has |also |now |just |recently |today |on \w+day ){0,3}"
    r"(?:entered into|signed|inked|struck|reached|agreed(?: to| on)?|closed|concluded|executed|expanded|extended) "
    r"(?:an?|their|its|the|another|definitive) (?:[\w.,$€£%’'-]+ ){0,9}?(?:agreement|deal|contract|lease|pact)s?\b"
    r"(?![^.;]{0,24}? (?:with|from|between) "
    r"| to (?:jointly |together )?(?:build|invest|develop|create|set up|form|found))"
)


def parts(between: str, text: str, end: int) -> bool:
    """Say whether what joins two names parts them, since the two sign something: the second ends at `end`."""
    joiner = between.strip()
    if joiner in _AND:
        return _SIGNED.match(text, end, end + 160) is not None
    return joiner[-1:] in _WITH and _SIGN.match(text, end) is not None


def taken_for(text: str, end: int) -> str:
    """Return what a firm with which another signs is to that one, "seller" or "buyer"; nothing where it is not told."""
    signed = _SIGN.match(text, end)
    told = _FOR.match(text, signed.end()) if signed else None
    return "" if told is None else "seller" if told["what"] == "采购" else "buyer"


def is_handed(text: str, end: int) -> bool:
    """Say whether something is handed over to a firm whose name ends here, behind 向."""
    return _HANDED.match(text, end) is not None


def takes_orders(text: str, start: int) -> bool:
    """Say whether an order is placed with the firm whose name begins here: it sells, and buys nothing."""
    return _ORDERED_WITH.search(text, max(start - 24, 0), start) is not None
