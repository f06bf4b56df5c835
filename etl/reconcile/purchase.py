"""Spending on chips or on one segment that is told in money, held against all that its spender spends in those days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from etl.reconcile.check import MARKET, Check, live_of
from etl.reconcile.cluster import records
from etl.reconcile.codes import kept, mapped
from etl.reconcile.derived.amount import Amount
from etl.reconcile.name import spoken
from etl.vocabulary import Vocabulary

KINDS = {"table": "purchase_within_capex", "filing": "purchase_within_capex", "article": "purchase_told_within_capex"}
"""What an article tells is shown where it cannot be, and is not ours to mend."""

SPENDING = ("capex", "capex_guidance")
ORDER, CHIPMAKER = "contract_value", "chipmaker"
YEAR = 372
"""Days of the longest fiscal year: an order over more is not of one year's spending."""

CLAIM = "{product} bought, as told in money", "{product} 采购额（按所述金额）"
UNNAMED = "chips", "芯片"
AGAINST = "all that is told of its spending of those days", "同期支出的各种说法"
Row = Mapping[Any, Any]


def purchases(observations: pd.DataFrame, vocabulary: Vocabulary) -> Iterator[Check]:
    """Yield one check for each stated purchase of whose days the spender's whole spending is told too."""
    live = live_of(observations)
    dated = (live["source_kind"] != "derived") & (live["period_start"] != "") & (live["period_end"] != "")
    live = kept(live, dated & live["metric"].isin((*SPENDING, ORDER)))
    spent = kept(live, live["metric"].isin(SPENDING))
    whole: dict[tuple[str, ...], list[Row]] = {}
    for row in records(kept(spent, spent["product"] == "")):
        whole.setdefault(_place(row), []).append(row)
    chips = mapped(live["counterparty"], lambda name: _is_chips(name, vocabulary), "bool")
    orders = kept(live, (live["metric"] == ORDER) & chips)
    for row in (*records(kept(spent, spent["product"] != "")), *records(orders)):
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


def _widest(told: Sequence[Row]) -> Amount:
    """Return what all readings allow, whatever they count: a purchase is too much only where it is more than any."""
    amounts = [Amount.of(row, "_usd") for row in told]
    lows, highs = ([getattr(one, end) for one in amounts] for end in ("low", "high"))
    known = [low for low in lows if low is not None]
    return Amount(None, min(known, default=None), None if None in highs else max(highs))


def _place(row: Row) -> tuple[str, ...]:
    return row["entity"], row["period_start"], row["period_end"]


def _is_of_a_year(row: Row) -> bool:
    return (date.fromisoformat(row["period_end"]) - date.fromisoformat(row["period_start"])).days < YEAR


def _is_chips(counterparty: str, vocabulary: Vocabulary) -> bool:
    term = vocabulary.terms.get(counterparty)
    return counterparty == MARKET or (term is not None and term.cls == CHIPMAKER)
