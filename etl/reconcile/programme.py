"""Custom-chip programmes and their milestones: from table rows, and from what articles say of a programme."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from etl.model import Table
from etl.period import Period
from etl.reconcile.cluster import families, records
from etl.reconcile.identity import ids_of
from etl.reconcile.name import UNATTRIBUTED, Names

CHIPS, MILESTONES = "chips", "milestones"
CHIP_COLUMNS = (
    *("owner", "chip", "chip_name", "purpose", "design_partner", "foundry", "process_node", "architecture", "lead"),
    *("memory_type", "memory_gb", "memory_bandwidth_tb_s", "peak_compute_tera_ops", "peak_compute_dtype"),
    *("announced_date", "tape_out_date", "deployment_date", "status", "units_estimate", "units_basis", "team_size"),
    *("flags", "origin", "publisher", "source_title", "source_url", "source_tier", "published_on", "known_from"),
    *("source_kind", "source", "locator", "note"),
)
MILESTONE_COLUMNS = (
    *("owner", "chip", "chip_name", "event_type", "date", "date_start", "date_end", "date_precision", "date_wording"),
    *("status", "description", "description_zh", "flags", "origin", "publisher", "source_title", "source_url"),
    *("source_tier", "published_on", "known_from", "source_kind", "source", "locator"),
)
NUMBERS = ("memory_gb", "memory_bandwidth_tb_s", "peak_compute_tera_ops", "units_estimate")
KEYS: Mapping[str, str] = {
    "foundry": "foundry",
    "design_partner": "design_partner",
    "node": "process_node",
    "architecture": "architecture",
    "memory": "memory_type",
    "lead": "lead",
    "workload": "purpose",
    "mass_production": "deployment_date",
    "tape_out": "tape_out_date",
}
"""Column of custom_chips by the key of an attribute; the other keys are told in the note."""

PAGE = ("origin", "publisher", "source_title", "source_url", "source_tier", "published_on", "flags")
ASIDE = (
    *("metric", "entity", "product", "key", "label", "as_written", "sentence", "status", *PAGE),
    *("source_kind", "source", "document_id", "locator"),
)
"""What is asked of what articles tell of a programme."""

PRECISIONS = {"Q": "quarter", "H": "half_year"}
STATUSES = {"actual": "confirmed", "estimate": "reported", "rumour": "reported", "derived": "reported"}


def custom_chips(tables: Iterable[Table], tellings: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Return one row for each programme and source."""
    told = tellings[tellings["metric"] == "attribute"]
    told = told[["source", "entity", "product", "key", "label", "locator", *PAGE]]
    rows = [*_cells(tables, CHIPS), *(_chip(found) for found in families(told, ["source", "entity", "product"]))]
    frame = _named(pd.DataFrame(rows, columns=list(CHIP_COLUMNS)), names)
    for column in NUMBERS:
        frame[column] = pd.to_numeric(frame[column].replace("", None)).astype("float64")
    return frame.assign(chip_id=ids_of(frame, ("owner", "chip", "chip_name", "origin", "source", "locator")))


def milestones(tables: Iterable[Table], tellings: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Return one row for each dated event, promised or happened, of a programme and source."""
    told = tellings[tellings["metric"] == "milestone"]
    rows = [*_cells(tables, MILESTONES), *(_event(row) for row in records(told))]
    frame = _named(pd.DataFrame(rows, columns=list(MILESTONE_COLUMNS)), names)
    spans = [_span(label) for label in frame["date"]]
    frame["date_start"], frame["date_end"], precision = ([one[at] for one in spans] for at in range(3))
    frame["date_precision"] = frame["date_precision"].where(frame["date_precision"] != "", pd.Series(precision))
    columns = ("owner", "chip", "event_type", "date", "origin", "source", "locator", "description")
    return frame.assign(milestone_id=ids_of(frame, columns)).drop_duplicates("milestone_id")


def _cells(tables: Iterable[Table], contract: str) -> Iterable[dict[str, Any]]:
    for table in tables:
        if table.contract == contract:
            for row in table.rows:
                key = row.cells.get("chip_id") or row.cells.get("milestone_id") or ""
                place = {"source_kind": "table", "source": table.name, "locator": f"{row.locator} {key}".strip()}
                yield {**row.cells, **place}


def _chip(told: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    first = told[0]
    row: dict[str, Any] = {"owner": first["entity"], "chip": first["product"], "chip_name": first["product"]}
    rest = []
    for key, label in ((one["key"], one["label"]) for one in told):
        if key in KEYS and not row.get(KEYS[key]):
            row[KEYS[key]] = label
        else:
            rest.append(f"{key}: {label}")
    places = ";".join(dict.fromkeys(one["locator"] for one in told))
    return {
        **_page(first),
        **row,
        "status": "reported",
        "locator": places,
        "note": "; ".join(dict.fromkeys(rest)),
    }


def _event(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        **_page(row),
        "owner": row["entity"],
        "chip": row["product"],
        "chip_name": row["product"],
        "event_type": row["key"],
        "date": row["label"],
        "date_wording": row["as_written"],
        "status": STATUSES.get(row["status"], "planned"),
        "description": row["sentence"],
        "locator": row["locator"],
    }


def _page(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {**{name: row[name] for name in PAGE}, "source_kind": "article", "source": row["source"]}


def _named(frame: pd.DataFrame, names: Names) -> pd.DataFrame:
    frame = frame.astype("object").where(frame.notna(), "")
    told = frame["published_on"].astype("str")
    frame["chip_name"] = frame["chip_name"].where(frame["chip_name"] != "", frame["chip"])
    frame["owner"] = _each(frame["owner"], names.id)
    frame["chip"] = _each(frame["chip"], lambda name: names.id(name, "product"))
    frame["origin"] = _each(frame["origin"], lambda name: names.id(name, "publisher") if name != UNATTRIBUTED else name)
    frame["origin"] = frame["origin"].replace("", UNATTRIBUTED)
    frame["source_tier"] = pd.to_numeric(frame["source_tier"].replace("", None)).astype("Int64")
    frame["known_from"] = [_span(text)[1] for text in told]
    return frame


def _each(column: pd.Series[Any], to: Callable[[str], str]) -> pd.Series[Any]:
    return column.map({word: to(word) for word in column.unique()})


@cache
def _span(label: str) -> tuple[str, str, str]:
    """Return first day, last day and precision of a label; empty and vague where it is none."""
    try:
        period = Period.parse(label)
    except ValueError:
        return "", "", "vague"
    precision = next((word for letter, word in PRECISIONS.items() if letter in label), "")
    return _text(period.start), _text(period.end), precision or ("year", "month", "day")[label.count("-")]


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
