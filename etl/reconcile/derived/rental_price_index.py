"""How list prices of one accelerator and lease type moved: each cloud against itself, no level blended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import exp, log
from statistics import fmean
from typing import Any

import pandas as pd

from etl.reconcile.cluster import families
from etl.reconcile.codes import Mask, kept, ordered
from etl.reconcile.derived.amount import Amount
from etl.reconcile.derived.derivation import TIME, Derivation, Given, Input, Result, about

KEYS = ("product", "contract_type", "definition")
DERIVATION = Derivation(
    "rental_price_index",
    "index",
    "100 x product over the months of the geometric mean, over clouds listed in both months, of price / price before",
    "100 × 各月（两月均有报价的云，价格之比的几何平均）的连乘",
    of=("rental_price_per_gpu_hour",),
    together=KEYS,
    is_of_preferred=True,
)
SOURCE = "rental_catalog"
FEWEST = 3
"""Clouds that must be listed in both of two months; with fewer one cloud's cut would be the market's."""

BASE = 100.0
Month = Mapping[str, dict[str, Any]]


def results(given: Given) -> Iterator[Result]:
    """Yield the index of each accelerator, lease type and way of counting; anew where too few clouds match."""
    prices = given.of(*DERIVATION.of)
    prices = kept(prices, bearing(prices, given) & (prices["rank"] == "preferred").to_numpy())
    for rows in families(ordered(prices, ["period", "entity"]), (*KEYS, TIME)):
        yield from _chain(_months(rows))


def bearing(figures: pd.DataFrame, _: Given) -> Mask:
    """Return which figures may count: the list prices of clouds."""
    here = (figures["source"] == SOURCE) & (figures["unit"] == "USD_per_gpu_hour") & (figures["value"] > 0)
    found: Mask = here.to_numpy(bool)
    return found


def _chain(months: Sequence[Month]) -> Iterator[Result]:
    level, base = BASE, ""
    for before, now in pairwise(months):
        clouds = sorted(set(before) & set(now))
        if len(clouds) < FEWEST:
            base = ""
            continue
        if not base:
            level, base = BASE, _any(before)["period"]
        level *= mean_move([before[one]["value"] for one in clouds], [now[one]["value"] for one in clouds])
        row = _any(now)
        inputs = [Input.of(month[one], f"{one} {month[one]['period']}") for one in clouds for month in (before, now)]
        dims = about(row, "definition", "contract_type", entity="", denominator=f"{base} = 100; {len(clouds)} clouds")
        yield Result(Amount.exactly(level), tuple(inputs), dims)


def mean_move(before: Sequence[float], now: Sequence[float]) -> float:
    """
    Return the geometric mean of each price over the one before it.

    >>> mean_move([2.0, 4.0], [1.0, 8.0])
    1.0
    """
    return exp(fmean(log(new / old) for old, new in zip(before, now, strict=True)))


def _months(rows: Sequence[dict[str, Any]]) -> list[Month]:
    told = Counter((row["period"], row["entity"]) for row in rows)
    months: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows:
        if told[row["period"], row["entity"]] == 1:
            months.setdefault(row["period"], {})[row["entity"]] = row
    return list(months.values())


def _any(month: Month) -> dict[str, Any]:
    return next(iter(month.values()))
