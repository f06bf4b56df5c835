"""What derivations assume: numbers that are cited from a figure, sourced from a page, or marked as a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from etl.model import Status, Table
from etl.period import known_by
from etl.reconcile.cluster import records
from etl.reconcile.codes import kept, plain
from etl.reconcile.derived.amount import Amount
from etl.reconcile.derived.derivation import ASSUMPTION, EVER, Input
from etl.reconcile.name import Names

ASSUMPTIONS = "assumptions"
TOLD = (
    *("assumption_id", "name_en", "name_zh", "product", "variant", "unit", "cites", "part", "status", "origin"),
    *("publisher", "source_title", "source_url", "source_tier", "published_on", "note", "note_zh"),
)
COLUMNS = (*TOLD, "value", "value_low", "value_high", "observation_id", "known_from", "shown_from", "locator")


def assumptions(
    tables: Iterable[Table], observations: pd.DataFrame, evidence: pd.DataFrame, names: Names
) -> tuple[pd.DataFrame, dict[str, Input]]:
    """Return the assumptions as a table and as inputs by id; one whose cited figure is not held is no input."""
    rows = rows_of(tables)
    cited = _cited({row["cites"] for row in rows if row["cites"]}, observations, evidence)
    inputs = {row["assumption_id"]: input_of(row, cited.get(row["cites"])) for row in rows}
    told = [_told(row, inputs[row["assumption_id"]], names) for row in rows]
    return _typed(told), {id_: one for id_, one in inputs.items() if one is not None}


def rows_of(tables: Iterable[Table]) -> list[dict[str, str]]:
    """Return the assumptions as they were written down."""
    return [
        {**dict.fromkeys(COLUMNS, ""), **row.cells, "locator": f"{table.name} {row.locator}"}
        for table in tables
        if table.contract == ASSUMPTIONS
        for row in table.rows
    ]


def _cited(wanted: set[str], observations: pd.DataFrame, evidence: pd.DataFrame) -> Mapping[str, Mapping[Any, Any]]:
    """Return the observation by the table and figure id that it is cited by."""
    if not wanted:
        return {}
    sources = {name.rpartition(" ")[0] for name in wanted}
    here = (evidence["source_kind"] == "table") & evidence["source"].isin(sources)
    places = plain(kept(evidence, here))
    told = places["source"] + " " + places["locator"].str.split(" ").str[-1]
    ids = dict(zip(told[told.isin(wanted)], places["observation_id"][told.isin(wanted)], strict=True))
    held = observations[observations["observation_id"].isin(ids.values())]
    rows = {row["observation_id"]: row for row in records(held)}
    return {name: rows[id_] for name, id_ in ids.items() if id_ in rows}


def input_of(row: Mapping[str, str], cited: Mapping[Any, Any] | None) -> Input | None:
    """Return an assumption as an input, of the figure that it cites if it does; none where that is not held."""
    if cited is not None:
        dollars = row["unit"].startswith("USD") and not str(cited["unit"]).startswith("USD")
        one = Input.of(cited, row["name_en"], dollars=dollars)
        return replace(one, amount=one.amount.part(row["part"]))
    if row["cites"]:
        return None
    amount = Amount.of({name: float(row[name]) if row[name] else None for name in ("value", "value_low", "value_high")})
    day = known_by(row["published_on"])
    known = day.isoformat() if day else ""
    shown = EVER if row["status"] == Status.SCENARIO else known
    return Input(ASSUMPTION, row["assumption_id"], row["name_en"], amount, row["unit"], row["status"], known, shown)


def _told(row: Mapping[str, str], one: Input | None, names: Names) -> dict[str, Any]:
    """Return a row as published: what is cited has the figure's own numbers, status, origin and page."""
    told: dict[str, Any] = {**row, "product": names.id(row["product"], "product")}
    told["origin"] = names.id(row["origin"], "publisher")
    if one is None:
        return told
    numbers = {"value": one.amount.value, "value_low": one.amount.low, "value_high": one.amount.high}
    page = ("origin", "publisher", "source_title", "source_url", "source_tier", "published_on")
    cited = {name: one.row[name] for name in page} if one.row else {}
    id_ = one.id if one.row else ""
    days = {"known_from": one.known_from, "shown_from": "" if one.shown_from == EVER else one.shown_from}
    return {**told, **numbers, **cited, **days, "status": one.status, "observation_id": id_}


def _typed(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    numbers = {
        name: pd.to_numeric(frame[name].replace("", None)).astype("float64")
        for name in ("value", "value_low", "value_high")
    }
    tiers = pd.to_numeric(frame["source_tier"].replace("", None)).astype("Int64")
    return frame.assign(**numbers, source_tier=tiers).sort_values("assumption_id").reset_index(drop=True)
