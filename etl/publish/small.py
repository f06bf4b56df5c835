"""How a refresh of few sources works: plainly and at once, since keeping, parting and Arrow cost most of its time."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import NamedTuple

import pandas as pd

from etl.publish.cache import Cache
from etl.publish.keeping import Keeper
from etl.publish.parts import weigher
from etl.publish.rows import deriver
from etl.publish.workers import giver
from etl.reconcile.derived import Derive, made_at_once
from etl.reconcile.keeping import Keep, anew
from etl.reconcile.meanwhile import Give, here
from etl.reconcile.weighing import Weigh, weighed

FEW = 1_000
"""Rows of tables and documents: with fewer a refresh takes half the time, with thrice as many no less."""


class Ways(NamedTuple):
    """How tellings are weighed, figures derived of what stands, what is made of few things kept, work given away."""

    weigh: Weigh
    derive: Derive
    keep: Keep
    give: Give


@contextmanager
def suited(sources: int, cache: Cache, pool: Executor | None) -> Iterator[Ways]:
    """Yield how to reconcile so many rows of tables and documents; of few all texts made inside are Python's own."""
    if sources >= FEW:
        yield Ways(weigher(cache, pool), deriver(cache), Keeper(cache), giver(pool))
        return
    with pd.option_context("mode.string_storage", "python"):
        yield Ways(weighed, made_at_once, anew, here)
