"""`python -m etl refresh`: read everything, publish a snapshot, say what changed."""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from etl.commands import _fetching, _reader
from etl.commands._reader import Reader
from etl.commands._telling import telling
from etl.errors import LedgerError, StoreLocked, UsageError
from etl.fetch import record
from etl.publish.frugal import frugal
from etl.publish.prune import KEEP
from etl.publish.refresh import Request, refresh
from etl.publish.shield import asked
from etl.publish.snapshot import latest

NAME = "refresh"
HELP = "read articles and tables and publish a snapshot"
LOCKED, LEFT_OUT, FAULT = 75, 1, 2
KINDS = ("added", "changed", "retracted")
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}

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
    parser.add_argument(
        "--keep", type=int, metavar="N", default=KEEP, help=f"snapshots that stay, 0: all; default {KEEP}"
    )
    parser.add_argument(
        "--every", type=_seconds, metavar="TIME", default=0, help="again and again, such as 30m, 6h, 1d"
    )
    parser.add_argument("--preview", action="store_true", help="tell what would change, and publish nothing")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, the receipt last")
    parser.add_argument("--fetch", action="store_true", help="first bring what is new in the declared sources")
    _fetching.offer(parser)
    _reader.offer(parser)
    parser.add_argument("--answers", type=Path, metavar="PATH", default=ANSWERS, help=f"a model's; default {ANSWERS}")


def run(arguments: argparse.Namespace) -> int:
    """Refresh; 0 when all was read, 1 when something was left out and named, 75 when another refresh runs."""
    if arguments.jobs < 1:
        raise UsageError(f"--jobs is 1 or more, not {arguments.jobs}")
    if arguments.keep < 0:
        raise UsageError(f"--keep is 0 or more, not {arguments.keep}")
    if arguments.preview and arguments.every:
        raise UsageError("--preview publishes nothing, so that --every would tell the same again: leave one out")
    if threading.current_thread() is threading.main_thread():
        # To be stopped by a button, by systemd or by Ctrl-C is one thing: the store stays as it was.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    frugal()
    while arguments.every:
        begin = time.monotonic()
        _again(arguments)
        if asked():
            return 0
        time.sleep(max(0.0, begin + arguments.every - time.monotonic()))
    return _once(arguments)


def _once(arguments: argparse.Namespace) -> int:
    complete = None if arguments.reader == _reader.RULES else _reader.chosen(arguments.reader, arguments.answers)
    before = latest(arguments.store)
    try:
        with telling(as_json=arguments.json) as tell:
            if arguments.fetch:
                _fetching.staged(arguments.sources, arguments.raw, tell)
            receipt = refresh(_request(arguments, complete), tell)
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


def _again(arguments: argparse.Namespace) -> None:
    """Refresh once of many times: what fails today may work the next time."""
    try:
        _once(arguments)
    except LedgerError as fault:
        print(f"etl refresh: {fault}", file=sys.stderr, flush=True)


def _seconds(text: str) -> int:
    """
    Return a length of time in seconds.

    >>> _seconds("6h"), _seconds("30m")
    (21600, 1800)
    """
    found = re.fullmatch(r"([1-9]\d{0,5})([smhd])", text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is no length of time; write it like 30m, 6h or 1d")
    return int(found[1]) * UNITS[found[2]]


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
