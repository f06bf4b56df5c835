"""Numbers written in words, found in a text: 七八千, 数千万, half a million, tens of billions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from etl.extract.fractions import HALF_WORDS, behind, half, reduced, shares, slashed
from etl.extract.lexicon import LATIN, ONE, Cues, Lexicon
from etl.extract.lone import lone, nothing
from etl.extract.measures import DOZEN, ISO_LENGTH, Atom, of_currency, with_dozens, word_atoms
from etl.extract.numerals import Reading, chinese, english, some
from etl.extract.ranks import ranks
from etl.languages import language
from etl.model import Qualifier

TEN = Decimal(10)
GAPS, MISPRINT = frozenset(" -"), ("malformed",)
LARGE = ("million", "billion", "trillion", "thousand", "hundred")
PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
PLURAL = {"tens": 1, "dozens": 1, "hundreds": 2, "thousands": 3, "millions": 6, "billions": 9, "trillions": 12}
NUMERAL = "零一二三四五六七八九两"
MAGNITUDES = "十百千万亿兆拾佰仟"
# The one, this one: no count but what was named before.
POINTING = ("the ", "this ", "that ", "which ", "each ", "every ", "another ", "any ", "no ")
WORD_END = re.compile(r"[ -]|\Z")
NAMED = re.compile(r"[a-z]{1,4}[0-9]{2,4}\Z")  # H100十五万块: the digits before are a name's
RANGE_AHEAD = re.compile("以[上下]|[至到~-] ?[一二两三四五六七八九十百千万0-9]")
PAIRS = {"打": 12, "双": 1, "对": 1}
# 三打五百, 一打一, 十打九败: what follows the verb.
STRUCK = frozenset("一二三四五六七八九十百千万白不了出到下上开击破压败赢算造工电得过个")
# 十分, 万一 and the like are words, not numbers; 一个, 一次 say no more than an article does.
NOT_BEFORE = frozenset("第统初唯专单同周任星")
NEAR = frozenset("近约超逾")
LIKE_AN_ARTICLE = frozenset(["", "units", "people", "times", "days", "t", "degree", "years", "W", "m"])
# 答案是四, 不是一而是五: a numeral that is all that something is said to be.
SAID = re.compile(r"(?![^\W_])|(?:这|那|不|而|却|还)是|[和或]")
HEDGED = frozenset("上近超逾过成约数达")


def word_atoms_of(lexicon: Lexicon, small: str, folded: str, cues: Cues) -> Iterator[Atom]:
    """Yield the numbers in words of a text, in order but for ranks."""
    yield from ranks(lexicon, small)
    yield from lone(lexicon, small)
    yield from _english(lexicon, small, folded, cues) if lexicon.language.spaced else _chinese(lexicon, small, folded)


def _chinese(lexicon: Lexicon, small: str, folded: str) -> Iterator[Atom]:
    words = lexicon.language
    done = 0
    if "/" in small:
        yield from slashed(small)
    if "折" in small:
        yield from reduced(lexicon, small)
    yield from shares(lexicon, small)
    yield from nothing(small)
    for found in words.number_words.finditer(small):
        start = found.start()
        if start < done or (
            start and small[start - 1] in "0123456789.分" and not NAMED.search(small, start - 7, start)
        ):
            continue
        atom = _chinese_atom(lexicon, small, folded, start, found[0].rstrip(" "))
        if atom is not None:
            done = atom.end
            yield atom


def _chinese_atom(lexicon: Lexicon, small: str, folded: str, start: int, run: str) -> Atom | None:
    words = lexicon.language
    before = small[start - 1] if start else ""
    if (before in NOT_BEFORE and before) or "成千上万" in small[max(0, start - 3) : start + 3]:
        return None
    if run in HALF_WORDS or (run == "半" and small.startswith(("半数", "半成", "半折"), start)):
        return half(small, start)
    run = run[:-1] if run[-1] == "两" and len(run) > 1 else run  # 三十两: the weight; as a number 两 ends nothing
    between = some(run, words.numerals, words.magnitudes) if run[-1:] == "几" else None
    run = run.rstrip("余多几半零") if run[-1:] in "余多几" and run[:1] not in "数几" and not between else run
    reading = between or (_read(words.code, run) if run else None)
    if reading is None or (reading.value is None and reading.low is None):
        return None
    atom = word_atoms(lexicon, small, folded, start, start + len(run), reading)
    atom = _paired(small, atom) if atom and small[atom.end : atom.end + 1] in PAIRS else atom
    if atom is None or not _meant(small, run, before, atom):
        return None
    vague = reading.value is None
    kind = Qualifier.VAGUE if vague else Qualifier.RANGE if "between" in reading.flags else atom.qualifier
    if before == "上" and not vague and not any(sign in NUMERAL for sign in run):
        atom = atom._replace(high=None)  # 上万块: ten thousand and more
    odd = MISPRINT if "malformed" in reading.flags else ()
    return atom._replace(rule="words.vague" if vague else "words", qualifier=kind, flags=odd)


@lru_cache(maxsize=4_096)
def _read(code: str, run: str) -> Reading | None:
    """Return the number of a run of numerals: most are a bare 一, and each text has many."""
    words = language(code)
    return chinese(run, words.numerals, words.magnitudes)


def _paired(small: str, atom: Atom) -> Atom:
    """Read 三双 as three pairs and 五十打 as six hundred, unless what follows makes another word of it: 一对一."""
    follows, dozens = small[atom.end + 1 : atom.end + 2], small[atom.end] == "打" and atom.value != 1
    counted_on = small[atom.end] == "双" and follows in NUMERAL  # 五双九块九: a price
    if (
        atom.unit
        or atom.value is None
        or (_is_letter(follows) and not counted_on and (not dozens or follows in STRUCK))
    ):
        return atom
    value = atom.value * PAIRS[small[atom.end]]
    return atom._replace(end=atom.end + 1, value=value, low=value, high=value, noun=small[atom.end])


def _meant(small: str, run: str, before: str, atom: Atom) -> bool:
    """Tell a number from the many words that only contain a numeral."""
    digits = sum(sign in NUMERAL for sign in run)
    large = sum(sign in MAGNITUDES for sign in run)
    ranged = RANGE_AHEAD.match(small, atom.end) is not None
    alone = ranged or (not _is_letter(before) and not _is_letter(small[atom.end : atom.end + 1]))
    if not atom.unit and (run == "拾" or (before == "是" and len(run) == 1 and run not in "百千万亿兆佰仟半")):
        return run != "拾" and SAID.match(small, atom.end) is not None  # 拾 alone is to pick up
    if run[0] in "万亿兆" or not (digits or large):
        is_sum = run == "兆" and atom.unit.isupper() and len(atom.unit) == ISO_LENGTH  # 营收上看兆元
        return is_sum or bool(large and before and before in HEDGED and atom.unit)
    if run == "一" and atom.unit != "x" and not alone:
        return before in NEAR or atom.unit not in LIKE_AN_ARTICLE
    if (digits and large) or run[0] in "数几":
        return True
    if large and not digits:
        return bool(atom.unit or atom.noun or before in HEDGED or alone or len(run) > 1) and not small.startswith(
            "分", atom.end
        )
    return bool(atom.unit or atom.noun or alone or digits > 2)  # noqa: PLR2004 - 二零二 is read out digit by digit


def _is_letter(sign: str) -> bool:
    return bool(sign) and sign.isalpha()


def _english(lexicon: Lexicon, small: str, folded: str, cues: Cues) -> Iterator[Atom]:
    words = lexicon.language
    done = 0
    if "/" in small:
        yield from slashed(small)
    for cue in cues.numbers:
        if cue > 1 and small[cue - 2].isdigit() and small[cue - 1] in " -" and small.startswith(LARGE, cue):
            continue  # 40 billion is read from its digits on
        start = _with_article(small, cue)
        if start < done:
            continue
        match = words.number_words.match(small, start)
        if match is None:
            continue
        if match.lastgroup is None and (atom := _fraction(lexicon, small, folded, match)) is not None:
            done = atom.end
            yield atom
            continue
        found, reading, kind = _english_read(lexicon, small, match)
        if reading is None:
            continue
        start = found.start()
        atom = word_atoms(lexicon, small, folded, start, found.end(), reading)
        unit = "share" if found["part"] or found["part2"] or found["part4"] or found["top6"] else ""
        if atom is not None and not atom.unit:
            atom = of_currency(lexicon, small, with_dozens(lexicon, found[0], atom))
        if atom is not None and _english_meant(small, found, atom, done):
            done = atom.end
            yield atom._replace(
                rule="words.vague" if kind is Qualifier.VAGUE else "words",
                qualifier=kind,
                unit=unit or atom.unit,
            )


def _fraction(lexicon: Lexicon, small: str, folded: str, found: re.Match[str]) -> Atom | None:
    """Read on from number words to the parts they count: twenty-three fifths, forty-two and a third."""
    read = behind(lexicon, small, found[0], found.end()) if small[found.end() : found.end() + 1] in GAPS else None
    if read is None or not _stands_free(small, found.start()):
        return None
    atom = word_atoms(lexicon, small, folded, found.start(), read[1], _exactly(read[0]))
    if atom is None:
        return None
    return atom._replace(rule="words.fraction", unit=atom.unit or ("share" if abs(read[0]) < 1 else ""))


def _with_article(small: str, start: int) -> int:
    for article in ("a ", "an ", "one "):
        size = len(article)
        if (
            small.startswith(article, start - size)
            and start >= size
            and (start == size or small[start - size - 1] not in LATIN)
        ):
            return start - size
    return start


def _english_meant(small: str, found: re.Match[str], atom: Atom, done: int) -> bool:
    start = found.start()
    counted_on = start == done + 1 and small[done] == "-"  # three-nought-four
    if not counted_on and not _stands_free(small, start):
        return False
    if found[0].removesuffix("s") in LARGE and _is_told_otherwise(small, start, found.end()):
        return False
    if found[0] == "one" and not atom.unit:
        return small[atom.end : atom.end + 3] not in (" of", "'s ", " an") and not small.endswith(POINTING, 0, start)
    return found[0] not in {"a", "an", "second"}


def _stands_free(small: str, start: int) -> bool:
    """Tell a number in words from the rest of a word or of another number."""
    return not start or not (
        small[start - 1] in LATIN
        or small[start - 2 : start] in ("1 ", "0 ")
        or (small[start - 1] == "-" and small[start - 2 : start - 1].isalnum())
    )


def _is_told_otherwise(small: str, start: int, end: int) -> bool:
    """Tell a magnitude whose number was not read, $(45) million, or that heads a table, in millions, from a number."""
    before = small[max(0, start - 4) : start].rstrip(" -")
    if before[-1:] == ")" or before.endswith(("digit", "git")):
        return True
    return before.endswith("in") and small[end - 1] == "s" and not small.startswith(" of", end)


def _english_read(
    lexicon: Lexicon, small: str, found: re.Match[str]
) -> tuple[re.Match[str], Reading | None, Qualifier]:
    """
    Return the number of some words, or of the first of them where together they are none: five out of three.

    The article of "a three-foot wall" is none of them.
    """
    reading, kind = _english_reading(lexicon, found)
    end = WORD_END.search(small, found.start() + 1) if reading is None else None
    if end is None:
        return found, reading, kind
    pattern, article = lexicon.language.number_words, found[0].startswith(("a ", "an "))
    first = pattern.match(small, end.end()) if article else pattern.match(small, found.start(), end.start())
    return (first, *_english_reading(lexicon, first)) if first else (found, reading, kind)


def _english_reading(lexicon: Lexicon, found: re.Match[str]) -> tuple[Reading | None, Qualifier]:
    words = lexicon.language
    if found["tens"] or found["some"]:
        return _vague(words.magnitudes, found), Qualifier.VAGUE
    if found["couple"]:
        power = words.magnitudes.get(found["couple"], 0) + words.magnitudes.get(found["couple2"] or "", 0)
        return _exactly(2 * (DOZEN if found["couple"] == "dozen" else TEN**power)), Qualifier.APPROX
    part = _part_of(lexicon, found)
    if part is None and found["top6"]:
        return None, Qualifier.EXACT  # five out of three
    if part is None:
        return english(found[0], words.numerals, words.magnitudes), Qualifier.EXACT
    return _exactly(part), Qualifier.EXACT


def _vague(magnitudes: Mapping[str, int], found: re.Match[str]) -> Reading:
    """Read tens of thousands and several hundred million as the decade that the words leave open."""
    if found["tens"]:
        power = PLURAL[found["tens"]] + (PLURAL[found["of"]] if found["of"] else 0)
    else:
        power = magnitudes.get(found["many"].removesuffix("s"), 1) + magnitudes.get(found["of2"] or "", 0)
    return Reading(None, TEN**power, TEN ** (power + 1), power)


def _part_of(lexicon: Lexicon, found: re.Match[str]) -> Decimal | None:
    """Return the value of half a million, two thirds, three quarters of a billion, one in five and four dozen."""
    numerals, magnitudes = lexicon.language.numerals, lexicon.language.magnitudes
    if size := found["half"] or found["fourth"]:
        return (DOZEN if size == "dozen" else TEN ** magnitudes[size]) / (4 if found["fourth"] else 2)
    if found["bare"]:
        return ONE / 2
    if found["top6"] and numerals[found["top6"]] < numerals[found["bottom"]]:
        return Decimal(numerals[found["top6"]]) / numerals[found["bottom"]]
    if part := found["part"] or found["part2"] or found["part3"] or found["part4"]:
        top = Decimal(numerals.get(found["top"] or found["top2"] or found["top3"] or found["top4"] or "a", 1))
        return top * (TEN ** magnitudes[found["whole"]] if found["whole"] else ONE) / PARTS[part]
    if found[0].endswith(("dozen", "dozens")):
        return DOZEN * numerals.get(found["dozens"] or found["dozens2"] or "a", 1)
    return None


def _exactly(value: Decimal) -> Reading:
    return Reading(value, value, value)
