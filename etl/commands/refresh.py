"""`python -m etl refresh`: read everything, publish a snapshot, say what changed."""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
import threading
import time
from pathlib import Path

from etl.commands import _fetching, _reader
from etl.commands._fetching import DATASETS
from etl.errors import LedgerError, UsageError
from etl.publish.request import KEEP
from etl.publish.scribe import scribe
from etl.publish.shield import asked

NAME = "refresh"
HELP = "read articles and tables and publish a snapshot"
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}

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
    while arguments.every:
        begin = time.monotonic()
        _again(arguments)
        if asked():
            return 0
        time.sleep(max(0.0, begin + arguments.every - time.monotonic()))
    return _once(arguments)


def _once(arguments: argparse.Namespace) -> int:
    with scribe(arguments.jobs, arguments.store) as beside:
        # Loaded while the other process loads, which takes as long.
        from etl.commands._refreshing import once  # noqa: PLC0415

        return once(arguments, beside)


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
