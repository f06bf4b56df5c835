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
    _join_rounded(leaders, to)
    _join_unsaid(leaders, free, to)
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


def _join_rounded(leaders: pd.DataFrame, to: Codes) -> None:
    """Join the rounded telling to the finer one, within one origin and one fact, where there is one such."""
    nominal = _nominal(leaders)
    group = keys_of([leaders["fact"], leaders["origin"]])
    near = np.flatnonzero((sizes(group) > 1) & ~np.isnan(nominal))
    told = leaders[["qualifier", "status"]].iloc[near]
    value, exact, qualifier = nominal[near], (told["qualifier"] == EXACT).to_numpy(), told["qualifier"].to_numpy(object)
    precise, tolerance = _digits(value), rule().tolerance
    far = np.where(told["status"].isin(FORWARD), tolerance["echo_forward"], tolerance["echo"])
    for one, other in pairs(group[near]):
        hedged = (value[one] == value[other]) & exact[other] & ~exact[one]
        numbers = value[one], value[other], precise[one], precise[other]
        echoes = hedged | _roundings(*numbers, qualifier[one], far[one])
        _join_the_only(near[one[echoes]], near[other[echoes]], to)


def _join_the_only(one: Codes, other: Codes, to: Codes) -> None:
    start = run_starts(one)
    alone = start[np.diff(np.r_[start, len(one)]) == 1]
    to[one[alone]] = other[alone]


def _nominal(leaders: pd.DataFrame) -> Numbers:
    """Return the number that a telling names: its value or its only bound."""
    value, low, high = (leaders[name].to_numpy(float) for name in NUMBERS)
    bound = np.where(np.isnan(high), low, np.where(np.isnan(low), high, np.nan))
    return np.where(np.isnan(value), bound, value)


def _join_unsaid(leaders: pd.DataFrame, free: list[Mask], to: Codes) -> None:
    """Join the telling that leaves something unsaid to the fuller one of equal value, where all fuller ones agree."""
    group = keys_of([leaders[name] for name in (*LOOSE, "reading")])
    here = np.flatnonzero(to == np.arange(len(to)))
    here = here[sizes(keys_of([group[here]])) > 1]
    said = [codes_of(leaders[name])[0][here] for name in (*KEYS, "origin")]
    unsaid, whole = [one[here] for one in free], keys_of(said)
    lacks = np.sum(unsaid, axis=0)
    for one, other in pairs(group[here]):
        fills = lacks[other] < lacks[one]
        for words, blank in zip(said, unsaid, strict=True):
            fills &= (words[one] == words[other]) | blank[one]
        _join_the_agreed(one[fills], other[fills], whole, here, to)


def _join_the_agreed(one: Codes, other: Codes, whole: Codes, here: Codes, to: Codes) -> None:
    start = run_starts(one)
    if len(start):
        agreed = start[np.minimum.reduceat(whole[other], start) == np.maximum.reduceat(whole[other], start)]
        to[here[one[agreed]]] = here[other[agreed]]


def _ends(to: Codes) -> Codes:
    """Return where each chain of joins ends."""
    while not np.array_equal(further := to[to], to):
        to = further
    return to
