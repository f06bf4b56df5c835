"""Which dollar, which ¥, which 元: told by the rest of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

DOLLARS = {
    "SGD": re.compile(r"(?<![a-z])s\$|singapore dollar|新元|新加坡元|singapore|新加坡"),
    "HKD": re.compile(r"hk\$|hong kong|港元|港币|香港"),
    "AUD": re.compile(r"(?<![a-z])a\$|australia|澳元|澳大利亚|澳洲|(?<![a-z])asx(?![a-z])"),
    "CAD": re.compile(r"(?<![a-z])c\$|canad|加元|加拿大"),
}
ELSEWHERE = ("人民币", "港元", "港币", "rmb", "cny", "hk$", "香港")
DECLARED = re.compile(r"(?:in|all figures(?: are)? in|figures in) (singapore|hong kong|australian|canadian) dollars")
# 56.6亿元（美元‧下同）: so is every 元 of the text.
_ALL_ALIKE = re.compile(r"[（(](美元|港元|港币|人民币|新台币|台币|欧元|日元)[^\w（）()]{0,2}下同[)）]")
SAID = {"美元": "USD", "人民币": "CNY", "欧元": "EUR", "日元": "JPY"}
SAID |= dict.fromkeys(("港元", "港币"), "HKD") | dict.fromkeys(("新台币", "台币"), "TWD")
HOMES = {
    "CNY": "CN",
    "USD": "US",
    "TWD": "TW",
    "KRW": "KR",
    "INR": "IN",
    "JPY": "JP",
    "GBP": "GB",
    "HKD": "HK",
    "CAD": "CA",
    "SGD": "SG",
    "EUR": "EU",
    "AUD": "AU",
    "SAR": "SA",
    "MYR": "MY",
}
"""The land that money is of."""

DECLARED_CODES = {"singapore": "SGD", "hong kong": "HKD", "australian": "AUD", "canadian": "CAD"}


@dataclass(frozen=True, slots=True)
class Money:
    """What bare signs mean in one text; `doubtful` where that had to be inferred."""

    dollar: str = "USD"
    dollar_doubtful: bool = False
    yen: str = "JPY"
    yuan: str = "CNY"


def money(small: str, code: str, *, traditional: bool) -> Money:
    """
    Return what $, ¥ and 元 mean in a text in small letters.

    A bare $ is local only where the text writes US$ for the other and names the place or its dollar, or declares it.

    >>> money("s$2m ($1.5m is us$1.1m) in singapore", "en", traditional=False).dollar
    'SGD'
    """
    return Money(*_dollar(small), _yen(small, code), _yuan(small, code, traditional=traditional))


def _dollar(small: str) -> tuple[str, bool]:
    if "$" not in small:
        return "USD", False
    if found := DECLARED.search(small):
        return DECLARED_CODES[found[1]], True
    if "us$" not in small:
        return "USD", False
    # Where two of them are named, which one stands first in the text is the likelier.
    places = {code: found.start() for code, sign in DOLLARS.items() if (found := sign.search(small))}
    return (min(places, key=places.__getitem__), True) if places else ("USD", False)


def _yen(small: str, code: str) -> str:
    if "¥" not in small:
        return "CNY"
    japanese = any(word in small for word in ("日元", "日圆", "yen", "jpy", "japan", "日本"))
    chinese = any(word in small for word in ("人民币", "yuan", "rmb", "cny", "china", "chinese", "中国"))
    if japanese != chinese:
        return "JPY" if japanese else "CNY"
    return "CNY" if code == "zh" else "JPY"


def _yuan(small: str, code: str, *, traditional: bool) -> str:
    """In Traditional Chinese a bare 元 is Taiwan's, unless another 元 is named; what a text says of itself decides."""
    if said := _ALL_ALIKE.search(small) if "下同" in small else None:
        return SAID[said[1]]
    foreign = any(word in small for word in ELSEWHERE)
    return "TWD" if code == "zh" and traditional and not foreign else "CNY"
