"""So many years on: "over the next three years", 五年内."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.extract.triggers import needs

YEARS = {
    word: number
    for number, words in enumerate(
        ("", "一", "二 两 two", "三 three", "四 four", "五 five", "六 six", "七 seven", "八 eight", "九", "十 ten")
    )
    for word in words.split()
}
_YEARS = "two|three|four|five|six|seven|eight|ten|\\d{1,2}"
_YEARS_ON = re.compile(
    r"(?P<zh>[一二两三四五六七八九十]|\d{1,2})\s?年(?:内|之内|间|里|为期)"
    r"|(?:未来|今后|接下来|为期)的?\s?(?P<zh2>[一二两三四五六七八九十]|\d{1,2})\s?年"
    rf"|\b(?:over|in|within|through|next|coming|following)\s(?:the )?(?:next |coming |following )?(?P<en>{_YEARS})"
    r"\s(?:fiscal |more )?(?:years|yrs?)"
    rf"|\b(?P<en2>{_YEARS})[ -]years? "
)
YEARS_TOLD = needs("年内|年之内|年间|年里|年为期|未来|今后|接下来|为期|year|yr")


def told(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """
    Yield where a text tells of so many years on, and how many.

    >>> list(told("it will spend $10bn over the next three years", 0, 45))
    [(45, 3)]
    """
    if not YEARS_TOLD.within(plain, start, end):
        return
    for found in _YEARS_ON.finditer(plain, start, end):
        word = next(filter(None, found.groupdict().values()))
        yield found.end(), YEARS.get(word) or int(word)


def first(plain: str, start: int, end: int) -> int:
    """Return how many years on a text tells of first, 0 where it tells of none."""
    return next((years for _, years in told(plain, start, end)), 0)


def labels(year: int, years: int) -> Iterator[tuple[str, str]]:
    """
    Yield the labels that so many years from a year on can be meant to have, each with a sign.

    >>> [label for label, _ in labels(2026, 3)]
    ['2026/2029', '2026/2028', '2029', '/2029']
    """
    end = year + years
    yield f"{year}/{end}", "years on, both ends"
    yield f"{year}/{end - 1}", "years on, the last one counted"
    yield f"{end}", "years on, the end"
    yield f"/{end}", "years on, by the end"
