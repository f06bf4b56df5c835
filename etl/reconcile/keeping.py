"""What is made of some things only, and so can be kept while these stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import pandas as pd

from etl.reconcile.codes import Codes

Frames = Mapping[str, pd.DataFrame]
Make = Callable[[], Frames]
PART = "part"
"""Names the column that says of which part a row is made."""

Parts = Mapping[int, Codes]
"""Which rows of a frame each part is made of, by its number."""

MakeParts = Callable[[Parts], Frames]
"""Makes frames of some parts, each row with the number of its part."""


class Keep(Protocol):
    """Gives the frames of a name: as they were kept for the frames and other things that they are made of, or made."""

    def __call__(self, what: str, of: Sequence[Any], make: Make, /) -> Frames:
        """Return them as a whole."""

    def by_part(self, what: str, of: Sequence[Any], rows: tuple[pd.DataFrame, Parts], make: MakeParts, /) -> Frames:
        """Return them part by part, in the order of their numbers: each is made of its rows and all other things."""


class _Anew:
    """Keeps nothing."""

    def __call__(self, _what: str, _of: Sequence[Any], make: Make, /) -> Frames:
        return make()

    def by_part(self, _what: str, _of: Sequence[Any], rows: tuple[pd.DataFrame, Parts], make: MakeParts, /) -> Frames:
        return make(rows[1])


anew: Keep = _Anew()
"""Makes whatever is asked for."""
