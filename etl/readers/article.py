"""A document made of a text and what was found out about it, by every reader in the same way."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from etl.errors import InputRejected
from etl.languages import detect
from etl.model import Document
from etl.readers import dating
from etl.readers.dating import UNDATED, Dated
from etl.vocabulary import vocabulary

_STATED = {"zh": "zh", "en": "en"}
_HEAD, _TITLE_LENGTH = 1_000, 200
_ENOUGH = 40
"""Letters enough to tell a language by; a shorter text is believed to be in the language it states."""


@dataclass(frozen=True, slots=True)
class About:
    """What a source says of itself."""

    title: str = ""
    language: str = ""
    dated: Dated = UNDATED
    publisher: str = ""
    url: str = ""


def about(facts: Mapping[str, str], text: str) -> About:
    """Return what is known of a text: what its front matter states, else what its address and first lines tell."""
    url = facts.get("url", "")
    lines = [line.strip() for line in text[:_HEAD].split("\n")]
    return About(
        title=facts.get("title") or _title(lines),
        language=facts.get("lang") or facts.get("language", ""),
        dated=dating.first_found(
            (dating.partial(facts.get("date")), dating.FRONT_MATTER),
            (dating.in_address(url), dating.ADDRESS),
            (dating.in_lines(lines), dating.FIRST_LINES),
        ),
        publisher=facts.get("publisher", ""),
        url=url,
    )


def document(path: Path, data: bytes, text: str, about: About) -> Document:
    """Return the document of a file's bytes and text; raises InputRejected where no text is left."""
    if not text.strip():
        raise InputRejected(str(path), "it holds no text", remedy="Put the article's text into it, or remove it")
    return Document(
        id=hashlib.sha256(data).hexdigest(),
        name=path.stem,
        path=str(path),
        text=text,
        title=about.title,
        language=_language(about.language, text),
        published_on=about.dated.day,
        date_trust=about.dated.trust,
        publisher=published_by(about),
        url=about.url,
    )


def _title(lines: list[str]) -> str:
    """Return a first line that is a heading, or that is short and stands apart."""
    first = lines[0]
    alone = len(lines) > 1 and not lines[1] and not dating.in_lines(lines[:1])
    return first.lstrip("# ") if (alone or first.startswith("# ")) and len(first) <= _TITLE_LENGTH else ""


def _language(stated: str, text: str) -> str:
    known = _STATED.get(stated[:2].lower(), "")
    return known if known and len(text) < _ENOUGH else detect(text)


def published_by(about: About) -> str:
    """Return who published: the vocabulary's id where it knows one, else the name or the host as written."""
    if about.publisher:
        term = vocabulary().resolve(about.publisher)
        return term.id if term else about.publisher
    term = vocabulary().publisher(about.url)
    return term.id if term else _host(about.url)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
