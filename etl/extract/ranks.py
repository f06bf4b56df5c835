"""Ranks between two, the only ordinals that are amounts: between the tenth and the fifteenth, 第十和第十五之间."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from etl.extract.fractions import ORDINALS
from etl.extract.lexicon import Lexicon
from etl.extract.measures import Atom
from etl.extract.numerals import chinese
from etl.model import Qualifier

_RANK = "|".join(ORDINALS)
_NUMERAL = "[一二三四五六七八九十百两0-9]{1,5}"
# Quarters, years and the like are counted by ordinals too; those are periods.
_NO_PERIOD = r"(?![a-z-])(?! (?:quarter|half|hour|day|week|month|year|decade|century|generation))"
EN = re.compile(
    rf"(?:between|from) the (?P<low>{_RANK}) (?:and|to) the (?P<high>{_RANK}){_NO_PERIOD}"
    rf"|higher than the (?P<above>{_RANK}) but lower than the (?P<below>{_RANK}){_NO_PERIOD}"
)
LED = ("between the ", "from the ", "than the ")
ZH = re.compile(rf"第(?P<low>{_NUMERAL})[和与到至]第(?P<high>{_NUMERAL})(?:之间|名|位)")


def ranks(lexicon: Lexicon, small: str) -> Iterator[Atom]:
    """Yield each pair of ranks as a range without a unit."""
    if lexicon.language.spaced:
        for found in EN.finditer(small) if any(words in small for words in LED) else ():
            low, high = (ORDINALS[word] for word in found.groups() if word)
            yield from _range(found, low, high)
        return
    for found in ZH.finditer(small) if "第" in small else ():
        ends = [_value(lexicon, found[side]) for side in ("low", "high")]
        if None not in ends:
            yield from _range(found, *filter(None, ends))


def _value(lexicon: Lexicon, text: str) -> Decimal | None:
    read = chinese(text, lexicon.language.numerals, lexicon.language.magnitudes)
    return read.value if read else None


def _range(found: re.Match[str], low: Decimal, high: Decimal) -> Iterator[Atom]:
    if low < high:
        start, end = found.span()
        middle = (low + high) / 2
        yield Atom(start, end, middle, low, high, "", 0, False, end, rule="ranks", qualifier=Qualifier.RANGE)
