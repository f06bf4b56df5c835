"""Spending on chips or on one segment that is told in money, held against all that its spender spends in those days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from etl.reconcile.checks.check import MARKET, Bearing, Check, Columns, Row
from etl.reconcile.cluster import records
from etl.reconcile.codes import Mask, kept, keys_of, mapped
from etl.reconcile.derived.amount import Amount
from etl.reconcile.disagreement import TIME
from etl.reconcile.name import spoken
from etl.vocabulary import Vocabulary

KINDS = {"table": "purchase_within_capex", "filing": "purchase_within_capex", "article": "purchase_told_within_capex"}
"""What an article tells is shown where it cannot be, and is not ours to mend."""

SPENDING = ("capex", "capex_guidance")
ORDER, CHIPMAKER = "contract_value", "chipmaker"
YEAR = 372
"""Days of the longest fiscal year: an order over more is not of one year's spending."""

CLAIM = "spent on {product}, as told in money", "用于{product}的支出（按所述金额）"
UNNAMED = "chips", "芯片"
METRICS = (*SPENDING, ORDER)
DAYS = "entity", "period_start", "period_end"
PLACE = (*DAYS, TIME)
AGAINST = "all that is told of its spending of those days", "同期支出的各种说法"


def bearing(held: pd.DataFrame, vocabulary: Vocabulary) -> Bearing:
    """Return which are stated purchases, and which are all that their spenders spent in the same days."""
    return _are_purchases(held.assign(**{TIME: 0}), vocabulary)


def together(held: pd.DataFrame) -> Columns:
    """Return what figures share that bear on each other: the spender and the days."""
    return [held[name] for name in DAYS]


def checks(live: pd.DataFrame, vocabulary: Vocabulary) -> Iterator[Check]:
    """Yield one check for each stated purchase of whose days the spender's whole spending is told too."""
    live = kept(live, _are_purchases(live, vocabulary))
    ordered = live["metric"] == ORDER
    part = ~ordered & (live["product"] != "")
    whole: dict[tuple[Any, ...], list[Row]] = {}
    for row in records(kept(live, ~ordered & ~part)):
        whole.setdefault(_place(row), []).append(row)
    for row in (*records(kept(live, part)), *records(kept(live, ordered))):
        told = whole.get(_place(row), [])
        if told and _is_of_a_year(row):
            english, chinese = spoken([row["product"]], vocabulary) if row["product"] else UNNAMED
            claim = CLAIM[0].format(product=english), CLAIM[1].format(product=chinese)
            yield Check(
                KINDS[row["source_kind"]],
                row,
                claim,
                Amount.of(row, "_usd"),
                _widest(told),
                "USD",
                AGAINST,
                [row, *told],
            )


def _are_purchases(frame: pd.DataFrame, vocabulary: Vocabulary) -> Mask:
    """Return which figures are spending on chips or on a part, or all of that spender's spending of the same days."""
    dated = (frame["source_kind"] != "derived") & (frame["period_start"] != "") & (frame["period_end"] != "")
    spent, part = dated & frame["metric"].isin(SPENDING), frame["product"] != ""
    chips = mapped(frame["counterparty"], lambda name: _is_chips(name, vocabulary), "bool")
    ordered = dated & (frame["metric"] == ORDER) & chips
    place = keys_of([frame[name] for name in PLACE])
    whole, parts = place[spent & ~part], place[(spent & part) | ordered]
    met: Mask = np.isin(place, whole) & np.isin(place, parts) & (spent | ordered).to_numpy()
    return met


def _widest(told: Sequence[Row]) -> Amount:
    """Return what all readings allow, whatever they count: a purchase is too much only where it is more than any."""
    amounts = [Amount.of(row, "_usd") for row in told]
    lows, highs = ([getattr(one, end) for one in amounts] for end in ("low", "high"))
    known = [low for low in lows if low is not None]
    return Amount(None, min(known, default=None), None if None in highs else max(highs))


def _place(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in PLACE)


def _is_of_a_year(row: Row) -> bool:
    return (date.fromisoformat(row["period_end"]) - date.fromisoformat(row["period_start"])).days < YEAR


def _is_chips(counterparty: str, vocabulary: Vocabulary) -> bool:
    term = vocabulary.terms.get(counterparty)
    return counterparty == MARKET or (term is not None and term.cls == CHIPMAKER)
