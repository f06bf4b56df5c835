"""Plan ladders: what was announced for a company's period, step by step, and how near the outcome it came."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from etl.reconcile.cluster import Member, clusters
from etl.reconcile.codes import kept, mapped_rows, plain
from etl.reconcile.framing import framed
from etl.reconcile.identity import ids_of
from etl.reconcile.name import UNATTRIBUTED
from etl.reconcile.precedence import DEPRECATED, PREFERRED
from etl.reconcile.rule import rule
from etl.reconcile.telling import NUMBERS
from etl.reconcile.when import has_flag, precision

COMPANY, REPORT = "company", "report"
STATED = "stated"
NAN = math.nan
PERIOD = ("period", "period_start", "period_end", "period_basis")
CARRIED = (
    *("definition", "status", "origin", "horizon_status", "flags"),
    *("publisher", "source_title", "source_url", "source_tier", "published_on"),
)
COLUMNS = (
    *("step_id", "told_by", "entity", "product", "metric", *PERIOD, "unit", "step", "n_steps"),
    *("given_on", "given_precision"),
    *(*NUMBERS, "midpoint", "revision", "revision_share", "revision_basis"),
    *("actual", "actual_definition", "error", "error_share", "outcome", "score_basis"),
    *(*CARRIED, "observation_id", "actual_observation_id"),
)
MEASURED = (*NUMBERS, "midpoint", "revision", "revision_share", "actual", "error", "error_share")
COUNTED = {"step": "int64", "n_steps": "int64", "source_tier": "Int64"}
TYPES = {**dict.fromkeys(COLUMNS, "str"), **dict.fromkeys(MEASURED, "float64"), **COUNTED}
WHOSE = ("entity", "product", "unit", "key_days")
STATES = ("observation_id", "entity", "product", "metric", "unit", *PERIOD, *CARRIED, *NUMBERS)
ASKED = (*WHOSE, "metric", "key_definition", *NUMBERS, "midpoint")
"""What is asked of a plan to place it in its ladder; the rest is copied column by column."""

MADE = (
    *("step", "n_steps", "revision", "revision_share", "revision_basis", "actual", "actual_definition"),
    *("error", "error_share", "outcome", "score_basis", "actual_observation_id"),
)
OUTCOME = ("observation_id", "value", "definition", "key_definition", "origin", "rank")


def plan_steps(observations: pd.DataFrame, outweighed: Collection[str] = ()) -> pd.DataFrame:
    """Return one row for each step; a ladder is of one entity, product, period and unit, by its own word or others'."""
    return steps_of(*plans_of(observations, outweighed))


def plans_of(observations: pd.DataFrame, outweighed: Collection[str] = ()) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return of the observations what is asked of plans and of their outcomes."""
    planned = _is_plan(observations) & ~observations["observation_id"].isin(outweighed)
    plans = kept(observations[[*STATES, "known_from", "given_on", "key_days", "key_definition"]], planned)
    return plans, kept(observations[[*OUTCOME, *WHOSE, "metric", "source_tier"]], _is_outcome(observations))


def steps_of(plans: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each step of some plans."""
    if plans.empty:
        return framed((), TYPES)
    plans = plain(plans)
    own = plans["origin"] == plans["entity"]
    days = mapped_rows([plans["given_on"], plans["published_on"]], precision)
    plans = plans.assign(
        given_precision=days,
        told_by=own.map({True: COMPANY, False: REPORT}),
        midpoint=midpoint(plans),
        bare=plans[list(NUMBERS)].notna().sum(axis=1),
    )
    plans = plans.sort_values(["known_from", "bare", "observation_id"], ascending=[True, False, True])
    held = _by_place(outcomes)
    told = clusters(plans, [*WHOSE, "metric", "told_by"], ASKED)
    made = pd.DataFrame([row for ladder in told for row in _ladder(ladder, held)], columns=["at", *MADE])
    said = plans.loc[made["at"]].reset_index(drop=True)
    frame = said.assign(given_on=said["known_from"], step_id=ids_of(said, ("told_by", "observation_id")))
    frame = frame.assign(**made[list(MADE)])[list(COLUMNS)]
    return frame.sort_values(["entity", "metric", "period_start", "product", "told_by", "step", "step_id"])


def midpoint(frame: pd.DataFrame) -> pd.Series[float]:
    """Return the values, or the middles of two bounds; unknown where there is one bound only."""
    return frame["value"].fillna((frame["value_low"] + frame["value_high"]) / 2)


def _is_plan(frame: pd.DataFrame) -> pd.Series[bool]:
    ladder = rule().ladder
    told = frame["metric"].isin(ladder["outcomes"]) & frame["status"].isin(ladder["statuses"])
    told &= (frame["key_days"] != "") & (frame["origin"] != UNATTRIBUTED)
    # A range that was replaced is a step, if it is known when it was given.
    told &= ~has_flag(frame["flags"], "superseded") | (frame["given_on"] != "")
    return told & ~has_flag(frame["flags"], *ladder["leave_out"])


def _is_outcome(frame: pd.DataFrame) -> pd.Series[bool]:
    stands = (frame["rank"] != DEPRECATED) & (frame["known_to"] == "") & frame["value"].notna()
    return stands & frame["metric"].isin(rule().ladder["outcomes"].values()) & (frame["status"] == "actual")


def _by_place(outcomes: pd.DataFrame) -> Mapping[tuple[str, ...], list[Member]]:
    if outcomes.empty:
        return {}
    # The preferred reading is found first.
    held = plain(outcomes)
    held = held.assign(order=held["rank"] != PREFERRED).sort_values(["order", "source_tier", "observation_id"])
    found = clusters(held, [*WHOSE, "metric"], [*OUTCOME, *WHOSE, "metric"])
    return {_place(rows[0], rows[0]["metric"]): rows for rows in found}


def _place(row: Member, metric: str) -> tuple[str, ...]:
    return (*(row[name] for name in WHOSE), metric)


def _ladder(told: list[Member], outcomes: Mapping[tuple[str, ...], list[Member]]) -> Iterator[dict[str, Any]]:
    steps: list[Member] = []
    said: list[set[float]] = []
    for one in told:
        numbers = _numbers(one)
        if not _repeats(numbers, said):
            steps.append(one)
            said.append(numbers)
    meant = {one["key_definition"] for one in steps} - {STATED}
    held = outcomes.get(_place(told[0], rule().ladder["outcomes"][told[0]["metric"]]), [])
    for number, one in enumerate(steps, 1):
        before = steps[number - 2] if number > 1 else None
        yield {
            "at": one["at"],
            "step": number,
            "n_steps": len(steps),
            **_revision(one, before),
            **_score(one, _outcome(one, meant, held)),
        }


def _repeats(numbers: set[float], said: Sequence[set[float]]) -> bool:
    """Return whether a telling says again what a step said: the same numbers, or one bound of the last two steps."""
    if said and numbers == said[-1]:
        return True
    return len(numbers) == 1 and any(numbers < step for step in said[-2:])


def _revision(one: Member, before: Member | None) -> dict[str, Any]:
    if before is None:
        return {"revision": NAN, "revision_share": NAN, "revision_basis": "first"}
    moved = one["midpoint"] - before["midpoint"]
    definitions = {one["key_definition"], before["key_definition"]}
    if len(definitions - {STATED}) > 1:
        return {"revision": NAN, "revision_share": NAN, "revision_basis": "definitions differ"}
    if math.isnan(moved):
        return {"revision": NAN, "revision_share": NAN, "revision_basis": "one bound only"}
    basis = "same definition" if len(definitions) == 1 and STATED not in definitions else "definition unstated"
    return {"revision": moved, "revision_share": moved / before["midpoint"], "revision_basis": basis}


def _outcome(one: Member, meant: set[str], held: Sequence[Member]) -> tuple[Member | None, str]:
    """Return the outcome that a step is scored by and on what basis, or none and why not."""
    if not held:
        return None, "no outcome yet"
    own = one["key_definition"]
    unsaid = own == STATED
    wanted = next(iter(meant)) if unsaid and len(meant) == 1 else own
    found = next((row for row in held if row["key_definition"] == wanted), None)
    if found:
        return found, "definition unstated" if unsaid else "same definition"
    if not unsaid:
        return None, "definitions differ"
    definitions = {row["key_definition"] for row in held}
    return (
        (held[0], "the only definition held") if len(definitions) == 1 else (None, "definition unstated; several held")
    )


def _score(one: Member, told: tuple[Member | None, str]) -> dict[str, Any]:
    found, basis = told
    if found is None:
        blank = dict.fromkeys(("actual", "error", "error_share"), NAN)
        return {**blank, "actual_definition": "", "actual_observation_id": "", "outcome": "", "score_basis": basis}
    actual, planned = found["value"], one["midpoint"]
    return {
        "actual": actual,
        "actual_definition": found["definition"],
        "actual_observation_id": found["observation_id"],
        "error": actual - planned,
        "error_share": actual / planned - 1,
        "outcome": _side(one, actual),
        "score_basis": basis,
    }


def _side(one: Member, actual: float) -> str:
    """Return where the outcome fell: above, below or within what was said, a rounding allowed for."""
    slack = rule().tolerance["exact"] * abs(actual)
    point = one["value"]
    low = one["value_low"] if math.isnan(point) else point
    high = one["value_high"] if math.isnan(point) else point
    if actual > high + slack:
        return "above"
    return "below" if actual < low - slack else "within"


def _numbers(one: Member) -> set[float]:
    return {one[name] for name in NUMBERS if not math.isnan(one[name])}
