"""Names of firms that are words too (移动, 理想, Galaxy): read only where the text shows that a firm is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from etl.model import Span
from etl.vocabulary import Hit, Term, vocabulary

# What may stand right around a short name of Chinese: other signs would make it a part of a longer word.
_BEFORE = r"(?<![\u4e00-\u9fffA-Za-z0-9])|(?<=[和与及而])"
_AFTER = (
    r"(?![\u4e00-\u9fffA-Za-z])|"
    r"(?=[的则今去前后已将在总计营资算投全预仍也只约为是有达从由没正可那这万千百拟第同手原披收])"
)
# What shows by itself that a firm is meant: its name leads a line, before a colon or a number, or its ticker follows.
_LEADS = r"(?:^|\n)[\s\-•·*▌|]*{name}\s*(?:[:：]|\s{{2,}}\d)"
# Riot, which looks at turning; Schwarz, the grocer.
_TOLD = r"\b{name}, (?:which|the|whose)\b"
_LISTED = r"{name}\s?[（(](?:{tickers})(?:[-.][A-Z]+)?[)）]"


def shorts(text: str, found: Sequence[Hit]) -> list[Hit]:
    """Return the short names in a text (in simple signs), of firms that it names, as found, or singles out."""
    listed = (one for one in _listed() if one[0] in text)
    return [hit for name, term in listed for hit in _spots(text, name, term, found)]


def _spots(text: str, name: str, term: Term, found: Sequence[Hit]) -> Iterator[Hit]:
    named = any(term.id in (hit.term.id, *hit.term.members) for hit in found)
    if named or _is_among_peers(term, found) or _surely(name, term.tickers).search(text):
        yield from (Hit(Span(*match.span()), term) for match in _alone(name).finditer(text))


def _is_among_peers(term: Term, found: Sequence[Hit]) -> bool:
    """Say whether a text names others of a firm's trade and country, so that its short name is no mere word."""
    peers = {hit.term.id for hit in found if (hit.term.cls, hit.term.region) == (term.cls, term.region)}
    return term.cls in TRADES and len(peers) >= PEERS


TRADES, PEERS = frozenset({"neocloud", "telecom", "automaker", "chipmaker", "networking"}), 2


@cache
def _listed() -> tuple[tuple[str, Term], ...]:
    """Return every short name with its term."""
    return tuple((name, term) for term in vocabulary().terms.values() for name in term.short)


@cache
def _alone(name: str) -> re.Pattern[str]:
    """Return what matches a short name where it stands by itself; made when a text has it, as few do."""
    return re.compile(rf"\b{name}\b(?! ?[A-Z])" if name.isascii() else rf"(?:{_BEFORE}){name}(?:{_AFTER})")


@cache
def _surely(name: str, tickers: tuple[str, ...]) -> re.Pattern[str]:
    """Return what matches a short name where it is surely that of a firm."""
    listed = _LISTED.format(name=name, tickers="|".join(tickers))
    leads = f"{_LEADS.format(name=name)}|{_TOLD.format(name=name)}"
    return re.compile(f"{leads}|{listed}" if tickers else leads)
