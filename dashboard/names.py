"""What ids are called: companies, products and origins, in either language."""

from __future__ import annotations

import re
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.text import said

JOINT = "+"
COLOURED = ("microsoft", "google", "amazon", "meta", "openai", "oracle")
_SPOKEN = frozenset(("company", "group", "product"))
_SAME = {"alphabet": "google", "aws": "amazon"}


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one snapshot's entities table."""

    rows: Mapping[str, Mapping[str, Any]]
    by_name: Mapping[str, str]
    """The id of each English name."""

    @classmethod
    def of(cls, entities: pd.DataFrame) -> Names:
        """Read the entities table: id, kind, name_en, name_zh, class, region; the same frame is read once."""
        held = _READ.get(id(entities))
        if held is not None and held[0]() is entities:
            return held[1]
        rows = entities.to_dict("records")
        found = cls(
            {str(row["id"]): {str(key): cell for key, cell in row.items()} for row in rows},
            {str(row["name_en"]): str(row["id"]) for row in rows if row["kind"] in _SPOKEN},
        )
        number = id(entities)
        _READ[number] = (weakref.ref(entities, lambda _: _READ.pop(number, None)), found)
        return found

    def name(self, identifier: str, lang: str) -> str:
        """Return the name of an id, of several joined by +, or the id itself where nothing is known of it."""
        if JOINT in identifier:
            return ("、" if lang == "zh" else " + ").join(self.name(one, lang) for one in identifier.split(JOINT))
        row = self.rows.get(identifier, {})
        wanted = row.get(f"name_{lang}") or row.get("name_en")
        if not isinstance(wanted, str):
            return identifier
        # Origins that speak together are called by their names: OpenAI+Broadcom. They stay one word of a list.
        parts = wanted.split(JOINT)
        if len(parts) > 1 and all(parts):
            return JOINT.join(self.name(self.by_name.get(part, part), lang) for part in parts)
        return said(lang, wanted)

    def speaker(self, lang: str) -> Callable[[str], str]:
        """Return what says the companies and products that words of ours name as a language calls them."""
        ours = {
            row["name_en"]: row["name_zh"]
            for row in self.rows.values()
            if row.get("kind") in _SPOKEN and row.get("name_zh") and row["name_zh"] != row["name_en"]
        }
        if lang != "zh" or not ours:
            return str
        listed = "|".join(map(re.escape, sorted(ours, key=len, reverse=True)))
        pattern = re.compile(rf"(?<![A-Za-z\d])(?:{listed})(?![A-Za-z\d])")
        return lambda text: pattern.sub(lambda found: ours[found[0]], text)

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
