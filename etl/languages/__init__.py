"""What differs between languages, one file each: a file here with a LANGUAGE is a language."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from etl.errors import VocabularyError
from etl.languages.language import Language
from etl.model import Span

# What a share of letters must reach before a text counts as Chinese: news in Chinese is full of Latin names.
CHINESE_SHARE = 0.1
SAMPLE = 20_000


@cache
def languages() -> dict[str, Language]:
    """Return every language by its code."""
    found = (importlib.import_module(f"{__name__}.{name}") for _, name, _ in pkgutil.iter_modules(__path__))
    return {module.LANGUAGE.code: module.LANGUAGE for module in found if hasattr(module, "LANGUAGE")}


def language(code: str) -> Language:
    """Return the language of a code such as zh or en-GB; raises VocabularyError for one we do not read."""
    try:
        return languages()[code.partition("-")[0].lower()]
    except KeyError:
        raise VocabularyError(f"no language {code!r}; there are {', '.join(sorted(languages()))}") from None


def detect(text: str) -> str:
    """
    Return the code of the language that a text is written in, as far as its letters tell.

    >>> detect("微软2024年购买了48.5万块Hopper芯片")
    'zh'
    """
    sample = text[:SAMPLE]
    chinese = sum(map(len, languages()["zh"].letters.findall(sample)))
    latin = sum(map(len, languages()["en"].letters.findall(sample)))
    return "zh" if chinese and chinese >= CHINESE_SHARE * (chinese + latin) else "en"


def sentences(text: str, code: str) -> list[Span]:
    """Return the sentences of a text in order, without the blanks around them."""
    return [Span(start, end) for start, end in sentence_bounds(text, code)]


def sentence_bounds(text: str, code: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text begin and end, without the blanks around them."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for end in (*(found.end() for found in language(code).sentence_end.finditer(text)), len(text)):
        part = text[start:end]
        if told := part.strip():
            left = start + len(part) - len(part.lstrip())
            bounds.append((left, left + len(told)))
        start = end
    return bounds
