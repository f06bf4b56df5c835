"""The TOML tables of the vocabulary, read and checked into terms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from etl.errors import VocabularyError
from etl.vocabulary.term import Term

HOME = Path(__file__).parent
LISTS = (
    *("names", "cased", "cells", "short", "traditional", "heads", "called", "tickers", "hosts", "members"),
    *("not_before", "not_after"),
)
QUIET = "quiet"
WORDS = ("en", "zh", "hant", "parent", "class", "region", "fiscal")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FISCAL = re.compile(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
# Letters alone and long enough to be no common abbreviation: such a ticker is a name.
_SPOKEN_TICKER = re.compile(r"[A-Z]{4,}")


def entries(home: Path = HOME) -> dict[str, Term]:
    """Return the terms of every TOML file of a folder by id; raises VocabularyError on an entry that is wrong."""
    found: dict[str, Term] = {}
    for term in _terms(home):
        if term.id in found:
            raise VocabularyError(f"vocabulary: the id {term.id} is given twice. Rename one of the two entries")
        found[term.id] = term
    return {id_: term if term.owner else replace(term, owner=_owner(term, found)) for id_, term in found.items()}


def _terms(home: Path) -> Iterator[Term]:
    for path in sorted(home.glob("*.toml")):
        try:
            kinds = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as fault:
            raise VocabularyError(f"vocabulary/{path.name}: {fault}. Mend the line it names") from fault
        for kind, table in kinds.items():
            for id_, entry in table.items():
                yield _term(f"{path.name}, {kind}.{id_}", kind, id_, entry)


def _term(place: str, kind: str, id_: str, entry: Mapping[str, Any]) -> Term:
    _check(place, id_, entry)
    words = {name: str(entry.get(name, "")) for name in WORDS}
    lists = {name: tuple(entry.get(name, ())) for name in LISTS}
    exact = (*lists["cased"], *(ticker for ticker in lists["tickers"] if _SPOKEN_TICKER.fullmatch(ticker)))
    barred = {name.casefold() for name in (*lists["cased"], *lists["cells"])}
    titles = () if entry.get(QUIET) else (words["en"], words["zh"], words["hant"])
    shown = (name for name in titles if name and name.casefold() not in barred)
    return Term(
        id=id_,
        kind=kind,
        name_en=words["en"],
        name_zh=words["zh"],
        names=tuple(dict.fromkeys((*shown, *lists["names"]))),
        parent=words["parent"],
        cls=words["class"],
        region=words["region"],
        fiscal_year_end=words["fiscal"],
        tickers=lists["tickers"],
        url_hosts=lists["hosts"],
        zh_hant=words["hant"] or words["zh"],
        owner=id_ if kind == "company" else "",
        members=lists["members"],
        cased=tuple(dict.fromkeys(exact)),
        cells=lists["cells"],
        short=lists["short"],
        traditional=lists["traditional"],
        heads=lists["heads"],
        called=lists["called"],
        not_before=tuple(text.lower() for text in lists["not_before"]),
        not_after=tuple(text.lower() for text in lists["not_after"]),
    )


def _check(place: str, id_: str, entry: Mapping[str, Any]) -> None:
    unknown = sorted(set(entry) - {*LISTS, *WORDS, QUIET})
    if unknown:
        raise VocabularyError(
            f"vocabulary/{place}: {unknown[0]} is no field. Allowed: {', '.join((*WORDS, *LISTS, QUIET))}"
        )
    if not _ID.fullmatch(id_):
        raise VocabularyError(f"vocabulary/{place}: the id must be lower-case words joined by hyphens")
    if not entry.get("en") or not entry.get("zh"):
        raise VocabularyError(f"vocabulary/{place}: en and zh are needed; without a Chinese name repeat en")
    if entry.get("fiscal") and not _FISCAL.fullmatch(entry["fiscal"]):
        raise VocabularyError(f"vocabulary/{place}: fiscal is {entry['fiscal']!r}; expected MM-DD")


def _owner(term: Term, terms: Mapping[str, Term]) -> str:
    seen = set()
    while term.kind != "company":
        seen.add(term.id)
        if not term.parent:
            return ""
        if term.parent not in terms or term.parent in seen:
            raise VocabularyError(f"vocabulary: the parent {term.parent} of {term.id} is unknown or its own child")
        term = terms[term.parent]
    return term.id
