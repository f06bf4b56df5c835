"""Names as sources write them, made into the vocabulary's ids; what the vocabulary lacks gets an id of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from etl.reconcile.codes import mapped
from etl.reconcile.framing import framed
from etl.vocabulary import Term, Vocabulary

_NOT_WORD = re.compile(r"[^\w]+|_+")
UNATTRIBUTED = "unattributed"


def slug(name: str) -> str:
    """
    Return an id made of a name.

    >>> slug("Specialty clouds (12)"), slug("某某云")
    ('specialty-clouds-12', '某某云')
    """
    return _NOT_WORD.sub("-", name.lower()).strip("-")


def spoken(ids: Sequence[str], vocabulary: Vocabulary) -> tuple[str, str]:
    """Return ids as names for people, in English and in Chinese; one that the vocabulary lacks stands in quotes."""
    terms = [vocabulary.terms.get(one) for one in ids]
    quoted = [one.replace("-", " ") for one in ids]
    english = [term.name_en if term else f'"{name}"' for term, name in zip(terms, quoted, strict=True)]
    chinese = [term.name_zh or term.name_en if term else f"“{name}”" for term, name in zip(terms, quoted, strict=True)]
    return ", ".join(english), "、".join(chinese)


@dataclass(slots=True)
class Names:
    """Resolves names, and remembers those the vocabulary does not know."""

    vocabulary: Vocabulary
    unlisted: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Name and kind by id; of several spellings the first in order, whichever is met first."""

    used: set[str] = field(default_factory=set)

    def id(self, name: str, kind: str = "company") -> str:
        """Return the id of one name; empty for an empty one."""
        if not name.strip():
            return ""
        term = self.term(name)
        found = term.id if term else slug(name)
        if term is None:
            self._note(found, name, kind)
        self.used.add(found)
        return found

    def met(self) -> pd.DataFrame:
        """Return the ids in use, with name and kind of those that the vocabulary does not know."""
        rows = [(id_, *self.unlisted.get(id_, ("", ""))) for id_ in sorted(self.used)]
        return framed(rows, dict.fromkeys(("id", "name", "kind"), "str"))

    def meet(self, met: pd.DataFrame) -> None:
        """Take the names that were met elsewhere."""
        for id_, name, kind in met.itertuples(index=False):
            self.used.add(id_)
            if kind:
                self._note(id_, name, kind)

    def _note(self, id_: str, name: str, kind: str) -> None:
        self.unlisted[id_] = min(self.unlisted.get(id_, (name, kind)), (name, kind))

    def term(self, name: str) -> Term | None:
        """Return the vocabulary's term of an id or a name."""
        return self.vocabulary.terms.get(name) or self.vocabulary.resolve(name)

    def joint(self, name: str) -> str:
        """Return the ids of the names that + joins, sorted, so that the order of telling does not matter."""
        if "+" in name and self.term(name) is None:
            return "+".join(sorted({self.id(part) for part in name.split("+") if part.strip()}))
        return self.id(name)


def resolve(frame: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Return the tellings with ids for entity, counterparty, product and origin."""
    ids: dict[str, Callable[[str], str]] = {
        "entity": names.joint,
        "counterparty": names.joint,
        "product": lambda name: names.id(name, "product"),
        "origin": lambda name: names.id(name, "publisher") or UNATTRIBUTED,
        "publisher": lambda name: term.name_en if (term := names.vocabulary.terms.get(name)) else name,
    }
    return frame.assign(**{column: mapped(frame[column], to) for column, to in ids.items()})
