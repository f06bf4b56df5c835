"""Where readings disagree: by origin, definition, unit, count or period, or one origin from its own earlier word."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from etl.reconcile.codes import Codes, Mask, any_codes, keys_of, mapped, together
from etl.reconcile.disagreement import (
    STANDING,
    Bounds,
    Readings,
    Split,
    Stood,
    best_first,
    disagreeing,
    rows_of,
)
from etl.reconcile.history import is_event
from etl.reconcile.identity import numbers_of
from etl.reconcile.name import UNATTRIBUTED
from etl.reconcile.precedence import DEPRECATED, PREFERRED
from etl.reconcile.rule import rule
from etl.reconcile.telling import NUMBERS

COLUMNS = (
    *("kind", "metric", "entity", "product", "period", "unit", "n_origins", "value_low", "value_high", "spread"),
    *("origins", "observation_ids", *STANDING, "reason", "reason_zh"),
)
ACTUAL, RIVALS = "actual", "rival_origins"
REASONS = {
    "definition": ("definitions differ; the figures do not compare", "口径不同，不可比较"),
    "unit_basis": ("units count different things; the figures do not compare", "计量对象不同，不可比较"),
    "metric": (
        "one counts what was bought, another what was shipped or deployed; the figures do not compare",
        "购入、出货与部署各计其数，不可比较",
    ),
    "restated": ("one origin tells it differently; its newest word stands", "同一来源方前后说法不同，以最新为准"),
    "tie": ("the origins are level; none is preferred", "来源方不分先后，均不取"),
}
PREFERS = "{origin}: {reason}", "{origin} 为首选：{reason}"
SIDES = ("contract_type", "denominator")
PAIRED = ("metric", "entity", "product", "unit", "key_days")
COUNTED = ("entity", "product", "unit", "key_days", "key_unit_basis")
COUNTS, COUNT = ("units_purchased", "units_deployed", "units_shipped"), "count"
PAST = (ACTUAL, "estimate")
READ = (
    *("observation_id", "fact", "metric", "entity", "product", "period", "unit", "origin", "known_from", "qualifier"),
    *("period_start", "period_end", *NUMBERS, *STANDING.values(), "key_days", "key_definition", "key_unit_basis"),
    *(*SIDES, "known_to"),
)
"""All that is read of a reading; the rest of its columns is not copied about."""

KEYS = tuple(dict.fromkeys(("fact", "origin", "key_definition", *PAIRED, *COUNTED, *SIDES)))
"""What readings are compared by."""


def conflicts(readings: pd.DataFrame, stood: Stood) -> pd.DataFrame:
    """Return one row for each disagreement of readings that stood at one time, of one entity, unit and matter."""
    codes = {name: any_codes(readings[name])[stood.row] for name in KEYS}
    codes["observation_id"] = numbers_of(readings["observation_id"])[stood.row]
    # What is compared is of one fact or of one entity, and of one time.
    codes |= {name: keys_of([codes[name], stood.time]) for name in ("fact", "entity")}
    bounds = (one[stood.row] for one in _bounds(readings, rule().tolerance["exact"]))
    held = Readings(readings, stood, codes, best_first(readings, stood), *bounds)
    alone = ~is_event(readings).to_numpy()[stood.row]
    live = stand(stood.told) & alone & (stood.told["known_to"] == "").to_numpy()
    unlike = [_unlike(held, live, "definition"), _unlike(held, live, "unit_basis"), _counts(held, live)]
    return rows_of(held, [_rivals(held, live), _restated(held, were_told(stood.told) & alone), *unlike], _why)


def stand(read: pd.DataFrame) -> Mask:
    """Return which readings are not taken back."""
    found: Mask = (read["rank"] != DEPRECATED).to_numpy()
    return found


def were_told(read: pd.DataFrame) -> Mask:
    """Return which readings stand, or were replaced by their origin since: these were told all the same."""
    found: Mask = (read["rank_reason"] == rule().deprecated["superseded"]).to_numpy()
    return stand(read) | found


def apart(readings: pd.DataFrame) -> tuple[Codes, Mask]:
    """Return what readings are told of, and which of them may ever be in conflict: some of it cannot all be true."""
    of = mapped(readings["metric"], lambda metric: COUNT if metric in COUNTS else metric)
    group = keys_of([of, *(readings[name] for name in ("entity", "product", "unit", "key_days"))])
    floor, ceiling = _bounds(readings, rule().restated["within"])
    most, least = np.full(len(group), -np.inf), np.full(len(group), np.inf)
    alone = ~is_event(readings).to_numpy()
    np.maximum.at(most, group[alone], floor[alone])
    np.minimum.at(least, group[alone], ceiling[alone])
    return group, alone & (most > least)[group]


def _bounds(frame: pd.DataFrame, exact: float) -> tuple[Bounds, Bounds]:
    """Return what each reading allows: its bounds, widened by its qualifier's tolerance; open ends are infinite."""
    low = frame["value_low"].fillna(frame["value"]).fillna(float("-inf"))
    high = frame["value_high"].fillna(frame["value"]).fillna(float("inf"))
    approx = (frame["qualifier"] == "approx").astype("float64")
    wide = exact + approx * (rule().tolerance["approx"] - exact)
    return (low - low.abs() * wide).to_numpy(), (high + high.abs() * wide).to_numpy()


def _rivals(held: Readings, live: Mask) -> Split:
    fact, actual = held.codes["fact"], live & held.of(held.frame["status"] == ACTUAL)
    # A forecast that the outcome has overtaken is no rival of it.
    happened = np.bincount(fact, weights=actual)[fact] > 0
    overtaken = happened & ~actual & held.of(_is_early(held.frame))
    return disagreeing(RIVALS, held, live & ~overtaken, ["fact"], "origin")


def _why(language: int, kind: str, rank: str, origin: str, reason: str) -> str:
    """Return why readings disagree; of rivals which is preferred and why, from the best of them."""
    if kind != RIVALS or rank != PREFERRED:
        return REASONS["tie" if kind == RIVALS else kind][language]
    return PREFERS[language].format(origin=origin, reason=reason)


def _is_early(frame: pd.DataFrame) -> Mask:
    since, end = together(frame["known_from"], frame["period_end"])
    early: Mask = (since < end) | frame["origin"].isin(rule().forecasters).to_numpy()
    return early


def _unlike(held: Readings, live: Mask, column: str) -> Split:
    """Return where one entity's figure for one period is told by several definitions (or units) and differs."""
    of_days = live & held.of(held.frame["key_days"] != "")
    return disagreeing(column, held, of_days, [*PAIRED, *SIDES], f"key_{column}")


def _counts(held: Readings, live: Mask) -> Split:
    """Return where the chips of one entity and period are counted as bought, as shipped and as deployed, and differ."""
    frame = held.frame
    counted = frame["metric"].isin(COUNTS) & (frame["product"] != "") & (frame["key_days"] != "")
    return disagreeing("metric", held, live & held.of(counted), COUNTED, "metric")


def _restated(held: Readings, told: Mask) -> Split:
    """Return where one origin tells one fact of the past by several numbers: restated, or read differently off it."""
    frame = held.frame
    start, end, since = together(frame["period_start"], frame["period_end"], frame["known_from"])
    has_end = (frame["period_end"] != "").to_numpy()
    past = (
        frame["status"].isin(PAST)
        & (has_end | (frame["period_start"] != ""))
        & (np.where(has_end, end, start) <= since)
    )
    past &= (frame["origin"] != UNATTRIBUTED) & frame["metric"].isin(rule().restated["metrics"])
    # A rounding of the same origin is its echo already, so that what is left differs by more than its digits.
    floor, ceiling = map(held.of, _bounds(frame, rule().restated["within"]))
    near = replace(held, floor=floor, ceiling=ceiling)
    return disagreeing("restated", near, told & held.of(past), ["fact", "origin"], "observation_id")
