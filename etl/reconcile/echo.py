"""Which tellings are the same word of the same origin: an echo is evidence, not a rival."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from etl.reconcile.codes import Codes, Mask, codes_of, firsts, keys_of, mapped, pairs, run_starts, sizes
from etl.reconcile.identity import LOOSE, STATED
from etl.reconcile.name import UNATTRIBUTED
from etl.reconcile.rule import rule
from etl.reconcile.telling import NUMBERS

EXACT = "exact"
FORWARD = ("guidance", "plan")
KEYS = tuple(f"key_{column}" for column in STATED)
RAW = ("counterparty", "period", *STATED[2:])
UNSAID = frozenset(("", "as_stated"))
SAID = (*LOOSE, *KEYS, "fact", "origin", "reading", *NUMBERS, "qualifier", "status")
Numbers = np.ndarray[Any, np.dtype[np.float64]]


def grouped(frame: pd.DataFrame) -> pd.Series[int]:
    """Return for each telling the number of its observation; the number is the index of the telling that words it."""
    own = keys_of([frame[name] for name in ("fact", "origin", "reading")])
    first = firsts(own)
    leaders = frame[list(SAID)].iloc[first]
    # A part of the key is free where every telling of these words leaves it unsaid, so that no order of rows decides.
    free = [_free(frame[name].isin(UNSAID), own) for name in RAW]
    free.append(_free(frame["origin"] == UNATTRIBUTED, own))
    to = np.arange(len(leaders))
    joins = _rounded(leaders), _unsaid(leaders, free)
    # What was of two minds may be of one when others have joined, so that what comes out reconciles to itself.
    while any(_join(*one, to) for one in joins):
        pass
    return pd.Series(frame.index.to_numpy()[first[_ends(to)[own]]], index=frame.index)


def is_rounding(coarse: float, fine: float, qualifier: str, tolerance: float) -> bool:
    """
    Return whether `coarse` is `fine` with fewer digits.

    >>> is_rounding(500_000, 485_000, "approx", 0.05), is_rounding(480_000, 485_000, "min", 0.05)
    (True, True)
    >>> is_rounding(100e9, 125e9, "exact", 0.05)
    False
    """
    one, other = np.array([coarse], dtype=float), np.array([fine], dtype=float)
    told = _digits(one), _digits(other)
    return bool(_roundings(one, other, *told, np.array([qualifier]), np.array([tolerance]))[0])


def _roundings(
    coarse: Numbers, fine: Numbers, coarse_digits: Codes, fine_digits: Codes, qualifier: Any, tolerance: Numbers
) -> Mask:
    size = np.abs(np.where(coarse == 0, 1, coarse))
    step = 10.0 ** (np.floor(np.log10(size)) + 1 - coarse_digits)
    near = np.abs(coarse - fine) <= step / 2
    near = np.where(qualifier == "min", (coarse <= fine) & (fine < coarse + step), near)
    near = np.where(qualifier == "max", (coarse - step < fine) & (fine <= coarse), near)
    fewer = (coarse != 0) & (coarse_digits < fine_digits) & (np.abs(coarse - fine) <= tolerance * np.abs(fine))
    return np.asarray(fewer & near)


def digits(value: float) -> int:
    """
    Return how many significant digits a number is told with.

    >>> digits(485_000), digits(500_000), digits(0.256)
    (3, 1, 3)
    """
    return len(Decimal(f"{value:.12g}").normalize().as_tuple().digits)


def _digits(values: Numbers) -> Codes:
    return mapped(pd.Series(values), digits, "int64").to_numpy()


def _free(unsaid: pd.Series[bool], own: Codes) -> Mask:
    return np.asarray(np.bincount(own, weights=~unsaid.to_numpy()) == 0)


def _rounded(leaders: pd.DataFrame) -> tuple[Codes, Codes, Codes]:
    """Return each rounded telling with every finer one of its origin and fact, and what these must agree on: all."""
    nominal = _nominal(leaders)
    group = keys_of([leaders["fact"], leaders["origin"]])
    near = np.flatnonzero((sizes(group) > 1) & ~np.isnan(nominal))
    told = leaders[["qualifier", "status"]].iloc[near]
    value, exact, qualifier = nominal[near], (told["qualifier"] == EXACT).to_numpy(), told["qualifier"].to_numpy(object)
    precise, tolerance = _digits(value), rule().tolerance
    far = np.where(told["status"].isin(FORWARD), tolerance["echo_forward"], tolerance["echo"])
    found = []
    for one, other in pairs(group[near]):
        hedged = (value[one] == value[other]) & exact[other] & ~exact[one]
        numbers = value[one], value[other], precise[one], precise[other]
        echoes = hedged | _roundings(*numbers, qualifier[one], far[one])
        found.append((near[one[echoes]], near[other[echoes]]))
    return *_joined(found), np.arange(len(leaders))


def _join(one: Codes, other: Codes, agree: Codes, to: Codes) -> bool:
    """Join each telling that stands alone to those it may join, where these agree; return whether any was joined."""
    alone = to == np.arange(len(to))
    live = alone[one] & alone[other]
    one, other = one[live], other[live]
    start = run_starts(one)
    if not len(start):
        return False
    agreed = start[np.minimum.reduceat(agree[other], start) == np.maximum.reduceat(agree[other], start)]
    to[one[agreed]] = other[agreed]
    return len(agreed) > 0


def _joined(found: list[tuple[Codes, Codes]]) -> tuple[Codes, Codes]:
    empty = np.empty(0, dtype=np.int64)
    one, other = (np.concatenate([empty, *(pair[at] for pair in found)]) for at in (0, 1))
    return one, other


def _nominal(leaders: pd.DataFrame) -> Numbers:
    """Return the number that a telling names: its value or its only bound."""
    value, low, high = (leaders[name].to_numpy(float) for name in NUMBERS)
    bound = np.where(np.isnan(high), low, np.where(np.isnan(low), high, np.nan))
    return np.where(np.isnan(value), bound, value)


def _unsaid(leaders: pd.DataFrame, free: list[Mask]) -> tuple[Codes, Codes, Codes]:
    """Return each telling that leaves something unsaid with every fuller one of its value, and what these all say."""
    group = keys_of([leaders[name] for name in (*LOOSE, "reading")])
    here = np.flatnonzero(sizes(group) > 1)
    said = [codes_of(leaders[name])[0][here] for name in (*KEYS, "origin")]
    unsaid, whole = [one[here] for one in free], keys_of(said)
    lacks = np.sum(unsaid, axis=0)
    found = []
    for one, other in pairs(group[here]):
        fills = lacks[other] < lacks[one]
        for words, blank in zip(said, unsaid, strict=True):
            fills &= (words[one] == words[other]) | blank[one]
        found.append((here[one[fills]], here[other[fills]]))
    agree = np.zeros(len(leaders), dtype=np.int64)
    agree[here] = whole
    return *_joined(found), agree


def _ends(to: Codes) -> Codes:
    """Return where each chain of joins ends."""
    while not np.array_equal(further := to[to], to):
        to = further
    return to
