"""`python -m etl export`: every published table as files or one workbook, as it stands or as it was known on a day."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from etl.commands._fetching import DATASETS
from etl.errors import InputRejected, UsageError
from etl.publish import schema
from etl.publish.cache import opened
from etl.publish.plain import csv_bytes
from etl.publish.reading import extractions, read_all
from etl.publish.workers import workers
from etl.reconcile.asof import as_known_on
from etl.reconcile.correction import corrected, load
from etl.reconcile.ledger import reconcile
from etl.vocabulary import vocabulary

NAME = "export"
HELP = "write every table as CSV or as one workbook, as known today or on any day"
OUT = Path("build/export")
SUFFIX = ".xlsx"
LEFT_OUT = 1

Tables = Mapping[str, pd.DataFrame]
Write = Callable[[Tables, Path], int]
"""Writes the tables into a folder and returns how many files it wrote."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--as-of", metavar="DATE", help="only what was known on this day, as YYYY-MM-DD")
    parser.add_argument("--out", type=Path, metavar="DIR", default=OUT, help=f"folder to write to; default {OUT}")
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help="write one workbook instead, with links and evidence")
    parser.add_argument("--articles", nargs="*", type=Path, metavar="PATH", default=[DATASETS / "articles"])
    parser.add_argument("--tables", nargs="*", type=Path, metavar="PATH", default=[DATASETS / "tables"])
    judged = DATASETS / "corrections.jsonl"
    parser.add_argument("--corrections", type=Path, metavar="PATH", default=judged, help=f"default {judged}")
    parser.add_argument("--jobs", type=int, metavar="N", default=os.cpu_count() or 1, help="default: one a core")


def run(arguments: argparse.Namespace) -> int:
    """Read the sources, leave out what was told later, write the tables; 1 when a source was left out and named."""
    day = _day(arguments.as_of) if arguments.as_of else None
    tables, rejected = _tables(arguments, day)
    written = _written(tables, arguments)
    for one in rejected:
        print(f"left out: {one}")
    known = f" as known on {day}" if day else ""
    print(f"{written} tables, {len(tables['observations'])} observations{known}: {arguments.xlsx or arguments.out}")
    return LEFT_OUT if rejected else 0


def write_csv(tables: Tables, folder: Path) -> int:
    """Write one CSV for each published table."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for name, table in schema.conformed(tables):
        (folder / f"{name}.csv").write_bytes(csv_bytes(table))
        written += 1
    return written


def _written(tables: Tables, arguments: argparse.Namespace) -> int:
    if arguments.xlsx is None:
        return write_csv(tables, arguments.out)
    if arguments.xlsx.suffix.lower() != SUFFIX:
        raise UsageError(f"--xlsx names a file that ends in {SUFFIX}, not {arguments.xlsx.name!r}")
    # Loaded on need: most exports write no workbook.
    from etl.publish.book import write_book  # noqa: PLC0415

    return write_book(tables, arguments.xlsx, arguments.as_of or "")


def _tables(arguments: argparse.Namespace, day: date | None) -> tuple[dict[str, pd.DataFrame], list[InputRejected]]:
    paths = tuple(arguments.tables), tuple(arguments.articles)
    # The store's own cache belongs to its refreshes.
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as cache, workers(arguments.jobs) as pool:
        found = read_all(*paths, cache, pool, lambda *_: None)
        read = extractions(found, cache)
    sources = found.tables, corrected(read, load(arguments.corrections))[0]
    if day:
        sources = as_known_on(*sources, day, vocabulary())
    return reconcile(*sources, vocabulary()), found.rejected


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--as-of is a day as YYYY-MM-DD, not {text!r}") from None
