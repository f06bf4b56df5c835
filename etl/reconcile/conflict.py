"""Where readings disagree: rival origins, unlike definitions or units, and one statement told for different periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from etl.reconcile.history import is_event
from etl.reconcile.identity import ids_of
from etl.reconcile.name import UNATTRIBUTED
from etl.reconcile.precedence import DEPRECATED, PREFERRED
from etl.reconcile.rule import rule

COLUMNS = (
    *("kind", "metric", "entity", "product", "period", "unit", "n_origins", "value_low", "value_high", "spread"),
    *("origins", "observation_ids", "reason"),
)
ACTUAL = "actual"
REASONS = {
    "definition": "definitions differ; the figures do not compare",
    "unit_basis": "units count different things; the figures do not compare",
    "horizon": "one statement is told for different periods",
    "tie": "the origins are level; none is preferred",
}
PAIRED = ["metric", "entity", "product", "unit", "key_days"]


def conflicts(observations: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each disagreement among the readings that stand."""
    live = observations[(observations["rank"] != DEPRECATED) & (observations["known_to"] == "")]
    live = live.assign(**_bounds(live))[~is_event(live)]
    found = [
        *_horizons(observations[observations["rank"] != DEPRECATED]),
    ]
    if len(live):
        found = [*_rivals(live), *_unlike(live, "definition"), *_unlike(live, "unit_basis"), *found]
    frame = pd.DataFrame(found, columns=list(COLUMNS))
    return frame.assign(conflict_id=ids_of(frame, ("kind", "observation_ids")))


def _bounds(frame: pd.DataFrame) -> dict[str, pd.Series[float]]:
    """Return what each reading allows: its bounds, widened by its qualifier's tolerance; open ends are infinite."""
    low = frame["value_low"].fillna(frame["value"]).fillna(float("-inf"))
    high = frame["value_high"].fillna(frame["value"]).fillna(float("inf"))
    approx = (frame["qualifier"] == "approx").astype("float64")
    wide = rule().tolerance["exact"] + approx * (rule().tolerance["approx"] - rule().tolerance["exact"])
    return {"floor": low - low.abs() * wide, "ceiling": high + high.abs() * wide}


def _rivals(live: pd.DataFrame) -> Iterable[dict[str, object]]:
    many = live[live.groupby("fact")["origin"].transform("nunique") > 1]
    if many.empty:
        return
    # A forecast that the outcome has overtaken is no rival of it.
    happened = (many["status"] == ACTUAL).groupby(many["fact"]).transform("any")
    early = (many["known_from"] < many["period_end"]) | many["origin"].isin(rule().forecasters)
    forecast = (many["status"] != ACTUAL) & early
    many = many[~(happened & forecast)]
    for _, rows in many.groupby("fact", sort=False):
        if _several(rows["origin"]) and rows["floor"].max() > rows["ceiling"].min():
            best = rows[rows["rank"] == PREFERRED]
            reason = f"{best['origin'].iloc[0]}: {best['rank_reason'].iloc[0]}" if len(best) else REASONS["tie"]
            yield _row("rival_origins", rows, reason)


def _unlike(live: pd.DataFrame, column: str) -> Iterable[dict[str, object]]:
    """Yield where one entity's figure for one period is told by several definitions (or units) and differs."""
    keys = PAIRED if column == "definition" else [name for name in PAIRED if name != "unit"]
    shown = live[live["key_days"] != ""]
    if shown.empty:
        return
    many = shown[shown.groupby(keys)[f"key_{column}"].transform("nunique") > 1]
    others = [name for name in ("contract_type", "denominator") if name != column]
    for _, rows in many.groupby([*keys, *others], sort=False):
        if _several(rows[f"key_{column}"]) and rows["floor"].max() > rows["ceiling"].min():
            yield _row(column, rows, REASONS[column])


def _horizons(standing: pd.DataFrame) -> Iterable[dict[str, object]]:
    metrics, days, shortest = (rule().horizon[name] for name in ("metrics", "within_days", "shortest_days"))
    forward = standing[standing["metric"].isin(metrics) & (standing["key_days"] != "")]
    length = pd.to_datetime(forward["period_end"], errors="coerce") - pd.to_datetime(
        forward["period_start"], errors="coerce"
    )
    forward = forward[(length.dt.days >= shortest) | length.isna()]
    # Money is told with and without a name for what it buys; units of two products are two statements.
    what = forward["product"].where(forward["unit"] == "units", "")
    for _, rows in forward.groupby([forward["metric"], forward["entity"], forward["unit"], what], sort=False):
        if _several(rows["key_days"]):
            yield from _same_statement(rows, days)


def _same_statement(rows: pd.DataFrame, within: int) -> Iterable[dict[str, object]]:
    """Yield the groups that tell one value of one origin at about one time, and for more than one period."""
    known = pd.to_datetime(rows["known_from"].replace("", None)).to_list()
    told = list(zip(rows["value"], rows["value_low"], rows["value_high"], strict=True))
    origins = rows["origin"].to_list()
    entity = set(str(rows["entity"].iloc[0]).split("+"))
    voices = [UNATTRIBUTED if origin in entity else origin for origin in origins]
    taken: set[int] = set()
    for first in range(len(rows)):
        near = [
            at
            for at in range(len(rows))
            if voices[at] == voices[first]
            and _same_number(told[first], told[at])
            and abs((known[at] - known[first]).days) <= within
        ]
        if not taken.issuperset(near) and _several(rows["key_days"].iloc[near]):
            taken.update(near)
            yield _row("horizon", rows.iloc[near], REASONS["horizon"])


def _same_number(one: Sequence[float], other: Sequence[float]) -> bool:
    """Return whether two readings are one number: equal, or the one is a bound of the other."""
    points = [{number for number in told if number == number} for told in (one, other)]  # noqa: PLR0124 - NaN is not itself
    small, large = sorted(points, key=len)
    return small == large or (len(small) == 1 and small <= large)


def _several(values: pd.Series[str]) -> bool:
    return len(set(values)) > 1


def _row(kind: str, rows: pd.DataFrame, reason: str) -> dict[str, object]:
    rows = rows.sort_values(["rank", "known_from", "observation_id"], ascending=[False, True, True], kind="stable")
    told = rows[["value", "value_low", "value_high"]].to_numpy()
    low, high = float(np.nanmin(told)), float(np.nanmax(told))
    return {
        "kind": kind,
        **{name: rows[name].iloc[0] for name in ("metric", "entity", "product", "unit")},
        "period": ";".join(dict.fromkeys(rows["period"])),
        "n_origins": rows["origin"].nunique(),
        "value_low": low,
        "value_high": high,
        "spread": high / low - 1 if low else float("nan"),
        "origins": ";".join(dict.fromkeys(rows["origin"])),
        "observation_ids": ";".join(rows["observation_id"]),
        "reason": reason,
    }
