"""What a check is: what one figure implies of another, held against a bound; red where the bound is broken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from etl.reconcile.codes import Mask
from etl.reconcile.derived.amount import Amount
from etl.reconcile.derived.derivation import latest, weakest
from etl.reconcile.disagreement import TIME
from etl.reconcile.identity import hashed

WITHIN, TIGHT, BROKEN, OPEN = "within", "tight", "broken", "open"
MARKET = "market"
COLUMNS = (
    *("check_id", "kind", "entity", "counterparty", "product", "period", "claim", "claim_zh", "implied", "implied_low"),
    *("implied_high", "bound", "bound_low", "bound_high", "unit", "verdict", "reason", "reason_zh", "status"),
    *("inputs", "known_from", "shown_from"),
)
READ = (
    *("observation_id", "metric", "entity", "counterparty", "product", "period", "period_start", "period_end", "unit"),
    *("unit_basis", "contract_type", "definition", "denominator", "origin", "source_kind", "source_tier", "status"),
    *("rank", "flags", "known_from", "shown_from", "value", "value_low", "value_high"),
    *("value_usd", "value_usd_low", "value_usd_high"),
)
"""What checks look at: a row with all its columns takes three times as long."""

Row = Mapping[Any, Any]

Bearing: TypeAlias = "pd.Series[bool] | Mask"
"""Which figures bear on checks of a kind."""

Columns: TypeAlias = "Sequence[pd.Series[str]]"


@dataclass(frozen=True, slots=True)
class Check:
    """
    A claim, what it implies, and the bound that what is implied may not exceed.

    `against` names the bound; where the verdict is `found` elsewhere it is the whole reason.
    """

    kind: str
    row: Row
    claim: tuple[str, str]
    implied: Amount
    bound: Amount
    unit: str
    against: tuple[str, str]
    inputs: Sequence[Row]
    found: str = ""


def rows_of(found: Iterable[Check]) -> pd.DataFrame:
    """Return one row for each check and the time of its figures."""
    return pd.DataFrame([_row(one) for one in found], columns=[*COLUMNS, TIME]).drop_duplicates(["check_id", TIME])


def verdict(implied: Amount, bound: Amount) -> str:
    """
    Return whether an amount keeps below a bound: broken only where even its least exceeds the most of the bound.

    >>> verdict(Amount(None, 12, 19), Amount.exactly(44)), verdict(Amount(None, 12, 50), Amount.exactly(44))
    ('within', 'tight')
    >>> verdict(Amount.exactly(50), Amount.exactly(44)), verdict(Amount.exactly(1), Amount(None, None, None))
    ('broken', 'open')
    """
    least = implied.low if implied.low is not None else implied.value
    most = implied.high if implied.high is not None else implied.value
    ceiling = bound.high if bound.high is not None else bound.value
    floor = bound.low if bound.low is not None else bound.value
    if most is not None and floor is not None and most <= floor:
        return WITHIN
    if least is None or ceiling is None:
        return OPEN
    return BROKEN if least > ceiling else TIGHT


def _row(one: Check) -> dict[str, Any]:
    found = one.found or verdict(one.implied, one.bound)
    ids = [row["observation_id"] for row in one.inputs]
    reasons: Mapping[str, tuple[str, str]] = {
        WITHIN: ("all of it is less than", "全部低于"),
        TIGHT: ("it may or may not exceed", "可能超过也可能不超过"),
        BROKEN: ("even its least exceeds", "即使下限也超过"),
        OPEN: ("nothing is held of", "未持有"),
    }
    words, words_zh = reasons[found]
    return {
        "check_id": hashed((one.kind, one.claim[0], *ids)),
        "kind": one.kind,
        **{name: one.row[name] for name in ("entity", "counterparty", "product", "period")},
        "claim": one.claim[0],
        "claim_zh": one.claim[1],
        **dict(zip(("implied", "implied_low", "implied_high"), _numbers(one.implied), strict=True)),
        **dict(zip(("bound", "bound_low", "bound_high"), _numbers(one.bound), strict=True)),
        "unit": one.unit,
        "verdict": found,
        "reason": one.against[0] if one.found else f"{words} {one.against[0]}",
        "reason_zh": one.against[1] if one.found else f"{words_zh}{one.against[1]}",
        "status": weakest(["derived", *(row["status"] for row in one.inputs)]),
        "inputs": ";".join(ids),
        "known_from": max((row["known_from"] for row in one.inputs), default=""),
        "shown_from": latest(row["shown_from"] for row in one.inputs),
        TIME: one.row[TIME],
    }


def _numbers(amount: Amount) -> tuple[float | None, float | None, float | None]:
    return amount.value, amount.low, amount.high
