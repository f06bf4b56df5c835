"""The unit beside a number: the currency before it, the unit or counter behind it, and what is counted."""

from __future__ import annotations

import re
from decimal import Decimal

from etl.extract.lexicon import LATIN, ONE, WORD, Lexicon, preceding

NOTHING = ("", ONE)
JUNK = " *"
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzμµ")
SIGNS = frozenset("$€£¥₩₹₽₺₫฿₿₪₱₦₡₾₭₮₴₵₲₸₼")
LOCAL = frozenset("kcstrdnlpuagxz")  # what may stand before a blank and a dollar: hk $, c $, us $, nt $, aud $
PRICED = re.compile(r" [0-9][0-9.,]{0,15} ?(?:[$€£¥₩₹]|dollar|cent|euro|pound|yen)")
# 折叠 and 折合 are no discounts, 两位数 no people.
# 8,629 年增31.77%: behind a blank the year is what the growth is from.
GROWN = frozenset("增减成")
NOT_BEFORE = {
    "克": frozenset("拉林服制隆里罗"),
    "升": frozenset("级至到幅高值温为息市破逾超"),
    "折": frozenset("叠合算旧射页腾回"),
    "位": frozenset("数于置移"),
    "刀": frozenset("片具锋口法下子刃工"),
    "镁": frozenset("合锭离板铝粉"),
}


def currency_before(lexicon: Lexicon, small: str, start: int) -> tuple[int, str]:
    """Return where the currency before a number starts, and its code; the number's own start and nothing for none."""
    end = start
    while end and small[end - 1] in JUNK and start - end < 2:  # noqa: PLR2004 - "$ 75", "$**75"
        end -= 1
    sign = small[end - 1 : end]
    if (
        sign in lexicon.signs
        and small[end - 2 : end - 1] not in LATIN
        and small[max(0, end - 3) : end - 2] not in LOCAL
    ):
        return (start, "") if _is_behind(small, end - 1) else (end - 1, lexicon.signs[sign])
    for word, unit in preceding(lexicon.prefixes, small, end):
        first = end - len(word)
        if word in SIGNS and _is_behind(small, first):
            continue
        if first and word[0] in LATIN and small[first - 1] in LATIN:
            continue
        if first and word[0] not in SIGNS and small[first - 1] in "0123456789万亿千百兆":
            continue
        return first, unit
    return start, ""


def unit_after(lexicon: Lexicon, small: str, end: int) -> tuple[str, Decimal, int]:
    """Return the unit behind a number, its factor to the base unit and where it ends; `end` itself for none."""
    at = end
    length = len(small)
    while at < length and small[at] in " *" and at - end < 5:  # noqa: PLR2004 - a blank and an emphasis sign or two
        at += 1
    if at + 1 < length and small[at] == "-" and at == end and small[at + 1] in LATIN and not small[at + 1].isdigit():
        at += 1
    if at >= length:
        return "", ONE, end
    word = WORD.match(small, at) if small[at] in LETTERS else None
    for entry, unit, factor in lexicon.units.get(word[0] if word else small[at], ()):
        if small.startswith(entry, at) and (len(entry) > 1 or not word or at == end):
            last = at + len(entry)
            if entry == "年" and at > end and small[last : last + 1] in GROWN:
                continue
            if (last == length or _stands(entry, small, last)) and not (entry in QUOTES and _closes(small, end, at)):
                return unit, factor, last
    return "", ONE, end


QUOTES = {'"': '"', "”": "“"}
QUOTED = 400


def _closes(small: str, end: int, at: int) -> bool:
    """Tell a mark that closes what is quoted, "tens of billions", from the sign of inches, 27"."""
    if not small[end - 1].isdigit():
        return True
    line = small[max(small.rfind("\n", 0, at) + 1, at - QUOTED) : at]
    mark = QUOTES[small[at]]
    return line.count(mark) % 2 == 1 if mark == small[at] else line.rfind(mark) > line.rfind(small[at])


def _stands(entry: str, small: str, last: int) -> bool:
    """Tell a whole unit from the start of another word, and from the sign of the next amount."""
    sign = entry[-1]
    if sign in LATIN and small[last] in LATIN:
        return False
    if sign in SIGNS and _is_behind(small, last - 1):
        return True
    if sign in SIGNS or entry == "x":
        return not small[last : last + 2].strip()[:1].isdigit()
    return entry not in NOT_BEFORE or small[last] not in NOT_BEFORE[entry]


def _is_behind(small: str, at: int) -> bool:
    """Tell a currency sign behind its number where another amount follows: 10 $ 30 $."""
    before = small[at - 1 : at]
    if before == " " and at > 1:
        before = small[at - 2]
    return before.isdigit() and PRICED.match(small, at + 1) is not None


def counted(lexicon: Lexicon, small: str, folded: str, end: int, after: int, unit: str) -> tuple[str, str, int]:
    """
    Return unit, noun as written and end for a number that counts something.

    In Chinese a counter comes first (48.5万块英伟达Hopper芯片: the noun is the whole, the span ends with the counter);
    in English the noun may follow three words later (485,000 Nvidia Hopper chips: the span ends with the number).
    """
    if unit == "units":
        return _counter(lexicon, small, folded, end, after)
    if unit == "people":
        return unit, folded[end:after].strip(" -*"), after
    if unit or after != end:
        return unit, folded[end:after].strip(" -*") if not unit else "", after
    if chips := lexicon.language.uncounted.match(small, end):
        return "units", folded[end : chips.end()], end
    if lexicon.language.spaced and end < len(small) and small[end] in " -":
        found = lexicon.language.counted.match(small, end)
        if found:
            return "racks" if found["racks"] else "units", folded[end : found.end()].strip(" -"), end
    return "", "", after


# 花了我三块: what it cost; how far before its unit that is told, in signs.
COSTS = re.compile(r"(?:花费?了?|售价|只要|卖|付了?)[你我他她]?[一二三四五六七八九十百两\d.]+\Z")
PRICE = 16


def _counter(lexicon: Lexicon, small: str, folded: str, end: int, after: int) -> tuple[str, str, int]:
    words = lexicon.language
    found = None if words.spaced else words.counted.match(small, after)
    near = found if found and found.end() - after < 24 else None  # noqa: PLR2004 - a clause's worth of names
    noun = folded[end : near.end() if near else after].strip(" -*")
    if near and near["racks"]:
        return "racks", noun, after
    if not words.spaced and not found and small[end:after] == "块" and COSTS.search(small, max(0, end - PRICE), end):
        return "CNY", "", after
    wafers = not words.spaced and small[end:after].strip() == "片" and _wafers(small, end, after, counts=bool(found))
    return "wafers" if wafers else "units", noun, after


# CoWoS订单由15.5万片升至20万片: what is packaged are wafers, unless chips are named behind.
_PACKAGED = re.compile(r"cowos[^，。；;,\n]{0,32}\Z")


def _wafers(small: str, end: int, after: int, *, counts: bool) -> bool:
    """片 counts wafers where wafers or capacity are named close by, or packaging before and no chips behind."""
    near = small[max(0, end - 16) : after + 6]
    if "晶圆" in near or "产能" in near or "wafer" in near:
        return True
    return not counts and bool(_PACKAGED.search(small, max(0, end - 40), end))
