"""A number with its unit: what stands before, between and behind the two."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from etl.extract.digits import VULGAR
from etl.extract.lexicon import LATIN, ONE, Lexicon
from etl.extract.numerals import TEN, Reading, english
from etl.extract.units import SIGNS, counted, currency_before, unit_after
from etl.languages.symbols import SIZED
from etl.model import Qualifier

MORE, PLUS = frozenset("余多"), "+"
ROUND = frozenset("十百千万亿")
TAILS = MORE | frozenset("来个+")
HALVED = frozenset({"years", "months", "hours", "x", "t", "kg", "jin", "m"})
LEFT_OPEN = HALVED | frozenset({"share", "W"})
GLUED = re.compile(r"[a-z0-9_]")
NO_FLAGS: tuple[str, ...] = ()
ISO_LENGTH = 3
GIGA = 9
MEGA = 6
DOZEN, AND = Decimal(12), " and "
# 75 USD million: the magnitude behind the currency; MUSD 75 and kEUR 5: a size before it.
BEHIND = re.compile(r" (?P<power>thousand|million|billion|trillion|mln|mn|bln|bn|tn)(?![a-z-])")
SIZES = frozenset("mkb")
SIZED_BEFORE = re.compile("[a-z]{4,5}(?= ?[0-9])")
# 13块2: a price in spoken Chinese; 2块4090 are cards.
JIAO = re.compile(
    r" ?块(?:([1-9])(?![0-9a-z.,%~～零二三四五六七八九十百千万亿块颗张片台卡个年月日]|一(?!小时|[卡张颗台]))"
    r"|([一二三四五六七八九])(?=[，。；、,.;)）/\s]|每|一(?:小时|卡)|$))"
)
SPOKEN = ("块", " 块")
TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")
# What may follow 三成: 三成半, 七成六; 三成五家 is a count of its own.
TENTHS = re.compile(" ?(?:(?P<half>半)|(?P<ones>[一二三四五六七八九])(?![家个万亿千百十块颗台人年月季倍种项位分点成]))")


class Atom(NamedTuple):
    """
    A number, its unit and what hedges it.

    `power` is that of its own magnitude word (0 for none), `sign` whether a currency stands before it, `stop` where the
    number itself ends, before its unit.
    """

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    power: int
    sign: bool
    stop: int
    factor: Decimal = ONE
    noun: str = ""
    flags: tuple[str, ...] = NO_FLAGS
    rule: str = "number"
    qualifier: Qualifier = Qualifier.EXACT


def with_unit(
    lexicon: Lexicon, small: str, folded: str, places: tuple[int, int, int], reading: Reading, unit: str
) -> Atom | None:
    """Return the atom of a number whose places are its start, the end of its digits and its own end; None for none."""
    first, _, end = places
    spoken = _spoken(lexicon, small, first, end, reading) if not unit and small.startswith(SPOKEN, end) else None
    return spoken or _with_unit(lexicon, small, folded, (first, end), reading, unit)


def _with_unit(
    lexicon: Lexicon, small: str, folded: str, places: tuple[int, int], reading: Reading, unit: str
) -> Atom | None:
    first, end = places
    number_end = end
    noun = ""
    factor = ONE
    sign = bool(unit)
    kind = Qualifier.EXACT
    if small[end : end + 1] in TAILS:
        end, reading, kind = _with_tail(lexicon, small, end, reading, priced=sign)
    if not sign:
        unit, factor, after = unit_after(lexicon, small, end)
        if after == end and not reading.power and end < len(small) and GLUED.match(small[end]):
            return None
        is_word = after == end and reading.power and end < len(small) and small[end] in LATIN
        if is_word and not lexicon.language.uncounted.match(small, end):
            return None
        if small[after : after + 1] == " " and not reading.power and len(unit) == ISO_LENGTH and unit.isupper():
            factor, after = _with_power(lexicon, small, factor, after)
        if unit in LEFT_OPEN:
            unit, factor, reading, after = _refined(lexicon, small, unit, factor, reading, after)
        unit, noun, end = counted(lexicon, small, folded, end, after, unit)
    elif end < len(small) and small[end] in LATIN and not reading.power:
        return None
    else:
        end = _repeated_currency(lexicon, small, end, unit)
        if small[first] in SIZES and (word := SIZED_BEFORE.match(small, first)) and word[0] in SIZED:
            factor = Decimal(SIZED[word[0]][1])
    value, low, high = reading.value, reading.low, reading.high
    if factor is not ONE:
        whole = value is low is high
        value = None if value is None else value * factor
        low = value if whole else None if low is None else low * factor
        high = value if whole else None if high is None else high * factor
    return Atom(
        first, end, value, low, high, unit, reading.power, sign, number_end, factor, noun, reading.flags, qualifier=kind
    )


def _spoken(lexicon: Lexicon, small: str, first: int, end: int, reading: Reading) -> Atom | None:
    """Return the price that 13块2 is."""
    found = JIAO.match(small, end)
    if found is None or reading.value is None:
        return None
    value = reading.value + Decimal(lexicon.language.numerals.get(found[2], found[1])) / TEN
    return Atom(first, found.end(), value, value, value, "CNY", 0, sign=False, stop=found.end())


def _with_power(lexicon: Lexicon, small: str, factor: Decimal, after: int) -> tuple[Decimal, int]:
    """Take in a magnitude that stands behind the currency: 75 USD million."""
    found = BEHIND.match(small, after) if lexicon.language.spaced else None
    return (factor * TEN ** lexicon.language.magnitudes[found["power"]], found.end()) if found else (factor, after)


def _with_tail(
    lexicon: Lexicon, small: str, end: int, reading: Reading, *, priced: bool
) -> tuple[int, Reading, Qualifier]:
    """Take in what stands between a number and its unit: 10多个, 三十来人, 一个半小时."""
    sign = small[end : end + 1]
    if sign == PLUS and not priced and _has_unit(lexicon, small, end + 1):
        return end + 1, reading._replace(high=None), Qualifier.EXACT
    if sign in MORE and (priced or _has_unit(lexicon, small, end + 1)):
        return end + 1, reading._replace(high=None), Qualifier.EXACT
    if sign == "来" and small[end - 1] in ROUND and _has_unit(lexicon, small, end + 1):
        return end + 1, reading, Qualifier.APPROX
    if sign == "个" and small.startswith("个半", end) and _has_unit(lexicon, small, end + 2):
        return end + 2, _and_half(reading), Qualifier.EXACT
    return end, reading, Qualifier.EXACT


def _has_unit(lexicon: Lexicon, small: str, at: int) -> bool:
    return unit_after(lexicon, small, at)[2] > at


def _refined(
    lexicon: Lexicon, small: str, unit: str, factor: Decimal, reading: Reading, after: int
) -> tuple[str, Decimal, Reading, int]:
    """Return a unit with what its own word leaves open: tenths, half a year more, watts by the billion."""
    if unit == "share" and small[after - 1] in "成折":
        factor, reading, after = _in_tenths(lexicon, small, reading, after)
    elif unit == "W" and reading.power >= MEGA:
        unit, factor = "GW", TEN**-GIGA
    elif unit in HALVED and small[after : after + 1] == "半" and small[after + 1 : after + 2] != "导":
        after, reading = after + 1, _and_half(reading)
    return unit, factor, reading, after


def _and_half(reading: Reading) -> Reading:
    if reading.value is None:
        return reading
    value = reading.value + VULGAR["½"]
    return Reading(value, value, value, reading.power, reading.flags)


def _in_tenths(lexicon: Lexicon, small: str, reading: Reading, after: int) -> tuple[Decimal, Reading, int]:
    """Return factor, number and end of a share in tenths: 三成半 is 0.35, a price at 75折 is 0.75 of the old one."""
    if small[after - 1] == "折":
        return HUNDREDTH if reading.value is not None and reading.value >= TEN else TENTH, reading, after
    more = TENTHS.match(small, after)
    if more is None or reading.value is None:
        return TENTH, reading, after
    part = Decimal(5 if more["half"] else lexicon.language.numerals[more["ones"]]) / TEN
    value = reading.value + part
    return TENTH, Reading(value, value, value, reading.power), more.end()


def _repeated_currency(lexicon: Lexicon, small: str, end: int, unit: str) -> int:
    """人民币183亿元, 新台幣9兆元: the word behind the number repeats the one before it."""
    word, _, after = unit_after(lexicon, small, end)
    plain = small[end:after].strip() in ("元", "圆", "dollars")
    return after if word == unit or plain else end


def word_atoms(lexicon: Lexicon, small: str, folded: str, start: int, end: int, reading: Reading) -> Atom | None:
    """Return the atom of a number in words that spans start to end."""
    priced = start and (small[start - 1] in " 元币金民" or small[start - 1] in SIGNS)
    first, unit = currency_before(lexicon, small, start) if priced else (start, "")
    return with_unit(lexicon, small, folded, (first, end, end), reading, unit)


def with_dozens(lexicon: Lexicon, words: str, atom: Atom) -> Atom:
    """Return what three hundred and two dozens are, where only the last part is counted in dozens."""
    whole, joined, dozens = words.rpartition(AND)
    if atom.factor != DOZEN or not joined:
        return atom
    held = [english(part, lexicon.language.numerals, lexicon.language.magnitudes) for part in (whole, dozens)]
    first, last = (one.value if one else None for one in held)
    if first is None or last is None:
        return atom
    value = first + last * DOZEN
    return atom._replace(value=value, low=value, high=value)


def of_currency(lexicon: Lexicon, small: str, atom: Atom) -> Atom:
    """Return what tens of billions of dollars, or tens of gigawatts, are, where a number has no unit yet."""
    if not small.startswith(" of ", atom.end):
        return atom
    unit, factor, after = unit_after(lexicon, small, atom.end + 3)
    fits = unit == "GW" or (len(unit) == ISO_LENGTH and unit.isupper())
    return atom._replace(unit=unit, end=after) if fits and factor == 1 else atom
