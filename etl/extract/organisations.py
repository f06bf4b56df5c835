"""Organisations that no vocabulary lists, found wherever they stand once a text has named them by their form."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from etl.extract import firms_en, firms_zh
from etl.model import Span
from etl.vocabulary import Hit, Term

UNLISTED = "unlisted"
# Firms that one text can be about; what comes later is not followed.
MOST = 40
SHORTEST_ALIAS = 4
_LATIN = re.compile("[A-Za-z0-9]")


def organisations(text: str, known: Sequence[Hit]) -> list[Hit]:
    """Return the known names of a text and, between them, the organisations that only their form tells."""
    names = dict.fromkeys([*firms_en.names(text), *firms_zh.names(text)])
    if not names:
        return list(known)
    terms = {alias: unlisted(name) for name in list(names)[:MOST] for alias in _aliases(name)}
    found = [hit for hit in _found(text, terms) if not _inside(hit.span, known)]
    return sorted([*known, *found], key=lambda hit: hit.span)


def unlisted(name: str) -> Term:
    """Return the term of a firm that the vocabulary does not list."""
    return Term(id=name, kind="company", name_en=name, name_zh=name, names=(name,), cls=UNLISTED, owner=name)


def _aliases(name: str) -> Iterator[str]:
    """Yield a name and what it is called once it is known: Firmus Technologies is Firmus."""
    yield name
    short = name.partition(" ")[0]
    if name.isascii() and short != name and len(short) >= SHORTEST_ALIAS and short.lower() not in firms_en.OTHERS:
        yield short


def _found(text: str, terms: dict[str, Term]) -> Iterator[Hit]:
    """Yield where the names stand as words of their own, the longest where one holds another."""
    taken: set[int] = set()
    for alias in sorted(terms, key=len, reverse=True):
        latin = alias.isascii()
        start = text.find(alias)
        while start >= 0:
            end = start + len(alias)
            if start not in taken and not (
                latin and (_LATIN.match(text, end) or _LATIN.match(text, max(start - 1, 0), start))
            ):
                taken.update(range(start, end))
                yield Hit(Span(start, end), terms[alias])
            start = text.find(alias, end)


def _inside(span: Span, known: Sequence[Hit]) -> bool:
    at = bisect_left(known, span.end, key=lambda hit: hit.span.start)
    return at > 0 and known[at - 1].span.end > span.start
