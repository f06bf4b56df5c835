"""Where we are blind: for each buyer, year and metric what is held, what was searched for in vain, what never was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from etl.model import Table
from etl.period import Period
from etl.reconcile.cluster import records
from etl.reconcile.codes import firsts, kept, keys_of, mapped
from etl.reconcile.identity import ids_of, sorted_by
from etl.reconcile.name import Names
from etl.reconcile.origin import DAYS, earliest
from etl.reconcile.precedence import DEPRECATED, PREFERRED

SEARCHES = "searches"
METRICS = ("units_purchased", "units_deployed", "capex", "capex_guidance", "rental_cost_per_year")
BUYERS = ("hyperscaler", "neocloud", "lab", "platform")
STATES: Mapping[str, str] = {
    "actual": "reported",
    "estimate": "estimated",
    "rumour": "estimated",
    "guidance": "planned",
    "plan": "planned",
}
"""State by the status of the best reading; what we computed is no coverage."""

ORDER = ("reported", "estimated", "planned")
IN_VAIN, NOT_SEARCHED = "searched_not_found", "not_searched"
YEAR = 4
COLUMNS = (
    *("coverage_id", "entity", "year", "metric", "state", "period", "n_observations", "n_origins", "observation_id"),
    *("status", "origin", "looked_in", "searched_on", "note", "source", "locator", "known_from", "shown_from"),
)

READ = ("entity", "metric", "period", "observation_id", "status", "origin", *DAYS, "rank", "source_tier")
CELL = ("entity", "year", "metric")
TOLD_BY_ONE = ("state", "period", "observation_id", "status", "origin", *DAYS)
TOLD = (*TOLD_BY_ONE, "n_observations", "n_origins")
LOOKED = ("looked_in", "searched_on", "note", "source", "locator")


def coverage(observations: pd.DataFrame, tables: Iterable[Table], entities: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Return one row for each buyer, year and metric between the first and the last year held; none is left out."""
    held = _held(observations, entities)
    searched = _searched(tables, names)
    buyers = sorted({*held["entity"].unique(), *(entity for entity, _, _ in searched)})
    years = sorted({*held["year"].unique(), *(year for _, year, _ in searched)})
    best = dict(_best(held))
    rows = (
        [
            _cell((entity, year, metric), best.get((entity, year, metric)), searched.get((entity, year, metric)))
            for entity in buyers
            for year in range(years[0], years[-1] + 1)
            for metric in METRICS
        ]
        if years
        else []
    )
    frame = pd.DataFrame(rows, columns=[name for name in COLUMNS if name != "coverage_id"])
    return frame.assign(
        coverage_id=ids_of(frame.assign(year=frame["year"].astype("str")), ("entity", "year", "metric"))
    )


def _held(observations: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    buyers = set(entities.loc[entities["class"].isin(BUYERS), "id"])
    held = observations["metric"].isin(METRICS) & observations["entity"].isin(buyers)
    held &= (observations["rank"] != DEPRECATED) & observations["status"].isin(STATES)
    frame = kept(observations[list(READ)], held)
    year, state = mapped(frame["period"], year_of, "int64"), mapped(frame["status"], STATES.__getitem__)
    return kept(frame.assign(year=year, state=state), year > 0)


def year_of(label: str) -> int:
    """
    Return the year that a period lies in, 0 where it is none or spans several.

    >>> year_of("FY2026Q3"), year_of("2025-07"), year_of("2024/2026")
    (2026, 2025, 0)
    """
    if "/" in label:
        return 0
    text = label.removeprefix("FY")[:YEAR]
    return int(text) if text.isdecimal() and len(text) == YEAR else 0


def _best(held: pd.DataFrame) -> Iterable[tuple[tuple[str, int, str], dict[str, Any]]]:
    order = mapped(held["state"], ORDER.index, "int64")
    part = mapped(held["period"], lambda label: len(label.removeprefix("FY")) > YEAR, "bool")
    frame = held.assign(order=order, part=part, behind=held["rank"] != PREFERRED)
    frame = sorted_by(frame, ["order", "part", "behind", "source_tier", "observation_id"])
    group = keys_of([frame[name] for name in CELL])
    days = {name: earliest(frame[name], group) for name in DAYS}
    origins = group[firsts(keys_of([group, frame["origin"]]))]
    counts = {"n_observations": np.bincount(group), "n_origins": np.bincount(origins)}
    best = frame[[*CELL, *TOLD_BY_ONE]].iloc[firsts(group)]
    for row in records(best.assign(**counts, **days)):
        yield (row["entity"], row["year"], row["metric"]), row


def _searched(tables: Iterable[Table], names: Names) -> dict[tuple[str, int, str], dict[str, str]]:
    found = {}
    for table in tables:
        if table.contract == SEARCHES:
            for row in table.rows:
                told = {**row.cells, "source": table.name, "locator": row.locator}
                for year in _years(row.cells["period"]):
                    found[names.id(row.cells["entity"]), year, row.cells["metric"]] = told
    return found


def _years(label: str) -> range:
    period = Period.parse(label)
    return range(period.start.year, period.end.year + 1) if period.start and period.end else range(0)


def _cell(
    key: tuple[str, int, str], held: Mapping[str, Any] | None, searched: Mapping[str, str] | None
) -> dict[str, Any]:
    cell: dict[str, Any] = {**dict.fromkeys(COLUMNS, ""), **dict(zip(("entity", "year", "metric"), key, strict=True))}
    cell.update(n_observations=0, n_origins=0, state=NOT_SEARCHED)
    if held:
        cell.update({name: held[name] for name in TOLD})
    elif searched:
        cell.update({name: searched[name] for name in LOOKED}, state=IN_VAIN)
        cell.update(dict.fromkeys(DAYS, searched["searched_on"]))
    return cell
