"""What is told without a numeral: a gigawatt, the first gigawatt, another megawatt, 首个吉瓦; and nothing, 营收挂零."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from etl.extract.lexicon import Lexicon
from etl.extract.measures import Atom

# "A gigawatt-scale campus" and "a gigawatt of it costs" tell of a size or of a price for any one.
EN = re.compile(
    r"(?<![a-z\d])(?:(?:an? )?(?:first|second|further|full|whole|single|initial|additional)|an?|another) "
    r"(?P<unit>gigawatt|megawatt|[gm]w)(?![a-z\d-])"
    r"(?! (?:or \w+ gigawatts|at [$€£¥]"
    r"|(?:(?:ai|training|compute|gpu|data cent(?:er|re)) ){0,2}(?:clusters?|campus|site|facility|class|scale|plant)\b"
    r"|(?:of [a-z ]{2,20} )?(?:costs?|is worth|rents|takes|needs|runs|implies|means|requires)\b))"
)
# $50 billion a gigawatt, 20,000 chips a megawatt: by the gigawatt.
RATE = re.compile(r"(?:\d[kmb]?|illion|dollars?|euros?|yuan|bn|%|\b(?:cost|costs|cents|chips|gpus|each|per|of)) \Z")
ZH = re.compile(r"(?:首个|首批|第一个|头一个|另一个)(?P<unit>[吉兆]瓦|[gm]w)")
UNITS = (" gigawatt", " megawatt", " gw", " mw")
NEAR = 12
# The "first gigawatt": what others call it.
QUOTES = frozenset('"“”')


# 营收挂零, 预计为零, 零收入: 零售 and 零件 are other words.
NONE = re.compile(
    r"(?:(?<=[为是至到成归挂乎])|(?<=[到成]了))零(?![\u3400-\u9fff\d])"
    r"|(?<![\d一二三四五六七八九十百千万亿])零(?=收入|营收|销售|出货|订单|份额)"
)
ZERO = Decimal(0)


def nothing(small: str) -> Iterator[Atom]:
    """Yield each 零 that tells that nothing is left of something, or none of it told."""
    for found in NONE.finditer(small) if "零" in small else ():
        start, end = found.span()
        yield Atom(start, end, ZERO, ZERO, ZERO, "", 0, sign=False, stop=end, rule="words")


def lone(lexicon: Lexicon, small: str) -> Iterator[Atom]:
    """Yield each gigawatt or megawatt that is told as one without a numeral."""
    english = lexicon.language.spaced
    if not any(unit in small for unit in (UNITS if english else ("瓦", "w"))):
        return
    for found in (EN if english else ZH).finditer(small):
        if small[found.start() - 1 : found.start()] in QUOTES and small[found.end() : found.end() + 1] in QUOTES:
            continue
        if english and found[0].startswith("a ") and RATE.search(small[max(0, found.start() - NEAR) : found.start()]):
            continue
        unit, factor = lexicon.language.units[found["unit"]]
        size = Decimal(factor)
        yield Atom(found.start(), found.end(), size, size, size, unit, 0, False, found.end(), rule="lone")
