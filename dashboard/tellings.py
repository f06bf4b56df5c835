"""How one figure changed: the values that its origin told for it, each from the day it was told on."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.iso import iso
from dashboard.memo import once
from dashboard.snapshot import Snapshot

SERIES = ["metric", "entity", "counterparty", "product", "period", "origin", "contract_type", "denominator", "unit"]
"""What makes two tellings be of one figure: all but the value, and how it is worded or defined."""

_STANDING = "preferred"
"""The rank of an origin's newest word; what is neither that nor replaced is a copy of it, or was withdrawn."""


@once
def tellings(snapshot: Snapshot) -> Mapping[str, tuple[int, ...]]:
    """Return, for each observation that its origin replaced or that replaced another, the places of all, in order."""
    rows = snapshot.table("observations")
    if rows.empty:
        return {}
    days = rows.assign(_since=iso(rows["known_from"]), _until=iso(rows["known_to"]))
    stands = (days["_until"] != "") | (days["rank"] == _STANDING)
    days = days[stands & (days["_since"] != "") & (days["derived_from"] == "")]
    days = days.sort_values(["_since", "_until", "observation_id"])
    found: dict[str, tuple[int, ...]] = {}
    for _, told in days[days.duplicated(SERIES, keep=False)].groupby(SERIES, sort=False, observed=True):
        if (told["_until"] != "").any():
            found |= dict.fromkeys(map(str, told["observation_id"]), tuple(map(int, told.index)))
    return found
