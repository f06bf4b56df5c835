"""How a published value came to be, line by line: evidence, rule, corrections, rank, rates, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from etl.errors import UsageError

Tables = Mapping[str, pd.DataFrame]
Row = Mapping[Any, Any]
FEWEST = 6
"""Letters of an id that are enough where they are one figure's only."""

INDENT = "  "
CORRECTED = "corrected by"
OBSERVATION = "observation"


def account(tables: Tables, wanted: str) -> Iterator[str]:
    """
    Yield the account of one observation, its inputs' accounts within it, then what it was on earlier days.

    Raises UsageError where there is none, on no day.
    """
    then = _begins(tables["wordings"], wanted)
    held = _begins(tables["observations"], wanted)
    if len(held) or len(set(then["observation_id"])) != 1:
        yield from _figure(tables, _found(tables, wanted), 0)
    for row in then.sort_values("stood_from").to_dict("records"):
        yield from _earlier(tables, row)


def _earlier(tables: Tables, row: Row) -> Iterator[str]:
    """Yield what a figure was on earlier days, with its inputs of then."""
    until = f"to {row['stood_to']}" if row["stood_to"] else "on"
    what = " ".join(str(row[name]) for name in ("entity", "metric", "product", "period") if row[name])
    yield f"{row['observation_id']}  from {row['stood_from']} {until}: {what}: {_size(row)} {row['unit']}"
    yield f"{INDENT}status: {row['status']}, {row['qualifier']}; said by {row['origin']}; {_days(row)}"
    yield f"{INDENT}rule: {row['rule']}"
    none = tables["derivations"].iloc[:0].assign(stood_from="")
    told = tables.get("past_derivations", none)  # an older program published none
    used = told[(told["observation_id"] == row["observation_id"]) & (told["stood_from"] == row["stood_from"])]
    for one in used.sort_values("input_no").to_dict("records"):
        size = _size({**one, "as_written": ""})
        yield f"{INDENT}{one['input_no']}. {one['role']}: {size} {one['unit']} ({one['status']}), {one['input_id']}"
    if used.empty:
        place = f"{row['source']} at {row['locator']}"
        yield f"{INDENT}by {row['publisher']}, {place}: “{row['as_written']}” {row['source_url']}".rstrip()


def _begins(frame: pd.DataFrame, wanted: str) -> pd.DataFrame:
    ids = frame["observation_id"]
    return frame[ids.str.startswith(wanted) if len(wanted) >= FEWEST else ids == wanted]


def _found(tables: Tables, wanted: str) -> Row:
    held = _begins(tables["observations"], wanted)
    if len(held) != 1:
        many = f"{len(held)} observations begin with {wanted}" if len(held) else f"there is no observation {wanted}"
        raise UsageError(f"{many}; the ids stand in observations.csv and in every download")
    row: dict[Any, Any] = held.iloc[0].to_dict()
    return row


def _figure(tables: Tables, row: Row, depth: int) -> Iterator[str]:
    pad = INDENT * depth
    what = " ".join(str(row[name]) for name in ("entity", "metric", "product", "period") if row[name])
    yield f"{pad}{row['observation_id']}  {what}: {_size(row)} {row['unit']}"
    pad += INDENT
    yield f"{pad}status: {row['status']}, {row['qualifier']}; said by {row['origin']}; {_days(row)}"
    yield f"{pad}rank: {row['rank']}, {row['rank_reason']}"
    yield f"{pad}rule: {row['rule']}"
    yield from (f"{pad}{line}" for line in (*_reasons(row), *_dimensions(row), *_money(row)))
    yield from (f"{pad}{line}" for line in _conflicts(tables, row["observation_id"]))
    if row["source_kind"] == "derived":
        yield from _inputs(tables, row["observation_id"], depth + 1)
    else:
        yield from (f"{pad}{line}" for line in _evidence(tables, row["observation_id"]))


def _size(row: Row) -> str:
    value, low, high = (row[name] for name in ("value", "value_low", "value_high"))
    bounds = "" if pd.isna(low) and pd.isna(high) else f"{_number(low)} to {_number(high)}"
    if pd.isna(value):
        return bounds or str(row["as_written"])
    return f"{_number(value)} ({bounds})" if bounds else _number(value)


def _number(value: Any) -> str:
    return "open" if pd.isna(value) else f"{value:,.10g}"


def _days(row: Row) -> str:
    until = f" to {row['known_to']}" if row["known_to"] else ", and it stands"
    return f"known from {row['known_from'] or 'an unknown day'}{until}"


def _reasons(row: Row) -> Iterator[str]:
    told = [reason.strip() for reason in str(row["reasons"]).split(";") if reason.strip()]
    yield from (f"correction: {reason}" for reason in told if reason.startswith(CORRECTED))
    # Of a computed figure the inputs are told one by one below.
    yield from (f"because: {one}" for one in told if not one.startswith((CORRECTED, "inputs: ")))
    if row["flags"]:
        yield f"warnings: {str(row['flags']).replace(';', ', ')}"


def _dimensions(row: Row) -> Iterator[str]:
    names = ("counterparty", "definition", "unit_basis", "contract_type", "denominator", "period_basis")
    told = [f"{name} {row[name]}" for name in names if row[name]]
    days = f"{row['period_start'] or '…'} to {row['period_end'] or '…'}"
    yield f"counted: {'; '.join([*told, days])}"


def _money(row: Row) -> Iterator[str]:
    if row["rate_month"] and row["usd_rate"] != 1:
        dollars = _size({**row, **{f"value{end}": row[f"value_usd{end}"] for end in ("", "_low", "_high")}})
        rate = f"{row['usd_rate']:.6g} {str(row['unit'])[:3]} per USD, mean of {row['rate_month']}"
        yield f"in dollars: {dollars} at {rate} ({row['rate_source']})"
    elif row["rate_month"]:
        yuan = _size({**row, **{f"value{end}": row[f"value_cny{end}"] for end in ("", "_low", "_high")}})
        rate = f"{row['cny_rate']:.6g} CNY per USD, mean of {row['rate_month']}"
        yield f"in yuan: {yuan} at {rate} ({row['rate_source']})"


def _conflicts(tables: Tables, id_: str) -> Iterator[str]:
    told = tables["conflicts"]
    for row in told[told["observation_ids"].str.contains(id_, regex=False)].to_dict("records"):
        yield f"conflict: {row['kind']}: {row['reason']}"
        columns = ("observation_ids", "origin_classes", "source_tiers", "statuses", "ranks")
        for other, kind, tier, status, rank in zip(*(row[name].split(";") for name in columns), strict=True):
            if other != id_:
                yield f"{INDENT}with {other}: {status}, of class {kind}, tier {tier or 'unknown'}, {rank or 'unranked'}"


def _evidence(tables: Tables, id_: str) -> Iterator[str]:
    told = tables["evidence"]
    for row in told[told["observation_id"] == id_].sort_values("evidence_no").to_dict("records"):
        page = ", ".join(str(row[name]) for name in ("publisher", "source_title", "published_on") if row[name])
        place = f"{row['source']} at {row['locator']}"
        yield f"evidence {row['evidence_no']}: {place}: “{row['as_written']}” in “{row['sentence']}”"
        yield f"{INDENT}{page}, tier {row['source_tier']} {row['source_url']}".rstrip()


def _inputs(tables: Tables, id_: str, depth: int) -> Iterator[str]:
    pad = INDENT * depth
    told = tables["derivations"]
    yield f"{pad}made of:"
    for row in told[told["observation_id"] == id_].sort_values("input_no").to_dict("records"):
        size = _size({**row, "as_written": ""})
        yield f"{pad}{row['input_no']}. {row['role']}: {size} {row['unit']} ({row['status']})"
        if row["kind"] == OBSERVATION:
            yield from _figure(tables, _found(tables, row["input_id"]), depth + 2)
        else:
            yield from (f"{pad}{INDENT * 2}{line}" for line in _source(tables, row["kind"], row["input_id"]))


def _source(tables: Tables, kind: str, id_: str) -> Iterator[str]:
    """Yield where an assumption or a chip's specification comes from."""
    table, key = ("assumptions", "assumption_id") if kind == "assumption" else ("custom_chips", "chip_id")
    for row in tables[table][tables[table][key] == id_].to_dict("records"):
        page = ", ".join(str(row[name]) for name in ("publisher", "source_title", "published_on") if row[name])
        place = row["locator"] if kind == "assumption" else f"{row['source']} {row['locator']}"
        yield f"{kind} {id_}, {place}: {page or 'a scenario of ours'} {row['source_url']}".rstrip()
        if row["note"]:
            yield f"note: {row['note']}"
