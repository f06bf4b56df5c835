"""Triangulation: what one figure implies of another, held against a bound; red where the bound is broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from etl.reconcile.cluster import families, records, single
from etl.reconcile.codes import kept, ordered
from etl.reconcile.derived.amount import Amount, total
from etl.reconcile.derived.derivation import latest, weakest
from etl.reconcile.disagreement import TIME
from etl.reconcile.identity import hashed
from etl.reconcile.name import spoken
from etl.reconcile.precedence import PREFERRED
from etl.reconcile.when import has_flag
from etl.vocabulary import Vocabulary

WITHIN, TIGHT, BROKEN, OPEN = "within", "tight", "broken", "open"
CASH = ("cash_ppe", "cash_ppe_plus_finance_leases")
MARKET = "market"
WORLD = ("", "global")
"""Counterparties of shipments to all; those to one country bound nobody else's fleet."""

SALES = "data-centre"
MONTH = 31
"""Days by which a maker's fiscal year may differ from its buyers' calendar year."""

BILL, FLEET = "implied_hardware_bill", "implied_fleet"
WHOLE = ("origin", "denominator", "product", "period", "contract_type", "definition")
"""What shares of one whole have in common."""

UNLIKE = ("h100_equivalents", "dies")
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


def bills(live: pd.DataFrame, vocabulary: Vocabulary) -> Iterator[Check]:
    """Hold what a buyer's accelerators cost against all it spent in those days, in dollars."""
    spent = kept(live, (live["metric"] == "capex") & (live["status"] == "actual") & (live["rank"] == PREFERRED))
    spent = kept(spent, spent["definition"].isin(CASH) & spent["value_usd"].notna() & (spent["product"] == ""))
    whose = {(rows[0]["entity"], rows[0][TIME]): rows for rows in families(spent, ["entity", TIME])}
    for row in records(kept(live, live["metric"] == BILL)):
        parts = tiled(row, whose.get((row["entity"], row[TIME]), []))
        if parts:
            bound = Amount.exactly(sum(part["value_usd"] for part in parts))
            english, chinese = spoken([row["product"]], vocabulary)
            claim = (f"{english} bought, at a band of prices", f"所购{chinese}，按单价区间")
            against = ("all its capital spending of those days", "同期全部资本开支")
            yield Check("bill_within_capex", row, claim, Amount.of(row, "_usd"), bound, "USD", against, [row, *parts])


def tiled(row: Row, spent: Sequence[Row]) -> list[Row]:
    """Return the periods of one definition that together are the days of a row; a whole one is taken alone."""
    for definition in CASH:
        told = [one for one in spent if one["definition"] == definition and _is_inside(one, row)]
        whole = [
            one for one in told if (one["period_start"], one["period_end"]) == (row["period_start"], row["period_end"])
        ]
        if whole:
            return whole[:1]
        chain = _chain(sorted(told, key=lambda one: (one["period_start"], one["period_end"])), row)
        if chain:
            return chain
    return []


def fleets(live: pd.DataFrame) -> Iterator[Check]:
    """Hold the fleet that a rent pays for against all that was shipped in the years up to it."""
    held = records(ordered(kept(live, are_shipped(live)), ["period_end", "source_tier", "observation_id"]))
    for row in records(kept(live, live["metric"] == FLEET)):
        year = row["period_start"][:4]
        best = [one for one in held if one[TIME] == row[TIME] and year and one["period_end"][:4] <= year][-1:]
        claim = ("accelerators that the rent pays for, every hour used", "租金对应的加速器数量（全时使用）")
        against = ("accelerators shipped to all in the last year held", "最近一年全市场出货量")
        bound = Amount.of(best[0]) if best else Amount(None, None, None)
        yield Check("fleet_within_shipments", row, claim, Amount.of(row), bound, "units", against, [row, *best])


def are_shipped(frame: pd.DataFrame) -> pd.Series[bool]:
    """Return which figures are shipments of accelerators to all, up to a day."""
    found = (frame["metric"] == "units_shipped") & (frame["entity"] == MARKET) & (frame["unit"] == "units")
    return found & frame["counterparty"].isin(WORLD) & ~frame["unit_basis"].isin(UNLIKE) & (frame["period_end"] != "")


def sales(live: pd.DataFrame, vocabulary: Vocabulary) -> Iterator[Check]:
    """Hold what the buyers that one origin names paid for a maker's chips against its sales of about that year."""
    sold = kept(live, (live["metric"] == "revenue") & (live["status"] == "actual") & (live["product"] == SALES))
    bought = kept(live, (live["metric"] == BILL) & ~has_flag(live["flags"], "aggregate"))
    bought = kept(bought, ~bought["entity"].str.contains("+", regex=False) & (bought["counterparty"] != ""))
    whose = {(rows[0]["entity"], rows[0][TIME]): rows for rows in families(sold, ["entity", TIME])}
    for rows in families(bought, ["counterparty", "product", "period", "definition", TIME]):
        buyers = single(rows, "entity")
        sales_of = whose.get((buyers[0]["counterparty"], buyers[0][TIME]), ())
        year = [one for one in sales_of if _is_about(one, buyers[0])]
        if len(buyers) > 1 and year:
            implied = total([Amount.of(one, "_usd") for one in buyers])
            names = spoken([one["entity"] for one in buyers], vocabulary)
            goods = spoken([buyers[0]["product"]], vocabulary)
            claim = (f"{goods[0]} bought by {names[0]}", f"{names[1]}所购{goods[1]}")
            against = ("the maker's data-centre sales of the fiscal year about the same", "厂商相近财年的数据中心收入")
            yield Check(
                "buyers_within_sales",
                _joint(buyers),
                claim,
                implied,
                Amount.of(year[0], "_usd"),
                "USD",
                against,
                [*buyers, *year[:1]],
            )


def shares(live: pd.DataFrame, vocabulary: Vocabulary) -> Iterator[Check]:
    """Hold the shares that one origin gives of one whole against the whole."""
    told = kept(live, (live["metric"] == "market_share") & (live["rank"] == PREFERRED))
    for rows in families(told, [*WHOLE, TIME]):
        holders = single((one for one in rows if "+" not in one["entity"]), "entity")
        if len(holders) > 1:
            implied = total([Amount.of(one) for one in holders])
            names = spoken([one["entity"] for one in holders], vocabulary)
            claim = (f"shares of {names[0]}", f"{names[1]}的份额之和")
            against = ("the whole they are shares of", "其整体")
            yield Check(
                "shares_within_whole", holders[0], claim, implied, Amount.exactly(1.0), "share", against, holders
            )


def _is_inside(one: Row, row: Row) -> bool:
    return (
        bool(one["period_start"])
        and row["period_start"] <= one["period_start"]
        and one["period_end"] <= row["period_end"]
    )


def _is_about(sold: Row, bought: Row) -> bool:
    """Return whether two years begin and end within a month of each other."""
    ends = [(one["period_start"], one["period_end"]) for one in (sold, bought)]
    if not all(day for days in ends for day in days):
        return False
    apart = (abs((date.fromisoformat(one) - date.fromisoformat(other)).days) for one, other in zip(*ends, strict=True))
    return all(days <= MONTH for days in apart)


def _joint(rows: Sequence[Row]) -> Row:
    return {**rows[0], "entity": "+".join(sorted(one["entity"] for one in rows))}


def _chain(told: Sequence[Row], row: Row) -> list[Row]:
    """Return periods that follow each other from the first day of a row to its last."""
    found: list[Row] = []
    start = row["period_start"]
    for one in told:
        if one["period_start"] == start and one["period_end"]:
            found.append(one)
            start = _day_after(one["period_end"])
    return found if found and found[-1]["period_end"] == row["period_end"] else []


def _day_after(day: str) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() + 1).isoformat()


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
