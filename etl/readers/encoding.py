"""Bytes into text: which encoding a file is in, or why that cannot be said."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from etl.errors import InputRejected

MAX_BYTES = 8 * 2**20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# UTF-8 read as Latin-1 or GBK leaves these behind; real prose holds none of them in numbers.
_MOJIBAKE = re.compile(r"Ã[\x80-\xbf]|[ÂÃåäæçèé][\x80-\xbf]{2}|锟斤拷|\ufffd")
# The most frequent characters of Chinese in either script; text decoded wrongly holds few of them.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
    "說國這為個來時們發會對動過後與於從開產將經"
)
_COMMON_SHARE = 0.08


def decoded(path: Path, data: bytes, declared: str = "") -> str:
    """
    Return the text of a file: by its BOM, as UTF-8, as declared, then as GB18030 or Big5 by its characters.

    Raises InputRejected for what is empty, too large, binary, garbled, or in an encoding nobody can be sure of.
    """
    _check(path, data)
    text = _unmarked(data, declared).replace("\r\n", "\n").replace("\r", "\n")
    if not text:
        raise InputRejected(
            str(path), "its encoding is unsure", remedy="Save it as UTF-8, or keep its bytes and declare the encoding."
        )
    if _CONTROL.search(text):
        raise InputRejected(str(path), "it is binary, not text", remedy="Give the text of the article.")
    if garbled(text):
        raise InputRejected(str(path), "its characters are garbled", remedy="Save the page again as UTF-8.")
    return text


def garbled(text: str) -> bool:
    """Return whether text was decoded wrongly once before it came here."""
    return len(_MOJIBAKE.findall(text)) > max(2, len(text) // 500)


def _check(path: Path, data: bytes) -> None:
    if not data.strip():
        raise InputRejected(str(path), "it is empty", remedy="Put the article's text into it, or remove it.")
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 2**20:.1f} MB"
        raise InputRejected(
            str(path), f"it has {size}, more than {MAX_BYTES // 2**20} MB", remedy="Split it, or keep only the article."
        )


def _unmarked(data: bytes, declared: str) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    for name in filter(None, ("utf-8", declared)):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return _chinese(data)


def _chinese(data: bytes) -> str:
    """Decode as GB18030 or Big5, whichever gives more common characters; empty where neither gives enough."""
    best, best_share = "", _COMMON_SHARE
    for name in ("gb18030", "big5"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        han = _HAN.findall(text)
        share = sum(char in _COMMON for char in han) / len(han) if han else 0.0
        if share > best_share:
            best, best_share = text, share
    return best
