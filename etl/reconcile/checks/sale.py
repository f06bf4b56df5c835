"""What the buyers that one origin names paid for a maker's chips, held against its sales of about that year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from etl.reconcile.checks.bill import BILL
from etl.reconcile.checks.check import Bearing, Check, Columns, Row
from etl.reconcile.cluster import families, single
from etl.reconcile.codes import kept, plain
from etl.reconcile.derived.amount import Amount, total
from etl.reconcile.disagreement import TIME
from etl.reconcile.name import spoken
from etl.reconcile.when import has_flag
from etl.vocabulary import Vocabulary

REVENUE = "revenue"
METRICS = (BILL, REVENUE)
SEGMENT = "data-centre"
MONTH = 31
"""Days by which a maker's fiscal year may differ from its buyers' calendar year."""


def bearing(held: pd.DataFrame, _: Vocabulary) -> Bearing:
    """Return which are bills, and which are what their makers sold."""
    bill = (held["metric"] == BILL) & (held["counterparty"] != "")
    sold = (held["metric"] == REVENUE) & (held["status"] == "actual") & (held["product"] == SEGMENT)
    sold &= held["entity"].isin(held["counterparty"][bill])
    return bill | sold


def together(held: pd.DataFrame) -> Columns:
    """Return what figures share that bear on each other: the maker."""
    told = plain(held[["entity", "counterparty"]])
    return [told["entity"].where(held["metric"] != BILL, told["counterparty"])]


def checks(live: pd.DataFrame, vocabulary: Vocabulary) -> Iterator[Check]:
    """Hold what the buyers that one origin names paid for a maker's chips against its sales of about that year."""
    sold = kept(live, (live["metric"] == REVENUE) & (live["status"] == "actual") & (live["product"] == SEGMENT))
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


def _is_about(sold: Row, bought: Row) -> bool:
    """Return whether two years begin and end within a month of each other."""
    ends = [(one["period_start"], one["period_end"]) for one in (sold, bought)]
    if not all(day for days in ends for day in days):
        return False
    apart = (abs((date.fromisoformat(one) - date.fromisoformat(other)).days) for one, other in zip(*ends, strict=True))
    return all(days <= MONTH for days in apart)


def _joint(rows: Sequence[Row]) -> Row:
    return {**rows[0], "entity": "+".join(sorted(one["entity"] for one in rows))}
