"""`python -m etl diff A B`: what changed from one snapshot to another."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from etl.commands.refresh import STORE, told
from etl.publish import snapshot
from etl.publish.receipt import difference

NAME = "diff"
HELP = "say what changed between two snapshots"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("old", metavar="A", help="id of a snapshot, or LATEST")
    parser.add_argument("new", metavar="B", help="id of a snapshot, or LATEST")
    parser.add_argument("--store", type=Path, metavar="PATH", default=STORE, help=f"default {STORE}")
    parser.add_argument("--json", action="store_true", help="the receipt as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the receipt between two snapshots."""
    old, new = (snapshot.read(arguments.store, name) for name in (arguments.old, arguments.new))
    receipt = {"before": arguments.old, "snapshot": arguments.new, **difference(old, new)}
    print(json.dumps(receipt, ensure_ascii=False, indent=1) if arguments.json else "\n".join(told(receipt)))
    return 0
