"""`python -m etl diff A B`: what changed from one snapshot to another."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from etl.commands._refreshing import told
from etl.commands.refresh import STORE
from etl.publish import inputs, snapshot
from etl.publish.files import PARQUET, frames_of, shapes
from etl.publish.receipt import COMPARED, difference, touched

NAME = "diff"
HELP = "say what changed between two snapshots, and why"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("old", metavar="A", help="id of a snapshot, or LATEST")
    parser.add_argument("new", metavar="B", help="id of a snapshot, or LATEST")
    parser.add_argument("--store", type=Path, metavar="PATH", default=STORE, help=f"default {STORE}")
    parser.add_argument("--json", action="store_true", help="the receipt as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the receipt between two snapshots."""
    names = [
        snapshot.latest(arguments.store) if name == snapshot.LATEST else name for name in (arguments.old, arguments.new)
    ]
    files = [snapshot.verified(arguments.store, name, PARQUET) for name in names]
    old, new = (frames_of(one, COMPARED) for one in files)
    made_of = (inputs.read(arguments.store / names[0]), inputs.read(arguments.store / names[1]))
    tables = touched(shapes(files[0]), shapes(files[1]))
    receipt = {"before": names[0], "snapshot": names[1], **difference(old, new, made_of), "tables": tables}
    print(json.dumps(receipt, ensure_ascii=False, indent=1) if arguments.json else "\n".join(told(receipt)))
    return 0
