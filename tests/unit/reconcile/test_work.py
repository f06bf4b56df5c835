"""What weighing takes of the processor, told in sorts: seconds would tell of the machine, and of who else uses it."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from etl.reconcile.codes import coded
from etl.reconcile.currency import rates
from etl.reconcile.maker import own_chips
from etl.reconcile.name import Names, resolve
from etl.reconcile.origin import graded
from etl.reconcile.telling import OWN
from etl.reconcile.weighing import weighed
from etl.reconcile.when import dated
from etl.vocabulary import vocabulary
from tests.bench.many import tellings

TELLINGS, SORTED, ROUNDS = 20_000, 200_000, 2
MOST_SORTS = 16
"""Weighing takes eight to twelve of SORTED texts each, two fifths of them for what was told on earlier days."""


def figures(number: int) -> pd.DataFrame:
    known = vocabulary()
    names = Names(known)
    told = own_chips(dated(graded(resolve(tellings(number), names), names), known), known)
    return coded(told.reset_index(drop=True), OWN)


def used(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def test_weighing_takes_no_more_than_so_many_sorts() -> None:
    known, held, told = vocabulary(), rates([]), figures(TELLINGS)
    texts = pd.Series(np.random.default_rng(1).random(SORTED)).astype("str")
    rounds = [(used(lambda: weighed(told, held, known)), used(texts.sort_values)) for _ in range(ROUNDS)]
    weighing, sorting = np.min(rounds, axis=0)  # what runs beside them only adds to the least time of each
    sorts = weighing / sorting
    assert sorts < MOST_SORTS, f"weighing {TELLINGS:,} tellings takes {sorts:.1f} sorts of {SORTED:,} texts"
