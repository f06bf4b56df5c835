"""Every visible text, in both languages: each file text/<language>/*.toml adds its keys."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def t(lang: str, key: str, **values: object) -> str:
    """
    Return one text with its {placeholders} filled; an unknown key raises KeyError naming it.

    >>> t("en", "nav.overview")
    'Overview'
    """
    try:
        text = texts(lang)[key]
    except KeyError:
        raise KeyError(f"no text {key!r} in {FOLDER.name}/{lang}") from None
    return text.format(**values) if values else text


def has(lang: str, key: str) -> bool:
    """Say whether a text exists, for words that come from data."""
    return key in texts(lang)


def word(lang: str, kind: str, value: str) -> str:
    """Return the name of a data word (a status, a qualifier), or the word itself where none is written."""
    key = f"{kind}.{value}"
    return texts(lang).get(key, value)


LANGUAGES = ("en", "zh")
_PLACE = re.compile(r"\\{(\w+)\\}")


def said(lang: str, sentence: str) -> str:
    """
    Return a sentence of the refresh, or a carrier's description, in a language; what has no known form stays as it is.

    >>> said("zh", "no metric counts this unit (months)")
    '没有指标以此为单位（months）'
    """
    # Data is written with straight apostrophes, and shown with ours.
    found = _told(lang, sentence.replace("'", "’"))
    return sentence if found is None else found


def noted(lang: str, note: str) -> str:
    """
    Return a compiler's note in a language, part by part; one with a part that has no known form stays as it is.

    >>> noted("zh", "median of 4 offers; lowest 0.7582"), noted("zh", "lowest 0.7582; by hearsay")
    ('4 个报价的中位数；最低 0.7582', 'lowest 0.7582; by hearsay')
    """
    parts = [_told(lang, part) for part in note.split("; ")]
    told = [part for part in parts if part is not None]
    return t(lang, "charts.common.period_joiner").join(told) if len(told) == len(parts) else note


@cache
def _told(lang: str, sentence: str) -> str | None:
    for key, text in _forms():
        # Nearly all begin or end otherwise: no pattern is made of these.
        may_be = sentence.startswith(text.partition("{")[0]) and sentence.endswith(text.rpartition("}")[2])
        if may_be and (found := _pattern(text).fullmatch(sentence)):
            parts = {name: said(lang, part) for name, part in found.groupdict().items()}
            return t(lang, key, **parts)
    return None


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    """Return the forms of sentences in all languages, those with fewest open places first."""
    told = [(key, text) for lang in LANGUAGES for key, text in texts(lang).items() if key.startswith("saying.")]
    return tuple(sorted(told, key=lambda pair: (pair[1].count("{"), -len(pair[1]))))


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(_PLACE.sub(r"(?P<\1>.+?)", re.escape(form)))


@cache
def texts(lang: str) -> Mapping[str, str]:
    """Return all texts of a language by dotted key; the same key in two files raises ValueError."""
    merged: dict[str, str] = {}
    for path in sorted((FOLDER / lang).glob("*.toml")):
        for key, text in _flat(tomllib.loads(path.read_text(encoding="utf-8"))):
            if key in merged:
                raise ValueError(f"{path.name} repeats the text {key!r}")
            merged[key] = text
    return merged


def _flat(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, found in tree.items():
        if isinstance(found, Mapping):
            yield from _flat(found, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", str(found)
