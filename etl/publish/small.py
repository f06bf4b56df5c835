"""How a refresh holds its texts: as Python's own where there are few, since each step of Arrow's costs the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd

FEW = 1_000
"""Rows of tables and documents: with fewer a refresh takes two thirds of the time, with thrice as many none less."""


@contextmanager
def suited(sources: int) -> Iterator[None]:
    """Hold texts that are made inside the block in the way that is cheaper for so many rows of tables and documents."""
    if sources >= FEW:
        yield
        return
    with pd.option_context("mode.string_storage", "python"):
        yield
