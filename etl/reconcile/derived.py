"""Figures computed from observations; each names its inputs and its formula, and is as weak as the weakest of them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from etl.model import Status
from etl.reconcile.identity import maker_of
from etl.reconcile.precedence import DEPRECATED
from etl.vocabulary import Vocabulary

SHARE = "custom_silicon_share"
FORMULA = "derived: own chips deployed / (own chips deployed + Hopper bought + MI300 bought)"
DENOMINATOR = "own chips deployed, Hopper and MI300 bought"
MERCHANT = ("hopper", "mi300")
STRENGTH = tuple(Status)
"""Strongest first."""


def derived(observations: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the derived observations; empty where inputs are missing."""
    usable = observations[(observations["rank"] != DEPRECATED) & observations["value"].notna()]
    return pd.DataFrame(list(custom_silicon_shares(usable, vocabulary)))


def custom_silicon_shares(usable: pd.DataFrame, vocabulary: Vocabulary) -> Iterable[dict[str, object]]:
    """Yield the share of own chips by units, per firm, year and origin: never across origins or unlike units."""
    bought = usable[(usable["metric"] == "units_purchased") & usable["product"].isin(MERCHANT)]
    deployed = usable[(usable["metric"] == "units_deployed") & (usable["period_basis"] == "calendar")]
    owners = {product: maker_of(product, vocabulary) for product in deployed["product"].unique()}
    own = deployed[deployed["product"].map(owners) == deployed["entity"]]
    inputs = pd.concat([own.assign(own=True), bought.assign(own=False)])
    for _, rows in inputs.groupby(["entity", "origin", "key_days", "key_unit_basis"], sort=True):
        if MERCHANT[0] in set(rows["product"]) and rows["own"].any() and not rows.duplicated(["own", "product"]).any():
            yield _share(rows)


def share(own: float, merchant: float) -> float:
    """
    Return own / (own + merchant).

    >>> round(share(200_000, 485_000 + 96_000), 3)
    0.256
    """
    return own / (own + merchant)


def weakest(statuses: Iterable[str]) -> str:
    """Return the weakest of some statuses."""
    return max(statuses, key=lambda status: STRENGTH.index(Status(status)))


def _share(rows: pd.DataFrame) -> dict[str, object]:
    own = rows[rows["own"]]
    best = own.sort_values("observation_id").iloc[0]
    parts = ", ".join(f"{name} {value:.0f}" for name, value in zip(rows["product"], rows["value"], strict=True))
    ends = [day for day in rows["known_to"] if day]
    same = ("entity", "origin", "period", "period_start", "period_end", "period_basis", "key_days", "key_unit_basis")
    return {
        **{name: best[name] for name in (*same, "publisher", "source_title", "source_url", "published_on")},
        "metric": SHARE,
        "unit": "share",
        "value": share(float(own["value"].sum()), float(rows.loc[~rows["own"], "value"].sum())),
        "qualifier": "approx" if (rows["qualifier"] != "exact").any() else "exact",
        "status": Status.DERIVED.value,
        "denominator": DENOMINATOR,
        "rule": FORMULA,
        "reasons": f"weakest input: {weakest(rows['status'])};inputs: {parts}",
        "derived_from": ";".join(sorted(rows["observation_id"])),
        "known_from": max(rows["known_from"]),
        "known_to": min(ends) if ends else "",
        "source_tier": int(rows["source_tier"].max()),
        "flags": ";".join(sorted({flag for told in rows["flags"] for flag in told.split(";") if flag})),
    }
