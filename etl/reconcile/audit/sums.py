"""Rules on sums: parts make their total, and nothing is counted in a sum twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from etl.reconcile.audit.asked import Tables, asked
from etl.reconcile.audit.finding import Finding
from etl.reconcile.checks.check import MARKET
from etl.reconcile.cluster import records
from etl.reconcile.codes import among, kept
from etl.reconcile.precedence import DEPRECATED

Row = Mapping[Any, Any]
KEYS = ["metric", "counterparty", "product", "period_start", "period_end", "origin", "unit", "unit_basis", "definition"]
"""What a total and its parts have in common, besides whose they are."""

ADDED = ("units_purchased", "units_shipped", "units_deployed", "capex", "revenue", "market_share")
OTHERS = "others"
SLACK = 0.02
"""Parts may miss their total by rounding."""

MEMBER, FAMILY = "h20", "includes_h20"
SUMMED = ("custom_silicon_share", "custom_silicon_share_by_compute", "buyer_concentration")
"""Derived figures whose inputs are added up."""


def parts_make_their_total(tables: Tables) -> Iterator[Finding]:
    """Let what one origin tells of single firms be no more than its total, and as much where it names all or others."""
    told_by = ("source_kind", "rank", "known_to")
    frame = asked(tables, "observations", "observation_id", "entity", "value", *KEYS, *told_by)
    # What articles tell is not ours to mend: theirs are conflicts to show.
    told = (frame["source_kind"] == "table") & frame["value"].notna() & (frame["period_start"] != "")
    told &= frame["metric"].isin(ADDED) & (frame["rank"] != DEPRECATED) & (frame["known_to"] == "")
    frame = kept(frame[["observation_id", "entity", "value", *KEYS]], told)
    kinds = tables["entities"].set_index("id")["kind"].to_dict()
    is_part = [kinds.get(name) == "company" or name == OTHERS for name in frame["entity"]]
    is_total = (frame["entity"] == MARKET) | frame["entity"].str.contains("+", regex=False)
    totals = frame[is_total & (frame["metric"] != "market_share")]
    parts: dict[tuple[Any, ...], list[Row]] = {}
    for row in records(frame[pd.Series(is_part, frame.index, dtype="bool")]):
        parts.setdefault(tuple(row[name] for name in KEYS), []).append(row)
    for total in records(totals):
        own = _parts(total, parts.get(tuple(total[name] for name in KEYS), []))
        found = sum(part["value"] for part in own)
        whole = total["value"]
        if found > whole * (1 + SLACK) or (_is_whole(total, own) and found < whole * (1 - SLACK)):
            names = ", ".join(part["entity"] for part in own)
            fault = f"{names} add up to {found:.10g}, and it is {whole:.10g}"
            yield Finding("parts_make_their_total", total["observation_id"], fault, "Look up the total and its parts")


def _parts(total: Row, held: Sequence[Row]) -> list[Row]:
    members = set(total["entity"].split("+"))
    own = held if total["entity"] == MARKET else [part for part in held if part["entity"] in members]
    return list({part["entity"]: part for part in own}.values())


def _is_whole(total: Row, parts: Sequence[Row]) -> bool:
    """Return whether the parts are all there is: every member of a joint figure, or the others too."""
    told = {part["entity"] for part in parts}
    return OTHERS in told or (total["entity"] != MARKET and told == set(total["entity"].split("+")))


def nothing_is_counted_twice(tables: Tables) -> Iterator[Finding]:
    """Let no figure add up a family and its member, a joint figure and its member, or H20 and a count that has it."""
    of = ("observation_id", "metric", "entity", "product", "flags", "derived_from")
    frame = asked(tables, "observations", *of)
    parents = dict(zip(tables["entities"]["id"], tables["entities"]["parent"], strict=True))
    summed = frame.loc[frame["metric"].isin(SUMMED) & (frame["derived_from"] != ""), ["observation_id", "derived_from"]]
    named = {one for inputs in summed["derived_from"] for one in inputs.split(";")}
    counted = kept(
        frame[["observation_id", "metric", "entity", "product", "flags"]],
        among(frame["observation_id"], pd.Index(named, dtype="str")),
    )
    rows = {row["observation_id"]: row for row in records(counted)}
    for id_, inputs in summed.itertuples(index=False):
        used = [rows[one] for one in inputs.split(";") if one in rows]
        for one, other in combinations(used, 2):
            if _overlap(one, other, parents) or _overlap(other, one, parents):
                what = f"{one['entity']} {one['product']} and {other['entity']} {other['product']}"
                yield Finding("nothing_is_counted_twice", str(id_), f"adds up {what}", "Take one of them out")


def _overlap(whole: Row, part: Row, parents: Mapping[str, str]) -> bool:
    """Return whether one count holds the other: its buyer among its buyers, its chip within its family."""
    if whole["metric"] != part["metric"] or not set(part["entity"].split("+")) <= set(whole["entity"].split("+")):
        return False
    mixed = part["product"] == MEMBER and FAMILY in str(whole["flags"]).split(";")
    return mixed or _is_within(part["product"], whole["product"], parents)


def _is_within(product: str, family: str, parents: Mapping[str, str]) -> bool:
    while product and product != family:
        product = parents.get(product, "")
    return bool(product)


SUMS = (parts_make_their_total, nothing_is_counted_twice)
