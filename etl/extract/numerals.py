"""Numbers in words and in mixed writing: 三千五百, 48万5000, two and a half million; to an exact Decimal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

TEN = Decimal(10)
POWERS = tuple(TEN**power for power in range(64))  # looked up, as raising ten anew costs as much as reading a number
HUNDRED, THOUSAND, WAN = 2, 3, 4
MINUS = ("minus", "negative")
PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
SCORES = {"廿": 20, "卅": 30}
MOST_DIGITS = 30
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# 3 million and a half, a quarter.
AND_PART = re.compile(r" and (?:an?|one) (?P<part>half|quarter)(?![a-z])(?! (?:million|billion|trillion))")
# 4 thousand 3 hundred and 21; but not 3 hundred and 2 million, nor 3 thousand and 50 cents.
REST = re.compile(
    rf"(?: (?P<hundreds>[1-9]) hundred)?(?: and (?P<ones>[1-9][0-9]?|{'|'.join(_ONES)})(?![a-z]))?"
    r"(?![.,]?[0-9]| ?(?:hundred|thousand|million|billion|trillion|dozen|cent|pence|per|%))"
)
# 6 crore and two hundred.
REST_OF_CRORES = re.compile(rf" and (?P<ones>[1-9][0-9]?|{'|'.join(_ONES)}) (?P<large>hundred|thousand)(?![a-z])")
CRORES = frozenset({"lakh", "lakhs", "lac", "lacs", "crore", "crores", "cr"})
CHINESE = re.compile(
    r"\d+(?:,\d{3})*(?:\.\d+)?|[零一二三四五六七八九壹贰叁肆伍陆柒捌玖两俩仨幺十百千万亿兆拾佰仟点余多几半廿卅数]"
)


class Reading(NamedTuple):
    """A number as read: its value, or only its bounds where the words leave it open, and what is odd about it."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    power: int = 0
    flags: tuple[str, ...] = ()


class Tally:
    """A number while it is added up, from its largest part to its smallest."""

    def __init__(self) -> None:
        self.total, self.section, self.pending = Decimal(0), Decimal(0), Decimal(0)
        self.last = self.largest = 0
        self.filled = False
        self.flags: tuple[str, ...] = ()

    def multiply(self, power: int, large: int) -> bool:
        """Apply a magnitude word; false where magnitudes do not rise (亿亿), and nothing is done."""
        scale = POWERS[power]
        if power < large:
            self.section += (self.pending or (1 if not self.filled else 0)) * scale
        elif self.section or self.pending or not self.filled:
            amount = self.section + self.pending or Decimal(1)
            self.total = (
                (self.total + amount) * scale if self.largest and power > self.largest else self.total + amount * scale
            )
            self.section = Decimal(0)
        elif self.last < power or power == self.last == WAN:
            self.total *= scale
        else:
            return False
        self.pending, self.last, self.filled = Decimal(0), power, True
        self.largest = max(self.largest, power)
        return True

    @property
    def sum(self) -> Decimal:
        """Return what is added up so far."""
        return self.total + self.section + self.pending


def rest(small: str, end: int, word: str, power: int) -> tuple[Decimal, int]:
    """
    Return what follows "4 thousand" within the same number, and where it ends.

    >>> rest("4 thousand 3 hundred and 21 chips", 10, "thousand", 3), rest("3 million and a half", 9, "million", 6)
    ((Decimal('321'), 27), (Decimal('500000.0'), 20))
    """
    if found := AND_PART.match(small, end):
        return PARTS[found["part"]] * POWERS[power], found.end()
    if word in CRORES and (found := REST_OF_CRORES.match(small, end)):
        return _one(found["ones"]) * POWERS[HUNDRED if found["large"] == "hundred" else THOUSAND], found.end()
    found = REST.match(small, end) if word in ("hundred", "thousand") else None
    if found is None or found.end() == end or (found["hundreds"] and word == "hundred"):
        return Decimal(0), end
    return int(found["hundreds"] or 0) * 100 + _one(found["ones"] or "0"), found.end()


def _one(text: str) -> Decimal:
    return Decimal(int(text) if text.isdigit() else _ONES.index(text) + 1)


def magnitude(run: str, powers: Mapping[str, int]) -> tuple[int, bool]:
    """
    Return the power of ten of a run of magnitude signs, and whether they rise as they must.

    >>> magnitude("千亿", {"千": 3, "亿": 8}), magnitude("千亿亿", {"千": 3, "亿": 8})
    ((11, True), (11, False))
    """
    total = last = 0
    for sign in run.replace(" ", "").replace("万万", "亿"):
        power = powers[sign]
        if last and power <= last:
            return total, False
        total, last = total + power, power
    return total, True


def chinese(text: str, digits: Mapping[str, int], powers: Mapping[str, int]) -> Reading | None:
    """
    Return the number a run of Chinese numerals (digits and 万 mixed in) stands for, or None for none.

    >>> chinese("四万五千二", {"四": 4, "五": 5, "二": 2}, {"万": 4, "千": 3}).value
    Decimal('45200')
    """
    negative = text.startswith("负")
    signs = CHINESE.findall(text.removeprefix("负"))
    whole, _, fraction = "".join(signs).partition("点")
    if signs and all(sign in digits for sign in signs) and len(signs) > 1:
        return _plain_digits(signs, digits)
    if vague := _open(whole, signs, digits, powers):
        return vague
    tally, rest = Tally(), list(CHINESE.findall(whole))
    flags = _add(tally, rest, digits, powers)
    if flags is None:
        return None
    value = tally.sum
    if fraction:
        value = _with_fraction(value, fraction, digits, powers)
    more = any(sign in "余多几" for sign in signs)
    value = -value if negative else value
    return Reading(value, value, None if more else value, tally.last, flags)


def _add(
    tally: Tally, signs: list[str], digits: Mapping[str, int], powers: Mapping[str, int]
) -> tuple[str, ...] | None:
    after_zero = False
    for at, sign in enumerate(signs):
        if sign in digits:
            after_zero = after_zero or digits[sign] == 0
            last = at == len(signs) - 1
            colloquial = last and tally.last >= HUNDRED and not after_zero and not tally.pending
            # 一零二三億: digits in a row are read one by one.
            tally.pending = tally.pending * 10 + digits[sign] * (TEN ** (tally.last - 1) if colloquial else Decimal(1))
        elif sign in powers:
            after_zero = False
            if powers[sign] == 1 < tally.last and not tally.pending:
                tally.pending = Decimal(1)  # 一万零十二, 三百十五: one ten
            if not tally.multiply(powers[sign], WAN):
                return ("malformed",)
        elif sign == "半":
            tally.pending = TEN**tally.last / 2
        elif sign in SCORES:
            tally.section += SCORES[sign]
        elif sign[0].isdigit():
            if tally.pending or len(sign) > MOST_DIGITS:
                return None
            lone = len(sign) == 1 and at == len(signs) - 1 and tally.last >= HUNDRED and not after_zero
            tally.pending = Decimal(sign.replace(",", "")) * (TEN ** (tally.last - 1) if lone else 1)
    return ()


def _plain_digits(signs: list[str], digits: Mapping[str, int]) -> Reading | None:
    if len(signs) == 2 and digits[signs[1]] - digits[signs[0]] == 1 and digits[signs[0]]:  # noqa: PLR2004 - 七八: a pair
        return _between(Decimal(digits[signs[0]]), Decimal(digits[signs[1]]))
    value = Decimal("".join(str(digits[sign]) for sign in signs))
    return Reading(value, value, value)


def _open(whole: str, signs: list[str], digits: Mapping[str, int], powers: Mapping[str, int]) -> Reading | None:
    """Read 数千万 (a size only), 七八千 (between two) and 几十 as bounds."""
    if signs[0] in "数几":
        return decade(whole[1:], powers)
    for at in range(len(whole) - 1):
        one, two = whole[at], whole[at + 1]
        if _are_pair(whole, at, digits) and digits[two] - digits[one] == 1 and digits[one]:
            low, high = (chinese(whole[:at] + digit + whole[at + 2 :], digits, powers) for digit in (one, two))
            if low and high and low.value is not None and high.value is not None:
                return _between(low.value, high.value)
    return None


def _are_pair(whole: str, at: int, digits: Mapping[str, int]) -> bool:
    """Tell two digits side by side, 七八千, from those of a longer row, which are read one by one: 一二三億."""
    first, last = max(at - 1, 0), at + 3
    return whole[at] in digits and whole[at + 1] in digits and sum(sign in digits for sign in whole[first:last]) == PAIR


PAIR = 2


def _between(low: Decimal, high: Decimal) -> Reading:
    return Reading((low + high) / 2, low, high, 0, ("between",))


def decade(run: str, powers: Mapping[str, int]) -> Reading | None:
    """
    Return the bounds of 数 + magnitudes: one decade, but two from 十亿 on.

    数十亿 renders both "billions" and "tens of billions" of the English original, so either may be meant.

    >>> decade("千万", {"千": 3, "万": 4}).high
    Decimal('100000000')
    """
    signs = run.replace("余", "").replace("多", "").replace(" ", "")
    if not signs or any(sign not in powers for sign in signs):
        return None
    power, rising = magnitude(signs, powers)
    two = len(signs) > 1 and powers[signs[-1]] > WAN
    return Reading(None, TEN**power, TEN ** (power + (2 if two else 1)), power, ("vague",)) if rising else None


def some(text: str, digits: Mapping[str, int], powers: Mapping[str, int]) -> Reading | None:
    """Return the bounds of 十几 and 三百几: between that and one more of its last size."""
    read = chinese(text[:-1], digits, powers) if text[-2:-1] in powers and text[0] not in "数几" else None
    if read is None or read.value is None:
        return None
    power = powers[text[-2]]
    return Reading(None, read.value, read.value + POWERS[power], power, ("vague",))


def _with_fraction(whole: Decimal, text: str, digits: Mapping[str, int], powers: Mapping[str, int]) -> Decimal:
    places = [str(digits[sign]) for sign in text if sign in digits]
    power = sum(powers[sign] for sign in text if sign in powers)
    return (whole + Decimal("0." + ("".join(places) or "0"))) * TEN**power


def _spelled(words: list[str], numerals: Mapping[str, int]) -> str:
    """Return the digits that "zero three" or "seventy-one" spell behind a point."""
    digits = ""
    for word in words:
        after_tens = digits[-1:] == "0" and len(digits) > 1 and 0 < numerals[word] < TEN
        digits = digits[:-1] + str(numerals[word]) if after_tens else digits + str(numerals[word])
    return digits


def english(words: str, numerals: Mapping[str, int], powers: Mapping[str, int]) -> Reading | None:
    """
    Return the number that English words stand for, or None.

    >>> english("two and a half million", {"two": 2, "a": 1}, {"million": 6}).value
    Decimal('2500000.0')
    """
    whole, _, fraction = words.partition(" point ")
    signs = [word for word in re.split(r"[ -]+", whole) if word != "and"]
    negative = signs[0] in MINUS
    tally = Tally()
    for at, word in enumerate(signs[1:] if negative else signs, 1 if negative else 0):
        if word in PARTS:
            # Two and a half million, but a million and a half.
            scaled = tally.pending or signs[at + 1 : at + 2]  # one billion and a half million
            tally.pending += PARTS[word] * (1 if scaled else TEN**tally.last)
        elif word in ("a", "an") and at + 1 < len(signs) and signs[at + 1] in PARTS:
            continue
        elif word in numerals:
            after_nought = at > 0 and numerals.get(signs[at - 1]) == 0
            if after_nought or tally.pending % 10 or (tally.pending % 100 and numerals[word] >= TEN):
                return None  # three nought four: one by one
            tally.pending += numerals[word]
        elif powers[word] == HUNDRED:
            tally.pending = (tally.pending or Decimal(1)) * 100
            tally.filled = True
        elif not tally.multiply(powers[word], THOUSAND):
            return None
    value = tally.sum
    if fraction:
        *places, last = re.split("[ -]", fraction)
        scale = powers.get(last.rstrip("s"), 0)
        spelled = places if scale else [*places, last]
        value = (value + Decimal("0." + _spelled(spelled, numerals))) * TEN**scale
    value = -value if negative else value
    return Reading(value, value, value, tally.last)
