"""Writing in one shape: full width to ASCII, Traditional to Simplified, capitals to small, never moving an offset."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

TRADITIONAL = Path(__file__).with_name("traditional.txt")
FULL_WIDTH = range(0xFF01, 0xFF5F)
TO_ASCII = 0xFEE0
# A full-width comma parts clauses; it stays one, so that no number is read across it.
KEPT = frozenset("，")
# About every fourth character of Traditional Chinese differs from the Simplified one.
SAMPLE, FEWEST_TRADITIONAL = 400, 0.08
BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\u000b"
ALIKE = {
    "−": "-",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "﹣": "-",
    "〜": "~",
    "∼": "~",
    "￥": "¥",
    "￡": "£",
    "￦": "₩",
}
ALIKE |= {"’": "'", "‘": "'", "﹩": "$", "﹪": "%", "〇": "零"}
# 一○二三億, 二．一兆: newspapers of Taiwan write numbers so.
NOUGHTS = re.compile("(?<=[一二三四五六七八九零〇])○+")
POINT = re.compile("(?<=[一二三四五六七八九零〇○十百千万萬])．(?=[一二三四五六七八九零〇○])")
WIDE_THOUSANDS = re.compile("(?<=[０-９0-9])，(?=[０-９]{3}(?![０-９]))")


@lru_cache(maxsize=4)
def fold(text: str) -> str:
    """
    Return the text with one way of writing each character; every offset stays true.

    >>> fold("４８．５萬塊")
    '48.5万块'
    """
    if text.isascii():
        return text.replace("\t", " ")
    return _strange().sub(_folded, _numbered(WIDE_THOUSANDS.sub(",", text) if "，" in text else text))


def _numbered(text: str) -> str:
    """
    Return a text with the noughts and the point of numbers in Chinese digits as signs that are read.

    >>> _numbered("一○二三億，二．一兆 ○ 一")
    '一零二三億，二点一兆 ○ 一'
    """
    text = NOUGHTS.sub(_noughts, text) if "○" in text else text
    return POINT.sub("点", text) if "．" in text else text


def _noughts(found: re.Match[str]) -> str:
    return "零" * len(found[0])


def lower(folded: str) -> str:
    """
    Return the text in small letters, with every offset true.

    >>> lower("GB200 İ")
    'gb200 İ'
    """
    small = folded.lower()
    return small if len(small) == len(folded) else "".join(map(_lower_alone, folded))


def is_traditional(text: str) -> bool:
    """Return whether the text is written in Traditional Chinese, and does not only quote a name in it."""
    return sum(map(_traditional().__contains__, text[:SAMPLE])) >= FEWEST_TRADITIONAL * len(text[:SAMPLE])


def _lower_alone(character: str) -> str:
    small = character.lower()
    return small if len(small) == 1 else character


def _folded(found: re.Match[str]) -> str:
    return found[0].translate(_table())


@cache
def _strange() -> re.Pattern[str]:
    """Return what finds the runs of characters that are folded: most of a text is none."""
    return re.compile(f"[{''.join(map(re.escape, map(chr, _table())))}]+")


@cache
def _pairs() -> tuple[str, ...]:
    lines = TRADITIONAL.read_text(encoding="utf-8").splitlines()
    return tuple(pair for line in lines if not line.startswith("#") for pair in line.split())


@cache
def _traditional() -> frozenset[str]:
    return frozenset(pair[0] for pair in _pairs())


@cache
def _table() -> dict[int, str]:
    table = {ord(pair[0]): pair[1] for pair in _pairs()}
    table |= {code: chr(code - TO_ASCII) for code in FULL_WIDTH if chr(code) not in KEPT}
    return table | {ord(blank): " " for blank in BLANKS} | {ord(one): other for one, other in ALIKE.items()}
