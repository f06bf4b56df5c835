"""How list prices of one accelerator and lease type moved: each cloud against itself, no level blended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import exp, log
from statistics import fmean
from typing import NamedTuple

import numpy as np
import pandas as pd

from etl.reconcile.cluster import Member, records
from etl.reconcile.codes import Mask, kept, keys_of, ordered
from etl.reconcile.derived.amount import Amount
from etl.reconcile.derived.derivation import TIME, VERSION, Derivation, Given, Input, Result, about
from etl.reconcile.order import places_by

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
Month = Mapping[str, Member]


class _Link(NamedTuple):
    """The level at a month with the month that is its base, and the times at which it was that."""

    level: float
    base: str
    result: Result | None
    times: list[int]


def results(given: Given) -> Iterator[Result]:
    """Yield the index of each accelerator, lease type and way of counting; anew where too few clouds match."""
    stood = given.stood(*DERIVATION.of)
    first = np.unique(stood[VERSION].to_numpy(), return_index=True)[1]
    prices = given.observations.iloc[stood.index[first]]
    prices = kept(prices, bearing(prices, given) & (prices["rank"] == "preferred").to_numpy())
    rows = records(ordered(prices, ["period", "entity"]))
    place = np.full(stood[VERSION].max() + 1 if len(stood) else 0, -1)
    place[[row[VERSION] for row in rows]] = np.arange(len(rows))
    at, times = place[stood[VERSION].to_numpy()], stood[TIME].to_numpy()
    order = places_by(times, at)
    found: dict[tuple[str, ...], dict[int, list[Member]]] = {}
    keys = [tuple(row[name] for name in KEYS) for row in rows]
    for time, number in zip(times[order].tolist(), at[order].tolist(), strict=True):
        if number >= 0:
            found.setdefault(keys[number], {}).setdefault(time, []).append(rows[number])
    for key in sorted(found):
        yield from _chains(found[key])


def bearing(figures: pd.DataFrame, _: Given) -> Mask:
    """Return which figures may count: the list prices of what enough clouds ever list in one month."""
    here = (figures["source"] == SOURCE) & (figures["unit"] == "USD_per_gpu_hour") & (figures["value"] > 0)
    listed = here.to_numpy(bool)
    group = keys_of([figures[name] for name in KEYS])
    month = keys_of([group, figures["period"]])
    cloud = keys_of([month, figures["entity"]])
    first = np.flatnonzero(listed)[np.unique(cloud[listed], return_index=True)[1]]
    enough = np.bincount(month[first], minlength=month.max(initial=-1) + 1) >= FEWEST
    found: Mask = listed & np.isin(group, group[enough[month]])
    return found


def _chains(standing: Mapping[int, Sequence[Member]]) -> Iterator[Result]:
    """Yield the index of each month at each time, once for times on end at which nothing up to it was another."""
    known, months, links = dict[tuple[int, ...], Month](), list[Month](), list[_Link]()
    found = list[_Link]()
    for time in sorted(standing):
        now = _months(standing[time], known)
        same = next((at for at, pair in enumerate(zip(months, now, strict=False)) if pair[0] is not pair[1]), None)
        links = links[: min(len(months), len(now)) if same is None else same]
        months = now
        for at in range(len(links), len(months)):
            links.append(_linked(links[-1], months[at - 1], months[at]) if at else _Link(BASE, "", None, []))
            found.append(links[-1])
        for link in links:
            link.times.append(time)
    yield from (replace(link.result, times=tuple(link.times)) for link in found if link.result)


def _linked(link: _Link, before: Month, now: Month) -> _Link:
    clouds = sorted(set(before) & set(now))
    if len(clouds) < FEWEST:
        return _Link(BASE, "", None, [])
    base = link.base or _any(before)["period"]
    level = link.level * mean_move([before[one]["value"] for one in clouds], [now[one]["value"] for one in clouds])
    inputs = [Input.of(month[one], f"{one} {month[one]['period']}") for one in clouds for month in (before, now)]
    told = f"{base} = 100; {len(clouds)} clouds"
    dims = about(_any(now), "definition", "contract_type", entity="", denominator=told)
    return _Link(level, base, Result(Amount.exactly(level), tuple(inputs), dims), [])


def mean_move(before: Sequence[float], now: Sequence[float]) -> float:
    """
    Return the geometric mean of each price over the one before it.

    >>> mean_move([2.0, 4.0], [1.0, 8.0])
    1.0
    """
    return exp(fmean(log(new / old) for old, new in zip(before, now, strict=True)))


def _months(rows: Sequence[Member], known: dict[tuple[int, ...], Month]) -> list[Month]:
    """Return the months of some prices, each as what a cloud told once in it; equal ones are known as one thing."""
    told: dict[str, list[Member]] = {}
    for row in rows:
        told.setdefault(row["period"], []).append(row)
    keys = [tuple(row[VERSION] for row in several) for several in told.values()]
    for key, several in zip(keys, told.values(), strict=True):
        if key not in known:
            of = Counter(row["entity"] for row in several)
            known[key] = {row["entity"]: row for row in several if of[row["entity"]] == 1}
    return [known[key] for key in keys if known[key]]


def _any(month: Month) -> Member:
    return next(iter(month.values()))
