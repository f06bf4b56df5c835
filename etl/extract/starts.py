"""Patterns of many alternatives, found several times as fast for knowing the signs that any of them starts with."""

from __future__ import annotations

import re


def starting(signs: str, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """
    Return a pattern that is tried only where one of the signs stands: one look instead of one for each alternative.

    >>> starting("ct", "compared|than").search("more than").group()
    'than'
    """
    return re.compile(f"(?=[{signs}])(?:{pattern})", flags)
