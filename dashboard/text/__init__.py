"""Every visible text, in both languages: each file text/<language>/*.toml adds its keys."""

from __future__ import annotations

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
