"""Which tellings are the same word of the same origin: an echo is evidence, not a rival."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from etl.reconcile.identity import LOOSE, STATED
from etl.reconcile.name import UNATTRIBUTED
from etl.reconcile.rule import rule

EXACT = "exact"
FORWARD = ("guidance", "plan")
KEYS = tuple(f"key_{column}" for column in STATED)
RAW = ("counterparty", "period", *STATED[2:])
UNSAID = frozenset(("", "as_stated"))


def grouped(frame: pd.DataFrame) -> pd.Series[int]:
    """Return for each telling the number of its observation; the number is the index of the telling that words it."""
    leaders = frame.drop_duplicates(["fact", "origin", "reading"])
    own = frame.merge(
        leaders[["fact", "origin", "reading"]].assign(leader=leaders.index),
        on=["fact", "origin", "reading"],
        how="left",
    )["leader"]
    joins = _rounded(leaders)
    joins.update(_unsaid(leaders[~leaders.index.isin(joins)]))
    groups: pd.Series[int] = own.map({leader: _end(leader, joins) for leader in leaders.index})
    groups.index = frame.index
    return groups


def is_rounding(coarse: float, fine: float, qualifier: str, tolerance: float) -> bool:
    """
    Return whether `coarse` is `fine` with fewer digits.

    >>> is_rounding(500_000, 485_000, "approx", 0.05), is_rounding(480_000, 485_000, "min", 0.05)
    (True, True)
    >>> is_rounding(100e9, 125e9, "exact", 0.05)
    False
    """
    if not coarse or digits(coarse) >= digits(fine) or abs(coarse - fine) > tolerance * abs(fine):
        return False
    step = 10.0 ** (math.floor(math.log10(abs(coarse))) + 1 - digits(coarse))
    if qualifier == "min":
        return coarse <= fine < coarse + step
    if qualifier == "max":
        return coarse - step < fine <= coarse
    return abs(coarse - fine) <= step / 2


def _is_echo(value: float, qualifier: str, fine: float, hedge: str, tolerance: float) -> bool:
    """Return whether one telling is another one hedged or rounded."""
    hedged = value == fine and hedge == EXACT != qualifier
    return hedged or is_rounding(value, fine, qualifier, tolerance)


def digits(value: float) -> int:
    """
    Return how many significant digits a number is told with.

    >>> digits(485_000), digits(500_000), digits(0.256)
    (3, 1, 3)
    """
    return len(Decimal(f"{value:.12g}").normalize().as_tuple().digits)


def _rounded(leaders: pd.DataFrame) -> dict[int, int]:
    """Return the finer telling by the rounded one, within one origin and one fact."""
    near = leaders[leaders.duplicated(["fact", "origin"], keep=False)]
    nominal = near["value"].fillna(near["value_low"].where(near["value_high"].isna(), near["value_high"]))
    nominal = nominal.where(~(near["value_low"].notna() & near["value_high"].notna() & near["value"].isna()))
    near = near.assign(nominal=nominal)[nominal.notna()]
    joins: dict[int, int] = {}
    for _, rows in near.groupby(["fact", "origin"], sort=False):
        told = list(zip(rows.index, rows["nominal"], rows["qualifier"], rows["status"], strict=True))
        for index, value, qualifier, status in told:
            far = rule().tolerance["echo_forward" if status in FORWARD else "echo"]
            finer = [other for other, fine, hedge, _ in told if _is_echo(value, qualifier, fine, hedge, far)]
            if len(finer) == 1:
                joins[index] = finer[0]
    return joins


def _unsaid(leaders: pd.DataFrame) -> dict[int, int]:
    """Return the fuller telling by the one of equal value that leaves something unsaid."""
    same = leaders[leaders.duplicated([*LOOSE, "reading"], keep=False)]
    joins: dict[int, int] = {}
    for _, rows in same.groupby([*LOOSE, "reading"], sort=False):
        said = list(zip(*(rows[key] for key in (*KEYS, "origin")), strict=True))
        # Of each part of the key, whether the source leaves it unsaid.
        free = list(zip(*(rows[column].isin(UNSAID) for column in RAW), rows["origin"] == UNATTRIBUTED, strict=True))
        for at, index in enumerate(rows.index):
            fuller = [other for other in range(len(rows)) if _fills(said[at], free[at], said[other], free[other])]
            if fuller and len({said[other] for other in fuller}) == 1:
                joins[index] = int(rows.index[fuller[0]])
    return joins


def _fills(lesser: Sequence[str], free: Sequence[bool], fuller: Sequence[str], fuller_free: Sequence[bool]) -> bool:
    """Return whether one telling agrees with the other in all it says, and the other says more."""
    if sum(fuller_free) >= sum(free):
        return False
    return all(one == other or unsaid for one, other, unsaid in zip(lesser, fuller, free, strict=True))


def _end(leader: int, joins: dict[int, int]) -> int:
    seen = {leader}
    while leader in joins and joins[leader] not in seen:
        leader = joins[leader]
        seen.add(leader)
    return leader
