"""The numbers in digits of a text, each with its magnitude and unit; what joins several is read later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from etl.extract import digits
from etl.extract.lexicon import LATIN, Lexicon, preceding
from etl.extract.measures import PLUS, Atom, with_unit
from etl.extract.numerals import MOST_DIGITS, POWERS, Reading, chinese, magnitude, rest
from etl.extract.units import SIGNS, currency_before

# 1.3e6, 2^-1, 6.2x10^-4
POWER = re.compile(r"(?P<sign>e|\^|[x×]10\^)(?P<minus>[+-]?|--)(?P<power>[0-9]{1,2})(?![0-9a-z])")
POWER_STARTS = frozenset("e^x×")
# 11万一颗 is what one costs.
ONE_OF = "[颗块张台片枚套柜卡年]|个月|小时"
# What may follow within one number in Chinese: 48万5000, 1兆7,785亿, 3亿2千万, 500余万.
_FIGURE = r"(?<=[十百千万亿兆零 ])(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,8})(?:\.[0-9]{1,8})?"
MIXED = re.compile(
    rf"(?:[余多几]?(?:[十百万亿拾佰仟]|千(?![瓦克米])|兆(?![瓦赫欧帕位比]))|{_FIGURE}|[零二三四五六七八九两]|一(?!{ONE_OF})"
    r"| (?=[0-9],?[0-9]{0,3} ?[十百千万亿])|(?<=[0-9]) (?=[十百千万亿])){1,24}"
)
# 910B is a chip unless priced; 11:08, 2-1 won by, 555-123-4567, 1/3 (read as a share elsewhere), 24/7; 21世纪.
TRAILING = frozenset(":-/比b世")
NO_AMOUNT = re.compile(
    r"[0-9]{1,2}(?::[0-9]{1,2}){1,2}(?![0-9])|[0-9]{1,4}(?:-[0-9]{3,4}){1,3}-[0-9]{3,5}(?![0-9])|"
    r"[0-9]{3}-[0-9]{4}(?![0-9])"
    r"|[0-9]{1,2}世纪|[0-9]{1,2}比[0-9]{1,2}(?![0-9])"
    # A row that ends in a size is no date: 12/18/25万.
    r"|[0-9]{1,4}(?:/[0-9]{1,4}){1,3}+(?![0-9.,]* ?(?:[百千]?[万亿]|[bm]illion|[bm]n\b))"
    r"|(?<![$€£¥])9[1-5]0b(?![a-z0-9])"
)
EUROPEAN = re.compile(r"(?P<whole>[0-9]+(?:\.[0-9]{3})+),(?P<part>[0-9]{1,2})(?![0-9])")
LARGEST_GROUP = 3
GAPS, MOST_GAPS = frozenset(" -"), 3
GOING_ON = frozenset(" ,")
BARRED = frozenset("第#")
MODEL_SIGNS = frozenset("-_.")
# GPU5.4万块: a Chinese text needs no blank between what is counted and its count.
GLUED = re.compile(r"[a-z]{2,12}(?=\d+(?:\.\d+)?[余多]?[万亿])")
# No model is told in per cent, in myriads or with its thousands apart: PCIe 6.2万, 华为20%, 华为1,205人.
SIZED = re.compile(
    r"[0-9]+(?:\.[0-9]+)?(?:[万亿]| ?(?:%|％|percent\b|per cent\b|兆瓦|吉瓦))"
    r"|[0-9]+(?:\.[0-9]+)? (?:thousand|million|billion|trillion|[mg]w|megawatts?|gigawatts?)\b"
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])"
)
# 192.168.1.2: four numbers, as one it is none.
DOTS, GROUP = 3, re.compile("[0-9]+")
LATIN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


def digit_atoms(lexicon: Lexicon, small: str, folded: str, taken: list[tuple[int, int]]) -> Iterator[Atom]:
    """Yield a number for each run of digits outside the spans in `taken` (sorted) that is not part of a name."""
    at, count, done = 0, len(taken), 0
    for found in digits.found_in(small):
        start, stop = found.span()
        if start < done:
            continue
        while at < count and taken[at][1] <= start:
            at += 1
        if at < count and taken[at][0] < stop:
            continue
        if small.count(".", start, stop) == DOTS:
            yield from _groups(small, start, stop)
            done = stop
            continue
        if small[stop : stop + 1] in TRAILING and (other := _no_amount(small, start, stop)):
            done = other.end()
            continue
        if small[stop : stop + 1] in GOING_ON:
            stop = digits.end(small, start, stop)
        atom = _atom(lexicon, small, folded, start, stop, done)
        if atom is not None:
            done = atom.end
            yield atom


def _no_amount(small: str, start: int, stop: int) -> re.Match[str] | None:
    """Return the time, score or the like that begins here; after a name, C600/3.5万张, Trainium4：2奈米, is none."""
    other = NAME_OR_NAME.match(small, stop)
    named = small[start - 1 : start] in LATIN_LETTERS and (other is None or len(other[1]) != stop - start)
    return None if named else NO_AMOUNT.match(small, start)


# GB200/300: two names.
NAME_OR_NAME = re.compile("/([0-9]+)(?![0-9.万亿])")


def _groups(small: str, start: int, stop: int) -> Iterator[Atom]:
    for found in GROUP.finditer(small, start, stop):
        value = Decimal(found[0])
        yield Atom(found.start(), found.end(), value, value, value, "", 0, False, found.end(), rule="digits.dotted")


def _atom(lexicon: Lexicon, small: str, folded: str, start: int, stop: int, done: int) -> Atom | None:
    before = small[start - 1] if start else " "
    unit = ""
    first = start
    if before in BARRED:
        return None
    if before == "." and stop - start < MOST_DIGITS and _is_point(small, start - 1):
        before, first = small[start - 2] if start > 1 else " ", start - 1
    if before in " _" or before in SIGNS or before.isalpha():
        first, unit = currency_before(lexicon, small, first)
        if first < done:
            first, unit = start, ""  # 10 rmb 20 usd
        if not unit and (before == "_" or (before in LATIN and not _is_glued(small, start))):
            return None
    elif (
        before in MODEL_SIGNS
        and small[max(0, start - 2) : start - 1] in LATIN_LETTERS
        and not _joins(small, start, done)
        and not SIZED.match(small, start)
    ):
        return None
    if not unit and _is_named(lexicon, small, start):
        return None
    number = _number(lexicon, small, start, stop, bool(unit), folded)
    if number is None:
        return None
    end, reading = number
    return with_unit(lexicon, small, folded, (first, stop, end), reading, unit)


def _joins(small: str, start: int, done: int) -> bool:
    """Tell the dash of 12 percent-14 percent and of 20-to-30 from that of a model's name."""
    return done > 0 and small[done:start] in ("-", "-to-")


def _is_glued(small: str, start: int) -> bool:
    """Tell a count behind a word of letters, GPU5.4万块, from the number of a name."""
    first = start
    while first and small[first - 1] in LATIN_LETTERS:
        first -= 1
    return small[first - 1 : first] not in LATIN and bool(GLUED.match(small, first))


def _is_point(small: str, at: int) -> bool:
    """Tell the point of .5 from a full stop and from the last of three dots."""
    before = small[at - 1] if at else " "
    return before != "." and not before.isalnum()


def _is_named(lexicon: Lexicon, small: str, start: int) -> bool:
    """Tell the number of a name from an amount: RTX 5090, Fortune 500, but not laptop 5."""
    if SIZED.match(small, start):
        return False
    end = start - 1 if start and small[start - 1] in " -" else start
    for name, _ in preceding(lexicon.names, small, end):
        first = end - len(name)
        if not first or name[0] not in LATIN or small[first - 1] not in LATIN:
            return True
    return False


def _number(
    lexicon: Lexicon, small: str, start: int, stop: int, priced: bool, folded: str
) -> tuple[int, Reading] | None:
    text = small[start:stop]
    if stop - start > MOST_DIGITS or text.count(".") > 1:
        return _european(small, start) if stop - start <= MOST_DIGITS else None
    if small[stop : stop + 1] == "," and (read := _european(small, start)):
        return read
    value = digits.value(text)
    if start and small[start - 1] == "." and "." not in text and _is_point(small, start - 1):
        value = value.scaleb(-len(text))
    following = small[stop : stop + 1]
    if following in POWER_STARTS and (found := POWER.match(small, stop)) and (following != "^" or value):
        power = int(found["power"]) * (-1 if found["minus"] == "-" else 1)
        value = value**power if following == "^" else value.scaleb(power)
        return found.end(), Reading(value, value, value)
    if following == PLUS and (opened := lexicon.language.suffixes.match(small, stop + 1)):
        return _opened(_scaled(lexicon, small, folded, (start, stop + 1), value, opened, priced), stop + 1)
    suffix = None
    if (
        following in lexicon.magnitude_starts
        or following == "个"
        or (following in GAPS and _may_go_on(lexicon, small, stop))
    ):
        suffix = lexicon.language.suffixes.match(small, stop)
    if suffix is None:
        mixed = MIXED.match(small, stop) if following and following in "余多几" else None
        return _mixed(lexicon, small, start, mixed.end()) if mixed else (stop, Reading(value, value, value))
    return _scaled(lexicon, small, folded, (start, stop), value, suffix, priced)


def _european(small: str, start: int) -> tuple[int, Reading] | None:
    """Read 1.234.567,89: points between thousands, and a comma before what is less than one."""
    found = EUROPEAN.match(small, start)
    if found is None:
        return None
    first = found["whole"].partition(".")[0]
    if len(first) > LARGEST_GROUP or first[0] == "0":
        return found.end(), Reading(None, None, None, 0, ("malformed",))
    value = Decimal(f"{found['whole'].replace('.', '')}.{found['part']}")
    return found.end(), Reading(value, value, value)


def _opened(read: tuple[int, Reading] | None, least: int) -> tuple[int, Reading] | None:
    """Return a number with a plus before its magnitude as a lower bound: 80+ billion, 800+亿."""
    if read is None or read[0] <= least:
        return read
    return read[0], read[1]._replace(high=None)


def _may_go_on(lexicon: Lexicon, small: str, stop: int) -> bool:
    """Tell whether a magnitude may follow: a look at one sign spares most numbers the search."""
    at = stop + 1
    while small[at : at + 1] in GAPS and at - stop < MOST_GAPS:
        at += 1
    return small[at : at + 1] in lexicon.magnitude_starts


def _scaled(
    lexicon: Lexicon,
    small: str,
    folded: str,
    span: tuple[int, int],
    value: Decimal,
    suffix: re.Match[str],
    priced: bool,
) -> tuple[int, Reading] | None:
    start, stop = span
    run, end = suffix[suffix.lastgroup or 0], suffix.end()
    powers = lexicon.language.magnitudes
    if suffix.lastgroup == "apart":
        if not priced and not folded[end - 1].isupper() and run.strip() != "k":
            return stop, Reading(value, value, value)
        power, rising = powers[run.strip()], True
    elif lexicon.language.spaced or suffix.lastgroup != "run":
        power, rising = sum(powers[word] for word in run.split()), True
        if small[end : end + 1] == " " and (more := rest(small, end, run, power))[1] > end:
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
    return end, Reading(value, value, value, power, () if rising else ("malformed",))


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
