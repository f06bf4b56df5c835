"""Numbers in digits: where one ends, however it is grouped, and its exact value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

VULGAR = {
    sign: Decimal(top) / Decimal(bottom)
    for sign, top, bottom in (
        *(
            ("½", 1, 2),
            ("¼", 1, 4),
            ("¾", 3, 4),
            ("⅓", 1, 3),
            ("⅔", 2, 3),
            ("⅕", 1, 5),
            ("⅖", 2, 5),
            ("⅗", 3, 5),
            ("⅘", 4, 5),
        ),
        *(("⅙", 1, 6), ("⅚", 5, 6), ("⅛", 1, 8), ("⅜", 3, 8), ("⅝", 5, 8), ("⅞", 7, 8), ("⅒", 1, 10)),
    )
}
_VULGAR = "".join(VULGAR)
# 12,34,567: the lakhs and crores of India stand in groups of two.
_INDIAN = r"[0-9]?(?:,[0-9]{2}){1,5},[0-9]{3}(?![0-9,])(?:\.[0-9]+)?"
_MORE = rf"(?:[0-9]*(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?|{_INDIAN}|[0-9]*(?:\.[0-9]+)*)"
# The first sign stands outside the choice: so the search leaps from digit to digit.
DIGITS = re.compile(rf"[0-9]{_MORE}")
DIGITS_AND_VULGAR = re.compile(rf"[0-9]{_MORE}[{_VULGAR}]?|[{_VULGAR}]")
# 40 000 and 1 234 567, as much of Europe writes them; two amounts of a table stand further apart or carry no zeros.
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])(?:\.[0-9]+)?")
# 2 1/2 billion: a blank and a small fraction; 1 2/3 of a date or a score goes on with digits.
FRACTIONAL = re.compile(r"(?P<whole>[0-9]{1,3}) {1,2}(?P<top>[1-7])/(?P<bottom>[2-8])(?![0-9/.,])")
# 1,25 billion: the comma of most of Europe, certain only where a magnitude follows.
COMMA = re.compile(r"[0-9]{1,3},[0-9]{1,2}(?= ?(?:million|billion|trillion|bn|mn|万|亿))")


def found_in(small: str) -> Iterator[re.Match[str]]:
    """Yield each run of digits; few texts have ½, and looking for it makes the search twice as slow."""
    pattern = DIGITS_AND_VULGAR if any(sign in small for sign in VULGAR) else DIGITS
    return pattern.finditer(small)


def end(small: str, start: int, stop: int) -> int:
    """
    Return where the number ends that starts with the digits from start to stop.

    >>> end("62 000 chips", 0, 2), end("12 345 and 6", 0, 2), end("2 1/2 years", 0, 1)
    (6, 2, 5)
    """
    after = small[stop : stop + 2]
    if after[:1] == "," and (found := COMMA.match(small, start)):
        return found.end()
    if after[:1] != " " or not (after[1:].isdigit() or after[1:] == " "):
        return stop
    if found := FRACTIONAL.match(small, start):
        return found.end()
    if after[1:] == " ":
        return stop
    found = GROUPED.match(small, start)
    return found.end() if found and _is_one(small, found) else stop


def _is_one(small: str, found: re.Match[str]) -> bool:
    """Tell thousands set apart by blanks from the amounts of a row."""
    _, *groups = found[0].partition(".")[0].split(" ")
    before, after = small[max(0, found.start() - 2) : found.start()], small[found.end() : found.end() + 2]
    alone = len(groups) > 1 and not before[:1].isdigit() and not after[1:].isdigit()
    return alone or any(group[0] == "0" for group in groups)


def value(text: str) -> Decimal:
    """
    Return the value of a number as `end` bounds it.

    >>> value("1,234.5"), value("62 000"), value("2½"), value("2 1/2")
    (Decimal('1234.5'), Decimal('62000'), Decimal('2.5'), Decimal('2.5'))
    """
    if text.isdecimal():
        return Decimal(text)
    if text[-1] in VULGAR:
        return Decimal(text[:-1].replace(",", "") or 0) + VULGAR[text[-1]]
    if "/" in text and (found := FRACTIONAL.match(text)):
        return Decimal(found["whole"]) + Decimal(found["top"]) / Decimal(found["bottom"])
    if "," in text:
        text = text.replace(",", "." if COMMA.match(text + "亿") else "")
    return Decimal(text.replace(" ", ""))
