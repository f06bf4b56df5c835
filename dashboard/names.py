"""What ids are called: companies, products and origins, in either language."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.text import said

JOINT = "+"
COLOURED = ("microsoft", "google", "amazon", "meta", "openai", "oracle")
_SAME = {"alphabet": "google", "aws": "amazon"}


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one snapshot's entities table."""

    rows: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, entities: pd.DataFrame) -> Names:
        """Read the entities table: id, kind, name_en, name_zh, class, region; the same frame is read once."""
        held = _READ.get(id(entities))
        if held is not None and held[0]() is entities:
            return held[1]
        rows = entities.to_dict("records")
        found = cls({str(row["id"]): {str(key): cell for key, cell in row.items()} for row in rows})
        number = id(entities)
        _READ[number] = (weakref.ref(entities, lambda _: _READ.pop(number, None)), found)
        return found

    def name(self, identifier: str, lang: str) -> str:
        """Return the name of an id, of several joined by +, or the id itself where nothing is known of it."""
        if JOINT in identifier:
            joiner = "、" if lang == "zh" else " + "
            return joiner.join(self.name(part, lang) for part in identifier.split(JOINT))
        row = self.rows.get(identifier, {})
        wanted = row.get(f"name_{lang}") or row.get("name_en")
        return said(lang, wanted) if isinstance(wanted, str) else identifier

    def field(self, identifier: str, column: str) -> str:
        """Return another column of an id's row, empty where it is not known."""
        found = self.rows.get(identifier, {}).get(column, "")
        return found if isinstance(found, str) else ""

    def colour(self, identifier: str) -> str:
        """Return the key of the company colour, `other` for all but six."""
        return colour_key(identifier)


def colour_key(identifier: str) -> str:
    """
    Return the key of the company colour of an id.

    >>> colour_key("alphabet"), colour_key("baidu")
    ('google', 'other')
    """
    same = _SAME.get(identifier, identifier)
    return same if same in COLOURED else "other"


_READ: dict[int, tuple[weakref.ref[pd.DataFrame], Names]] = {}
