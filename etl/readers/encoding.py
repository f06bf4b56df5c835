"""Bytes into text: which encoding a file is in, or why that cannot be said."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from etl.errors import InputRejected

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
# UTF-8 read as Latin-1 or GBK leaves these behind; real prose holds none of them in numbers.
_MOJIBAKE = re.compile(r"Ã[\x80-\xbf]|[ÂÃåäæçèé][\x80-\xbf]{2}|â€|锟斤拷|\ufffd")
# The most frequent characters of Chinese in both scripts; text decoded wrongly holds few of them.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学"
    "法所民得经三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天"
    "政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又利比或但质气第向道此变条只没结解问意建月公无系军很情者最"
    "立代想已通并提直题程展五果料象员位入常文总次品式活设及管特长求老头基资边流路级少图统接知较将组见计别期根论运农指几九"
    "区强放决被做必先回则任取据处给色光门即治北造百规热领七海口东导器世金增争济交受联认六共收证改清己美再采转更单风切打白"
    "教速花带安场车真务具万每目至达走积示议报完类八离华名确才科信马节话米整空元况今集温传土许步群广石记需段研界林观影算低"
    "持音众书布复非断深近千周素技备半办青省列习响约支般史感劳团往历市克何除消构府称太准精值号率族维划选标写存候快效院查型"
    "格养易置派层片却专状厂识适属圆包火住满参细听该价严亿块芯币购租投"
    "這為個國來時們發會對動過說產種後學經進電裡現實兩體機當點從業應開還義間樣與關線內數質氣變條結問無係軍題員總設長頭資"
    "邊級圖統較將組見計別論運農幾區強決則據處給門規熱領東導爭濟聯認證單風帶場車務萬達積議報類離華確馬節話況傳許廣記觀聲"
    "書復斷備辦習響約團歷構稱準號維劃選標寫養層專狀廠識適屬圓滿參細聽該價嚴億塊幣購顆晶測預"
)
_COMMON_SHARE, _MARGIN = 0.25, 0.1
# What Windows writes into English text beyond ASCII: quotes, dashes, the ellipsis, the bullet, € £ and accents.
_WINDOWS = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa9\xae\xb0\xb7\xe0\xe8\xe9\xef\xf1\xf6\xfc")


def decoded(path: Path, data: bytes, declared: str = "") -> str:
    """
    Return the text of a file, its lines ended in one way: by its BOM, as UTF-8, as declared, then by its characters.

    Raises InputRejected for what is binary, garbled, or in an encoding nobody can be sure of.
    """
    text = _decoded(data, declared).replace("\r\n", "\n").replace("\r", "\n")
    if not text:
        raise InputRejected(str(path), "its encoding is unsure", remedy="Save it as UTF-8")
    if _CONTROL.search(text):
        raise InputRejected(str(path), "it is binary, not text", remedy="Give the text of the article")
    if garbled(text):
        raise InputRejected(str(path), "its characters are garbled", remedy="Save the page again as UTF-8")
    return text


def garbled(text: str) -> bool:
    """Return whether text was decoded wrongly once before it came here."""
    return len(_MOJIBAKE.findall(text)) > max(2, len(text) // 500)


def _decoded(data: bytes, declared: str) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strictly(data, name)
    return _strictly(data, "utf-8") or _as_declared(data, declared) or _chinese(data) or _windows(data)


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return ""


def _as_declared(data: bytes, declared: str) -> str:
    """Decode as declared, unless the result denies it: pages that name the wrong Chinese encoding are common."""
    name = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "iso-8859-1": ""}.get(declared.lower(), declared)
    text = _strictly(data, name) if name else ""
    chinese = len(_HAN.findall(text)) > len(text) // 20
    return "" if chinese and _common(text) < _COMMON_SHARE else text


def _chinese(data: bytes) -> str:
    """Decode as GB18030 or Big5, whichever gives more common characters; empty where neither clearly does."""
    shares = {text: _common(text) for name in ("gb18030", "cp950") if (text := _strictly(data, name))}
    ranked = sorted(shares, key=shares.__getitem__, reverse=True)
    if not ranked or shares[ranked[0]] < _COMMON_SHARE:
        return ""
    clear = len(ranked) == 1 or shares[ranked[0]] - shares[ranked[1]] >= _MARGIN
    return ranked[0] if clear else ""


def _common(text: str) -> float:
    han = _HAN.findall(text)
    return sum(char in _COMMON for char in han) / len(han) if han else 0.0


def _windows(data: bytes) -> str:
    strange = [byte for byte in data if byte >= 0x80]  # noqa: PLR2004 - the first byte that is not ASCII
    few = len(strange) * 5 < len(data)
    return data.decode("cp1252", errors="ignore") if few and set(strange) <= _WINDOWS else ""
