"""`python -m etl refresh`: read everything, publish a snapshot, say what changed."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from etl.commands import _reader
from etl.commands._telling import telling
from etl.errors import StoreLocked, UsageError
from etl.publish.refresh import Request, refresh

NAME = "refresh"
HELP = "read articles and tables and publish a snapshot"
LOCKED, LEFT_OUT = 75, 1
DATASETS = Path("datasets")
STORE = DATASETS / "snapshots"
ANSWERS = DATASETS / "raw" / "answers"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--articles", nargs="+", type=Path, metavar="PATH", default=[DATASETS / "articles"])
    parser.add_argument("--tables", nargs="+", type=Path, metavar="PATH", default=[DATASETS / "tables"])
    judged = DATASETS / "corrections.jsonl"
    parser.add_argument("--corrections", type=Path, metavar="PATH", default=judged, help=f"default {judged}")
    parser.add_argument("--store", type=Path, metavar="PATH", default=STORE, help=f"default {STORE}")
    parser.add_argument("--jobs", type=int, metavar="N", default=os.cpu_count() or 1, help="default: one a core")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, the receipt last")
    _reader.offer(parser)
    parser.add_argument("--answers", type=Path, metavar="PATH", default=ANSWERS, help=f"a model's; default {ANSWERS}")


def run(arguments: argparse.Namespace) -> int:
    """Refresh; 0 when all was read, 1 when something was left out and named, 75 when another refresh runs."""
    if arguments.jobs < 1:
        raise UsageError(f"--jobs is 1 or more, not {arguments.jobs}")
    sources = tuple(arguments.tables), tuple(arguments.articles)
    complete = None if arguments.reader == _reader.RULES else _reader.chosen(arguments.reader, arguments.answers)
    request = Request(*sources, arguments.store, arguments.jobs, arguments.corrections, complete)
    try:
        with telling(as_json=arguments.json) as tell:
            receipt = refresh(request, tell)
    except StoreLocked as fault:
        print(f"etl refresh: {fault}", file=sys.stderr)
        return LOCKED
    print(json.dumps({"receipt": receipt}, ensure_ascii=False) if arguments.json else "\n".join(told(receipt)))
    return LEFT_OUT if receipt["failed"] else 0


def told(receipt: Mapping[str, Any]) -> Iterator[str]:
    """Yield a receipt as lines for people."""
    counts = receipt["counts"]
    yield f"snapshot {receipt['snapshot']}: " + ", ".join(f"{number} {kind}" for kind, number in counts.items())
    for kind, sign in (("added", "+"), ("changed", "~"), ("retracted", "-")):
        rows = receipt[kind]
        yield from (f"  {sign} {_line(row)}" for row in rows[:10])
        if counts[kind] > min(len(rows), 10):
            yield f"  {sign} … {counts[kind] - min(len(rows), 10)} more"
    if mover := receipt["biggest_mover"]:
        yield f"biggest mover: {_line(mover)}"
    if receipt["tables"]:
        yield "tables touched: " + ", ".join(
            f"{one['table']} ({one['was']} to {one['rows']} rows)" for one in receipt["tables"]
        )
    yield from (f"stale: {name} stands as it was last read" for name in receipt.get("stale", []))
    for kind, said in (("failed", "left out"), ("noted", "noted")):
        for one in receipt.get(kind, []):
            place = f", {one['place']}" if one["place"] else ""
            yield f"{said}: {one['source']}{place}: {one['reason']}. {one['remedy']}"


def _line(row: Mapping[str, Any]) -> str:
    what = " ".join(str(row[name]) for name in ("entity", "metric", "product", "period") if row[name])
    value = f"{row['old']} to {row['new']}" if "old" in row else f"{row['value']}"
    return f"{what}: {value} {row['unit']} ({row['origin']})"
