"""States that a text speaks of, whether they act or not: by their names, by their people, by their capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.vocabulary import Hit

GOVERNMENT = "-government"
Spoken = tuple[tuple[int, str], ...]
# What a state is called by besides its name.
CALLED = {
    "australia": "Australian|Canberra|澳洲|堪培拉",
    "brazil": "Brazilian|Brasilia|巴西利亚",
    "canada": "Canadian|Ottawa|渥太华|渥太華",
    "china": "Chinese|Beijing|我国|我國|国家数据局|工信部",
    "egypt": "Egyptian|Cairo|开罗",
    "european-union": "European|Brussels|布鲁塞尔|布魯塞爾",
    "finland": "Finnish|Helsinki|赫尔辛基",
    "france": "French|Paris|巴黎",
    "germany": "German|Berlin|柏林",
    "india": "Indian|New Delhi|Delhi|新德里",
    "indonesia": "Indonesian|Jakarta|雅加达|雅加達",
    "israel": "Israeli|Jerusalem|耶路撒冷",
    "italy": "Italian|Rome|罗马|羅馬",
    "japan": "Japanese|Tokyo|经产省|經產省|东京|東京",
    "kazakhstan": "Kazakh|Astana|阿斯塔纳",
    "kuwait": "Kuwaiti",
    "malaysia": "Malaysian|Kuala Lumpur|大马|大馬|吉隆坡",
    "mexico": "Mexican",
    "netherlands": "Dutch|Hague|海牙",
    "norway": "Norwegian|Oslo|奥斯陆|奧斯陸",
    "philippines": "Philippine|Filipino|Manila|马尼拉|馬尼拉",
    "poland": "Warsaw|华沙|華沙",
    "qatar": "Qatari|Doha|多哈",
    "russia": "Russian|Moscow|莫斯科",
    "saudi-arabia": "Saudi|Riyadh|利雅得|利雅德",
    "singapore": "Singaporean|狮城|獅城",
    "south-africa": "South African|Pretoria",
    "south-korea": "Korean|Korea|Seoul|首尔|首爾|韩方|韓方",
    "spain": "Spanish|Madrid|马德里|馬德里",
    "sweden": "Swedish|Stockholm|斯德哥尔摩",
    "switzerland": "Swiss|Bern|伯尔尼",
    "taiwan": "Taiwanese|Taipei|台湾|臺灣|全台|国科会|國科會|岛内|島內",
    "thailand": "Thai|Bangkok|曼谷",
    "turkey": "Turkish|Ankara|安卡拉",
    "united-arab-emirates": "Emirati|Emirates|Abu Dhabi|阿布扎比|阿布達比",
    "united-kingdom": "British|London|Whitehall|伦敦|倫敦",
    "united-states": "American|Washington|华盛顿|華盛頓|华府|華府",
    "vietnam": "Vietnamese|Hanoi|河内|河內",
}
_STATES = {word: state for state, words in CALLED.items() for word in words.split("|")}
_LATIN = sorted((word for word in _STATES if word.isascii()), key=len, reverse=True)
_HAN = sorted((word for word in _STATES if not word.isascii()), key=len, reverse=True)
_CALLED = re.compile(
    rf"(?=[{''.join(sorted({word[0] for word in _LATIN}))}])\b(?:{'|'.join(_LATIN)})\b"
    rf"|(?=[{''.join(sorted({word[0] for word in _HAN}))}])(?:{'|'.join(_HAN)})"
)


def spoken(text: str, known: Sequence[Hit]) -> Spoken:
    """Return where a text speaks of states, and of which, in order."""
    named = (
        (hit.span.start, hit.term.id.removesuffix(GOVERNMENT))
        for hit in known
        if hit.term.kind == "state" or hit.term.id.endswith(GOVERNMENT)
    )
    called = ((found.start(), _STATES[found.group()]) for found in _CALLED.finditer(text))
    return tuple(sorted({*named, *called}))
