"""Where a word of raising money speaks of something else: spending led by Microsoft, capex financed from cash."""

from __future__ import annotations

import re

_LED = re.compile(r"led (?:by|with|the)")
_ROUND = re.compile(
    r"\b(?:rounds?|series [a-h]|seed|funding|financing|rais(?:e|es|ed|ing)|valu(?:ed|ation|ing)|invest)"
)
_PAID = re.compile(r"financed")
# How what is spent is paid for, right behind: financed largely from cash.
_FROM = re.compile(r" (?:(?:largely|mostly|mainly|partly|partially|primarily|in part|entirely) )?(?:from|out of) ")
# How far from it the round is named that somebody has led, in characters.
REACH = 120


def no_money(plain: str, start: int, end: int) -> bool:
    """
    Say whether a word that can tell of money raised does not.

    >>> text = "buyers spent $90 billion on servers, led by microsoft's $31 billion"
    >>> no_money(text, 37, 43), no_money("a round led by twg", 8, 14)
    (True, False)
    """
    if _LED.fullmatch(plain, start, end):
        return not _ROUND.search(plain, max(start - REACH, 0), min(end + REACH, len(plain)))
    return bool(_PAID.fullmatch(plain, start, end) and _FROM.match(plain, end))
