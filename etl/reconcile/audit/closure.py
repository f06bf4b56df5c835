"""Rules on what is made of figures: conversions, derivations, checks, sums and the coverage map."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from etl.reconcile.audit.asked import Tables, asked
from etl.reconcile.audit.finding import Finding, place
from etl.reconcile.checks.check import BROKEN
from etl.reconcile.cluster import families, records
from etl.reconcile.codes import Mask, among, kept, mapped
from etl.reconcile.coverage import IN_VAIN, METRICS, NOT_SEARCHED
from etl.reconcile.derived.derivation import STRENGTH
from etl.reconcile.disagreement import STANDING
from etl.reconcile.dispute import FEWEST
from etl.reconcile.precedence import PREFERRED
from etl.reconcile.when import has_flag

ORDER = [status.value for status in STRENGTH]
NEAR = 1e-6
"""How far a conversion there and back may be off by rounding."""

YEARS = ("capex", "revenue")
_YEAR = re.compile(r"(?:FY)?\d{4}")
SLACK = 0.01
"""Quarters may miss their year by rounding."""

SINCE, NAMED = "stood_from", "named"
"""Since when a figure of an earlier time stood so, and what tells it from its other times."""

KINDS = {
    "observation": ("observations", "observation_id"),
    "assumption": ("assumptions", "assumption_id"),
    "chip": ("custom_chips", "chip_id"),
}
"""The table and the key of each kind of input."""

OURS = ("bill_within_capex", "purchase_within_capex", "buyers_within_sales", "shares_within_whole")
"""Checks between figures of our own tables; what an article tells is shown as broken and not ours to mend."""


def money_keeps_its_rate(tables: Tables) -> Iterator[Finding]:
    """Let an amount shown in dollars be the native amount at the rate beside it, and the rate have month and source."""
    of = ("observation_id", "value", "value_usd", "usd_rate", "rate_month", "rate_source")
    frame = asked(tables, "observations", *of)
    shown = kept(frame, frame["value_usd"].notna() & (frame["usd_rate"] != 1))
    bare = (shown["rate_month"] == "") | (shown["rate_source"] == "") | shown["usd_rate"].isna()
    yield from _rows("money_keeps_its_rate", shown[bare], "converted without a rate", "Add the month's rate")
    apart = (shown["value_usd"] * shown["usd_rate"] - shown["value"]).abs()
    back = apart > shown["value"].abs() * NEAR + shown["usd_rate"]
    wrong = shown[back | shown["value"].isna()]
    yield from _rows("money_keeps_its_rate", wrong, "is not its native amount at its rate", "Convert it anew")


def derivations_are_whole(tables: Tables) -> Iterator[Finding]:
    """Let a derived figure list inputs that are held, be as weak as the weakest, and known no sooner than the last."""
    for figures, inputs, since in (("observations", "derivations", ""), ("wordings", "past_derivations", SINCE)):
        columns, days = ["observation_id", "status", "known_from"], [since] if since else []
        frame = asked(tables, figures, *columns, *days, "source_kind")
        own = asked(tables, inputs, *columns, *days, "kind", "input_id")
        derived = kept(frame, frame["source_kind"] == "derived")
        own = own.assign(**{NAMED: own["observation_id"] + (own[since] if since else "")})
        whole = derived[columns].assign(**{NAMED: derived["observation_id"] + (derived[since] if since else "")})
        is_of_one = among(own[NAMED], whole[NAMED])
        for id_ in own["observation_id"][~is_of_one].unique():
            yield Finding("derivations_are_whole", str(id_), "has inputs and is no derived figure", "Derive it anew")
        yield from _whole(whole, kept(own, is_of_one), tables)


def _whole(derived: pd.DataFrame, told: pd.DataFrame, tables: Tables) -> Iterator[Finding]:
    of = derived.iloc[pd.Index(derived[NAMED]).get_indexer(told[NAMED])]
    weak, weakest = (mapped(one["status"], partial(place, order=ORDER), "int64").to_numpy() for one in (of, told))
    early = of["known_from"].to_numpy(object) < told["known_from"].to_numpy(object)
    faults = {
        "lists no inputs": derived["observation_id"][~among(derived[NAMED], told[NAMED])],
        "an input is not held": told["observation_id"][~_held(told, tables)],
        "stronger than an input": told["observation_id"][weak < weakest],
        "known before an input": told["observation_id"][early],
    }
    for fault, ids in faults.items():
        for id_ in ids.unique():
            yield Finding("derivations_are_whole", str(id_), fault, "Derive it anew")


def _held(told: pd.DataFrame, tables: Tables) -> Mask:
    """Return which inputs are rows of the table that their kind names."""
    found = np.zeros(len(told), dtype=bool)
    for kind, (name, key) in KINDS.items():
        found |= (told["kind"] == kind).to_numpy() & among(told["input_id"], asked(tables, name, key)[key])
    then = asked(tables, "wordings", "observation_id")["observation_id"]
    found |= (told["kind"] == "observation").to_numpy() & among(told["input_id"], then)
    return found


def assumptions_are_founded(tables: Tables) -> Iterator[Finding]:
    """Let an assumption be cited, sourced, or called a scenario."""
    frame = asked(tables, "assumptions", "assumption_id", "cites", "source_url", "status")
    bare = (frame["cites"] == "") & (frame["source_url"] == "") & (frame["status"] != "scenario")
    for id_ in frame.loc[bare, "assumption_id"]:
        yield Finding("assumptions_are_founded", str(id_), "has no source and is no scenario", "Cite it or mark it")


def checks_hold(tables: Tables) -> Iterator[Finding]:
    """Let no bill exceed the spending, no purchases the sales, and no shares their whole, as our tables tell them."""
    frame = asked(tables, "checks", "check_id", "verdict", "kind", "claim", "reason")
    for row in records(frame[(frame["verdict"] == BROKEN) & frame["kind"].isin(OURS)]):
        fault = f"{row['claim']}: {row['reason']}"
        yield Finding("checks_hold", row["check_id"], fault, "Look up the figures compared, or flag the wrong one")


def quarters_make_their_year(tables: Tables) -> Iterator[Finding]:
    """Let four reported quarters of one definition add up to the year that is reported."""
    keys = ["metric", "entity", "counterparty", "product", "definition", "origin", "unit"]
    told_by = ("status", "rank", "source_kind", "flags")
    figure = ["observation_id", "period", "period_start", "period_end", "value"]
    frame = asked(tables, "observations", *keys, *figure, *told_by)
    told = frame["metric"].isin(YEARS) & (frame["status"] == "actual") & (frame["rank"] == PREFERRED)
    told &= (frame["source_kind"] == "table") & frame["value"].notna() & (frame["period_start"] != "")
    told &= ~has_flag(frame["flags"], "conflict", "weak_source")
    frame = kept(frame[[*keys, *figure]], told)
    for rows in families(frame.sort_values(["period_start", "observation_id"]), keys):
        for year in (one for one in rows if _YEAR.fullmatch(one["period"])):
            parts = [one["value"] for one in rows if "Q" in one["period"] and _is_inside(one, year)]
            if len(parts) == len("1234") and abs(sum(parts) / year["value"] - 1) > SLACK:
                fault = f"its quarters add up to {sum(parts):.10g}, and it is {year['value']:.10g}"
                yield Finding("quarters_make_their_year", year["observation_id"], fault, "Look up year and quarters")


def coverage_is_whole(tables: Tables) -> Iterator[Finding]:
    """Let every buyer, year and metric have its cell, and a cell without a figure none: unknown is no zero."""
    frame = asked(tables, "coverage", "coverage_id", "entity", "year", "state", "observation_id")
    empty = frame["state"].isin((IN_VAIN, NOT_SEARCHED))
    wrong = frame[(empty & (frame["observation_id"] != "")) | (~empty & (frame["observation_id"] == ""))]
    for id_ in wrong["coverage_id"]:
        yield Finding("coverage_is_whole", str(id_), "its state and its figure differ", "Map the coverage anew")
    years = range(int(frame["year"].min()), int(frame["year"].max()) + 1) if len(frame) else range(0)
    cells = frame.groupby("entity").size()
    for entity in cells.index[cells != len(years) * len(METRICS)]:
        yield Finding("coverage_is_whole", str(entity), "years or metrics are missing", "Map the coverage anew")


def _is_inside(part: Mapping[Any, Any], whole: Mapping[Any, Any]) -> bool:
    return bool(whole["period_start"] <= part["period_start"] and part["period_end"] <= whole["period_end"])


def _rows(rule: str, rows: pd.DataFrame, fault: str, remedy: str) -> Iterator[Finding]:
    for id_ in rows["observation_id"]:
        yield Finding(rule, str(id_), fault, remedy)


def conflicts_are_whole(tables: Tables) -> Iterator[Finding]:
    """Let a conflict list two readings or more that are held and were told, each with its tier, status and rank."""
    frame = asked(tables, "observations", "observation_id", "source_kind")
    held = set(frame.loc[frame["source_kind"] != "derived", "observation_id"])
    held |= {*tables["custom_chips"]["chip_id"], *tables["chip_milestones"]["milestone_id"]}
    then = asked(tables, "wordings", "observation_id", "source_kind")
    told = then.loc[then["source_kind"] != "derived", "observation_id"]
    for name, more in (("conflicts", ()), ("past_conflicts", told)):
        held |= {*more}
        for row in records(asked(tables, name, "conflict_id", "observation_ids", *STANDING)):
            ids = row["observation_ids"].split(";")
            lists = [row[one].count(";") + 1 for one in STANDING]
            if len(set(ids)) < FEWEST or not held.issuperset(ids) or set(lists) != {len(ids)}:
                fault = "a reading is not held, was computed, or has no tier, status or rank"
                yield Finding("conflicts_are_whole", row["conflict_id"], fault, f"List the {name} anew")


CLOSURE = (
    conflicts_are_whole,
    money_keeps_its_rate,
    derivations_are_whole,
    assumptions_are_founded,
    checks_hold,
    quarters_make_their_year,
    coverage_is_whole,
)
