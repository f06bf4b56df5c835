"""A term of the field: a company, product, segment, project, group or publisher, with all its names."""

from __future__ import annotations

from dataclasses import dataclass

from etl.model import Span


@dataclass(frozen=True, slots=True)
class Term:
    """
    One thing that figures are about or come from.

    `names` are found in text in any case, `cased` only as written, `cells` only where a whole table cell says them,
    `traditional` only in texts in Traditional signs, `short` (words too) only where the text shows that this is meant.
    `heads` are people who lead a firm: what is told of them is told of it. By what a state is `called`, a text speaks
    of it without naming it: British, Canberra. `parent` is the family or owner, `owner` the company at the end of the
    chain of parents (its own id for a company). `fiscal_year_end` is MM-DD where the year is named for its end, else
    empty. `not_before` and `not_after` are texts that turn a name into another word: Apple before " pie".
    """

    id: str
    kind: str
    name_en: str
    name_zh: str
    names: tuple[str, ...]
    parent: str = ""
    cls: str = ""
    region: str = ""
    fiscal_year_end: str = ""
    tickers: tuple[str, ...] = ()
    url_hosts: tuple[str, ...] = ()
    zh_hant: str = ""
    owner: str = ""
    members: tuple[str, ...] = ()
    cased: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    traditional: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()

    def spoken(self) -> tuple[tuple[str, bool], ...]:
        """Return every name that is found in running text, and whether its case matters."""
        names = *self.names, *self.traditional
        return (*((name, False) for name in names), *((name, True) for name in (*self.cased, *self.heads)))

    def written(self) -> tuple[str, ...]:
        """Return every name that stands for this term when a table cell holds nothing else."""
        every = (self.name_en, self.name_zh, self.zh_hant, *self.names, *self.cased, *self.cells)
        return tuple(dict.fromkeys(name for name in every if name))


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in a text: where, and of what."""

    span: Span
    term: Term
