"""What an article is called: its title, or its opening words where it has none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

LONGEST = 80
ELLIPSIS = "…"
_BYLINE = re.compile(r"^(?:文|撰文|作者|記者|记者|by\b)[\s．.:：/／|]", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?])\s")


def title(document: Mapping[Any, Any]) -> str:
    r"""
    Return what a row of the documents table is called, in at most some eighty letters.

    >>> title({"title": "", "name": "a", "text": "By A Reporter\nNvidia did well. It says so."})
    'Nvidia did well.'
    """
    stated = str(document["title"] or "")
    if stated and not _BYLINE.match(stated):
        return _short(stated)
    lines = (line.strip("#* ") for line in str(document.get("text") or "").splitlines())
    opening = next((line for line in lines if line and not _BYLINE.match(line) and not line.endswith((":", "："))), "")
    return _short(_SENTENCE.split(opening)[0].strip()) or str(document["name"])


def _short(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    first = _SENTENCE.split(text)[0].strip()
    return first if len(first) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0].rstrip(',，、')}{ELLIPSIS}"
