"""One number with its sign, magnitude and unit, as it stands in the text; what joins several is read later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from etl.extract.lexicon import LATIN, ONE, Lexicon, preceding
from etl.extract.numerals import MOST_DIGITS, POWERS, TEN, Reading, chinese, magnitude, rest
from etl.extract.units import SIGNS, counted, currency_before, unit_after
from etl.model import Qualifier

# The first sign stands outside the choice: so the search leaps from digit to digit.
DIGITS = re.compile(r"[0-9](?:[0-9]*(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]*(?:\.[0-9]+)*)")
# 40 000 and 1 234 567, as much of Europe writes them; two amounts of a table stand further apart or carry no zeros.
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])(?:\.[0-9]+)?")
# 1,25 billion: the comma of most of Europe, certain only where a magnitude follows.
COMMA = re.compile(r"[0-9]{1,3},[0-9]{1,2}(?= ?(?:million|billion|trillion|bn|mn|万|亿))")
POWER = re.compile(r"(?:e[+-]?|\^)(?P<power>[0-9]{1,2})(?![0-9a-z])")
# What may follow within one number in Chinese: 48万5000, 3亿2千万, 500余万.
_FIGURE = r"(?<=[十百千万亿兆零 ])[0-9]{1,8}(?:\.[0-9]{1,8})?"
MIXED = re.compile(
    rf"(?:[余多几]?[十百千万亿兆拾佰仟]|{_FIGURE}|[零一二三四五六七八九两]"
    r"| (?=[0-9]{1,4} ?[十百千万亿])|(?<=[0-9]) (?=[十百千万亿])){1,24}"
)
# 910B is a chip unless priced; 11:08, 2-1 won by, 555-123-4567, 1/3 (read as a share elsewhere), 24/7.
TRAILING = frozenset(":-/比b")
NO_AMOUNT = re.compile(
    r"[0-9]{1,2}(?::[0-9]{1,2}){1,2}(?![0-9])|[0-9]{1,4}(?:-[0-9]{3,4}){1,3}-[0-9]{3,5}(?![0-9])|"
    r"[0-9]{3}-[0-9]{4}(?![0-9])"
    r"|[0-9]{1,2}比[0-9]{1,2}(?![0-9])|[0-9]{1,4}(?:/[0-9]{1,4}){1,3}|(?<![$€£¥])9[1-5]0b(?![a-z0-9])"
)
ORDINAL = re.compile(r"(?:st|nd|rd|th)(?![a-z])")
EUROPEAN = re.compile(r"(?:\.[0-9]{3})+,[0-9]{1,2}(?![0-9])")
MORE = frozenset("余多")
GLUED = re.compile(r"[a-z0-9_]")
GAPS, MOST_GAPS = frozenset(" -"), 3
BARRED = frozenset("第#")
MODEL_SIGNS = frozenset("-_.")
LATIN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
NO_FLAGS: tuple[str, ...] = ()
GIGA = 9
MEGA = 6
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


def digit_atoms(lexicon: Lexicon, small: str, folded: str, taken: list[tuple[int, int]]) -> Iterator[Atom]:
    """Yield a number for each run of digits outside the spans in `taken` (sorted) that is not part of a name."""
    at, count, done = 0, len(taken), 0
    for found in DIGITS.finditer(small):
        start, stop = found.span()
        if start < done:
            continue
        while at < count and taken[at][1] <= start:
            at += 1
        if at < count and taken[at][0] < stop:
            continue
        if small[stop : stop + 1] in TRAILING and (other := NO_AMOUNT.match(small, start)):
            done = other.end()
            continue
        if small[stop : stop + 1] == " " and small[stop + 1 : stop + 2].isdigit():
            stop = _group_end(small, start, stop)
        elif small[stop : stop + 1] == "," and (other := COMMA.match(small, start)):
            stop = other.end()
        atom = _atom(lexicon, small, folded, start, stop)
        if atom is not None:
            done = atom.end
            yield atom


def _group_end(small: str, start: int, stop: int) -> int:
    """Return where a number ends whose thousands are set apart by blanks."""
    found = GROUPED.match(small, start)
    if found is None:
        return stop
    _, *groups = found[0].partition(".")[0].split(" ")
    before, after = small[max(0, start - 2) : start], small[found.end() : found.end() + 2]
    alone = len(groups) > 1 and not before[:1].isdigit() and not after[1:].isdigit()
    return found.end() if alone or any(group[0] == "0" for group in groups) else stop


def _atom(lexicon: Lexicon, small: str, folded: str, start: int, stop: int) -> Atom | None:
    before = small[start - 1] if start else " "
    unit = ""
    first = start
    if before in BARRED:
        return None
    if before == "." and stop - start < MOST_DIGITS and _is_point(small, start - 1):
        before, first = small[start - 2] if start > 1 else " ", start - 1
    if before in " _" or before in SIGNS or before.isalpha():
        first, unit = currency_before(lexicon, small, first)
        if not unit and (before in LATIN or before == "_"):
            return None
    elif before in MODEL_SIGNS and small[max(0, start - 2) : start - 1] in LATIN_LETTERS:
        return None
    if not unit and _is_named(lexicon, small, start):
        return None
    number = _number(lexicon, small, start, stop, bool(unit), folded)
    if number is None:
        return None
    end, reading = number
    return _with_unit(lexicon, small, folded, (first, stop, end), reading, unit)


def _is_point(small: str, at: int) -> bool:
    """Tell the point of .5 from a full stop and from the last of three dots."""
    before = small[at - 1] if at else " "
    return before != "." and not before.isalnum()


def _is_named(lexicon: Lexicon, small: str, start: int) -> bool:
    """Tell the number of a name from an amount: RTX 5090, Fortune 500, but not laptop 5."""
    end = start - 1 if start and small[start - 1] in " -" else start
    for name, _ in preceding(lexicon.names, small, end):
        first = end - len(name)
        if not first or name[0] not in LATIN or small[first - 1] not in LATIN:
            return True
    return False


def _number(
    lexicon: Lexicon, small: str, start: int, stop: int, priced: bool, folded: str
) -> tuple[int, Reading] | None:
    digits = small[start:stop]
    if stop - start > MOST_DIGITS or digits.count(".") > 1:
        found = EUROPEAN.match(small, stop - 4) if digits.count(".") else None
        return (
            (found.end(), Reading(None, None, None, 0, ("malformed",)))
            if found and stop - start <= MOST_DIGITS
            else None
        )
    if small[stop : stop + 1] == "," and stop - 4 > start and EUROPEAN.match(small, stop - 4):
        return small.index(",", stop) + 3, Reading(None, None, None, 0, ("malformed",))
    value = Decimal(digits.replace(",", "." if "," in digits and COMMA.match(digits + "亿") else "").replace(" ", ""))
    if start and small[start - 1] == "." and "." not in digits and _is_point(small, start - 1):
        value = value.scaleb(-len(digits))
    following = small[stop : stop + 1]
    if following in ("e", "^") and (found := POWER.match(small, stop)):
        value = value ** int(found["power"]) if following == "^" else value.scaleb(int(found[0][1:]))
        return found.end(), Reading(value, value, value)
    suffix = lexicon.language.suffixes.match(small, stop) if _may_go_on(lexicon, small, stop) else None
    if suffix is None:
        mixed = MIXED.match(small, stop) if following and following in "余多几" else None
        return _mixed(lexicon, small, start, mixed.end()) if mixed else (stop, Reading(value, value, value))
    return _scaled(lexicon, small, folded, (start, stop), value, suffix, priced)


def _may_go_on(lexicon: Lexicon, small: str, stop: int) -> bool:
    """Tell whether a magnitude may follow: a look at one sign spares most numbers the search."""
    at = stop
    while small[at : at + 1] in GAPS and at - stop < MOST_GAPS:
        at += 1
    return small[at : at + 1] in lexicon.magnitude_starts


def _scaled(
    lexicon: Lexicon,
    small: str,
    folded: str,
    digits: tuple[int, int],
    value: Decimal,
    suffix: re.Match[str],
    priced: bool,
) -> tuple[int, Reading] | None:
    start, stop = digits
    run, end = suffix[suffix.lastgroup or 0], suffix.end()
    powers = lexicon.language.magnitudes
    if suffix.lastgroup == "apart":
        if not priced and not folded[end - 1].isupper() and run.strip() != "k":
            return stop, Reading(value, value, value)
        power, rising = powers[run.strip()], True
    elif lexicon.language.spaced or suffix.lastgroup != "run":
        power, rising = sum(powers[word] for word in run.split()), True
        if small[end : end + 1] == " " and (more := rest(small, end, run))[1] > end:
            value = value * POWERS[power] + more[0]
            return more[1], Reading(value, value, value)
    else:
        end -= len(run) - len(run.rstrip())
        power, rising = magnitude(run, powers)
        mixed = (
            MIXED.match(small, end)
            if rising and end < len(small) and small[end] in "0123456789零一二三四五六七八九两余多几 "
            else None
        )
        if mixed and (mixed.end() > end + 1 or small[end] not in " 余多几"):
            return _mixed_or_malformed(lexicon, small, (start, stop, end, mixed.end()), value.scaleb(power), power)
    value = value * POWERS[power]
    return end, Reading(value, value, value, power, NO_FLAGS if rising else ("malformed",))


def _mixed_or_malformed(
    lexicon: Lexicon, small: str, places: tuple[int, int, int, int], first: Decimal, power: int
) -> tuple[int, Reading] | None:
    """Return one number, or the first part where a fraction goes on in smaller ones: 4.38千亿1亿 is a misprint."""
    start, stop, end, last = places
    whole = "." not in small[start:stop]
    read = _mixed(lexicon, small, start, last) if whole else None
    if read is not None:
        return read
    if small[end:last].strip(" ")[-1:] in lexicon.language.magnitudes:
        return last, Reading(first, first, first, power, ("malformed",))
    return end, Reading(first, first, first, power)


def _mixed(lexicon: Lexicon, small: str, start: int, last: int) -> tuple[int, Reading] | None:
    words = lexicon.language
    text = small[start:last].rstrip(" ")
    reading = chinese(text, words.numerals, words.magnitudes)
    if reading is None or reading.value is None:
        return None
    return start + len(text), reading


def _with_unit(
    lexicon: Lexicon, small: str, folded: str, places: tuple[int, int, int], reading: Reading, unit: str
) -> Atom | None:
    first, _, end = places
    number_end = end
    noun = ""
    factor = ONE
    sign = bool(unit)
    if small[end : end + 1] in MORE and (unit or unit_after(lexicon, small, end + 1)[2] > end + 1):
        end, reading = end + 1, reading._replace(high=None)
    if not sign:
        unit, factor, after = unit_after(lexicon, small, end)
        if after == end and not reading.power and end < len(small) and GLUED.match(small[end]):
            return None
        if after == end and reading.power and end < len(small) and small[end] in LATIN:
            return None
        if unit == "share" and small[after - 1] in "成折":
            factor, reading, after = _in_tenths(lexicon, small, reading, after)
        elif unit == "W" and reading.power >= MEGA:
            unit, factor = "GW", TEN**-GIGA
        unit, noun, end = counted(lexicon, small, folded, end, after, unit)
    elif end < len(small) and small[end] in LATIN and not reading.power:
        return None
    else:
        end = _repeated_currency(lexicon, small, end, unit)
    value, low, high = reading.value, reading.low, reading.high
    if factor is not ONE:
        whole = value is low is high
        value = None if value is None else value * factor
        low = value if whole else None if low is None else low * factor
        high = value if whole else None if high is None else high * factor
    return Atom(first, end, value, low, high, unit, reading.power, sign, number_end, factor, noun, reading.flags)


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
    return _with_unit(lexicon, small, folded, (first, end, end), reading, unit)
