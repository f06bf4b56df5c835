"""One refresh asked for by the command line, and its receipt told; loaded while a process beside it begins."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any

from etl.commands import _fetching, _reader
from etl.commands._fetching import DATASETS
from etl.commands._reader import Reader
from etl.commands._telling import telling
from etl.errors import StoreLocked
from etl.fetch import record
from etl.publish.frugal import frugal
from etl.publish.refresh import refresh
from etl.publish.request import Request
from etl.publish.snapshot import latest

LOCKED, LEFT_OUT = 75, 1
KINDS = ("added", "changed", "retracted")


def once(arguments: argparse.Namespace, scribe: Executor | None) -> int:
    """Refresh; 0 when all was read, 1 when something was left out and named, 75 when another refresh runs."""
    frugal()
    complete = None if arguments.reader == _reader.RULES else _reader.chosen(arguments.reader, arguments.answers)
    before = latest(arguments.store)
    try:
        with telling(as_json=arguments.json) as tell:
            if arguments.fetch:
                _fetching.staged(arguments.sources, arguments.raw, tell)
            receipt = refresh(replace(_request(arguments, complete), scribe=scribe), tell)
    except StoreLocked as fault:
        print(f"etl refresh: {fault}", file=sys.stderr)
        return LOCKED
    except KeyboardInterrupt:
        if latest(arguments.store) == before:
            raise
        print(f"etl refresh: it was too late to stop; {latest(arguments.store)} is published", file=sys.stderr)
        return 0
    print(
        json.dumps({"receipt": receipt}, ensure_ascii=False) if arguments.json else "\n".join(told(receipt)), flush=True
    )
    return LEFT_OUT if receipt["failed"] else 0


def _request(arguments: argparse.Namespace, complete: Reader | None) -> Request:
    # What was fetched belongs to the house's own datasets: who names tables of their own names its folder too.
    own = arguments.tables == [DATASETS / "tables"] or arguments.raw != _fetching.RAW
    fetched = _fetching.kept(arguments.raw) if own else ()
    return Request(
        (*arguments.tables, *fetched),
        tuple(arguments.articles),
        arguments.store,
        arguments.jobs,
        arguments.corrections,
        complete,
        arguments.keep,
        faults=record.faults(arguments.raw) if own else (),
        is_preview=arguments.preview,
    )


def told(receipt: Mapping[str, Any]) -> Iterator[str]:
    """Yield a receipt as lines for people."""
    counts = receipt["counts"]
    word = "preview, nothing is published; it would be snapshot" if receipt.get("is_preview") else "snapshot"
    yield f"{word} {receipt['snapshot']}: " + ", ".join(f"{number} {kind}" for kind, number in counts.items())
    for kind, sign in (("added", "+"), ("changed", "~"), ("retracted", "-")):
        rows = receipt[kind]
        yield from (f"  {sign} {_line(row)}" for row in rows[:10])
        if counts[kind] > min(len(rows), 10):
            yield f"  {sign} … {counts[kind] - min(len(rows), 10)} more"
    if mover := receipt["biggest_mover"]:
        yield f"biggest mover: {_line(mover)}"
    yield from _counted(receipt)
    if tables := [one for one in receipt["tables"] if one["was"] or one["rows"]]:
        told = (f"{one['table']} ({one['was']} to {one['rows']} rows)" for one in tables)
        yield "tables touched: " + ", ".join(told)
    yield from (f"stale: {name} stands as it was last read" for name in receipt.get("stale", []))
    for kind, said in (("failed", "left out"), ("noted", "noted")):
        for one in receipt.get(kind, []):
            place = f", {one['place']}" if one["place"] else ""
            yield f"{said}: {one['source']}{place}: {one['reason']}. {one['remedy']}"


def _counted(receipt: Mapping[str, Any]) -> Iterator[str]:
    """Yield how many sources met which fate, which of them changed figures, why, and how long it took."""
    if causes := receipt.get("causes"):
        yield "why: " + ", ".join(f"{one['cause']} {sum(one[kind] for kind in KINDS)}" for one in causes)
    if read := receipt.get("read"):
        yield "sources: " + ", ".join(f"{number} {fate}" for fate, number in read.items() if number)
    sources = receipt.get("sources", receipt.get("by_source", []))
    for one in sources[:10]:
        counts = ", ".join(f"{one[kind]} {kind}" for kind in KINDS if one[kind])
        fate = f" ({one['fate']})" if one.get("fate") else ""
        yield f"  {one['source']}{fate}" + (f": {counts}" if counts else "")
    if len(sources) > 10:  # noqa: PLR2004 - as many as above
        yield f"  … {len(sources) - 10} more"
    if seconds := receipt.get("seconds"):
        yield "seconds: " + ", ".join(f"{stage} {spent:.1f}" for stage, spent in seconds.items())


def _line(row: Mapping[str, Any]) -> str:
    what = " ".join(str(row[name]) for name in ("entity", "metric", "product", "period") if row[name])
    value = f"{row['old']} to {row['new']}" if "old" in row else f"{row['value']}"
    cause = f" [{row['cause']}]" if row.get("cause") else ""
    return f"{what}: {value} {row['unit']} ({row['origin']}){cause}"
