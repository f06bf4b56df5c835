"""One row of a frame, as charts read it."""

from __future__ import annotations

from typing import Any, Protocol, cast

import pandas as pd


class Row(Protocol):
    """A row by column: a mapping where all rows are gone through, pandas' own where one is picked."""

    def __getitem__(self, name: Any, /) -> Any:
        """Return a cell."""


def each(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as mappings: a fiftieth of what `iterrows` costs, which makes a Series of each."""
    return cast(list[dict[str, Any]], frame.to_dict("records"))
