"""Frames of rows whose types are known: to let pandas guess them and change them costs more than the few rows do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd


def framed(rows: Iterable[Iterable[Any]], types: Mapping[str, str]) -> pd.DataFrame:
    """
    Return rows as a frame with a column of each type; what a row does not know is "" among texts.

    >>> framed([("a", None), (None, 2)], {"name": "str", "count": "Int64"})["name"].tolist()
    ['a', '']
    """
    columns = list(zip(*rows, strict=True)) or [()] * len(types)
    told = zip(types.items(), columns, strict=True)
    return pd.DataFrame({name: column_of(values, dtype) for (name, dtype), values in told})


def column_of(values: Sequence[Any], dtype: Any) -> Any:
    """Return some values as a column of a type."""
    if dtype == "str":
        return pd.array(["" if _is_unknown(one) else str(one) for one in values], dtype="str")
    return pd.array([None if one == "" else one for one in values], dtype=dtype)


def _is_unknown(one: Any) -> bool:
    return one is None or one != one  # noqa: PLR0124 - of all values only NaN is not itself
