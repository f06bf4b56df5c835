"""The shares that one origin gives of one whole, held against the whole."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from etl.reconcile.checks.check import Bearing, Check, Columns
from etl.reconcile.cluster import families, single
from etl.reconcile.codes import kept
from etl.reconcile.derived.amount import Amount, total
from etl.reconcile.disagreement import TIME
from etl.reconcile.name import spoken
from etl.reconcile.precedence import PREFERRED
from etl.vocabulary import Vocabulary

SHARE = "market_share"
METRICS = (SHARE,)
WHOLE = ("origin", "denominator", "product", "period", "contract_type", "definition")
"""What shares of one whole have in common."""


def bearing(held: pd.DataFrame, _: Vocabulary) -> Bearing:
    """Return which are shares."""
    return held["metric"] == SHARE


def together(held: pd.DataFrame) -> Columns:
    """Return what figures share that bear on each other: the whole."""
    return [held[name] for name in WHOLE]


def checks(live: pd.DataFrame, vocabulary: Vocabulary) -> Iterator[Check]:
    """Hold the shares that one origin gives of one whole against the whole."""
    told = kept(live, (live["metric"] == SHARE) & (live["rank"] == PREFERRED))
    for rows in families(told, [*WHOLE, TIME]):
        holders = single((one for one in rows if "+" not in one["entity"]), "entity")
        if len(holders) > 1:
            implied = total([Amount.of(one) for one in holders])
            names = spoken([one["entity"] for one in holders], vocabulary)
            claim = (f"shares of {names[0]}", f"{names[1]}的份额之和")
            against = ("the whole they are shares of", "其整体")
            yield Check(
                "shares_within_whole", holders[0], claim, implied, Amount.exactly(1.0), "share", against, holders
            )
