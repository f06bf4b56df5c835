"""Amounts as they were converted while rates were still to come: each time at other rates than stand beside it now."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from etl.period import known_by
from etl.reconcile.codes import Codes, distinct, held, kept, keys_of, mapped, plain
from etl.reconcile.currency import AMOUNTS, USED, Rates, Used, amounts, asked, currency_of, used_for
from etl.reconcile.earlier import TIMES
from etl.reconcile.identity import numbers_of
from etl.reconcile.order import places_by
from etl.reconcile.telling import NUMBERS

CONVERTED = (*AMOUNTS, *USED)
COLUMNS = ("observation_id", *TIMES, *CONVERTED)
ASKED = ("observation_id", "metric", "unit", "period_start", "period_end", "known_from", *NUMBERS)
SPREAD = ("observation_id", "unit", "known_from", *NUMBERS)
"""What is asked of an amount for each of its times."""


class Time(NamedTuple):
    """From how many known months on to how many an amount was converted at which rates."""

    first: int
    after: int
    used: Used


def conversions(observations: pd.DataFrame, money: pd.DataFrame) -> pd.DataFrame:
    """
    Return one row for each time in which an amount was converted at other rates than it is now.

    The rate of a month is known from its last day. What an amount is converted at changes while months of its period,
    or the month that it was told in, are still to end.
    """
    months = sorted(money["month"].unique())
    ends = [_last_day(month) for month in months]
    is_money = mapped(observations["unit"], lambda unit: bool(currency_of(unit)), "bool")
    frame = kept(observations[list(ASKED)], is_money & (observations["known_from"] != ""))
    columns = [*asked(frame), mapped(frame["known_from"], lambda day: bisect_right(ends, day), "int64")]
    codes, whole = keys_of(columns), Rates.of(money)
    books = [whole.until(month) for month in ("", *months)]
    times = [list(_times(key, since, months, books)) for *key, since in distinct(columns, codes)]
    at = np.flatnonzero(np.array([bool(one) for one in times], dtype=bool)[codes])
    at = at[places_by(numbers_of(frame["observation_id"].iloc[at]))]
    return held(_rows(plain(frame.iloc[at]), codes[at], times, ends), ("observation_id",))


def _times(key: Sequence[str], since: int, months: Sequence[str], books: Sequence[Rates]) -> Iterator[Time]:
    """Yield the times in which an amount was converted at other rates than in the end."""
    *_, last, told = key
    found: list[tuple[int, Used]] = []
    for known in range(since, len(books)):
        used = used_for(key, books[known])
        if not found or used != found[-1][1]:
            found.append((known, used))
        if known and max(last, told) <= months[known - 1]:
            break
    yield from (Time(first, after, used) for (first, used), (after, _) in pairwise(found) if used != found[-1][1])


def _rows(frame: pd.DataFrame, codes: Codes, times: Sequence[Sequence[Time]], ends: Sequence[str]) -> pd.DataFrame:
    """Return the times of each amount, in the order of ids and days."""
    count = np.array([len(one) for one in times], dtype=np.int64)
    start, every = np.cumsum(count) - count, [one for several in times for one in several]
    length = count[codes]
    row = np.repeat(np.arange(len(frame)), length)
    time = np.arange(len(row)) - np.repeat(np.cumsum(length) - length, length) + np.repeat(start[codes], length)
    told = frame[list(SPREAD)].iloc[row].reset_index(drop=True)
    first = np.array([ends[one.first - 1] if one.first else "" for one in every], dtype=np.object_)
    upto = np.array([_day_before(ends[one.after - 1]) for one in every], dtype=np.object_)
    since = np.maximum(told["known_from"].to_numpy(object), first[time])
    days = {name: pd.array(one, dtype="str") for name, one in zip(TIMES, (since, upto[time]), strict=True)}
    used = amounts(told, [one.used for one in every], time)
    return pd.DataFrame({"observation_id": told["observation_id"], **days, **used})[list(COLUMNS)]


def _last_day(month: str) -> str:
    day = known_by(month)
    return day.isoformat() if day else ""


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(1)).isoformat()
