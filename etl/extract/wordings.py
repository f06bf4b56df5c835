"""What the words of a period say by themselves, whoever it is told of: the number of a quarter, a year, a year end."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from etl.extract import calendars

_FISCAL = re.compile(r"fiscal|fy|[财財]|会计年度")
_DATED = re.compile(r"\d{4}|\d\d ?年|\dq ?'?\d\d|q\d ?'?\d\d")
_YEAR_END = re.compile(r"year[- ]end|end of the year|年末|年底|期末")


class Wording(NamedTuple):
    """The number of the quarter that words name, or 0; whether they name a year, none at all, or a bare year end."""

    number: int
    is_dated: bool
    is_bare: bool
    is_year_end: bool


@lru_cache(maxsize=4_096)
def worded(words: str) -> Wording:
    """
    Return what the words of a period say.

    >>> worded("第三季度"), worded("year-end")[1:], worded("fiscal 2025")[1:]
    (Wording(number=3, is_dated=False, is_bare=True, is_year_end=False), (False, True, True), (True, False, False))
    """
    is_dated = bool(_DATED.search(words))
    is_bare = not is_dated and not _FISCAL.search(words)
    return Wording(calendars.number(words), is_dated, is_bare, is_bare and bool(_YEAR_END.search(words)))
