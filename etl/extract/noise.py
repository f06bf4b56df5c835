"""What holds digits but no figures: addresses, link targets, code; blanked so that every offset stays."""

from __future__ import annotations

import re

BLANK = "\x00"
LISTINGS = (".HK", "-HK", "-TW", ".TW", "-CN", ".SH", ".SZ", ".SS", ".KS", "-KR", "-JP")
# Each pattern is only run when its sign is in the text at all.
PATTERNS = (
    ("](", re.compile(r"\]\([^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,2000})?(?: +\"[^\"\n]{0,300}\")?\)")),
    ("://", re.compile(r"[a-zA-Z]{2,12}://[^\s<>\"'）)】」，。、一-鿿]{1,3000}")),
    ("www.", re.compile(r"www\.[^\s<>\"'）)】」，。、一-鿿]{1,3000}")),
    ("@", re.compile(r"[\w.+-]{0,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){0,8}")),
    ("```", re.compile(r"```.{0,20000}?```", re.DOTALL)),
    ("`", re.compile(r"`[^`\n]{1,300}`")),
    ("<", re.compile(r"</?[a-zA-Z][^<>\n]{0,2000}>")),
    ("pic.", re.compile(r"pic\.\S{1,200}")),
    # What a share is listed as: 中国移动 (600941-CN), 09988.HK.
    *((sign, re.compile(rf"(?<![0-9A-Za-z.,])[0-9]{{4,6}}{re.escape(sign)}(?![0-9A-Za-z])")) for sign in LISTINGS),
)


def blanked(text: str) -> str:
    """
    Return the text with addresses, link targets, code spans and tags blanked, at the same length.

    >>> blanked("see https://a.b/640360/0 now") == "see " + BLANK * 20 + " now"
    True
    """
    for sign, pattern in PATTERNS:
        if sign in text:
            text = pattern.sub(_blank, text)
    return text


def _blank(found: re.Match[str]) -> str:
    return BLANK * (found.end() - found.start())
