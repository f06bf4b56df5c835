"""Which tellings are the same word of the same origin: an echo is evidence, not a rival."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from etl.reconcile.codes import (
    Codes,
    Mask,
    Numbers,
    codes_of,
    firsts,
    keys_of,
    mapped,
    pairs,
    pairs_within,
    run_starts,
    sizes,
)
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


@dataclass(frozen=True, slots=True)
class Nominals:
    """Numbers that tellings name, with how many digits each has, and what one more in the last of them comes to."""

    value: Numbers
    precise: Codes
    step: Numbers
    side: Codes
    """On which side of it what is meant lies: 1 above it, -1 below it, 0 about it."""

    far: Numbers
    """How far a finer number may be, as a part of it."""

    @classmethod
    def of(cls, value: Numbers, qualifier: Any, far: Numbers) -> Nominals:
        """Return numbers that are told with these words."""
        precise = mapped(pd.Series(value), digits, "int64").to_numpy()
        whole = np.floor(np.log10(np.abs(np.where(value == 0, 1, value))))
        side = (qualifier == "min").astype(np.int64) - (qualifier == "max").astype(np.int64)
        return cls(value, precise, np.asarray(10.0 ** (whole + 1 - precise), dtype=np.float64), side, far)

    def are_roundings(self, one: Codes, other: Codes) -> Mask:
        """Return whether the numbers of the first places are those of the other ones with fewer digits."""
        found = self.precise[one] < self.precise[other]
        one, other = one[found], other[found]
        coarse, fine, step, side = self.value[one], self.value[other], self.step[one], self.side[one]
        near = np.abs(coarse - fine) <= step / 2
        near = np.where(side > 0, (coarse <= fine) & (fine < coarse + step), near)
        near = np.where(side < 0, (coarse - step < fine) & (fine <= coarse), near)
        found[found] = (coarse != 0) & near & (np.abs(coarse - fine) <= self.far[one] * np.abs(fine))
        return np.asarray(found)


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
    told = Nominals.of(np.array([coarse, fine], dtype=float), np.array([qualifier] * 2), np.full(2, tolerance))
    return bool(told.are_roundings(np.array([0]), np.array([1]))[0])


def digits(value: float) -> int:
    """
    Return how many significant digits a number is told with.

    >>> digits(485_000), digits(500_000), digits(0.256)
    (3, 1, 3)
    """
    return len(Decimal(f"{value:.12g}").normalize().as_tuple().digits)


def _free(unsaid: pd.Series[bool], own: Codes) -> Mask:
    return np.asarray(np.bincount(own, weights=~unsaid.to_numpy()) == 0)


def _rounded(leaders: pd.DataFrame) -> tuple[Codes, Codes, Codes]:
    """Return each rounded telling with every finer one of its origin and fact, and what these must agree on: all."""
    nominal = _nominal(leaders)
    group = keys_of([leaders["fact"], leaders["origin"]])
    near = np.flatnonzero((sizes(group) > 1) & ~np.isnan(nominal))
    told, value, tolerance = leaders[["qualifier", "status"]].iloc[near], nominal[near], rule().tolerance
    exact = (told["qualifier"] == EXACT).to_numpy()
    far = np.where(told["status"].isin(FORWARD), tolerance["echo_forward"], tolerance["echo"])
    numbers = Nominals.of(value, told["qualifier"].to_numpy(object), far)
    found = []
    for one, other in pairs_within(group[near], value, numbers.step):
        hedged = (value[one] == value[other]) & exact[other] & ~exact[one]
        echoes = hedged | numbers.are_roundings(one, other)
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
