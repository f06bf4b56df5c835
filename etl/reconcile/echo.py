"""Which tellings are the same word of the same origin: an echo is evidence, not a rival."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pandas as pd

from etl.reconcile.cluster import Member, clusters
from etl.reconcile.identity import LOOSE, STATED
from etl.reconcile.name import UNATTRIBUTED
from etl.reconcile.rule import rule

EXACT = "exact"
FORWARD = ("guidance", "plan")
KEYS = tuple(f"key_{column}" for column in STATED)
RAW = ("counterparty", "period", *STATED[2:])
FREE = (*(f"free_{column}" for column in RAW), "free_origin")
UNSAID = frozenset(("", "as_stated"))


def grouped(frame: pd.DataFrame) -> pd.Series[int]:
    """Return for each telling the number of its observation; the number is the index of the telling that words it."""
    leaders = frame.drop_duplicates(["fact", "origin", "reading"])
    own = frame.merge(
        leaders[["fact", "origin", "reading"]].assign(leader=leaders.index),
        on=["fact", "origin", "reading"],
        how="left",
    )["leader"]
    # A part of the key is free where every telling of these words leaves it unsaid, so that no order of rows decides.
    unsaid = {f"free_{column}": frame[column].isin(UNSAID) for column in RAW}
    free = pd.DataFrame({**unsaid, "free_origin": frame["origin"] == UNATTRIBUTED}).groupby(own.to_numpy()).min()
    leaders = leaders.join(free)
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


def _is_echo(one: Member, other: Member) -> bool:
    """Return whether one telling is another one hedged or rounded."""
    far = rule().tolerance["echo_forward" if one["status"] in FORWARD else "echo"]
    hedged = one["nominal"] == other["nominal"] and other["qualifier"] == EXACT != one["qualifier"]
    return hedged or is_rounding(one["nominal"], other["nominal"], one["qualifier"], far)


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
    for told in clusters(near, ["fact", "origin"], ["nominal", "qualifier", "status"]):
        for one in told:
            finer = [other["at"] for other in told if _is_echo(one, other)]
            if len(finer) == 1:
                joins[one["at"]] = finer[0]
    return joins


def _unsaid(leaders: pd.DataFrame) -> dict[int, int]:
    """Return the fuller telling by the one of equal value that leaves something unsaid."""
    same = leaders[leaders.duplicated([*LOOSE, "reading"], keep=False)]
    said = [same[key] for key in (*KEYS, "origin")]
    same = same.assign(said=_tuples(said), free=_tuples([same[name] for name in FREE]))
    joins: dict[int, int] = {}
    for told in clusters(same, [*LOOSE, "reading"], ["said", "free"]):
        for one in told:
            fuller = [other for other in told if _fills(one, other)]
            if len({other["said"] for other in fuller}) == 1:
                joins[one["at"]] = fuller[0]["at"]
    return joins


def _tuples(columns: list[pd.Series[Any]]) -> pd.Series[Any]:
    return pd.Series(list(zip(*columns, strict=True)), index=columns[0].index, dtype="object")


def _fills(lesser: Member, fuller: Member) -> bool:
    """Return whether one telling agrees with the other in all it says, and the other says more."""
    if sum(fuller["free"]) >= sum(lesser["free"]):
        return False
    told = zip(lesser["said"], fuller["said"], lesser["free"], strict=True)
    return all(one == other or unsaid for one, other, unsaid in told)


def _end(leader: int, joins: dict[int, int]) -> int:
    seen = {leader}
    while leader in joins and joins[leader] not in seen:
        leader = joins[leader]
        seen.add(leader)
    return leader
