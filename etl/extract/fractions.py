"""Fractions: 三分之一 and 1/3, and in English words: two thirds, twenty-three fifths, six million and two thirds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from etl.extract.lexicon import ONE, Lexicon
from etl.extract.measures import Atom
from etl.extract.numerals import MINUS, TEN, chinese, english
from etl.model import Qualifier

PER_CENT = Decimal(100)
MOST_PARTS = 10
_DIGITS = "一二三四五六七八九十百千万零两点半壹贰叁肆伍陆柒捌玖拾佰仟"
_SIGN = rf"[{_DIGITS}\d]"
PARTED = re.compile("分 {0,2}之 {0,3}")
# What stands before 分之: 三百 五又三, 3.
LONGEST = 40
BOTTOM = re.compile(rf"(?:(?P<whole>{_SIGN}(?: ?{_SIGN}){{0,15}}) ?又 ?)?(?P<bottom>[{_DIGITS}\d.]{{1,12}}) {{0,2}}\Z")
TOP = re.compile(rf"(?P<minus>负)?(?P<top>{_SIGN}(?: ?{_SIGN}|(?<=\d)[.,](?=\d)){{0,23}}(?: ?[km](?![a-z]))?)")
# 百分之三十到四十: the second end is a share too, unless it counts something of its own.
TO = re.compile(rf" ?[至到~-] ?(?P<top>[{_DIGITS}\d.]{{1,12}})(?! ?[亿个家年月日块颗台人名张片倍美元%])")
SLASHED = re.compile(
    r"(?<![A-Za-z0-9_./$€£¥-])(?<!\d,)(?P<top>[1-9][0-9]?)/(?P<bottom>[1-9][0-9]{0,2})(?![A-Za-z0-9_./万亿]|,\d|-\d)"
)
# A cell of its own may hold 16/5 or -4/5; in running text that is a date or a score.
# 6 8 折: set out with blanks. 打对折: at half the price.
_ONE = "[1-9一二三四五六七八九]"
REDUCED = re.compile(rf"(?<![\d.{_DIGITS}])(?P<tens>{_ONE}) (?P<ones>{_ONE}) ?折(?![叠合算旧射页腾回])|(?<=打)对折")
ALONE = re.compile(r" *(?P<minus>-)?(?P<top>[1-9][0-9]?)/(?P<bottom>[1-9][0-9]?) *\Z")
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"  # noqa: E501
_TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TOPS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
POWERS = {"hundredth": 2, "thousandth": 3, "millionth": 6, "billionth": 9, "trillionth": 12}
SCALES = {"million": 6, "billion": 9, "trillion": 12}
ORDINALS = {word: Decimal(part) for part, word in enumerate(_ORDINALS.split(), 1)}
PARTS = (
    ORDINALS
    | {word: Decimal(10 * part) for part, word in enumerate(_TENTHS.split(), 2)}
    | {word: TEN**power for word, power in POWERS.items()}
    | {"half": Decimal(2), "halve": Decimal(2), "quarter": Decimal(4)}
)
BEHIND = re.compile(
    rf"(?: and (?P<top>{_TOPS}|an?))?(?: ?- ?| {{1,2}})(?:(?P<tens>{_TENS})[ -])?"
    rf"(?P<part>{'|'.join(PARTS)})(?P<s>s)?(?![a-z-])"
    rf"(?: (?:of an? )?(?P<scale>{'|'.join(SCALES)})(?![a-z]))?"
)
# A single part counts where nothing follows that it would be the number of: one fifth of them, but not a fifth plant.
ENDS = re.compile(r"\Z|[.;:)\]!?]|,(?! )| (?:of(?! \d)|the|its|their|as|more)(?![a-z])")
ENDS_LISTED = re.compile(rf"{ENDS.pattern}|,| (?:years?|months?|weeks?|days?|hours?|times|percent|per cent)(?![a-z])")
TOTALS, COUNTS = frozenset({"out of", "in", "over"}), frozenset({"", "units", "people"})
HALVES = {"半成": Decimal("0.05")}
HALF_WORDS = {
    "半成": Qualifier.EXACT,
    "半折": Qualifier.EXACT,
    "一半": Qualifier.EXACT,
    "半数": Qualifier.EXACT,
    "过半": Qualifier.MIN,
    "大半": Qualifier.MIN,
}
QUARTERS = frozenset({"half", "halve", "quarter"})
PARTED_BY_FOUR = {"one": Decimal("0.25"), "three": Decimal("0.75")}
BOUNDS = ("above ", "below ")


def half(small: str, start: int) -> Atom | None:
    """Return 半成, 一半 and the like as a share; 半成品 is none."""
    word = small[start : start + 2]
    if word not in HALF_WORDS or small.startswith("半成品", start):
        return None
    value = HALVES.get(word, ONE / 2)
    return _part(start, start + 2, value)._replace(rule="words.half", qualifier=HALF_WORDS[word])


def shares(lexicon: Lexicon, small: str) -> Iterator[Atom]:
    """Yield 三分之一 and 百分之三十到四十."""
    done = 0
    for found in PARTED.finditer(small) if "之" in small else ():
        before = BOTTOM.search(small, max(done, found.start() - LONGEST), found.start())
        after = TOP.match(small, found.end())
        atom = _share(lexicon, before, after) if before and after else None
        if atom is not None:
            done = atom.end
            yield atom


def reduced(lexicon: Lexicon, small: str) -> Iterator[Atom]:
    """Yield 6 8 折 and 打对折 as what is left of a price."""
    for found in REDUCED.finditer(small):
        tens, ones = (_value(lexicon, found[name]) if found["tens"] else None for name in ("tens", "ones"))
        yield _part(*found.span(), (tens * TEN + ones) / PER_CENT if tens and ones else ONE / 2)


def _share(lexicon: Lexicon, before: re.Match[str], after: re.Match[str]) -> Atom | None:
    bottom = PER_CENT if before["bottom"] in ("百", "佰") else _value(lexicon, before["bottom"])
    top = _value(lexicon, after["top"])
    if not bottom or top is None:
        return None
    part = top / bottom * (-1 if after["minus"] else 1)
    value = part + (_value(lexicon, before["whole"]) or 0 if before["whole"] else 0)
    share = _part(before.start(), after.end(), value)
    other = TO.match(after.string, after.end()) if bottom == PER_CENT else None
    high = _value(lexicon, other["top"]) if other else None
    if other is None or high is None or high / bottom <= value:
        return share
    high /= bottom
    return share._replace(
        end=other.end(), stop=other.end(), value=(value + high) / 2, high=high, qualifier=Qualifier.RANGE
    )


def _value(lexicon: Lexicon, text: str) -> Decimal | None:
    words = lexicon.language
    plain = text.rstrip("km.,").replace(",", "").replace(" ", "")
    scale = {"k": 1000, "m": 1_000_000}.get(text[-1], 1)
    if plain.replace(".", "", 1).isdigit():
        return Decimal(plain) * scale
    reading = chinese(plain, words.numerals, words.magnitudes) if plain and not plain[0].isdigit() else None
    return reading.value if reading else None


def slashed(small: str) -> Iterator[Atom]:
    """Yield 1/3 as a share; 24/7 and 9/11 are none, nor is a date."""
    if alone := ALONE.match(small):
        value = Decimal(alone["top"]) / Decimal(alone["bottom"])
        yield _part(
            alone.start("minus" if alone["minus"] else "top"), alone.end("bottom"), -value if alone["minus"] else value
        )
        return
    for found in SLASHED.finditer(small):
        top, bottom = int(found["top"]), int(found["bottom"])
        if 0 < top < bottom and (bottom <= MOST_PARTS or not bottom % MOST_PARTS):
            yield _part(*found.span(), Decimal(top) / Decimal(bottom))


def of_total(small: str, left: Atom, right: Atom, between: str) -> Atom | None:
    """Read two out of five hundred and 1 in 20 as a share, and "7 over 20" where nothing else is written."""
    if between not in TOTALS or left.unit or left.power or right.unit not in COUNTS:
        return None
    if left.value is None or right.value is None or not (left.value and right.value):
        return None
    if between == "over":
        before = small[: left.start].rstrip()
        meant = not small[right.end :].strip(" .") and (not before or before.endswith((" is", " equals", "=")))
    else:
        meant = left.value < right.value and (between == "out of" or left.value == 1) and _are_whole(left, right)
    return _part(left.start, right.end, left.value / right.value) if meant else None


def _are_whole(*atoms: Atom) -> bool:
    return all(atom.value is not None and atom.value == atom.value.to_integral_value() for atom in atoms)


def _part(start: int, end: int, value: Decimal) -> Atom:
    return Atom(start, end, value, value, value, "share", 0, False, end, rule="words.fraction")


def behind(lexicon: Lexicon, small: str, words: str, end: int) -> tuple[Decimal, int] | None:
    """
    Return the number that a fraction behind number words makes of them, and where it ends; None for none.

    >>> from etl.extract.lexicon import lexicon
    >>> behind(lexicon("en"), "six million and two fifths", "six million", 11)
    (Decimal('6400000'), 26)
    """
    found = BEHIND.match(small, end)
    if found is None:
        return None
    signs = re.split("[ -]+", words)
    negative = signs[0] in MINUS
    signs = signs[1:] if negative else signs
    bottom = PARTS[found["part"]] + (lexicon.language.numerals[found["tens"]] if found["tens"] else 0)
    if not found["top"] and not found["tens"] and len(signs) > 1 and _is_tens(lexicon, signs, bottom):
        bottom += lexicon.language.numerals[signs.pop()]
    elif found["part"] in ("first", "second") and not found["tens"]:
        return None
    value = _mixed(lexicon, small, signs, found, bottom)
    if value is None and found["part"] == "quarter" and _is_no_time(small, end - len(words), found.end()):
        value = PARTED_BY_FOUR.get(" ".join(signs))
    return None if value is None else (-value if negative else value, found.end())


def _is_no_time(small: str, start: int, end: int) -> bool:
    """Say whether a quarter is a part and none of a year: written alone, or as a bound that no time can be."""
    return not (small[:start] + small[end:]).strip(" .") or small.endswith(BOUNDS, 0, start)


def _is_tens(lexicon: Lexicon, signs: list[str], bottom: Decimal) -> bool:
    """Tell three twenty-firsts from twenty fifths and from one hundred and thirty fifths."""
    return (
        bottom < TEN and signs[-1] in _TENS.split("|") and signs[-2] != "and" and signs[-1] in lexicon.language.numerals
    )


def _mixed(lexicon: Lexicon, small: str, signs: list[str], found: re.Match[str], bottom: Decimal) -> Decimal | None:
    whole, top = (signs, [found["top"]]) if found["top"] else _parted(signs)
    count = _words_value(lexicon, top)
    if count is None or not _is_fraction(small, found, count, bool(whole)):
        return None
    if not whole or count >= bottom:
        count = _words_value(lexicon, signs) if whole and not found["top"] else count
        scale = TEN ** SCALES[found["scale"]] if found["scale"] else ONE
        return None if count is None or (whole and found["top"]) else count / bottom * scale
    base = _words_value(lexicon, whole)
    power = SCALES[found["scale"]] if found["scale"] else SCALES.get(whole[-1], 0)
    return None if base is None else base + count / bottom * TEN**power


def _parted(signs: list[str]) -> tuple[list[str], list[str]]:
    """Return what stands before the last "and", and what behind it."""
    if "and" not in signs:
        return [], signs
    at = len(signs) - 1 - signs[::-1].index("and")
    return signs[:at], signs[at + 1 :]


def _is_fraction(small: str, found: re.Match[str], count: Decimal, mixed: bool) -> bool:
    """Tell parts from an ordinal (a fifth plant, the one hundred fifth) and from quarters of a year."""
    if found["part"] in QUARTERS and not (mixed or found["scale"]):
        return found["part"] == "half" and count == 1 and ENDS.match(small, found.end()) is not None
    if count != 1:
        return bool(found["s"])
    if found["s"]:
        return False
    return bool(found["scale"] or (ENDS_LISTED if mixed else ENDS).match(small, found.end()))


def _words_value(lexicon: Lexicon, signs: list[str]) -> Decimal | None:
    words = lexicon.language
    reading = english(" ".join(signs), words.numerals, words.magnitudes) if signs else None
    return reading.value if reading else None
