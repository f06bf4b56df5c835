"""Two firms in a deal, by the verb behind them: 甲与乙签订采购合同 tells of two sides, not of two owners."""

from __future__ import annotations

import re

_WITH = frozenset({"与", "與", "和", "同", "跟"})
_SIGN = re.compile(
    r"(?:集团|集團|公司)?(?:[（(][^）)]{0,24}[）)])?\s?"
    r"(?:已|就|日前|近日|正式|再次?|拟|擬|将|將|共同|双方|雙方|于[^，。]{1,12}){0,2}"
    r"(?:签订|簽訂|签署|簽署|签了|簽了|签下|簽下|签约|簽約|续签|續簽|新签|新簽|达成|達成|订立|訂立|敲定)"
)
_FOR = re.compile(
    r"[^，。；,;\n]{0,28}?(?P<what>采购|採購|销售|銷售|供货|供貨)(?:框架|总|總|意向|补充|補充)?(?:合同|协议|協議|合約|合约|订单|訂單)"
)
# To whom (向) something is handed over.
_HANDED = re.compile(r"(?:政府|集团|公司)?(?:供应|供應|出售|出口|交付|提供|供货|发货|销售|出租|租出|转售)")
_ORDERED_WITH = re.compile(r"\border(?:s|ed)? (?:\w+ )?with (?:the )?$")
_BOUGHT = frozenset({"采购", "採購"})


def parts(between: str, text: str, end: int) -> bool:
    """Say whether what joins two names parts them, since the two sign something: the second ends at `end`."""
    return between.strip()[-1:] in _WITH and _SIGN.match(text, end) is not None


def taken_for(text: str, end: int) -> str:
    """Return what a firm with which another signs is to that one, "seller" or "buyer"; nothing where it is not told."""
    signed = _SIGN.match(text, end)
    told = _FOR.match(text, signed.end()) if signed else None
    return "" if told is None else "seller" if told["what"] in _BOUGHT else "buyer"


def is_handed(text: str, end: int) -> bool:
    """Say whether something is handed over to a firm whose name ends here, behind 向."""
    return _HANDED.match(text, end) is not None


def takes_orders(text: str, start: int) -> bool:
    """Say whether an order is placed with the firm whose name begins here: it sells, and buys nothing."""
    return _ORDERED_WITH.search(text, max(start - 24, 0), start) is not None
