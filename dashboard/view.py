"""What one request asks for: the page, its query, the snapshot it is answered from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from urllib.parse import urlencode

import pandas as pd

from dashboard.currency import tables
from dashboard.memo import once
from dashboard.names import Names
from dashboard.refresh import Refresh
from dashboard.snapshot import Snapshot, Store
from dashboard.state import State
from dashboard.text import t

KEPT = ("lang", "theme", "numbers", "currency", "as_of")
"""Choices that go along from page to page."""
KNOWN = frozenset(item.name for item in fields(State)) | {"at", "mark"}
CARD = re.compile(r"[a-z0-9-]+\.(lens|period|tab|at|assume|on)")
"""A choice of one card: gpu-buyers.lens."""


@dataclass(frozen=True)
class View:
    """A request as the pages see it; `place` stands after the page's own path, `params` are the page's own choices."""

    path: str
    query: Mapping[str, str]
    state: State
    store: Store
    refresh: Refresh
    place: str = ""
    narrow: bool = False
    snapshot_held: Snapshot | None = field(default=None)
    params: tuple[str, ...] = ()
    faults: list[str] = field(default_factory=list)
    """The charts that could not be drawn for this request; what holds one is not kept."""

    @property
    def lang(self) -> str:
        """The language of every text."""
        return self.state.lang

    @property
    def snapshot(self) -> Snapshot:
        """The data; pages that need it are not asked for where there is none."""
        if self.snapshot_held is None:
            raise LookupError("no snapshot is published yet")
        return self.snapshot_held

    def table(self, name: str) -> pd.DataFrame:
        """Return a table with money in the reader's currency, empty where the snapshot has none."""
        found = tables(self.snapshot, self.state).get(name)
        return pd.DataFrame() if found is None else found

    @cached_property
    def names(self) -> Names:
        """The names of the snapshot's ids."""
        return names(self.snapshot)

    @property
    def unknown(self) -> list[str]:
        """The parameters of the address that mean nothing here."""
        return [name for name in self.query if name not in {*KNOWN, *self.params} and not CARD.fullmatch(name)]

    def t(self, key: str, **values: object) -> str:
        """Return a text in the view's language."""
        return t(self.lang, key, **values)

    def href(self, path: str, **changes: str) -> str:
        """Return the address of a page, with the choices that go along and these changes."""
        kept = {name: self.query[name] for name in KEPT if self.query.get(name)}
        query = urlencode({name: text for name, text in (kept | changes).items() if text}, safe=",")
        return f"{path}?{query}" if query else path

    def here(self, **changes: str) -> str:
        """Return this page's address with some choices changed; an empty one is left out."""
        query = urlencode({name: text for name, text in {**self.query, **changes}.items() if text}, safe=",")
        return f"{self.path}?{query}" if query else self.path


@once
def names(snapshot: Snapshot) -> Names:
    """Return the names of a snapshot's ids."""
    return Names.of(snapshot.table("entities"))
