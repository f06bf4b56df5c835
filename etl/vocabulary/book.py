"""The vocabulary as a book: looked up by id, by a whole name, by a web address, and read through a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cached_property
from urllib.parse import urlsplit

from etl.errors import VocabularyError
from etl.period import FiscalYear
from etl.vocabulary.finder import Finder
from etl.vocabulary.term import Hit, Term

# Bounded, so that a hostile cell costs no more than a long one.
_REMARK = re.compile(r"(?: ?\([^()]{1,200}\)| via [^()]{1,200})$")


class Vocabulary:
    """Every known term by id, and the ways in which texts, cells and addresses name one."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self.terms = terms
        self._by_name = _by_name(terms)
        self._by_host = {host: term for term in terms.values() for host in term.url_hosts}

    @cached_property
    def _finder(self) -> Finder:
        # Built on first use: a command that only looks up ids should not pay for it.
        return Finder(self.terms.values())

    def find(self, text: str) -> list[Hit]:
        """Return the names in a text, in order, the longest where several begin, none inside another."""
        return self._finder.find(text)

    def resolve(self, name: str) -> Term | None:
        """
        Return the term that a whole name means, as a table cell writes it; case and spacing do not matter.

        A remark in brackets or a "via" at the end is left aside where the whole is no name: TSMC (believed) is TSMC.
        """
        folded = _folded(name)
        return self._by_name.get(folded) or self._by_name.get(_REMARK.sub("", folded))

    def fiscal_year(self, id_: str) -> FiscalYear | None:
        """Return the fiscal year of a company, or of the owner of a product or segment; None where it is unknown."""
        term = self.terms.get(id_)
        company = self.terms.get(term.owner) if term else None
        if company is None or not company.fiscal_year_end:
            return None
        month, day = company.fiscal_year_end.split("-")
        return FiscalYear(int(month), int(day))

    def publisher(self, url: str) -> Term | None:
        """Return who publishes at a web address, by the longest known end of its host."""
        try:
            host = (urlsplit(url).hostname or "").removeprefix("www.")
        except ValueError:
            return None
        while "." in host:
            if host in self._by_host:
                return self._by_host[host]
            host = host.partition(".")[2]
        return None


def _by_name(terms: Mapping[str, Term]) -> dict[str, Term]:
    found: dict[str, Term] = {}
    for term in terms.values():
        for name in (term.id, *term.written(), *term.tickers):
            held = found.setdefault(_folded(name), term)
            if held is not term:
                raise VocabularyError(f"vocabulary: {name} names {held.id} and {term.id}. Take it from one")
    return found


def _folded(name: str) -> str:
    """
    Return a name without what writers vary: case, width, spacing, the curve of an apostrophe.

    >>> _folded(" Tom’s  Hardware "), _folded("ＮＶＩＤＩＡ")
    ("tom's hardware", 'nvidia')
    """
    return " ".join(unicodedata.normalize("NFKC", name).replace("’", "'").casefold().split())
