"""Numbers of places: five more US sites are no gigawatts, whatever is told beside them."""

from __future__ import annotations

import re

_PLACES = re.compile(
    r" (?:(?:more|new|other|additional|further|us|u\.s\.|american|european|domestic|overseas|large|major|separate|"
    r"planned|existing|different|gigawatt-scale|ai|announced) ){0,3}(?:sites|campuses|buildings|data ?cent(?:er|re)s|"
    r"locations|phases|halls|countries|states|cities|projects)\b"
)


def counts_places(plain: str, end: int) -> bool:
    """
    Say whether the words right behind a number name places.

    >>> counts_places("abilene and five more us sites", 16), counts_places("five gigawatts", 4)
    (True, False)
    """
    return _PLACES.match(plain, end) is not None
