"""What a heading, a caption or a column says that bare numbers count: 单位：万元/张, in millions of dollars."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from etl.extract.starts import starting

# How much of a line is read for what it declares.
LONGEST = 160

_POWERS = """
2 百
3 千 k thousand thousands '000s 000s
4 万
6 百万 m mn mln mm million millions
7 千万 crore crores
8 亿
9 十亿 b bn bln billion billions
10 百亿
12 tn trn trillion trillions
"""
_CURRENCIES = """
USD 美元 us$ $ usd us_dollars dollars dollar
CNY 人民币 元 rmb cny yuan ¥
TWD 新台币 台币 nt$ twd
HKD 港元 港币 hk$ hkd
JPY 日元 jpy yen
KRW 韩元 krw won ₩
EUR 欧元 € eur euro euros
GBP 英镑 £ gbp
INR ₹ inr rs
"""


def _listed(lines: str) -> dict[str, str]:
    """Return what each word means, from lines of a meaning and its words."""
    rows = (line.split() for line in lines.split("\n") if line)
    return {word.replace("_", " "): told for told, *words in rows for word in words}


POWERS, CURRENCIES = {word: int(power) for word, power in _listed(_POWERS).items()}, _listed(_CURRENCIES)
_ZH_POWER, _ZH_MONEY = "十亿|百亿|百万|千万|亿|万|千", "美元|人民币|新台币|台币|港元|港币|日元|韩元|欧元|英镑|元"
_EN_POWER = r"thousands?|millions?|billions?|trillions?|crores?|mln|mn|mm|bln|bn|trn|tn|[kmb]"
_EN_MONEY = (
    r"us\$|nt\$|hk\$|usd|us dollars|dollars?|rmb|cny|yuan|twd|hkd|eur|euros?|gbp|krw|won|jpy|yen|inr|rs|[$€£¥₩₹]"
)
_RATE = r"\s?(?:/|per|每|an|a)\s?(?:gpu|card|卡|张|chip|芯片)?\s?[-·/]?\s?(?P<hour>h(?:ou)?rs?\b|小时|时)"
_DECLARED = starting(
    r"十百千万亿美人新台港日韩欧英元ustnhdrycejgpkwinmb$€£¥₩₹兆吉'0",
    r"(?<![\d.万亿千百十几a-z-])(?<!\d )(?<!\d-)(?<!illion )(?<!ousand )(?:"
    rf"(?:(?P<zm>{_ZH_MONEY})\s?)?(?P<zp>{_ZH_POWER})?(?P<zm2>{_ZH_MONEY})(?:{_RATE.replace('hour', 'h1')})?"
    rf"|(?P<zp2>{_ZH_POWER})(?P<count>[张颗片枚块台卡个套]|芯片)(?![\u4e00-\u9fff])"
    rf"|(?P<em>{_EN_MONEY})\s?(?P<ep>{_EN_POWER})?(?![a-z\d]| \d)(?:{_RATE.replace('hour', 'h2')})?"
    rf"|(?:in )?(?P<ep2>{_EN_POWER}) (?:of )?(?P<em2>{_EN_MONEY})(?![a-z])"
    r"|(?P<ep3>thousands?|millions?|billions?|'?000s|k)(?:\s(?:of )?(?P<count2>units|chips|gpus|cards|accelerators))?"
    r"(?![a-z])"
    r"|(?P<power>mw|gw|megawatts?|gigawatts?|兆瓦|吉瓦|百万瓩|千瓦)(?![a-z])"
    r")",
)
_POWER_SCALE = {"m": -3, "兆": -3, "g": 0, "吉": 0, "百": 0, "千": -6}


class Declared(NamedTuple):
    """A unit and the power of ten of the numbers that it is declared for; no unit where only their size is."""

    unit: str
    power: int


@lru_cache(maxsize=4096)
def declared(line: str) -> tuple[Declared, ...]:
    """
    Return the units that a line declares without a number before them, each once.

    >>> declared("单位：万元/张")[0], declared("h100 rental, $/hr")[0]
    (Declared(unit='CNY', power=4), Declared(unit='USD_per_gpu_hour', power=0))
    """
    return tuple(dict.fromkeys(_declared(line[:LONGEST])))


def _declared(line: str) -> Iterator[Declared]:
    for found in _DECLARED.finditer(line):
        told = found.groupdict()
        money = told["zm2"] or told["zm"] or told["em"] or told["em2"]
        size = POWERS.get(told["zp"] or told["zp2"] or told["ep"] or told["ep2"] or told["ep3"] or "", 0)
        if told["power"]:
            yield Declared("GW", _POWER_SCALE[told["power"][0]])
        elif money:
            yield Declared(CURRENCIES[money] + ("_per_gpu_hour" if told["h1"] or told["h2"] else ""), size)
        elif told["count"] or told["count2"]:
            yield Declared("units", size)
        else:
            yield Declared("", size or POWERS["k"])
